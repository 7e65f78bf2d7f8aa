"""What kind of input some bytes are, told from how they begin."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["html", "text", "jsonl", "json", "mhtml"]

HEAD = 1 << 16
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta\s|link\s|script|article|main|div|p|span|table|h[1-6]|br|img\s|a\s)[\s/>a-z]",
    re.IGNORECASE,
)
_PAGE_START = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_MAIL = re.compile(
    rb"^(?:MIME-Version:|Content-Type:\s*multipart/related|Snapshot-Content-Location:)", re.I | re.M
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENOUGH_TAGS = 3


def sniff_kind(head: bytes, *, hint: Kind | None = None) -> Kind:
    """The kind of an input by its first bytes; `hint` is what its name or its sender says.

    A hint is believed unless the bytes contradict it: a ``.txt`` that is a whole HTML page, an ``.html`` without
    one tag. Without a hint, a text with several tags is HTML and a first line that is a JSON object is JSON Lines.
    """
    plain = _narrow(head)
    if hint == "text":
        return "html" if _PAGE_START.match(plain) else "text"
    if hint == "html":
        if _is_mail(plain):
            return "mhtml"
        return "html" if b"<" in plain or not plain.strip() else "text"
    if hint:
        return hint
    return _guess(plain)


def _guess(plain: bytes) -> Kind:
    start = plain.lstrip()
    if start.startswith(b"{"):
        first = start.split(b"\n", 1)[0].rstrip()
        return (
            "jsonl"
            if _is_object(first) or (len(first) == len(start) >= HEAD // 2)
            else "json"
            if _is_json(start)
            else "text"
        )
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"{"):
        return "json"
    if _is_mail(plain):
        return "mhtml"
    if _PAGE_START.match(plain):
        return "html"
    tags = len(_MARKUP.findall(plain))
    return "html" if tags >= _ENOUGH_TAGS or (tags and start.startswith(b"<")) else "text"


def _is_mail(plain: bytes) -> bool:
    return bool(_HEADER_LINE.match(plain.lstrip())) and bool(_MAIL.search(plain[:4096]))


def _is_object(line: bytes) -> bool:
    import msgspec

    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return line.endswith(b"}") and b'"' in line


def _is_json(start: bytes) -> bool:
    return re.match(rb'\{\s*"', start) is not None


def _narrow(head: bytes) -> bytes:
    """The head with byte order marks and the zero bytes of UTF-16 taken off, for looking at its ASCII."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"") if b"\x00" in head else head
