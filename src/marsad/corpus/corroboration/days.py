"""On which day something happened, by different articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from marsad.corpus.corroboration.measures import load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import keys_of
from marsad.times.edtf import day_of
from marsad.types import DateExpression, Event

LEAST_SHARED = 2
"""Names that two sentences must share to be of one happening, where the word for it is not the same."""
NEAR, FAR = 45, 110
"""Characters between the word for a deed and its day: further off stands the day on which somebody spoke of it, unless the
sentence tells of no other deed and nobody's words between them."""
INSTANT = frozenset({"ASSAULT", "COERCE", "CONSULT", "AGREE", "PROTEST", "RETREAT", "SANCTION"})
"""What happens on one day; a storm or a quarrel lasts."""
MUTUAL = frozenset({"CONSULT", "AGREE"})


class Dated(msgspec.Struct, frozen=True):
    """An event whose day is told in its own sentence."""

    claim: Claim
    event: Event
    stems: frozenset[str]
    names: frozenset[str]
    trigger: str
    others: frozenset[str]
    """The names of the guests of a meeting, or of one side of an agreement: others make it another one."""


def find_days(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different articles on the day of one happening, agreeing or not."""
    dated = [list(_dated(reading)) for reading in readings]
    for ones, others in combinations(dated, 2):
        for one in ones:
            for other in others:
                if _is_same(one, other):
                    yield one.claim, other.claim


def _dated(reading: Reading) -> Iterator[Dated]:
    dates = {one.id: one for one in reading.record.dates}
    for event in reading.record.events:
        date = dates.get(event.date.from_ or "") if event.date else None
        if not (event.date and date) or event.type not in INSTANT:
            continue
        if event.historical or event.status != "happened":
            continue
        sentence = reading.sentence(event.trigger.start) if event.trigger.field == "text" else None
        if sentence is None or date.field != "text" or not sentence.start <= date.start < sentence.end:
            continue
        apart = max(date.start - event.trigger.end, event.trigger.start - date.end)
        if (
            apart > (FAR if _is_alone(reading, event, date) else NEAR)
            or keys_of(event.trigger.exact).form in load_wording().tolls
        ):
            continue
        if day_of(event.date.edtf) is None:
            continue
        yield Dated(
            _claim(reading, sentence.start, sentence.end, event),
            event,
            reading.stems(sentence.start, sentence.end),
            reading.names(sentence.start, sentence.end),
            " ".join(keys_of(word).stem for word in event.trigger.exact.split()),
            _guests(reading, event),
        )


def _guests(reading: Reading, event: Event) -> frozenset[str]:
    if event.type not in MUTUAL:
        return frozenset()
    spans = [one for one in event.actors if one.field == "text"]
    return frozenset(name for one in spans for name in reading.names(one.start, one.end))


def _is_alone(reading: Reading, event: Event, date: DateExpression) -> bool:
    """Whether nothing else happens and nobody speaks between an event's word and a day."""
    start, end = min(event.trigger.end, date.end), max(event.trigger.start, date.start)
    others = [one.trigger for one in reading.record.events if one.id != event.id]
    cues = [one.cue for one in reading.record.attributions if one.cue is not None]
    return not any(one.field == "text" and start <= one.start < end for one in (*others, *cues))


def _is_same(one: Dated, other: Dated) -> bool:
    """Whether two events are one: of one kind, and told with the same word and persons, or with enough of the same names."""
    if (one.event.type, one.event.mode) != (other.event.type, other.event.mode):
        return False
    if one.others and other.others and not one.others & other.others:
        return False
    names = one.names & other.names
    if one.trigger == other.trigger or one.trigger[:3] == other.trigger[:3]:
        return bool(names) and len(one.stems & other.stems) >= 2 * LEAST_SHARED
    return len(names) >= LEAST_SHARED and len(one.stems & other.stems) >= 3 * LEAST_SHARED


def _claim(reading: Reading, start: int, end: int, event: Event) -> Claim:
    assert event.date is not None
    return Claim(
        article=reading.article.id,
        start=start,
        end=end,
        exact=reading.article.text[start:end],
        topic="day",
        published=reading.article.published,
        day=str(day_of(event.date.edtf)),
        about=event.type,
        sources=reading.sources(event.trigger.start),
    )
