"""PLOVER's mode of an event by what is asked for, refused or threatened, where its trigger does not tell it."""

from __future__ import annotations

from marsad.events.view import View
from marsad.matching import Match

_REACH = 9
_VAGUE = frozenset({None, "troops"})


def told_mode(view: View, match: Match, kind: str, mode: str | None) -> str | None:
    """The mode of a trigger, else that of the first word after it in its clause that tells one of its type.

    «طالب المتظاهرون ب[استقالة] الحكومة» (they demanded that the government resign) is REQUEST/change, «هددت ب[طرد] السفير»
    (threatened to expel the ambassador) THREATEN/expel.
    """
    if mode not in _VAGUE:
        return mode
    last = min(view.sentence(match.first).last, match.last + _REACH)
    ends = next((at for at in range(match.last, last) if view.tokens[at].text in ".؛:"), last)
    for found in view.matches.between("event_mode_word", match.last, ends):
        if kind in found.entry.fields["types"]:
            return str(found.entry.fields["mode"])
    return mode
