"""In what mood a clause speaks of an event: that it was not done, would be done on a condition, or must be done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from marsad.events.roles import Roles
from marsad.events.status_words import start_of, status_words
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Attribution

_OPENING = frozenset('،؛:.«»"“”-–—')
_start = attrgetter("start")
_NEEDED_REACH = 30
_CONDITION_REACH = 30
_WHOEVER = frozenset({"من", "فمن", "ومن"})
_SUSPECT = 8
"""How far before a verb «أن» stands that brings it."""


def is_undone(view: View, trigger: Trigger, roles: Roles, verb: int | None) -> bool:
    """Whether the verb that carries a noun is negated: «لم تجر الحكومة [محادثات]», «لم يقدم بعد أي [طلب]», «لم يتم [توقيف] أحد».

    Negating what only speaks of the event leaves it: «لم يعلق على [الهجوم]», «لم يقدم تفاصيل عن [الهجوم]».
    """
    start = start_of(view, trigger.match.first)
    if start - 1 in view.passive_verbs and trigger.form in ("masdar", "noun"):
        return is_negated(view, start - 1)
    if verb is None or not is_negated(view, verb):
        return False
    carrier = view.supports.get(verb)
    if carrier is None or carrier.entry.fields.get("presumes") or not roles.carried:
        return False
    clitics = trigger.match.clitics if start == trigger.match.first else view.clitics.get(start, "")
    return start - 1 not in view.links and (not trigger.match.definite or bool(clitics))


def is_negated(view: View, verb: int) -> bool:
    """Whether a particle of negation stands right before a verb."""
    return any(
        m.entry.fields["role"] == "negation" and m.last == verb
        for m in view.matches.between("particle", verb - 1, verb)
    )


def is_state(view: View, match: Match) -> bool:
    """Whether «في حالة» tells the state somebody is in: «في حالة [إيقاف] مع صديقها», «في حالة سراح»; no condition.

    A condition has what it is of after it: «في حالة [اعتقال] الرئيس», «في حالة وقوع [هجوم]».
    """
    role, at = match.entry.fields["role"], match.first
    told = view.matches.between("mood_particle", at, at + 1) if role == "conditional" else ()
    if not any(m.entry.fields["role"] == "state" and m.first == at for m in told):
        return False
    after = match.last + 1
    if view.fold(match.last).startswith("ال") or view.fold(match.last) in ("ما", "عدم"):
        return False
    ends = after >= view.sentence(match.first).last or view.is_mark(after)
    return ends or after in view.links or after in view.adjectives or after in view.finite


def is_conditioned(view: View, at: int) -> bool:
    """Whether a verb tells what follows if a condition holds that opens its sentence: «في حال فشل الحوار [ستفرض] عقوبات»."""
    first = max(view.sentence(at).first, at - _CONDITION_REACH)
    return any(
        m.entry.fields["role"] == "conditional"
        and not is_state(view, m)
        and (
            m.first == view.sentence(at).first
            or view.tokens[m.first - 1].text in _OPENING
            or m.first - 1 in view.that
        )
        for m in mood_particles(view, first, at)
    )


def mood_particles(view: View, first: int, last: int) -> Iterator[Match]:
    """The particles between two tokens: those of the grammar, and those of mood that the learned head does not know."""
    yield from view.matches.between("particle", first, last)
    yield from view.matches.between("mood_particle", first, last)


def is_needed(view: View, trigger: Trigger) -> bool:
    """Whether a verbal noun is joined to another that must be done: «على ضرورة تعجيل المصادقة و[إجراء الانتخابات]»."""
    at = trigger.match.first
    joined = next(
        (
            spot
            for spot in (at, at - 1)
            if view.clitics.get(spot) == "و"
            and not view.fold(spot).startswith("وال")
            and (spot == at or view.supports.get(spot) is not None)
        ),
        None,
    )
    if joined is None or (trigger.match.definite and joined == at):
        return False
    low = max(view.sentence(at).first, at - _NEEDED_REACH)
    needs = [
        m
        for m in view.matches.between("particle", low, joined)
        if m.entry.fields["role"] == "modal" and m.entry.fields.get("feature") == "necessary"
    ]
    if not needs or view.fold(needs[-1].last - 1).startswith(("ي", "لا")):
        return False  # «يجب», «لابد» bring verbs
    return not any(
        view.tokens[spot].text in "؛:.»" or spot in view.that or spot in view.relatives or spot in view.finite
        for spot in range(needs[-1].last, joined)
    )


def is_of_whoever(view: View, trigger: Trigger) -> bool:
    """Whether «من» with a present verb tells of anybody who would do it: «كل [من يعتدي] على رجل أمن»."""
    presents = trigger.form == "verb" and trigger.feature.startswith("pres")
    return presents and not trigger.sense.verbal and view.fold(trigger.match.first - 1) in _WHOEVER


def is_suspected(view: View, trigger: Trigger) -> bool:
    """Whether «أن» puts a verb of the past under a suspicion that is nobody's: «يشتبه في أن الرجل [قتل] جاره»."""
    at = trigger.match.first
    if trigger.form != "verb" or not trigger.feature.startswith("past") or trigger.sense.verbal:
        return False
    for that in range(at - 1, max(view.sentence(at).first, at - _SUSPECT) - 1, -1):
        if view.is_mark(that) or that in view.relatives:
            return False
        if that in view.that:
            found = status_words(view, max(that - 2, 0), that)
            return any(
                m.entry.fields["status"] == "alleged"
                and that - m.last <= 1
                and not is_negated(view, m.first)
                and m.first - 1 not in view.relatives
                for m in found
            )
    return False


def is_claimed(view: View, trigger: Trigger, own: Attribution) -> bool:
    """Whether the very source of the words, named before them, is a claim: «بحسب [مزاعم] المعارضة، قتلت الشرطة…»."""
    source = own.sources[0] if own.sources else None
    if source is None or source.field != view.part.field or source.start > trigger.match.start:
        return False
    at = bisect_right(view.tokens, source.start, key=_start) - 1
    found = (m.entry.fields for m in status_words(view, at, at + 1) if m.first == at)
    return any(fields["status"] == "alleged" and fields.get("led") is None for fields in found)


def is_suspicion(view: View, own: Attribution) -> bool:
    """Whether what somebody thinks is told as a suspicion: «يعتقد المحققون أن», not «يرى الوزير أن»."""
    if own.cue is None or own.cue.field != view.part.field:
        return False
    at = bisect_right(view.tokens, own.cue.start, key=_start) - 1
    found = status_words(view, at, at + 1)
    return any(m.entry.fields["status"] == "alleged" and m.first == at for m in found)
