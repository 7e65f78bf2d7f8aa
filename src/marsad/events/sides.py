"""«الجانبان», «الطرفان»: the two who stood in the meeting told before."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from marsad.events.senses import Words
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.types import Event, Source

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_BEFORE, _AFTER = 3, 5
_TWO = 2


def of_sides(view: View, trigger: Trigger, event: Event, sides: Words, earlier: Sequence[Event]) -> Event:
    """The event, done by those of the last meeting before it where only «الجانبان» says who: «وبحث الجانبان …».

    «استقبل الوزير السفير. وبحث الجانبان الملف» (the minister received the ambassador; the two sides discussed the file).
    """
    if event.type not in _MUTUAL or not _named_near(view, trigger, sides):
        return event
    both = next((found for one in reversed(earlier) if len(found := _parties(one)) == _TWO), None)
    if both is None or not _is_open(event, sides, {source.entity for source in both} - {None}):
        return event
    actors = tuple(msgspec.structs.replace(source, implicit=True) for source in both)
    return msgspec.structs.replace(event, actors=actors, recipients=())


def _is_open(event: Event, sides: Words, both: Set[str | None]) -> bool:
    """Whether the event names nobody but the two sides, by that word or as who they are."""
    named = (*event.actors, *event.recipients)
    return all(source.entity in both or sides & set(source.exact.split()) for source in named)


def _named_near(view: View, trigger: Trigger, sides: Words) -> bool:
    first, last = trigger.match.first, trigger.match.last
    sentence = view.sentence(first)
    around = range(max(sentence.first, first - _BEFORE), min(sentence.last, last + _AFTER))
    return any(sides & view.keys[at] for at in around)


def _parties(event: Event) -> list[Source]:
    """Who takes part in a meeting, each once."""
    if event.type not in _MUTUAL:
        return []
    found = {source.entity or source.exact: source for source in (*event.actors, *event.recipients)}
    return list(found.values())
