"""Who did it, by different articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from marsad.corpus.corroboration.events import Told, across, is_same, told_of
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import read_words
from marsad.times.edtf import day_of
from marsad.types import Event, Source

DEEDS = frozenset({"ASSAULT"})
"""What one side does to another: who meets or agrees are many, who arrests is seldom in dispute."""
LEAST_SHARED = 5
"""Stems that two sentences must have in common to tell of one deed done by different hands."""


class Done(msgspec.Struct, frozen=True):
    """A deed with who is named for it, by the last words of their names, and the stems of whom it befell."""

    claim: Claim
    told: Told
    doers: frozenset[str]
    befell: frozenset[str]
    day: str | None


def find_doers(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim, bool]]:
    """Pairs of claims of different articles on who did one deed, and whether they name the same.

    Both name who did it and whom or what it befell, and the latter is told with the same words; the day may not differ.
    """
    for one, other in across([list(_done(reading)) for reading in readings]):
        if _is_one_deed(one, other):
            yield one.claim, other.claim, bool(one.doers & other.doers)


def _is_one_deed(one: Done, other: Done) -> bool:
    if one.day and other.day and one.day != other.day:
        return False
    if one.doers & other.befell or other.doers & one.befell:
        return False  # each side shelled the other
    shared = len(one.told.stems & other.told.stems)
    return bool(one.befell & other.befell) and shared >= LEAST_SHARED and is_same(one.told, other.told)


def _done(reading: Reading) -> Iterator[Done]:
    for event in reading.record.events:
        if event.type not in DEEDS or event.historical or event.status not in ("happened", "alleged"):
            continue
        sentence = reading.sentence(event.trigger.start) if event.trigger.field == "text" else None
        if sentence is None or not event.actors or not all(_is_named(one) for one in event.actors):
            continue
        doers = frozenset(name for one in event.actors for name in _last_words(one))
        befell = frozenset(stem for one in event.recipients for stem in reading.stems(one.start, one.end))
        if doers and befell:
            told, day = told_of(reading, event, sentence), _day(event)
            yield Done(_claim(reading, sentence.start, sentence.end, event), told, doers, befell, day)


def _is_named(source: Source) -> bool:
    return source.field == "text" and source.entity is not None


def _last_words(source: Source) -> list[str]:
    """The last word of a name, which is the same however full it is given."""
    return [word.keys.form for word in read_words(source.exact)][-1:]


def _day(event: Event) -> str | None:
    day = day_of(event.date.edtf) if event.date else None
    return None if day is None else str(day)


def _claim(reading: Reading, start: int, end: int, event: Event) -> Claim:
    who = "، ".join(source.exact for source in event.actors)
    return reading.claim("doer", start, end, event.trigger.start, who=who, about=event.type)
