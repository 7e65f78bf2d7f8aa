"""A fact in its passage: the sentences in which its parts stand, each part marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from markupsafe import Markup

from marsad.corpus.store.anchors import field_text
from marsad.export.highlights import Highlight, mark_up
from marsad.text import read_part
from marsad.types import Attribution, DateExpression, Entity, Event, Record, Span

_AROUND = 160
"""Characters shown on either side of a fact where its sentence is longer."""
_FAR = 700
"""Characters between two parts of a fact from which on each gets a passage of its own."""
_MOST = 3
"""Passages shown of a name that stands in many places."""
STYLES = {
    "content": "said v1",
    "cue": "trigger",
    "source": "person",
    "trigger": "trigger hit",
    "actor": "person",
    "recipient": "organization",
    "place": "place",
    "date": "date",
}
"""How each part of a fact is marked."""
_RANKS = {"content": -1, "trigger": 3, "cue": 3}


class Marked(msgspec.Struct, frozen=True):
    """A part of a fact: what it is to it, where it stands, and how it is marked."""

    part: str
    span: Span
    style: str

    @property
    def highlight(self) -> Highlight:
        """The part as it is marked in the text."""
        return Highlight(self.span.start, self.span.end, self.style, _RANKS.get(self.part, 2))


def parts_of(record: Record, fact: object) -> list[Marked]:
    """The parts of a fact, the one by which it is known first."""
    return [Marked(part, span, _style(part, fact)) for part, span in _spans(record, fact)]


def _style(part: str, fact: object) -> str:
    return f"{fact.kind} hit" if isinstance(fact, Entity) else STYLES[part]


def _spans(record: Record, fact: object) -> Iterator[tuple[str, Span]]:
    match fact:
        case Attribution():
            yield "content", fact.content
            if fact.cue:
                yield "cue", fact.cue
            yield from (("source", source) for source in fact.sources)
        case Event():
            yield "trigger", fact.trigger
            yield from (("actor", one) for one in fact.actors)
            yield from (("recipient", one) for one in fact.recipients)
            if fact.place:
                yield "place", fact.place
            yield from (("date", one) for one in record.dates if fact.date and one.id == fact.date.from_)
        case Entity():
            yield from (("name", one) for one in record.mentions if one.entity == fact.id)
        case DateExpression():
            yield "date", fact


def passages_of(record: Record, fact: object) -> list[Markup]:
    """The passages that hold a fact, its parts marked: one where they stand near each other, else several."""
    parts = parts_of(record, fact)
    if isinstance(fact, Entity):
        groups: list[list[Marked]] = [[one] for one in parts[:_MOST]]
    else:
        groups = list(_near(parts))
    return [_passage(record, group, parts) for group in groups]


def _near(parts: Sequence[Marked]) -> Iterator[list[Marked]]:
    """The parts of a fact in groups of those that stand together, the group of the first part first."""
    ordered = sorted(parts, key=lambda one: (one.span.field, one.span.start))
    groups: list[list[Marked]] = []
    for one in ordered:
        last = groups[-1] if groups else []
        if last and last[-1].span.field == one.span.field and one.span.start - _end(last) <= _FAR:
            last.append(one)
        else:
            groups.append([one])
    return iter(sorted(groups, key=lambda group: parts[0] not in group))


def _end(group: Iterable[Marked]) -> int:
    return max(one.span.end for one in group)


def _passage(record: Record, group: Sequence[Marked], parts: Iterable[Marked]) -> Markup:
    """The sentences from the first to the last of some parts, with all parts that stand there marked."""
    field = group[0].span.field
    first, last = min(one.span.start for one in group), _end(group)
    text = field_text(record.article, field)
    sentences = read_part(text).sentences
    start = max((one.start for one in sentences if one.start <= first), default=0)
    end = min((one.end for one in sentences if one.end >= last), default=len(text))
    start, end = max(start, first - _AROUND), min(end, last + _AROUND)
    return Markup(mark_up(text, [one.highlight for one in parts if one.span.field == field], start, end))


__all__ = ["Marked", "parts_of", "passages_of"]
