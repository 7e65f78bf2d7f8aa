"""Mentions of one event gathered: each points to the first, and lends the others what they leave unsaid."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.types import Event, Source

NEAR = 20
"""How many mentions and groups are compared: more than any article has of one event."""


def link_events(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with ids; a later mention of one points to the first by `same_as`.

    Two mentions are of one event when their type is the same, they share a party, nothing they both say differs
    (dates), and neither names an actor the other one contradicts. What one leaves out it takes from the other: a
    headline has no date, «الزيارة» has no visitor.
    """
    groups: list[list[int]] = []
    alike: dict[tuple[str, str], list[list[int]]] = {}
    for at, event in enumerate(events):
        keys = [(event.type, party) for party in sorted(_parties(event))]
        known = {id(group): group for key in keys for group in alike.get(key, [])[-NEAR:]}
        ordered = sorted(known.values(), key=lambda group: group[0])
        group = next((g for g in ordered if all(_same(events[other], event) for other in g[:NEAR])), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(at)
        for key in keys:
            if not any(other is group for other in alike.setdefault(key, [])[-NEAR:]):
                alike[key].append(group)
    linked = list(events)
    for group in groups:
        members = [events[at] for at in group]
        for at in group:
            known = f"v{group[0] + 1}" if at != group[0] else None
            linked[at] = _completed(events[at], members, f"v{at + 1}", known)
    return tuple(linked)


def _same(first: Event, second: Event) -> bool:
    if first.type != second.type or _differ(first, second):
        return False
    ours, theirs = _parties(first), _parties(second)
    return bool(ours & theirs) and not _contradict(first.actors, second.actors)


def _differ(first: Event, second: Event) -> bool:
    return bool(first.date and second.date and first.date.edtf != second.date.edtf)


def _contradict(ours: Sequence[Source], theirs: Sequence[Source]) -> bool:
    return bool(ours and theirs) and not _names(ours) & _names(theirs)


def _parties(event: Event) -> set[str]:
    return _names(event.actors) | _names(event.recipients)


def _names(sources: Sequence[Source]) -> set[str]:
    return {source.entity or source.exact for source in sources}


def _completed(event: Event, members: Sequence[Event], ident: str, known: str | None) -> Event:
    """The event with what the other mentions say and it does not; parties only where it names none at all."""
    told = bool(event.actors or event.recipients)
    return msgspec.structs.replace(
        event,
        id=ident,
        same_as=known,
        actors=event.actors if told else next((m.actors for m in members if m.actors), ()),
        recipients=event.recipients if told else next((m.recipients for m in members if m.recipients), ()),
        place=event.place or next((m.place for m in members if m.place), None),
        date=event.date or next((m.date for m in members if m.date), None),
    )
