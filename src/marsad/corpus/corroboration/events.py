"""Whether two articles tell of one event: an event with the words and names of its sentence, set beside another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TypeVar

import msgspec

from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.search.analysis import keys_of
from marsad.types import Event, Sentence

LEAST_SHARED = 2
"""Names that two sentences must share to be of one happening, where the word for it is not the same."""
MUTUAL = frozenset({"CONSULT", "AGREE"})


class Told(msgspec.Struct, frozen=True):
    """An event as its sentence tells it: stems and names of the sentence, the stem of the word for it."""

    event: Event
    stems: frozenset[str]
    names: frozenset[str]
    trigger: str
    others: frozenset[str]
    """The names of the guests of a meeting, or of one side of an agreement: others make it another one."""


_One = TypeVar("_One")


def across(told: Sequence[Sequence[_One]]) -> Iterator[tuple[_One, _One]]:
    """Each thing that one article tells beside each that a later one does."""
    for ones, others in combinations(told, 2):
        yield from product(ones, others)


def told_of(reading: Reading, event: Event, sentence: Sentence) -> Told:
    """An event with what its sentence tells it by."""
    return Told(
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


def is_same(one: Told, other: Told) -> bool:
    """Whether two events are one: of one kind, and told with the same word and persons, or with enough of the same names."""
    if (one.event.type, one.event.mode) != (other.event.type, other.event.mode):
        return False
    if one.others and other.others and not one.others & other.others:
        return False
    names = one.names & other.names
    if one.trigger == other.trigger or one.trigger[:3] == other.trigger[:3]:
        return bool(names) and len(one.stems & other.stems) >= 2 * LEAST_SHARED
    return len(names) >= LEAST_SHARED and len(one.stems & other.stems) >= 3 * LEAST_SHARED


__all__ = ["Told", "across", "is_same", "told_of"]
