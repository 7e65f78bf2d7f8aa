"""Overlapping spans as markup: the text cut at every boundary, each piece inside everything that covers it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import pairwise

import msgspec

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSAFE = re.compile(rf"[&<>\"']|{_FORBIDDEN.pattern}")


class Highlight(msgspec.Struct, frozen=True):
    """Characters `[start, end)` of a field, the classes they get, and what a reader is told on pointing there.

    `rank` orders what lies on one piece: lower ones stand outside. `anchor` is the markup put before the first
    character, for instance the number of a note.
    """

    start: int
    end: int
    classes: str
    rank: int = 0
    title: str = ""
    anchor: str = ""


def mark_up(text: str, highlights: Sequence[Highlight], start: int = 0, end: int | None = None) -> str:
    """The characters `[start, end)` of a text as HTML, every piece marked with all that covers it.

    >>> mark_up("زار بغداد أمس", [Highlight(4, 9, "place"), Highlight(4, 13, "said", rank=-1)])  # visited Baghdad
    'زار <mark class="said"><mark class="place">بغداد</mark></mark><mark class="said"> أمس</mark>'
    """
    end = len(text) if end is None else end
    here = [one for one in highlights if one.start < end and start < one.end]
    if not here:
        return clean(text[start:end]) if start < end else ""
    cuts = {start, end}
    cuts.update(at for one in here for at in (one.start, one.end) if start < at < end)
    anchors: dict[int, str] = {}
    for one in here:
        if one.anchor:
            at = _before_word(text, max(one.start, start), start)
            anchors[at] = anchors.get(at, "") + (one.anchor if one.start >= start else "")
    cuts.update(anchors)
    opened = [(one.start, one.end, _open(one)) for one in sorted(here, key=_outward)]
    pieces: list[str] = []
    for left, right in pairwise(sorted(cuts)):
        covering = [mark for first, last, mark in opened if first <= left and right <= last]
        pieces += (anchors.get(left, ""), *covering, clean(text[left:right]), "</mark>" * len(covering))
    return "".join(pieces)


def _before_word(text: str, at: int, start: int) -> int:
    """The beginning of the word that `at` stands in: nothing may be put between two joined letters."""
    while at > start and _in_word(text[at - 1]) and at < len(text) and _in_word(text[at]):
        at -= 1
    return at


def _in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _outward(one: Highlight) -> tuple[int, int, int]:
    return one.rank, one.start, -one.end


def _open(one: Highlight) -> str:
    title = f' title="{clean(one.title)}"' if one.title else ""
    return f'<mark class="{clean(one.classes)}"{title}>'


def clean(text: str) -> str:
    """A string safe inside HTML text and quoted attributes; characters that HTML forbids become U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", text)) if _UNSAFE.search(text) else text


__all__ = ["Highlight", "clean", "mark_up"]
