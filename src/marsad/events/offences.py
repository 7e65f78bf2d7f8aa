"""Offences named by their kind, which nobody tells of, and acts in which somebody only denies a part."""

from __future__ import annotations

from marsad.events.senses import Sense
from marsad.events.view import View
from marsad.matching import Match

_INFLICTED = frozenset({"ASSAULT", "COERCE", "PROTEST", "DISASTER", "ACCIDENT", "THREATEN"})
_CHARGE_REACH = 8
_PART_REACH = 4
_LINKS = frozenset({"in", "bi", "about"})


def is_offence(view: View, match: Match, sense: Sense) -> bool:
    """Whether a noun with the article only names what somebody is charged with: «بتهمة السرقة [والقتل]».

    «بتهمة قتل جاره» (charged with killing his neighbour) tells of a killing, and so does «تهمة [القتل] في مارس».
    """
    if sense.type not in _INFLICTED or not match.definite or match.enclitic:
        return False
    if not any(m.entry.fields["role"] == "offence" for m in view.matches.over("offence", match.first)):
        return False
    if view.links.get(match.last, (0, ""))[1] in ("li", "against", "in"):
        return False
    return _follows_charge(view, match.first)


def _follows_charge(view: View, at: int) -> bool:
    """Whether only such nouns and prepositions stand between a charge and a token."""
    for before in range(at - 1, max(view.sentence(at).first, at - _CHARGE_REACH) - 1, -1):
        found = view.matches.over("offence", before)
        if any(m.entry.fields["role"] == "charge" and not m.enclitic for m in found):
            return True
        if not (view.fold(before).lstrip("وبل").startswith("ال") or view.links.get(before, (0, ""))[0]):
            return False
    return False


def is_disowned(view: View, match: Match, sense: Sense) -> bool:
    """Whether what is denied is only a part in the act: «نفى الحزب صلته [بقصف] البلدة» (the town was shelled).

    The act of which it is denied that it ever was has no such word before it: «نفى الحزب [قصف] البلدة».
    """
    if sense.type not in _INFLICTED:
        return False
    at = match.first
    low = max(view.sentence(at).first, at - _PART_REACH)
    near = [*view.matches.between("offence", low, at)]
    parts = [m for m in near if m.entry.fields["role"] == "part"]
    led = match.clitics.endswith("ب") or any(
        m.entry.fields["role"] == "behind" and m.first >= at - 2 for m in near
    )
    led = led or any(view.links.get(link, (0, ""))[1] in _LINKS for link in range(at - 2, at))
    return bool(parts) and (led or bool(parts[-1].entry.get("whole")))
