"""Who takes part in an event in the end: whom the head gives a part, and where it gives none, whom the rules do."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from marsad.events.crowds import as_protest
from marsad.events.deciding import Chosen, Parties
from marsad.events.grammar import Grammar
from marsad.events.opponents import clash
from marsad.events.refusals import refusal_of
from marsad.events.supports import is_exchanged
from marsad.events.view import View
from marsad.types import Event, Source

_BOTH, _ONE, _NONE = 0.8, 0.65, 0.45


def with_parties(
    view: View, one: Chosen, event: Event, taking: Parties, found: Set[tuple[int, int]], grammar: Grammar
) -> Event:
    """The event with those who take part in it; what demonstrators storm or burn is a riot.

    `found` are the characters of parties that only the rules see.
    """
    actors, recipients = taking
    pattern = grammar.patterns[one.trigger.sense.args]
    if is_exchanged(view, one.trigger):
        actors, recipients = (*actors, *(r for r in recipients if clash(r, event.actors))), ()
    elif pattern.get("mutual"):
        actors, recipients = (*actors, *recipients), ()
    if event.recipients and not recipients:
        unseen = event.recipients if pattern.get("crowd") else _unseen(view, event, found)
        recipients = tuple(one for one in unseen if not clash(one, actors))
    if not _is_settled(event):
        event = msgspec.structs.replace(
            event, actors=actors, recipients=recipients, confidence=confidence_of(actors, recipients)
        )
    against = refusal_of(view, one.trigger) is not None
    crowd = None if against else as_protest(event.type, one.trigger, event.actors, grammar.crowds)
    return msgspec.structs.replace(event, type=crowd[0], mode=crowd[1]) if crowd else event


def _unseen(view: View, event: Event, found: Set[tuple[int, int]]) -> tuple[Source, ...]:
    """The rules' recipients that only the rules see: a loose phrase («16 شخصا»), whom a pronoun stands for, or whom «ضد» leads in."""
    led = {
        view.tokens[last].start
        for last, name in view.links.values()
        if name == "against" and last in view.phrases
    }
    against = tuple(one for one in event.recipients if one.start in led)
    seen = any(not (one.implicit or (one.start, one.end) in found) for one in event.recipients)
    return against if seen else event.recipients


def _is_settled(event: Event) -> bool:
    """Whether the rules' parties stand: guest and host, whom those who annotate often list as meeting; a named storm."""
    if event.mode == "visit":
        return bool(event.actors and event.recipients)
    return event.type == "DISASTER" and bool(event.actors)


def confidence_of(actors: Sequence[Source], recipients: Sequence[Source]) -> float:
    return _BOTH if actors and recipients else _ONE if actors or recipients else _NONE
