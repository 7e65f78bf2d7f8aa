"""Pages that a browser saved as one MHTML file."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message

import msgspec

from marsad.errors import NotText

_PARTS = 10_000


class SavedPage(msgspec.Struct, frozen=True):
    """The page of an MHTML file: its bytes, the charset they claim, its address, and when it was saved (UTC)."""

    data: bytes
    kind: str
    declared: str | None = None
    url: str | None = None
    saved: str | None = None


def read_mhtml(data: bytes, *, name: str = "input") -> SavedPage:
    """The main page of an MHTML file, quoted-printable or base64 taken off.

    A file without an HTML or text part is `NotText`.
    """
    from email import message_from_bytes

    try:
        archive = message_from_bytes(data)
        part = _main_part(archive)
    except RecursionError:
        raise NotText(name, "its parts are nested without end", remedy="save the page again") from None
    if part is None:
        raise NotText(name, "this MHTML file holds no page", remedy="save the page again")
    body = part.get_payload(decode=True)
    url = _header(part, "Content-Location") or _header(archive, "Snapshot-Content-Location")
    url = url or _header(archive, "Content-Location")
    return SavedPage(
        data=body if isinstance(body, bytes) else b"",
        kind="html" if "html" in part.get_content_type() else "text",
        declared=part.get_content_charset(),
        url=url if url and url.startswith(("http://", "https://")) else None,
        saved=_saved(archive),
    )


def _main_part(archive: Message) -> Message | None:
    """The part the archive starts with, or else its first HTML, or else its first text."""
    parts = [part for part, _ in zip(_walk(archive), range(_PARTS), strict=False) if not part.is_multipart()]
    start = archive.get_param("start")
    for part in parts:
        if start and part.get("Content-ID") == start and part.get_content_maintype() == "text":
            return part
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind and part.get_payload():
                return part
    return None


def _walk(message: Message) -> Iterator[Message]:
    stack = [message]
    while stack:
        part = stack.pop()
        yield part
        if part.is_multipart():
            stack.extend(reversed([one for one in part.get_payload() if isinstance(one, Message)]))


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return "".join(str(value).split()) if value else None


def _saved(archive: Message) -> str | None:
    from datetime import UTC
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(str(archive.get("Date")))
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
