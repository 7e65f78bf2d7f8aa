"""The dateline at the head of a text: «القاهرة – أ ف ب:», «عدن - «الأيام»:», «طرابلس (رويترز) -»."""

from __future__ import annotations

from collections.abc import Container

from marsad.types import Part, Sentence

_DASHES = frozenset("-–—")
_COLONS = frozenset(":")
_PLACE, _OUTLET = 7, 5
"""How many tokens may stand before the first dash, and between it and a second mark that ends the dateline."""


def dateline_end(part: Part, sentence: Sentence, places: Container[int], verbs: Container[int]) -> int:
    """The token after the dateline that opens a sentence, its first token where it has none.

    `places` are the tokens at which names of places begin, `verbs` those of verbs, which no dateline holds. «سبها – بوابة
    الوسط: بحث آمر المنطقة…» (Sabha - Al-Wasat portal: The commander of the district discussed…) ends with the colon.
    """
    first = sentence.first
    if part.field != "text" or first not in places:
        return first
    dash = _mark(part, _DASHES, first + 1, min(first + _PLACE, sentence.last), verbs)
    if dash is None:
        return first
    after = _mark(part, _DASHES | _COLONS, dash + 1, min(dash + 1 + _OUTLET, sentence.last), verbs)
    return (dash if after is None else after) + 1


def _mark(part: Part, marks: frozenset[str], first: int, last: int, verbs: Container[int]) -> int | None:
    """The first of some marks between two tokens with no verb before it; a dash within a word is none."""
    for at in range(first, last):
        if at in verbs:
            return None
        token = part.tokens[at]
        if token.text in marks and (token.text in _COLONS or _stands_alone(part, at)):
            return at
    return None


def _stands_alone(part: Part, at: int) -> bool:
    before, after = part.tokens[at].start - 1, part.tokens[at].end
    return part.text[before : before + 1].isspace() or part.text[after : after + 1].isspace()
