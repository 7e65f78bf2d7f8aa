"""Where a judged fact stands in an article that was read again: by its words, and by where they stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from marsad.types import Article, Record, Span

CONTEXT = 32
"""Characters kept before and behind a quotation, as W3C's TextQuoteSelector does: enough to tell two from each other."""
KINDS: Mapping[str, str] = {
    "entity": "entities",
    "mention": "mentions",
    "date": "dates",
    "attribution": "attributions",
    "event": "events",
}
"""The kinds of facts, and the fields of the record that hold them; ``article`` is the article as a whole."""
ARTICLE = "article"


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a fact, where they stand, and what stands round them."""

    field: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def find_fact(record: Record, kind: str, fact: str) -> Any:
    """The fact of a record with this id, or `None`."""
    return next((one for one in getattr(record, KINDS[kind]) if one.id == fact), None)


def span_of(record: Record, kind: str, fact: Any) -> Span | None:
    """The characters by which a fact is known: a name's first mention, what was said, the word of an event."""
    if kind == "entity":
        return next((one for one in record.mentions if one.entity == fact.id), None)
    if kind == "attribution":
        return fact.cue or fact.content  # type: ignore[no-any-return]
    return fact.trigger if kind == "event" else fact  # type: ignore[no-any-return]


def anchor_of(record: Record, kind: str, fact: Any) -> Anchor | None:
    """The anchor of a fact, or `None` for an entity that is nowhere mentioned."""
    span = span_of(record, kind, fact)
    if span is None:
        return None
    text = field_text(record.article, span.field)
    return Anchor(
        field=span.field,
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def place_anchor(article: Article, anchor: Anchor) -> int | None:
    """Where the words of an anchor begin in an article: where they stood, else where their surroundings fit best.

    `None` when the words are no longer there, or stand in several places that fit equally well and equally near.
    """
    text = field_text(article, anchor.field)
    if text[anchor.start : anchor.end] == anchor.exact and _fit(text, anchor.start, anchor) > 0:
        return anchor.start
    found = sorted(
        ((_fit(text, at, anchor), -abs(at - anchor.start), at) for at in _all(text, anchor.exact)),
        reverse=True,
    )
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    return found[0][2]


def locate_fact(record: Record, kind: str, fact: str | None, anchor: Anchor) -> Any:
    """The fact of a record that an anchor means, or `None`; the id it had decides between facts at one place."""
    start = place_anchor(record.article, anchor)
    if start is None:
        return None
    wanted = (anchor.field, start, start + len(anchor.exact))
    there = [one for one in getattr(record, KINDS[kind]) if wanted in _spans(record, kind, one)]
    return next((one for one in there if one.id == fact), there[0] if there else None)


def field_text(article: Article, field: str) -> str:
    """The characters a span's field names: ``title``, ``text`` or ``images/0/caption``."""
    if field in ("title", "text"):
        return str(getattr(article, field))
    name, _, rest = field.partition("/")
    number, _, part = rest.partition("/")
    if name == "images" and number.isdigit() and int(number) < len(article.images) and part == "caption":
        return article.images[int(number)].caption or ""
    return ""


def _spans(record: Record, kind: str, fact: Any) -> set[tuple[str, int, int]]:
    if kind == "entity":
        return {(one.field, one.start, one.end) for one in record.mentions if one.entity == fact.id}
    span = span_of(record, kind, fact)
    return {(span.field, span.start, span.end)} if span else set()


def _fit(text: str, at: int, anchor: Anchor) -> int:
    """How many characters round a place are those of the anchor; 1 more, so that no context at all fits too."""
    before, behind = text[:at][-CONTEXT:], text[at + len(anchor.exact) :][:CONTEXT]
    return 1 + _common(before[::-1], anchor.prefix[::-1]) + _common(behind, anchor.suffix)


def _common(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _all(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at != -1 and exact:
        yield at
        at = text.find(exact, at + 1)
