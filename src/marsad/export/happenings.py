"""The events of a record, each once: what later mentions add to the first, and how it is told in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from marsad.types import Entity, Event, Record, Source


def happenings_of(record: Record) -> Iterator[Event]:
    """The first mention of each event, with the place and the date of a later one where it has none of its own."""
    later: dict[str, list[Event]] = {}
    for event in record.events:
        if event.same_as is not None:
            later.setdefault(event.same_as, []).append(event)
    for event in record.events:
        if event.same_as is None:
            again = later.get(event.id, [])
            date = event.date or next((one.date for one in again if one.date), None)
            place = event.place or next((one.place for one in again if one.place), None)
            yield replace(event, date=date, place=place)


def told_in_a_line(event: Event, entities: Mapping[str, Entity]) -> str:
    """An event as one line: its type, those who take part, its word.

    >>> from marsad.types import Span
    >>> trigger = Span(start=0, end=3, exact="زار")  # visited
    >>> told_in_a_line(Event(id="v1", trigger=trigger, type="CONSULT", mode="visit", rule="", confidence=1), {})
    'CONSULT/visit: زار'
    """
    actors, recipients = (_names(those, entities) for those in (event.actors, event.recipients))
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    parties = " → ".join(part for part in (actors, recipients) if part)
    return f"{kind}: {event.trigger.exact}" + (f" ({parties})" if parties else "")


def _names(sources: tuple[Source, ...], entities: Mapping[str, Entity]) -> str:
    return "، ".join(name_of(source, entities) for source in sources)


def name_of(source: Source, entities: Mapping[str, Entity]) -> str:
    """The name of the entity that a source names, or its words where it names none."""
    entity = entities.get(source.entity or "")
    return entity.name if entity else source.exact


__all__ = ["happenings_of", "name_of", "told_in_a_line"]
