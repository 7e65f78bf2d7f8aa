"""The clause round a trigger: its noun phrases, and which of them act or are acted on."""

from __future__ import annotations

import msgspec

from marsad.matching import Match
from marsad.types import NounPhrase, Part, Sentence, Source

_ACTING = frozenset({"person", "organization", "group", "place", "unnamed", "medium"})
_KINDS = {"place": "organization", "group": "unnamed", "thing": "unnamed"}
_RELATIVES = frozenset({"الذي", "التي", "الذين", "قد", "كان", "كانت"})
_SETTING = frozenset({"في", "خلال", "وفي", "منذ", "قرب", "عقب"})
_REACH = 14
"""How many tokens away from its trigger an argument may start; measured on annotated news, nine in ten do."""


class Roles(msgspec.Struct):
    """The arguments of an event."""

    actors: list[NounPhrase] = []
    recipients: list[NounPhrase] = []


class Clause(msgspec.Struct, frozen=True):
    """A trigger in its sentence, with the noun phrases that can be arguments before and after it."""

    part: Part
    sentence: Sentence
    trigger: Match
    before: tuple[NounPhrase, ...]
    after: tuple[NounPhrase, ...]


def read_clause(part: Part, sentence: Sentence, trigger: Match, phrases: tuple[NounPhrase, ...]) -> Clause:
    """The clause of a trigger: phrases that can act or be acted on, near ones, in the order of the text."""
    near = [p for p in phrases if (p.kind in _ACTING or p.kind == "thing") and not _is_setting(part, p)]
    before = [
        p
        for p in near
        if sentence.first <= p.first and p.last <= trigger.first and p.first >= trigger.first - _REACH
    ]
    after = [p for p in near if trigger.last <= p.first < min(sentence.last, trigger.last + _REACH)]
    return Clause(part, sentence, trigger, tuple(before), tuple(after))


def _is_setting(part: Part, phrase: NounPhrase) -> bool:
    """«في موسكو», «بطرابلس»: where the event stands, not who takes part in it."""
    if phrase.kind == "place" and phrase.clitics.endswith("ب"):
        return True
    return phrase.first > 0 and part.tokens[phrase.first - 1].fold in _SETTING


def read_roles(clause: Clause) -> Roles:
    """Who acts and who is acted on, by the form of the trigger and what its frame says."""
    feature = clause.trigger.feature
    if feature.startswith(("pastp", "presp")):
        return Roles(recipients=_first(clause.after))
    if feature.startswith(("past", "pres", "juss")):
        return _of_verb(clause)
    return _of_noun(clause)


def _first(phrases: tuple[NounPhrase, ...]) -> list[NounPhrase]:
    return list(phrases[:1])


def _bare(phrases: tuple[NounPhrase, ...]) -> list[NounPhrase]:
    return [p for p in phrases if p.clitics in ("", "و")]


def _of_verb(clause: Clause) -> Roles:
    """VSO: the first bare phrase after the verb acts, the next one or one led by a preposition is acted on."""
    fields = clause.trigger.entry.fields
    adjacent = clause.after and clause.after[0].first - clause.trigger.last <= 3
    subject_first = _subject_before(clause)
    roles = Roles()
    rest = list(clause.after)
    if subject_first is not None:
        roles.actors = [subject_first]
    elif adjacent and clause.after[0].clitics == "":
        roles.actors = [clause.after[0]]
        rest = rest[1:]
    others = [p for p in rest if p.kind != "place" or p.clitics == ""][:1]
    if fields.get("mutual"):
        roles.actors += others
    else:
        roles.recipients = others
    if (
        fields.get("mode") == "visit" and fields.get("takes") == "recipient"
    ):  # the host welcomes, the visitor acts
        roles.actors, roles.recipients = roles.recipients, roles.actors
    return roles


def _subject_before(clause: Clause) -> NounPhrase | None:
    """SVO: the phrase that ends right before the verb."""
    for phrase in reversed(clause.before):
        gap = clause.trigger.first - phrase.last
        between = clause.part.tokens[phrase.last : clause.trigger.first]
        if (
            gap <= 1
            and all(token.text in '،,"»' for token in between)
            and not phrase.clitics.endswith(("ل", "ب"))
        ):
            return phrase
        return None
    return None


def _of_noun(clause: Clause) -> Roles:
    """«زيارة حفتر إلى روسيا», «مقتل عشرة مدنيين على يد مسلحين»: the construct, then what a preposition brings."""
    takes = clause.trigger.entry.fields.get("takes", "actor")
    adjacent = [p for p in clause.after[:1] if p.first - clause.trigger.last == 0 and not p.clitics]
    led = [p for p in clause.after[len(adjacent) :] if p.first - clause.trigger.last <= 6][:1]
    if takes == "recipient":
        return Roles(recipients=adjacent or led)
    if not adjacent:  # «أدى الوزير زيارة إلى»: a light verb holds the subject
        adjacent = [p for p in clause.before if p.kind in ("person", "organization", "group")][-1:]
    if clause.trigger.enclitic and takes == "both":
        owner = [p for p in clause.before if p.kind in ("person", "organization", "group")][-1:]
        return Roles(actors=owner + led)
    if takes == "both":
        return Roles(actors=adjacent + led)
    if clause.trigger.enclitic:  # «لقائه», «انسحابهم»: the pronoun takes up somebody named before
        adjacent = [p for p in clause.before if p.kind in ("person", "organization", "group")][-1:]
    return Roles(actors=adjacent, recipients=led)


def as_source(part: Part, phrase: NounPhrase) -> Source:
    """A noun phrase as the source value of the record."""
    return Source(
        field=part.field,
        start=phrase.start,
        end=phrase.end,
        exact=part.text[phrase.start : phrase.end],
        entity=phrase.entity,
        kind=_KINDS.get(phrase.kind, phrase.kind),
    )
