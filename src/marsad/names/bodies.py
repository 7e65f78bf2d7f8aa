"""Bodies, places and named things that no list has, by the noun that opens their name."""

from __future__ import annotations

from marsad.matching import Match, Matches
from marsad.names.candidates import Candidate
from marsad.types import Part

_LONGEST = 6
_OPENING = {'"': '"', "«": "»", "“": "”", "'": "'"}


def _mediums(matches: Matches) -> set[int]:
    return {m.first for m in matches.of("head_noun") if m.entry.fields["denotes"] == "medium"}


def body_candidates(part: Part, matches: Matches, settled: list[Candidate]) -> list[Candidate]:
    """The bodies, facilities and named things of a part that an opening noun shows."""
    names = {c.first: c for c in settled}
    completing = {m.first for m in matches.of("nationality", "body_adjective") if not m.clitics}
    media, found = _mediums(matches), []
    for noun in matches.of("body_noun"):
        candidate = _read(part, noun, names, completing, noun.first in media)
        if candidate is not None:
            found.append(candidate)
    return found


def _read(
    part: Part, noun: Match, names: dict[int, Candidate], completing: set[int], medium: bool
) -> Candidate | None:
    kind = noun.entry.fields["kind"]
    if kind == "misc" or (noun.last < len(part.tokens) and part.tokens[noun.last].text in _OPENING):
        return _quoted(part, noun, kind, inner=medium or kind == "misc")
    if kind == "place":
        return _directed(part, noun, completing) if noun.entry.fields["wants"] == "nationality" else None
    last = _organization_end(part, noun, names, completing)
    if last is None:
        return None
    return Candidate(noun.first, last, noun.start, part.tokens[last - 1].end, "organization", "body.noun", 2)


def _quoted(part: Part, noun: Match, kind: str, *, inner: bool) -> Candidate | None:
    """A short name in quotation marks after its noun: «الإعصار "دانيال"» gives دانيال, «حركة "أمل"» the whole."""
    at = noun.last
    while at < len(part.tokens) and at < noun.last + 2 and part.tokens[at].kind == "word":
        at += 1
    if at >= len(part.tokens) or part.tokens[at].text not in _OPENING or (at > noun.last and kind != "misc"):
        return None
    closing = _OPENING[part.tokens[at].text]
    for end in range(at + 2, min(at + 6, len(part.tokens))):
        if part.tokens[end].text == closing:
            if inner:
                start = part.tokens[at + 1].start
                return Candidate(at + 1, end, start, part.tokens[end - 1].end, kind, "body.quoted", 2)
            return Candidate(noun.first, end + 1, noun.start, part.tokens[end].end, kind, "body.quoted", 2)
        if part.tokens[end].kind == "mark":
            return None
    return None


def _directed(part: Part, noun: Match, completing: set[int]) -> Candidate | None:
    """«الجنوب الليبي»."""
    at = noun.last
    if at < len(part.tokens) and at in completing and part.tokens[at].fold.startswith("ال"):
        return Candidate(noun.first, at + 1, noun.start, part.tokens[at].end, "place", "place.direction", 2)
    return None


def _organization_end(
    part: Part, noun: Match, names: dict[int, Candidate], completing: set[int]
) -> int | None:
    definite = noun.definite or part.text[noun.start : noun.start + 2] == "ال"
    at, named = noun.last, False
    while at < len(part.tokens) and at - noun.first < _LONGEST:
        token = part.tokens[at]
        if token.kind != "word":
            break
        if at in names and names[at].start == token.start and not named:
            if names[at].kind == "person" and names[at].last - at > 1:
                return None
            at, named = names[at].last, True
            continue
        if at in completing and token.fold.startswith("ال"):
            at, named = at + 1, True
            continue
        if not _continues(token.fold, definite and not named, at == noun.last):
            break
        at, named = at + 1, named or not definite
    return at if named and at > noun.last else None


def _continues(fold: str, waits: bool, first: bool) -> bool:
    """Whether a definite noun carries the name on: «وزارة الشؤون الخارجية», «المجلس الأعلى للقضاء»."""
    if fold.startswith("لل") and len(fold) > 4:
        return not first
    if waits:
        return False
    if fold.startswith("وال"):
        return not first
    return first and fold.startswith("ال") and len(fold) > 3
