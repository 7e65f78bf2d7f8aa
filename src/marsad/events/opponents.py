"""Who is against an attack does not make it: those who foil or condemn it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from marsad.types import Event, Source

_OPPOSED, _FOILED_REACH, _CONDEMNED_REACH = 4, 80, 120
"""How many events, and how many characters, before an attack those stand who foil or condemn it."""


_QUELLING = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def without_opponents(events: Sequence[Event]) -> Iterator[Event]:
    """The events; whoever foils or condemns an attack does not make it: «أحبطت [قوات الأمن] محاولة تفجير», «دان [المجلس] التفجير».

    Nor does whoever puts a protest down take part in it with others: «فرقت [الشرطة] تظاهرة نظمها عمال».
    """
    for at, event in enumerate(events):
        several = event.type == "PROTEST" and len(event.actors) > 1
        if several or (event.type == "ASSAULT" and event.actors):
            opposed = [
                actor
                for other in events[max(0, at - _OPPOSED) : at]
                if _opposes(other, event)
                for actor in other.actors
            ]
            actors = tuple(actor for actor in event.actors if not clash(actor, opposed))
            actors = actors if actors or not several else event.actors
            event = msgspec.structs.replace(event, actors=actors)
        yield event


def _opposes(other: Event, attack: Event) -> bool:
    """Whether an event told shortly before an attack is its foiling, or its condemnation."""
    away = attack.trigger.start - other.trigger.end
    if other.trigger.field != attack.trigger.field or away <= 0:
        return False
    if attack.type == "PROTEST":
        return other.type in _QUELLING and away < _FOILED_REACH
    if other.type == "COERCE":
        return attack.status == "hypothetical" and away < _FOILED_REACH
    return other.type == "ACCUSE" and away < _CONDEMNED_REACH


def without_refusers(event: Event, earlier: Sequence[Event]) -> Event:
    """The event somebody is against without those who are: «استنكر [الحزب] اعتقال ناشطيه»."""
    against = next(
        (other for other in reversed(earlier) if other.type in ("REJECT", "ACCUSE", "PROTEST")), None
    )
    actors = tuple(actor for actor in event.actors if against is None or not clash(actor, against.actors))
    return msgspec.structs.replace(event, actors=actors)


def clash(source: Source, others: Sequence[Source]) -> bool:
    return any(
        (source.entity and source.entity == other.entity)
        or (source.field == other.field and source.start < other.end and other.start < source.end)
        for other in others
    )
