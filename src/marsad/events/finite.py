"""Which words of a part are finite verbs."""

from __future__ import annotations

from marsad.events.tenses import tense_of
from marsad.matching import Matches
from marsad.types import NounPhrase, Part

_ANY = frozenset({"اي", "ايه", "كل", "بعض", "عدم"})
"""What only nouns follow: «أي [طلب]»."""
_QUOTES = frozenset('"«“')
_ALIKE = frozenset({"past:3ms", "past:3fs"})
"""Verb forms written like verbal nouns: «قصف», and with a pronoun «إقالته»."""


def read_finite(
    part: Part, matches: Matches, inside: dict[int, NounPhrase], links: dict[int, tuple[int, str]]
) -> dict[int, str]:
    """Tokens that are finite verbs: known ones that no phrase claims, and words that look like a present tense."""
    found: dict[int, str] = {}
    covered = {at for first, (last, _) in links.items() for at in range(first, last)}
    deeds = {m.first for m in matches.of("event_trigger") if m.feature.startswith("masdar") and not m.clitics}
    for match in matches.finite:
        at = match.first
        if at in covered or match.definite or at in inside or at in found:
            continue
        if at in deeds and match.feature in _ALIKE and _has_verb(at, inside, found):
            continue
        if at and part.tokens[at - 1].fold in _ANY and not match.clitics:
            continue
        before = at - 2 if part.tokens[at - 1].text in _QUOTES else at - 1
        if before in links and links[before][0] == before + 1:
            continue
        found[at] = match.feature
    looks = [tense_of(token.fold) for token in part.tokens]
    for at in [at for at, tense in enumerate(looks) if tense]:
        token = part.tokens[at]
        if at in found or at in inside or at in covered or token.kind != "word":
            continue
        if not (looks[at] == "past:3fs" and token.text.endswith("ة")):
            found[at] = looks[at]
    return found


def _has_verb(at: int, inside: dict[int, NounPhrase], found: dict[int, str]) -> bool:
    """Whether a verb and its subject stand right before a word, which without «و» is no verb too: «أدان المجلس [قصف] المدينة», «قدم
    الوزير [استقالته]».
    """
    subject = inside.get(at - 1)
    if subject is None or subject.last != at or subject.clitics:
        return False
    return found.get(subject.first - 1, "").startswith(("past:3", "pres:3"))
