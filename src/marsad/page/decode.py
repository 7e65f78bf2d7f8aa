"""Bytes of a page into its text, whatever encoding they are in and whatever encoding they claim."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from marsad.errors import EmptyInput, NotText
from marsad.page.mojibake import repair_mojibake, write_out_entities
from marsad.page.page_data import load_page_data
from marsad.page.plausible import rate_text

_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.\-;]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.\-]+)""",
    re.IGNORECASE,
)
_HEAD = 8192
_SAMPLE = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][\x80-\xff\w .,:'\-]{0,400}")
_SAMPLE_BYTES = 8000
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b\x08"))
_WIDE_BYTES = (0x00, 0x06, 0x20)
_CLAIM_BONUS = 3.0
_LINE_LIMIT = 26.0
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_FEW_PAIRS = 20
_MIXED_LIMIT = 4 << 20
"""Looking at every line costs a millisecond for two thousand characters: larger pages are decoded as a whole."""


class Encoding(msgspec.Struct, frozen=True):
    """An encoding by the name Marsad gives it, with the codec that reads it."""

    name: str
    codec: str


class Decoded(msgspec.Struct, frozen=True):
    """A page's text, the encoding its bytes are in, and what had to be mended (``flag: note``)."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decode_page(data: bytes, *, declared: str | None = None, name: str = "input") -> Decoded:
    """The text of a page's bytes; `declared` is the charset of the HTTP header, `name` is for errors.

    A byte order mark wins, then bytes that are valid UTF-8; then what the header and the page claim is weighed
    against the Arabic encodings by how probable the letters are that come out.

    >>> decode_page("<p>مرحبا بكم في طرابلس</p>".encode("cp1256"), declared="utf-8").encoding
    'windows-1256'

    Nothing is `EmptyInput`; pictures, archives and other binary data are `NotText`.
    """
    if not data:
        raise EmptyInput(name, "it has 0 bytes", remedy="save the page again")
    refuse_binary(data, name)
    encoding, body, doubts = _choose(data, declared)
    text = _read(body, encoding)
    if _has_broken_utf8(body, encoding, text) and (mixed := _read_by_line(body)) is not None:
        text, doubts = (
            mixed,
            [*doubts, "encoding: lines of two encodings, utf-8 and windows-1256, on one page"],
        )
    if lost := text.count("\ufffd") - body.count(b"\xef\xbf\xbd") * (encoding.name == "utf-8"):
        doubts.append(f"encoding: {lost} characters could not be read") if lost > 0 else None
    if "\x00" in text:
        text, doubts = text.replace("\x00", ""), [*doubts, "encoding: zero bytes were left out"]
    text, repaired = repair_mojibake(text)
    text, written = write_out_entities(text)
    return Decoded(text, encoding.name, (*doubts, *repaired, *written))


def refuse_binary(data: bytes, name: str) -> None:
    """Raises `NotText` for data that begins like a known kind of file, or is full of control bytes."""
    for starts, what, remedy in _magic():
        if data.startswith(starts):
            raise NotText(name, f"it is {what}, not a page", remedy=remedy)
    if data[4:8] == b"ftyp":
        raise NotText(name, "it is video, not a page", remedy="give the page as HTML or text")
    head = data[: 8 * _HEAD]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\x00\x00\xfe\xff" or _wide(head):
        return
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls * 50 > len(head):
        raise NotText(name, "it is binary data, not a page", remedy="give the page as HTML or text")


def find_label(label: str | None) -> Encoding | None:
    """The encoding a charset label means, as browsers understand it; `None` for an unknown one."""
    return _labels().get(label.strip(" \t\r\n\"';").lower()) if label else None


def _choose(data: bytes, declared: str | None) -> tuple[Encoding, bytes, list[str]]:
    for mark, encoding in _marks():
        if data.startswith(mark) and _reads(data[len(mark) :], encoding):
            return encoding, data[len(mark) :], []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if wide := _wide(data[:_HEAD]):
        return wide, data, ["encoding: undeclared " + wide.name]
    utf8 = _labels()["utf-8"]
    header, page = find_label(declared), find_label(_declared_in(data[:_HEAD]))
    claimed = header or page
    if _reads(data, utf8):
        wrong = claimed and claimed.name != "utf-8" and not data.isascii()
        return utf8, data, [_mismatch(claimed.name, "utf-8")] if claimed and wrong else []
    best = _most_plausible(data, header, page)
    if claimed is None:
        return best, data, ["encoding: undeclared " + best.name]
    return (
        best,
        data,
        []
        if best.name in {claimed.name, page.name if page else ""}
        else [_mismatch(claimed.name, best.name)],
    )


def _mismatch(claimed: str, found: str) -> str:
    return f"encoding: the page claims {claimed}, its bytes are {found}"


def _declared_in(head: bytes) -> str | None:
    found = _META.search(head)
    return (found[1] or found[2]).decode("ascii", "ignore") if found else None


def _most_plausible(data: bytes, header: Encoding | None, page: Encoding | None) -> Encoding:
    sample = _sample(data)
    candidates = [*(one for one in (header, page) if one and not one.name.startswith("utf-16")), *_guesses()]
    costs = {
        one: rate_text(sample.decode(one.codec, "replace")) - _CLAIM_BONUS * (one in (header, page))
        for one in dict.fromkeys(candidates)
    }
    return min(costs, key=costs.__getitem__)


def _sample(data: bytes) -> bytes:
    pieces, size = [], 0
    for match in _SAMPLE.finditer(data):
        pieces.append(match.group())
        size += len(match.group())
        if size > _SAMPLE_BYTES:
            break
    return b" ".join(pieces)


def _wide(data: bytes) -> Encoding | None:
    """UTF-16 without a mark: nearly every second byte is that of the Arabic, Latin or punctuation block."""
    pairs = len(data) // 2
    if pairs < 4:
        return None
    for offset, name in ((1, "utf-16le"), (0, "utf-16be")):
        high, low = data[offset : 2 * pairs : 2], data[1 - offset : 2 * pairs : 2]
        usual = sum(high.count(byte) for byte in _WIDE_BYTES) * 10 >= pairs * 9
        letters = (high.count(0) + high.count(6)) * 10 >= pairs * 8
        if usual and letters and len(set(high)) < len(set(low)):
            return _labels()[name]
    return None


def _reads(data: bytes, encoding: Encoding) -> bool:
    try:
        data.decode(encoding.codec)
    except UnicodeDecodeError as error:
        # A page cut off in the middle of its last character is still what it is.
        return error.end == len(data) and len(data) - error.start < 4 and error.start > 0
    return True


def _read(data: bytes, encoding: Encoding) -> str:
    if encoding.codec == "cp1252":
        return data.decode("cp1252", "c1_controls")
    return data.decode(encoding.codec, "replace")


def _has_broken_utf8(data: bytes, encoding: Encoding, text: str) -> bool:
    """Whether bytes that are no valid UTF-8 hold much of it: two encodings pasted into one page."""
    if len(data) > _MIXED_LIMIT or encoding.name not in {"utf-8", "windows-1256"}:
        return False
    if encoding.name == "utf-8":
        return "\ufffd" in text
    pairs = len(_UTF8_ARABIC.findall(data))
    return pairs > _FEW_PAIRS and pairs * 10 > len(_HIGH.findall(data))


def _read_by_line(data: bytes) -> str | None:
    """A page of two encodings, line by line; `None` unless windows-1256 explains most of the lines that fail."""
    lines, failing, explained = [], 0, 0
    for line in data.split(b"\n"):
        text = line.decode("utf-8", "replace")
        if "\ufffd" in text:
            failing += 1
            other = line.decode("cp1256")
            if rate_text(other[:2000]) < min(_LINE_LIMIT, rate_text(text[:2000])):
                text, explained = other, explained + 1
        lines.append(text)
    return "\n".join(lines) if explained and explained * 2 > failing else None


@cache
def _labels() -> dict[str, Encoding]:
    rows = load_page_data("encodings")["encodings"]
    return {label: Encoding(row["name"], row["codec"]) for row in rows for label in row["labels"]}


@cache
def _guesses() -> tuple[Encoding, ...]:
    rows = load_page_data("encodings")["encodings"]
    return tuple(Encoding(row["name"], row["codec"]) for row in rows if row["guess"])


@cache
def _marks() -> tuple[tuple[bytes, Encoding], ...]:
    rows = load_page_data("encodings")["marks"]
    known = {row["name"]: row["codec"] for row in load_page_data("encodings")["encodings"]}
    return tuple(
        (bytes.fromhex(row["bytes"]), Encoding(row["name"], row.get("codec") or known[row["name"]]))
        for row in rows
    )


@cache
def _magic() -> tuple[tuple[bytes, str, str], ...]:
    rows = load_page_data("encodings")["magic"]
    return tuple((bytes.fromhex(row["starts"]), row["what"], row["remedy"]) for row in rows)
