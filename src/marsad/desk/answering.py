"""Answers of screens as they are sent: packed once, with a tag, however many ask for them."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
from litestar import Request, Response

from marsad.desk.contract import is_known, tag_of

_LEVEL = 5
"""9, the default, takes twice the time for one per cent."""
_SHARED = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization, Accept-Encoding"}
"""Whoever keeps an answer asks again before it is shown, and for each person apart."""


class Answer(msgspec.Struct, frozen=True):
    """The body of an answer, packed with gzip, and its tag.

    The tag is a weak one: packed or not, it is the same answer, of which no part is asked for (RFC 9110, 8.8.1).
    """

    packed: bytes
    tag: str

    @property
    def weight(self) -> int:
        """The bytes that it takes to keep it."""
        return len(self.packed)


class Sent(msgspec.Struct, frozen=True):
    """An answer as it is sent to somebody: the status, the headers, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def answer_of(body: bytes) -> Answer:
    """An answer that says this."""
    return Answer(gzip.compress(body, _LEVEL, mtime=0), tag_of(body))


def sent_as(answer: Answer, media_type: str, *, known: str, accepted: str) -> Sent:
    """What is sent to who says in If-None-Match what is `known`, and in Accept-Encoding which packing is `accepted`.

    Who has the answer already is told so, who takes no gzip is given it unpacked.
    """
    headers = {"ETag": answer.tag, **_SHARED}
    if is_known(answer.tag, known):
        return Sent(304, headers, b"")
    headers["Content-Type"] = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    if not takes_gzip(accepted):
        return Sent(200, headers, gzip.decompress(answer.packed))
    return Sent(200, headers | {"Content-Encoding": "gzip"}, answer.packed)


def send(request: Request[Any, Any, Any], answer: Answer, media_type: str) -> Response[bytes]:
    """The response to a request."""
    said = request.headers
    sent = sent_as(
        answer,
        media_type,
        known=said.get("if-none-match", ""),
        accepted=said.get("accept-encoding", ""),
    )
    headers = {name: value for name, value in sent.headers.items() if name != "Content-Type"}
    return Response(sent.body, status_code=sent.status, headers=headers, media_type=media_type)


def takes_gzip(accepted: str) -> bool:
    """Whether who sends this Accept-Encoding takes gzip; who says nothing is sent what needs no unpacking.

    >>> [takes_gzip(said) for said in ("br, gzip", "gzip;q=0", "*", "gzip;q=0, *", "identity", "")]
    [True, False, True, False, False, False]
    """
    wanted = {}
    for said in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in said.split(";"))
        wanted[name] = not any(_is_nought(one) for one in parameters)
    return wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", False)))


def _is_nought(parameter: str) -> bool:
    """Whether a parameter is a weight of nought, ``q=0`` or ``q=0.000``."""
    name, _, weight = parameter.partition("=")
    return name.strip() == "q" and not weight.strip(" 0.")


__all__ = ["Answer", "Sent", "answer_of", "send", "sent_as", "takes_gzip"]
