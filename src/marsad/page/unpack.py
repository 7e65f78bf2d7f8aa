"""Bytes read in pieces: gzip taken off, lines split, nothing above a limit held in memory."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from marsad.errors import InputError, NotText, TooLarge

CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one input may cost: bytes of a page or of a line, seconds and redirects of a fetch."""

    item_bytes: int = 64 << 20
    seconds: float = 30.0
    redirects: int = 5


class Piece(msgspec.Struct, frozen=True):
    """One line of a stream with its number from 1, or the error that stands in its place."""

    number: int
    line: bytes = b""
    error: InputError | None = None


class CutShort(Exception):
    """A gzip stream ended early or is damaged; what came before it is good."""


def read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces of at most a mebibyte."""
    while chunk := stream.read(CHUNK):
        yield chunk


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks with gzip taken off when they begin with its mark, whatever the file is called.

    Raises `CutShort` behind the last good piece of a damaged stream.
    """
    stream = iter(chunks)
    head = b""
    for chunk in stream:
        head += chunk
        if len(head) > 1:
            break
    if head.startswith(_GZIP):
        yield from _inflate(_chain(head, stream))
    else:
        yield from _chain(head, stream)


def _chain(head: bytes, stream: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from stream


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    member = zlib.decompressobj(31)
    for chunk in chunks:
        while chunk:
            if member.eof:  # the next member; padding behind the last one is no data
                if not chunk.startswith(_GZIP[: len(chunk)]):
                    return
                member = zlib.decompressobj(31)
            try:
                piece = member.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise CutShort(f"the gzip data is damaged: {error}") from None
            if piece:
                yield piece
            chunk = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        if rest := member.flush():
            yield rest
        raise CutShort("the gzip data ends early")


def gather(chunks: Iterable[bytes], name: str, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """All bytes of the chunks, and a doubt when the stream was cut short.

    More than `limits.item_bytes` is `TooLarge` (a decompression bomb stops there too); a damaged stream that yields
    nothing is `NotText`.
    """
    data = bytearray()
    try:
        for chunk in chunks:
            data += chunk
            if len(data) > limits.item_bytes:
                raise TooLarge(name, f"it has more than {limits.item_bytes:,} bytes", remedy=_BIGGER)
    except CutShort as cut:
        if not data:
            raise NotText(name, str(cut), remedy="save or download it again") from None
        return bytes(data), (f"truncated: {cut}; what came before was read",)
    return bytes(data), ()


_BIGGER = "split it, or raise the limit on the size of an item"


def split_lines(chunks: Iterable[bytes], name: str, limits: Limits) -> Iterator[Piece]:
    """The lines of the chunks one by one, without their ends; an overlong line is an error and the next is read.

    A stream that is cut short ends in an error piece.
    """
    held, number, skipping = bytearray(), 1, False
    try:
        for chunk in _narrow(chunks):
            start = 0
            while (end := chunk.find(b"\n", start)) != -1:
                held += chunk[start:end]
                if skipping or len(held) > limits.item_bytes:
                    yield Piece(number, error=_overlong(name, number, limits))
                else:
                    yield Piece(number, bytes(held).rstrip(b"\r"))
                held.clear()
                number, start, skipping = number + 1, end + 1, False
            held += chunk[start:]
            if len(held) > limits.item_bytes:
                held.clear()
                skipping = True
    except CutShort as cut:
        yield Piece(
            number, error=NotText(name, str(cut), place=str(number), remedy="save or download it again")
        )
        return
    if skipping:
        yield Piece(number, error=_overlong(name, number, limits))
    elif held:
        yield Piece(number, bytes(held).rstrip(b"\r"))


def _overlong(name: str, number: int, limits: Limits) -> TooLarge:
    return TooLarge(
        name, f"the line has more than {limits.item_bytes:,} bytes", place=str(number), remedy=_BIGGER
    )


def _narrow(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks as UTF-8 without a byte order mark, also when a shell wrote them as UTF-16."""
    decoder: codecs.IncrementalDecoder | None = None
    for at, chunk in enumerate(chunks):
        if at == 0 and (codec := _UTF16.get(chunk[:2])):
            decoder, chunk = codecs.getincrementaldecoder(codec)("replace"), chunk[2:]
        elif at == 0:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
