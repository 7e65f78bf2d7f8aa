"""WARC archives (.warc, .warc.gz, as Common Crawl's CC-NEWS): the pages of their responses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from typing import BinaryIO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from marsad.errors import EmptyInput, InputError, NoPage, NotText, TooLarge
from marsad.page.sources import Input
from marsad.page.unpack import CutShort, Limits, gather, gunzip, read_chunks

_KINDS: dict[str, Literal["html", "text"]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
_WHOLE = "download the archive again; the pages before this one were taken"
_BIGGER = "raise the limit on the size of an item"
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r\n")


def read_archive(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Input | InputError]:
    """The pages of an archive in its order, each with its address, time and headers.

    Responses that are no pages (pictures, errors, redirects) are counted in one `NoPage` at the end. An archive that breaks
    off or is damaged gives the pages before that and an error that says so.
    """
    others: Counter[str] = Counter()
    at, kinds = 0, WarcRecordType.response | WarcRecordType.resource
    unpacked = _Unpacked(stream)
    try:
        for at, record in enumerate(ArchiveIterator(unpacked, record_types=kinds), 1):  # type: ignore[arg-type]
            label = f"{name}:{at}"
            if record.content_length > limits.item_bytes:
                yield TooLarge(label, f"it has {record.content_length:,} bytes", remedy=_BIGGER)
                continue
            data = _read_whole(record, label)
            kind = _kind(record)
            if kind is None:
                others[_what(record)] += 1
            else:
                yield _page(record, data, kind, label, limits)
        if unpacked.cut:
            raise NotText(name, f"the archive breaks off: {unpacked.cut}", place=str(at + 1), remedy=_WHOLE)
    except InputError as error:
        yield error
    except OSError as error:
        yield NotText(name, f"the archive is damaged: {error}", place=str(at + 1), remedy=_WHOLE)
    if others:
        listed = ", ".join(f"{count:,} {what}" for what, count in others.most_common())
        yield NoPage(name, f"besides pages it holds {listed}", remedy="nothing is to be done")


class _Unpacked:
    """A stream with gzip taken off that remembers whether it broke off: fastwarc itself takes that for its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._chunks = gunzip(read_chunks(stream))
        self._held = memoryview(b"")
        self._place = 0
        self.cut = ""

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place

    def read(self, size: int = -1) -> bytes:
        """At most as many bytes as asked for; none at the end."""
        if not self._held:
            self._held = memoryview(self._next())
        size = len(self._held) if size < 0 else size
        piece, self._held = self._held[:size], self._held[size:]
        self._place += len(piece)
        return bytes(piece)

    def _next(self) -> bytes:
        try:
            return next(self._chunks, b"")
        except CutShort as error:
            self.cut = str(error)
            return b""


def _read_whole(record: WarcRecord, label: str) -> bytes:
    """The body of a record; one that is shorter than it says ends the archive."""
    length = record.content_length
    data = record.reader.read()
    if len(data) < length or record.headers.get("Content-Length") is None:
        raise NotText(label, f"the archive breaks off after {len(data):,} bytes of a record", remedy=_WHOLE)
    return data


def _kind(record: WarcRecord) -> Literal["html", "text"] | None:
    """Whether a response is a page that came well; a server that names no type sends HTML."""
    if not record.is_http:
        return _KINDS.get((record.headers.get("Content-Type") or "").partition(";")[0].strip().lower())
    if record.http_headers.status_code not in (200, None):
        return None
    return _KINDS.get((record.http_content_type or "text/html").lower())


def _what(record: WarcRecord) -> str:
    if record.is_http and record.http_headers.status_code not in (200, None):
        return f"answers {record.http_headers.status_code}"
    return record.http_content_type or "other records"


def _page(
    record: WarcRecord, data: bytes, kind: Literal["html", "text"], label: str, limits: Limits
) -> Input | InputError:
    headers = record.http_headers.to_tuples() if record.is_http else ()
    try:
        data, doubts = _unpack(data, {key.lower(): value.lower() for key, value in headers}, label, limits)
    except InputError as error:
        return error
    return Input(
        name=label,
        kind=kind,
        data=data,
        url=record.headers.get("WARC-Target-URI"),
        declared=record.http_charset if record.is_http else None,
        fetched=f"{record.record_date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if record.record_date else None,
        headers=tuple(headers),
        doubts=doubts,
    )


def _unpack(data: bytes, headers: dict[str, str], name: str, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The body as the server meant it; most crawlers unpack it themselves and leave the headers as they were."""
    if "chunked" in headers.get("transfer-encoding", ""):
        data = _join_chunks(data)
    packing = headers.get("content-encoding", "").strip()
    if packing.endswith("gzip"):
        return gather(gunzip([data]), name, limits)
    if packing == "br":
        return _unpack_brotli(data, name, limits), ()
    if not data:
        raise EmptyInput(name, "the page is empty", remedy="nothing is to be done")
    return data, ()


def _unpack_brotli(data: bytes, name: str, limits: Limits) -> bytes:
    import brotli

    decoder, out = brotli.Decompressor(), bytearray()
    try:
        for at in range(0, len(data), 4096):
            out += decoder.process(data[at : at + 4096])
            if len(out) > limits.item_bytes:
                raise TooLarge(name, f"it unfolds to more than {limits.item_bytes:,} bytes")
    except brotli.error:
        return data
    return bytes(out)


def _join_chunks(data: bytes) -> bytes:
    """A chunked body joined; one that was joined already stays as it is."""
    out, at = bytearray(), 0
    while head := _CHUNK.match(data, at):
        size = int(head[1], 16)
        out += data[head.end() : head.end() + size]
        at = head.end() + size
        if size == 0:
            return bytes(out)
    return data
