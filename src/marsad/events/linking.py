"""Mentions of one event gathered: each points to the first, and lends the others what they leave unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from marsad.matching import load_lexicon
from marsad.text import fold
from marsad.types import Event, EventDate, Place, Source

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_TOLD_ONCE = frozenset({"ASSAULT", "DISASTER", "ACCIDENT", "PROTEST", "CONSULT", "AGREE"})
"""Types whose bare definite mention («الهجوم», «الزيارة») takes up the one told last."""
_LEAD = 400
"""How many characters of a text tell again what its headline tells."""
REMEMBERED = 1 << 14
NEAR = 20
"""How many mentions and groups are compared: more than any article has of one event."""


def link_events(events: Sequence[Event], reported: Sequence[EventDate | None]) -> tuple[Event, ...]:
    """The events with ids; a later mention of one points to the first by `same_as`.

    Two mentions are of one event when their type is the same, they share a party in the same role (any party where
    all act together) or one names none, and nothing they both say differs. What one leaves out it takes from the
    other: a headline has no date, «الزيارة» has no visitor. `reported` is the day each takes if none has a date.
    """
    groups: list[list[int]] = []
    for at, event in enumerate(events):
        group = next((g for g in reversed(groups[-NEAR:]) if _belongs(events, g, event)), None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    linked = list(events)
    for group in groups:
        members = [events[at] for at in group]
        day = next((reported[at] for at in group if reported[at]), None)
        for at in group:
            known = f"v{group[0] + 1}" if at != group[0] else None
            linked[at] = _completed(events[at], members, f"v{at + 1}", known, reported[at] or day)
    return tuple(linked)


def _belongs(events: Sequence[Event], group: list[int], event: Event) -> bool:
    """Whether an event is one more mention of those of a group: it agrees with all, and is tied to one."""
    if events[group[0]].type != event.type:
        return False
    members = [events[other] for other in group[:NEAR]]
    return all(_agree(m, event) for m in members) and any(_tied(m, event) for m in members)


def _agree(first: Event, second: Event) -> bool:
    if first.type != second.type or (first.status == "happened") != (second.status == "happened"):
        return False
    if _differ(first, second) or (first.mode == "visit") != (second.mode == "visit"):
        return False
    if first.type in _MUTUAL:
        ours, theirs = _parties(first), _parties(second)
        return not (ours and theirs) or ours <= theirs or theirs <= ours or _is_headed(first, second)
    headline = _is_early_headline(first, second)
    return all(
        not _contradict(ours, theirs) or (headline and _is_named_below(ours, theirs))
        for ours, theirs in ((first.actors, second.actors), (first.recipients, second.recipients))
    )


def _tied(first: Event, second: Event) -> bool:
    if first.type in _MUTUAL and (_parties(first) & _parties(second) or _is_headed(first, second)):
        return True
    if _is_early_headline(first, second) and first.rule == second.rule:
        return True
    if _names(first.actors) & _names(second.actors) or _names(first.recipients) & _names(second.recipients):
        return True
    bare = not _parties(first) or not _parties(second) or _tells_of_others(second)
    return (
        bare
        and first.type in _TOLD_ONCE
        and (first.rule == second.rule or first.type in ("ASSAULT", "DISASTER"))
    )


def _is_headed(first: Event, second: Event) -> bool:
    """Whether a headline tells by the visitor's office alone of the visit that the text tells by his name.

    «الرئيس المصري يزور الرياض» (Egypt's president visits Riyadh), then «وصل عبد الفتاح السيسي إلى الرياض».
    """
    headline = first.trigger.field == "title" != second.trigger.field
    if not (
        headline and first.mode == second.mode == "visit" and len(first.actors) == len(second.actors) == 1
    ):
        return False
    office, name = first.actors[0], second.actors[0]
    titled = office.kind == name.kind == "person" and office.entity is None and name.entity is not None
    return titled and bool(_seats(first) & _seats(second))


def _is_early_headline(first: Event, second: Event) -> bool:
    """Whether one is told in the headline and the other at the head of the text."""
    return first.trigger.field == "title" != second.trigger.field and second.trigger.start < _LEAD


def _is_named_below(ours: Sequence[Source], theirs: Sequence[Source]) -> bool:
    """Whether the text names whom the headline only calls by a noun: «اغتيال [ضابط]», then «اغتيل [العقيد صالح أحمد]»."""
    if len(ours) != 1 or len(theirs) != 1:
        return False
    return (
        ours[0].kind == theirs[0].kind == "person" and ours[0].entity is None and theirs[0].entity is not None
    )


def _tells_of_others(event: Event) -> bool:
    """Whether all whom it befell are «others» beside those of an event told before: «وإصابة [12 آخرين]»."""
    return bool(event.recipients) and not event.actors and all(map(_is_other, event.recipients))


def _is_other(party: Source) -> bool:
    return _tells_others(party.exact.rpartition(" ")[2])


@lru_cache(REMEMBERED)
def _tells_others(word: str) -> bool:
    return fold(word) in _others()


@cache
def _others() -> frozenset[str]:
    """The folded words for people beside those told of before (the class `others`)."""
    rows = (row for row in load_lexicon().table("word_class") if row.id == "others")
    return frozenset(fold(word) for row in rows for word in row.fields["words"])


def _seats(visit: Event) -> set[str]:
    """Whom or what a visit is paid to, and where."""
    place = {visit.place.entity or visit.place.exact} if visit.place else set()
    return _names(visit.recipients) | place


def _differ(first: Event, second: Event) -> bool:
    """Whether both have a date of their own sentence and neither can be the other."""
    if not (first.date and second.date) or first.date.from_ == second.date.from_:
        return False
    ours, theirs = first.date.edtf, second.date.edtf
    return not (ours.startswith(theirs) or theirs.startswith(ours))


def _contradict(ours: Sequence[Source], theirs: Sequence[Source]) -> bool:
    """Whether both name somebody, and nobody alike; others beside those told of before contradict nobody."""
    ours, theirs = ([one for one in side if not _is_other(one)] for side in (ours, theirs))
    return bool(ours and theirs) and not _names(ours) & _names(theirs)


def _parties(event: Event) -> set[str]:
    return _names(event.actors) | _names(event.recipients)


def _names(sources: Sequence[Source]) -> set[str]:
    return {source.entity or source.exact for source in sources}


def _completed(
    event: Event, members: Sequence[Event], ident: str, known: str | None, reported: EventDate | None
) -> Event:
    """The event with what the other mentions say and it does not; parties only where it names none."""
    told = bool(event.actors or event.recipients)
    return msgspec.structs.replace(
        event,
        id=ident,
        same_as=known,
        actors=event.actors if told else _lent(event.recipients, members, "actors"),
        recipients=event.recipients if told else _lent(event.actors, members, "recipients"),
        place=_nearest_place(event, members),
        attribution=event.attribution or _of_body(event, members),
        date=event.date or next((m.date for m in members if m.date), reported),
    )


def _of_body(event: Event, members: Sequence[Event]) -> str | None:
    """On whose word a headline tells what the text below tells on somebody's word only."""
    body = [m for m in members if m.trigger.field != "title"]
    if event.trigger.field != "title" or not body or not all(m.attribution for m in body):
        return None
    return body[0].attribution


def _lent(other: Sequence[Source], members: Sequence[Event], role: str) -> tuple[Source, ...]:
    """The parties the first member that has any gives, unless they stand in the event's other role."""
    lent: tuple[Source, ...] = next((getattr(m, role) for m in members if getattr(m, role)), ())
    return () if _names(lent) & _names(other) else lent


def _nearest_place(event: Event, members: Sequence[Event]) -> Place | None:
    """The event's own place, or one that another mention has in its clause when it has none in its sentence."""
    if event.place is not None and event.place.from_ in ("clause", "sentence"):
        return event.place
    return next((m.place for m in members if m.place and m.place.from_ == "clause"), event.place)
