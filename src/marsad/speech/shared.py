"""Two verbs that share one object: «أدان رئيس الوزراء [واستنكر] الهجوم», «[نددت] واستنكرت النقابة الاعتداء»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Match
from marsad.names.phrase_words import is_nisba
from marsad.speech.sources import of_phrase, widen
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View
from marsad.types import NounPhrase

_ALIKE = (
    frozenset({"condemn", "criticise", "reject", "deny"}),
    frozenset({"praise", "agree"}),
    frozenset({"request", "propose"}),
    frozenset({"state", "announce", "confirm", "reveal"}),
)
"""Acts so near to each other that two verbs of them say one thing: «استنكر وأدان», «دعت وحثت»."""
_VOICES = frozenset({"person", "organization", "group", "medium"})
_FINITE = ("past:3", "pres:3")


def subject_of_both(view: View, match: Match) -> Speaker | None:
    """«أدان [رئيس الوزراء] واستنكر الهجوم»: the subject of the verb right before, which a joined one shares."""
    phrase = _between(view, match)
    verb = _first_verb(view, match, phrase.first - 1) if phrase is not None else None
    if phrase is None or verb is None or phrase.kind not in _VOICES:
        return None
    return widen(view, of_phrase(view, phrase), match.first)


def first_of_two(view: View, statement: Statement, found: Sequence[Statement]) -> Statement | None:
    """What the first of two verbs says that share their object, as a statement of its own; nothing where it says its own."""
    cue = statement.cue
    if cue is None or statement.style != "verb" or statement.source is None or statement.frame == "before":
        return None
    phrase = _between(view, cue)
    verb = _first_verb(view, cue, cue.first - 1 if phrase is None else phrase.first - 1)
    if verb is None or not _are_alike(verb.entry.get("act"), statement.act):
        return None
    if phrase is not None and statement.source.first != phrase.first:
        return None  # «قال [الوزير] وأكد المحافظ أن…»: each has its own
    if any(one.first <= verb.first < one.last for one in found):
        return None
    return msgspec.structs.replace(
        statement,
        cue=verb,
        first=verb.first,
        last=verb.last,
        start=verb.start,
        end=view.tokens[verb.last - 1].end,
        act=verb.entry.get("act"),
        rule="speech.verb.shared",
    )


def _between(view: View, match: Match) -> NounPhrase | None:
    """The noun phrase that ends right before a joined verb."""
    at = match.first - 1
    while at > 0 and view.inside[at] is None and view.word(at).startswith("ال") and is_nisba(view.word(at)):
        at -= 1
    phrase = view.inside[at] if at > 0 else None
    return phrase if phrase is not None and phrase.last == at + 1 and not phrase.clitics else None


def _first_verb(view: View, match: Match, at: int) -> Match | None:
    """The verb at a token to which another of the same person is joined."""
    if match.clitics != "و":
        return None
    code = match.feature.partition(":")[2]
    verbs = (m for m in view.cues.get(at, ()) if m.feature.startswith(_FINITE))
    return next((m for m in verbs if m.feature.partition(":")[2] == code and not m.enclitic), None)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any(one in acts and other in acts for acts in _ALIKE)
