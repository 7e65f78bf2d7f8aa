"""Whom a participle describes, and who is named within a phrase."""

from __future__ import annotations

from marsad.events.phrases import as_source, can_act, describes
from marsad.events.subjects import antecedent, main_subject, speaker_at
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.types import Mention, NounPhrase, Source


def plural_owner(view: View, trigger: Trigger) -> Source | None:
    """The group a plural participle describes: «متظاهرون… مطالبين»."""
    if not trigger.match.feature.endswith("mp"):
        return None
    for at in range(trigger.match.first - 1, view.sentence(trigger.match.first).first - 1, -1):
        phrase = view.phrases.get(at)
        if phrase is not None and phrase.kind in ("group", "unnamed") and phrase.number in ("p", ""):
            return as_source(view, phrase)
    return None


def we_who_speak(view: View, at: int) -> Source | None:
    """Whoever speaks, after «نحن», «إننا»."""
    before = view.fold(at - 1)
    return speaker_at(view, at) if before in view.own or before.endswith("ننا") else None


def owner_of(view: View, at: int) -> Source | None:
    """Whoever a participle describes: the noun before it, else the subject of the clause or the one spoken of before."""
    holder = view.phrases.get(at - 1) or view.inside.get(at - 1)
    if holder is not None and can_act(holder) and view.fold(at).startswith(("ال", "وال")):
        return as_source(view, holder)
    return main_subject(view, at) or antecedent(view, at, "")


def named_within(view: View, phrase: NounPhrase) -> Source | None:
    """Whoever a phrase names after its head: «حكم المحكمة», «قرار الوزير»."""
    for at in range(phrase.first, phrase.last + 1):
        kind = view.mentions[at][1].kind if at in view.mentions else ""
        if kind == "person" or (kind in ("organization", "place") and at < phrase.last):
            return as_party(view.mentions[at][1])
        if phrase.first < at < phrase.last and at in view.people and not describes(view, at):
            start, end = view.tokens[at].start, view.tokens[phrase.last - 1].end
            exact = view.part.text[start:end]
            return Source(field=view.part.field, start=start, end=end, exact=exact, kind="unnamed")
    return None


def as_party(mention: Mention) -> Source:
    """A name as one who takes part: a place acts as the body that governs it."""
    kind = "organization" if mention.kind == "place" else mention.kind
    return Source(
        field=mention.field,
        start=mention.start,
        end=mention.end,
        exact=mention.exact,
        entity=mention.entity,
        kind=kind,
    )


def accused_of(view: View, trigger: Trigger) -> Source | None:
    """Who is accused of a deed did it: «ضبطت الأجهزة الأمنية [المتهم] بذبح حماته», «[مشتبها] به في قتل جاره»."""
    at, particle = trigger.match.first, trigger.match.clitics[-1:] == "ب"
    led = particle or view.links.get(at - 1, (0, ""))[0] == at
    before = at - 1 if particle else at - 2
    if trigger.form != "masdar" or not led or not trigger.sense.accused & view.keys[max(before, 0)]:
        return None
    near = (view.inside.get(here) for here in (before, before - 1))
    accused = next((phrase for phrase in near if phrase is not None and phrase.kind == "person"), None)
    return as_source(view, accused) if accused is not None else None
