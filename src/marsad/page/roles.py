"""What part a block plays in its page by its markup: text, caption, date, byline, or something to be cut."""

from __future__ import annotations

from marsad.page.hints import EMBED, TAG_KINDS, hint_table
from marsad.page.outline import Outline

_NEAR = 5
_LIMITS = {
    "date": 160,
    "byline": 120,
    "source": 160,
    "section": 60,
    "credit": 200,
    "meta": 160,
    "title": 300,
    "subtitle": 300,
    "caption": 600,
    "live_entry": 0,
    "lead": 0,
}
"""A block in an element so named is that part only up to this length: names are often reused (0: never cut for it)."""


def role_of(outline: Outline, at: int, outer: int) -> str:
    """The part that block `at` plays inside element `outer`: the kind of a cut, a mark, or ``""`` for text."""
    block, elements = outline.blocks[at], outline.elements
    number = block.element
    if elements[number].cut and not elements[outer].cut:
        return elements[number].cut
    length, marks = len(block.text), hint_table().marks
    for _ in range(_NEAR):
        if number <= outer:
            break
        element = elements[number]
        if element.kind == EMBED:
            return ""
        if element.tag == "figure":
            return "caption" if length <= _LIMITS["caption"] else ""
        if element.kind in marks and (length <= _LIMITS.get(element.kind, 0)):
            return element.kind
        number = element.parent
    return ""


def cut_kind(outline: Outline, number: int) -> str:
    """The kind of cut an element stands in, also where its name was overruled."""
    return outline.elements[number].cut or TAG_KINDS.get(outline.elements[number].tag, "")
