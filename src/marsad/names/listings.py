"""The places of a list behind the noun that counts them: «بلدات بنش وسرمين والنيرب», «أحياء القصاع وباب توما»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.matching import Match, Matches
from marsad.names.candidates import Candidate
from marsad.names.plain import plain_words
from marsad.names.words import WordSense
from marsad.types import Part

RULE = "listing.place"
_COMMAS = frozenset("،,")
_AND, _ARTICLE = "و", "ال"
_LONGEST = 12
_FEWEST = 2
_SHORTEST = 3
_TRUST = 2


def listed_places(
    part: Part, matches: Matches, senses: Sequence[WordSense], listed: Sequence[Candidate]
) -> list[Candidate]:
    """The places that stand in lists, those that no list of ours has among them; each list names a known one."""
    nouns = [m for m in matches.of("body_noun") if m.entry.fields.get("lists") and not m.definite]
    if not nouns:
        return []
    known: dict[int, Candidate] = {}
    for one in sorted(listed, key=lambda c: c.last):
        if one.kind == "place" and one.entries:
            known[one.first] = one
    verbs = frozenset(m.first for m in matches.finite if not m.definite)
    opened = {m.first for kind in ("head_noun", "body_noun", "particle") for m in matches.of(kind)}
    found: dict[tuple[int, int], Candidate] = {}
    for noun in nouns:
        items = list(_items(part, senses, noun, known, verbs | opened))
        if len(items) >= _FEWEST and any(item.entries for item in items):
            found.update({(item.first, item.last): item for item in items})
    return list(found.values())


def _items(
    part: Part,
    senses: Sequence[WordSense],
    noun: Match,
    known: dict[int, Candidate],
    others: frozenset[int] | set[int],
) -> Iterator[Candidate]:
    """The items of one list, as far as they are joined by «و» or commas."""
    at, tokens = noun.last, part.tokens
    for number in range(_LONGEST):
        comma = number > 0 and at < len(tokens) and tokens[at].text in _COMMAS
        at += comma
        if at >= len(tokens) or tokens[at].kind != "word":
            return
        joined = tokens[at].fold.startswith(_AND)
        if number and not (joined or comma):
            return
        item = known.get(at)
        if item is not None and item.start - tokens[at].start > bool(number and joined):
            return
        item = item or _unknown(part, senses, at, others, skip=bool(number and joined and not comma))
        if item is None:
            return
        yield _standing(item, street=bool(noun.entry.fields.get("streets")))
        at = item.last


def _standing(item: Candidate, *, street: bool) -> Candidate:
    """An item as it stands; a street called like a town («شارع العلمين») is not there."""
    entries = () if street else item.entries
    return Candidate(item.first, item.last, item.start, item.end, "place", RULE, _TRUST, entries)


def _unknown(
    part: Part, senses: Sequence[WordSense], at: int, others: frozenset[int] | set[int], *, skip: bool
) -> Candidate | None:
    """A word of no list that can only be one more name of the row."""
    token, sense = part.tokens[at], senses[at]
    rest = token.fold[skip:]
    bare = rest.removeprefix(_ARTICLE)
    if at in others or sense.closed or sense.adjective or len(bare) < _SHORTEST:
        return None
    if not plain_words().isdisjoint((rest, bare, _ARTICLE + rest)):
        return None
    return Candidate(at, at + 1, token.start + skip, token.end, "place", RULE, _TRUST)


__all__ = ["RULE", "listed_places"]
