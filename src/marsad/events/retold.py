"""Triggers that only tell again what another trigger of the sentence reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.events.deciding import Chosen
from marsad.events.triggers import Trigger
from marsad.events.view import View

_BEFALLING = frozenset({"ASSAULT", "ACCIDENT", "DISASTER"})
_TALKS = frozenset({"CONSULT", "AGREE"})
_HOW = frozenset({"primitive", "firearms", "torture", "beat"})
_DUAL = "past:3md"
_SUBJECT_REACH = 2
_PURPOSE_REACH = 14
_LIGHT_REACH = 8


def without_retold(view: View, triggers: tuple[Trigger, ...]) -> Iterator[Trigger]:
    """The triggers without those that tell nothing of their own.

    Dropped are nouns that count whom another trigger befell («52 قتيلا»), the storm that is the subject of its verb
    («اجتاح الإعصار المدينة»), the visit one is invited to («دعوة رسمية لزيارة القاهرة»), an arrival that only
    says when («لدى وصوله»), what only says why one demonstrates («أضربوا [احتجاجا] على التأخير»), and how one was killed
    («قتل شاب عمه [طعنا]»).
    """
    carried = {t.match.first for t, noun in pairwise(triggers) if _carries(view, t, noun)}
    told = {
        view.sentence(t.match.first).first for t in triggers if not _counts(t) and t.sense.type in _BEFALLING
    }
    before: Trigger | None = None
    for trigger in triggers:
        if trigger.match.first in carried:
            continue
        counted = _counts(trigger) and view.sentence(trigger.match.first).first in told
        if not (counted or _is_when(view, trigger) or (before and _is_part(view, before, trigger))):
            yield trigger
            before = trigger


def _counts(trigger: Trigger) -> bool:
    return (
        trigger.form == "noun" and trigger.sense.size is not None and trigger.match.feature.startswith("noun")
    )


def _carries(view: View, trigger: Trigger, noun: Trigger) -> bool:
    """Whether a trigger is only the light verb of the next: «أجرى محادثات», «شن هجوما»."""
    if (
        trigger.form not in ("verb", "masdar")
        or noun.form not in ("masdar", "noun")
        or trigger.sense.type != noun.sense.type
    ):
        return False
    light = view.supports.get(trigger.match.first)
    if light is None or light.entry.fields.get("status") or trigger.match.last > trigger.match.first + 1:
        return False
    if noun.match.first - 1 in view.links:
        return False
    between = range(trigger.match.last, noun.match.first)
    return len(between) <= _LIGHT_REACH and not any(at in view.finite or at in view.stops for at in between)


def _is_when(view: View, trigger: Trigger) -> bool:
    """Whether an arrival only dates something else: «لدى وصوله», «فور وصول الوفد»."""
    if trigger.form != "masdar" or trigger.sense.args != "arrive":
        return False
    return trigger.match.first - 1 in view.moments


def _is_part(view: View, before: Trigger, trigger: Trigger) -> bool:
    """Whether a trigger is the subject or the purpose of the one before it in the sentence."""
    gap = trigger.match.first - before.match.last
    if view.sentence(before.match.first).first != view.sentence(trigger.match.first).first:
        return False
    if before.sense.type == trigger.sense.type == "PROTEST" and _says_why(view, trigger):
        return True
    if trigger.sense.type == "ASSAULT" and before.sense.size == "dead" and before.form in ("verb", "masdar"):
        return (
            trigger.sense.mode in _HOW and _says_why(view, trigger) and not _has_verb(view, before, trigger)
        )
    if before.sense.type == trigger.sense.type == "ASSAULT" and gap == 0 and trigger.form == "noun":
        return before.sense.mode == trigger.sense.mode == "explosives"  # «تفجير [عبوة ناسفة]»
    if before.sense.type == trigger.sense.type == "DISASTER" and before.form == "verb":
        return gap < _SUBJECT_REACH and trigger.form == "noun"
    if before.sense.type == trigger.sense.type == "MOBILIZE" and before.form == "verb":
        return gap < _SUBJECT_REACH and trigger.form == "noun"  # «وصلت [تعزيزات عسكرية]»
    if before.sense.type == trigger.sense.type == "AID":
        return gap == 0 and trigger.form == "noun"
    if before.sense.args == "invite" and trigger.sense.type in _TALKS and trigger.form == "masdar":
        led = (
            trigger.match.clitics.endswith("ل") or view.links.get(trigger.match.first - 1, (0, ""))[1] == "to"
        )
        return led and gap < _PURPOSE_REACH
    return False


def _has_verb(view: View, before: Trigger, trigger: Trigger) -> bool:
    """Whether another verb stands between two triggers: «قتل ثلاثة وتلقى الرابع [طعنا]»."""
    between = range(before.match.last, trigger.match.first)
    return any(at in view.finite and at not in view.inside for at in between)


def _says_why(view: View, trigger: Trigger) -> bool:
    """Whether a verbal noun stands as an adverb: «[احتجاجا] على القرار»."""
    match = trigger.match
    noun = trigger.form == "masdar" or match.feature == _DUAL  # «طعنا» is written like «they both stabbed»
    adverb = noun and view.fold(match.first).endswith("ا") and not match.enclitic
    return adverb and not match.clitics and view.links.get(match.first - 1, (0, ""))[0] != match.first


def without_charges(view: View, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The triggers without the charge on which their sentence tells a conviction: «حكمت المحكمة بسجنه [بتهمة] التشهير».

    PLOVER counts the conviction alone. Whoever accuses in the same sentence, by a verb, still does: «اتهم الحزب القضاء».
    """
    convicted = {
        _sentence_of(view, one)
        for one in chosen
        if one.type == "SANCTION" and one.trigger.sense.mode == "convict"
    }
    return [one for one in chosen if not (_is_charge(one) and _sentence_of(view, one) in convicted)]


def _sentence_of(view: View, one: Chosen) -> int:
    return view.sentence(one.trigger.match.first).first


def _is_charge(one: Chosen) -> bool:
    """Whether a trigger names what somebody is charged with, and is no verb."""
    sense = one.trigger.sense
    return (
        one.type == "ACCUSE"
        and sense.mode in (None, "allege")
        and one.trigger.form in ("masdar", "noun", "ppart")
    )
