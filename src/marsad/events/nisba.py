"""Attacks whose maker only an adjective tells: «غارة إسرائيلية» is made by the state, where the article names it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from marsad.events.owners import as_party
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Scan
from marsad.types import Event, Mention, Names

_REACH = 2
"""How many words on from the noun its adjective of nationality stands: «غارة جوية إسرائيلية»."""


def read_states(scan: Scan, names: Names) -> dict[str, Mention]:
    """The first mention of each country that a document names, by its ISO code."""
    places = {(m.field, m.end): m for m in names.mentions if m.kind == "place"}
    found: dict[str, Mention] = {}
    for part, matches in zip(scan.document.parts, scan.matches, strict=True):
        for match in matches.of("country"):
            mention = places.get((part.field, match.end))
            if mention is not None and mention.start >= match.start and match.entry.get("iso2"):
                found.setdefault(str(match.entry.get("iso2")), mention)
    return found


def of_state(view: View, trigger: Trigger, event: Event, states: Mapping[str, Mention]) -> Event:
    """The event; an attack that nobody is said to make is made by the state of its adjective («قصف [تركي] على القرية»)."""
    noun = trigger.form in ("masdar", "noun") or trigger.feature == "past:3ms"  # «أسفر [قصف] تركي»
    if event.type != "ASSAULT" or event.actors or not noun or not states:
        return event
    if trigger.sense.args != "act_at" and not trigger.sense.by_li:
        return event
    first = trigger.match.last
    for match in view.matches.between("nationality", first, first + _REACH):
        state = states.get(match.entry.get("country") or "")
        beside = match.first == first or view.fold(first).endswith(("ي", "يه"))
        if state is not None and beside and not match.clitics:
            actor = msgspec.structs.replace(as_party(state), implicit=True)
            return (
                event if _is_struck(event, actor.entity) else msgspec.structs.replace(event, actors=(actor,))
            )
    return event


def _is_struck(event: Event, state: str | None) -> bool:
    return any(one.entity == state for one in event.recipients)
