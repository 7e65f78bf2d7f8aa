"""Words that the head alone takes for events and that report none: «القرار», «الأشغال», «الحادث» after an attack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from marsad.events.view import View

if TYPE_CHECKING:
    from marsad.events.deciding import Chosen


def is_no_event(view: View, at: int, kind: str) -> bool:
    """Whether a word reports no event of a type, unless a frame finds one: «[القرار] النهائي بخصوص الزي» is no GOVERN."""
    fields = (match.entry.fields for match in view.matches.over("no_event", at))
    return any(kind in entry["only"] and not entry.get("after") for entry in fields)


def without_echoes(view: View, chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """The triggers without words that only speak again of something else: «فتحت الشرطة تحقيقا في [الحادث]» after an attack.

    Where an event of its own type was told before, the word is a further mention of that.
    """
    told: set[str] = set()
    for one in chosen:
        entries = (m.entry.fields for m in view.matches.over("no_event", one.trigger.match.first))
        echoed = any(
            one.type in entry["only"]
            and told.intersection(entry.get("after") or ())
            and not told.intersection(entry["only"])
            for entry in entries
        )
        if not echoed:
            told.add(one.type)
            yield one


__all__ = ["is_no_event", "without_echoes"]
