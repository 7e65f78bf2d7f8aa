"""On which day something happened, by different articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from marsad.corpus.corroboration.events import Told, across, is_same, told_of
from marsad.corpus.corroboration.measures import load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import keys_of
from marsad.times.edtf import day_of
from marsad.types import DateExpression, Event

NEAR, FAR = 45, 110
"""Characters between the word for a deed and its day: further off stands the day on which somebody spoke of it, unless the
sentence tells of no other deed and nobody's words between them."""
INSTANT = frozenset({"ASSAULT", "COERCE", "CONSULT", "AGREE", "PROTEST", "RETREAT", "SANCTION"})
"""What happens on one day; a storm or a quarrel lasts."""


class Dated(msgspec.Struct, frozen=True):
    """An event whose day is told in its own sentence."""

    claim: Claim
    told: Told


def find_days(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different articles on the day of one happening, agreeing or not."""
    for one, other in across([list(_dated(reading)) for reading in readings]):
        if is_same(one.told, other.told):
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
        yield Dated(_claim(reading, sentence.start, sentence.end, event), told_of(reading, event, sentence))


def _is_alone(reading: Reading, event: Event, date: DateExpression) -> bool:
    """Whether nothing else happens and nobody speaks between an event's word and a day."""
    start, end = min(event.trigger.end, date.end), max(event.trigger.start, date.start)
    others = [one.trigger for one in reading.record.events if one.id != event.id]
    cues = [one.cue for one in reading.record.attributions if one.cue is not None]
    return not any(one.field == "text" and start <= one.start < end for one in (*others, *cues))


def _claim(reading: Reading, start: int, end: int, event: Event) -> Claim:
    assert event.date is not None
    return reading.claim(
        "day", start, end, event.trigger.start, day=str(day_of(event.date.edtf)), about=event.type
    )
