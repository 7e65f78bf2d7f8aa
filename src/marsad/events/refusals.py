"""What somebody is against: it happened, and he did not do it, unless he refuses an act of his own."""

from __future__ import annotations

from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match

_INFLICTED = frozenset({"ASSAULT", "COERCE"})
_REACH = 6


def refusal_of(view: View, trigger: Trigger) -> Match | None:
    """The word by which somebody is against an act of force; none where it refuses an act of his own.

    «استنكر الحزب [اعتقال] ناشطيه» (the party deplored the arrest of its activists) has one, «رفض الجنود [قصف] المدينة»
    (the soldiers refused to shell the town) none.
    """
    found = _governing(view, trigger)
    return None if found is None or _is_own(view, found, trigger) else found


def is_refused_act(view: View, trigger: Trigger) -> bool:
    """Whether whoever might do it refuses to: «رفض الجنود [قصف] المدينة»."""
    found = _governing(view, trigger)
    return found is not None and _is_own(view, found, trigger)


def is_taken_for_granted(view: View, trigger: Trigger, refusal: Match) -> bool:
    """Whether the act is one that everybody knows of, not any of its kind.

    It is with the article or a pronoun («رفضهم [للاعتداء] عليهم»), and with every verb but of refusing in general («رفضه قتل
    المدنيين», «نرفض قتل المدنيين»).
    """
    match = trigger.match
    told = refusal.feature.startswith("past") and not refusal.enclitic
    return match.definite or bool(match.enclitic) or told or not refusal.entry.fields.get("own")


def _governing(view: View, trigger: Trigger) -> Match | None:
    """The refusal that governs a verbal noun, the nearest before it in its clause."""
    if trigger.sense.type not in _INFLICTED or not _may_be_noun(trigger):
        return None
    at = trigger.match.first
    low = max(view.sentence(at).first, at - _REACH)
    near = [m for m in view.matches.between("refusal", low, at) if m.last <= at and not m.definite]
    found = max(near, key=lambda m: (m.last, -len(m.clitics) - len(m.enclitic)), default=None)
    return None if found is None or _is_apart(view, found.last, at) else found


def _may_be_noun(trigger: Trigger) -> bool:
    """Whether it is one, or a verb written alike, which never follows another without «و»: «رفض الجنود [قصف] المدينة»."""
    return trigger.form in ("masdar", "noun") or (trigger.feature == "past:3ms" and not trigger.match.clitics)


def _is_apart(view: View, first: int, last: int) -> bool:
    """Whether a clause ends or another verb stands between."""
    return any(
        view.tokens[at].text in "،؛:.»" or at in view.that or (at in view.finite and at not in view.inside)
        for at in range(first, last)
    )


def _is_own(view: View, refusal: Match, trigger: Trigger) -> bool:
    """Whether those who refuse are such as might do it: a force, named between the verb and the noun."""
    if not refusal.entry.fields.get("own") or trigger.match.definite or trigger.match.enclitic:
        return False
    doers = trigger.sense.forces | trigger.sense.armed
    return any(not doers.isdisjoint(keys) for keys in view.keys[refusal.last : trigger.match.first])
