"""Text that was decoded wrongly before it was saved: read back into the letters it was written in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from marsad.page.plausible import rate_text

_HIGH_BYTES = bytes(range(128, 256))
_GAIN = 8.0
_GOOD = 22.0
_SAMPLE = 4000
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")
_ENTITY = re.compile(r"&((?:amp;)*)#(?:x([0-9a-f]{3,4})|(\d{4,5}));", re.IGNORECASE)
_FEW_ENTITIES = 20
_LARGE = 16_000_000
"""Writing out references costs a microsecond each; markup as large as this is cut anyway, and its parser knows them."""


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that windows-1252 leaves undefined, read as every browser does."""
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("latin-1"), error.end
    raise error


codecs.register_error("c1_controls", _keep_byte)

_TABLES = {
    codec: {
        ord(char): byte
        for byte, char in zip(range(128, 256), _HIGH_BYTES.decode(codec, "c1_controls"), strict=True)
    }
    for codec in ("cp1252", "cp1256")
}
_TABLES["cp1252"] |= {code: code for code in range(128, 160)}
_REPAIRS = (
    ("cp1252", "utf-8", "UTF-8 misread as windows-1252"),
    ("cp1256", "utf-8", "UTF-8 misread as windows-1256"),
    ("cp1252", "cp1256", "windows-1256 misread as windows-1252"),
)


def repair_mojibake(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was before a wrong decoding was saved, with a doubt that says so; sound text comes back as it is.

    >>> repair_mojibake("Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…")  # "peace be upon you", read as windows-1252
    ('السلام عليكم', ('encoding: UTF-8 misread as windows-1252 before it was saved; read back',))
    """
    sample = " ".join(_FOREIGN_RUN.findall(text, 0, 40 * _SAMPLE))[:_SAMPLE] if not text.isascii() else ""
    if not sample or sample.count("\u0627\u0644") * 100 > len(
        sample
    ):  # «ال» is common in Arabic, absent in garbage
        return text, ()
    before = rate_text(sample)
    if before <= _GOOD:
        return text, ()
    best, done = min(
        ((rate_text(_read_back(sample, *way[:2])), way) for way in _REPAIRS), key=lambda one: one[0]
    )
    if best > min(_GOOD, before - _GAIN):
        return text, ()
    return _read_back(text, *done[:2]), (f"encoding: {done[2]} before it was saved; read back",)


def _read_back(text: str, wrong: str, right: str) -> str:
    table = _TABLES[wrong]

    def mend(run: re.Match[str]) -> str:
        try:
            data = bytes(table[ord(char)] for char in run.group())
        except KeyError:
            return run.group()
        return data.decode(right, "replace")

    return _FOREIGN_RUN.sub(mend, text)


def write_out_entities(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with Arabic letters in place of their numeric references («&#1575;»), escaped twice or more included.

    Markup signs stay escaped, so the markup of a page stays what it is. A few references in a plain text are left.
    """
    if "&" not in text or "#" not in text or len(text) > _LARGE:
        return text, ()
    first = list(islice(_arabic_references(text), _FEW_ENTITIES))
    twice = any(match[1] for match in first)
    if len(first) < _FEW_ENTITIES and not twice:
        return text, ()
    written = _ENTITY.sub(
        lambda match: chr(_code(match)) if _is_arabic(_code(match)) else match.group(), text
    )
    plain = "<" not in text
    return written, ("entities: letters were written as references («&#1575;»)",) if twice or plain else ()


def _arabic_references(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _ENTITY.finditer(text) if _is_arabic(_code(match)))


def _code(match: re.Match[str]) -> int:
    return int(match[2], 16) if match[2] else int(match[3])


def _is_arabic(code: int) -> bool:
    return 0x600 <= code <= 0x77F or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC
