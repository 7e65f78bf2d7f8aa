"""Answers of screens as they are sent: packed once, with a tag, however many ask for them."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
from litestar import Request, Response

from marsad.desk.contract import is_known, tag_of

_LEVEL = 5
"""9, the default, takes twice the time for one per cent."""


class Answer(msgspec.Struct, frozen=True):
    """The body of an answer, packed with gzip, and its tag."""

    packed: bytes
    tag: str

    @property
    def weight(self) -> int:
        """The bytes that it takes to keep it."""
        return len(self.packed)


def answer_of(body: bytes) -> Answer:
    """An answer that says this."""
    return Answer(gzip.compress(body, _LEVEL, mtime=0), tag_of(body))


def send(request: Request[Any, Any, Any], answer: Answer, media_type: str) -> Response[bytes]:
    """The response to a request; who has the answer already is told so, who takes no gzip is given it unpacked."""
    headers = {"ETag": answer.tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Encoding"}
    if is_known(answer.tag, request.headers.get("if-none-match", "")):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(answer.packed, headers=headers, media_type=media_type)
    return Response(gzip.decompress(answer.packed), headers=headers, media_type=media_type)


__all__ = ["Answer", "answer_of", "send"]
