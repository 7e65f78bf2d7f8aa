"""Verbs that carry a verbal noun: «أجرى الوزير محادثات», «يعتزم الرئيس زيارة», «تعرض المقر لهجوم»."""

from __future__ import annotations

import msgspec

from marsad.events.dependents import read_dependents
from marsad.events.phrases import can_act, read_group
from marsad.events.subjects import Found, preposed_subject, subject_after
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import NounPhrase

_REACH = 12
_MAKER_REACH = 7


class Support(msgspec.Struct):
    """The verb that carries a noun: what its subject is to the noun, who that is, and the status it gives."""

    role: str
    subject: Found
    status: str | None
    verb: Match | None = None


def support_of(view: View, match: Match) -> Support | None:
    """The supporting verb that governs a trigger, if the nearest verb before it is one."""
    sentence = view.sentence(match.first)
    for at in range(match.first - 1, max(sentence.first, match.first - _REACH) - 1, -1):
        if view.is_mark(at) and view.tokens[at].text not in '،,"':
            return None
        if at in view.stops and at not in view.that:
            return None
        found = view.supports.get(at)
        if found is not None and found.last <= match.first:
            if _carries_another(view, found.last, match.first):
                return None
            own = _support(view, found, match.first)
            outer = None if _is_finite(found) else support_of(view, found)
            return _joined(own, outer)
        if at in view.finite and at not in view.auxiliaries:
            return None
    return None


def _carries_another(view: View, after: int, noun: int) -> bool:
    """Whether what somebody underwent stands between, and a preposition leads on: «أعلن الجيش مقتل ثلاثة في [هجوم]»."""
    return noun - 1 in view.links and any(at in view.undergone for at in range(after, noun - 1))


def _is_finite(verb: Match) -> bool:
    """Whether a support is a verb, not its verbal noun, which alone «ل» or «ب» leads in: «لشن»."""
    return verb.feature.startswith(("past", "pres", "juss")) and not set(verb.clitics) & set("بل")


def _joined(own: Support, outer: Support | None) -> Support:
    """A supporting verbal noun with what governs it: «خططت لشن هجمات» is planned by whoever planned it."""
    if outer is None or own.role == "":
        return own
    return Support(
        own.role,
        own.subject if own.subject.phrases else outer.subject,
        own.status or outer.status,
        own.verb,
    )


def _support(view: View, verb: Match, end: int) -> Support:
    role = verb.entry.fields["subject"]
    if verb.entry.fields.get("fallen"):
        group = _fallen(view, verb, end)
        if group:
            return Support("R", Found(group), None, verb)
    status = verb.entry.fields.get("status")
    if role == "none":
        return Support("", Found(), status, verb)
    finite = _is_finite(verb)
    before = preposed_subject(view, verb.first, verb.feature) if finite else None
    if before is None:
        group = subject_after(read_dependents(view, verb.last, end), verb.feature)
        before = Found(group)
    return Support(role, before, status, verb)


def _fallen(view: View, verb: Match, end: int) -> list[NounPhrase]:
    """Who fell into what «في» leads in right behind him: «وقع [ثلاثة جنود] في كمين»."""
    if view.links.get(end - 1, (0, ""))[1] != "in" or not _is_finite(verb):
        return []
    group, after = read_group(view, verb.last, end)
    if group:
        return group if after == end - 1 and can_act(group[0]) else []
    found = preposed_subject(view, verb.first, verb.feature) if verb.last == end - 1 else None
    return found.phrases if found is not None else []


def is_exchanged(view: View, trigger: Trigger) -> bool:
    """Whether a verb that is mutual carries the noun: «تبادل الجيشان [القصف]»."""
    support = support_of(view, trigger.match) if trigger.form in ("masdar", "noun") else None
    return support is not None and support.verb is not None and bool(support.verb.entry.fields.get("mutual"))


def maker_after(view: View, match: Match) -> list[NounPhrase]:
    """Who makes what a noun tells, by a supporting verb after it: «غارة شنتها تركيا», «زيارة يقوم بها الوزير»."""
    last = min(view.sentence(match.first).last, match.last + _MAKER_REACH)
    for at in range(match.last, last):
        if view.is_mark(at):
            return []
        verb = view.supports.get(at)
        if verb is None or not verb.feature.startswith(("past", "pres")):
            continue
        end = min(last + _MAKER_REACH, view.sentence(match.first).last)
        group, after = read_group(view, verb.last, end)
        if verb.enclitic and verb.entry.fields["subject"] == "A":
            return group
        if verb.last in view.pronouns:
            return read_group(view, verb.last + 1, end)[0]
        return group if after in view.pronouns else []
    return []
