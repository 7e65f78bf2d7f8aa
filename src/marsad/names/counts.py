"""Where counts open and what they count begins: «ستة وعشرون [جنديا]», «15 ألف [لاجئ]», «أحد عشر [عاملا]»."""

from __future__ import annotations

from marsad.matching import Match, Matches
from marsad.types import Part

_COUNTED = "يا"
_FEWEST = 3
"""«واحد» and «اثنان» stand behind what they count; they only begin a longer number: «واحد وعشرون»."""


def counts_of(part: Part, matches: Matches) -> dict[int, int]:
    """Of each token a number in words, or in figures and words, opens at, where it ends."""
    words = {
        match.first: match
        for match in matches.longest("event_number")
        if not (match.definite or match.entry.fields.get("counted"))
    }
    opens = [*words, *(at - 1 for at in words if at and part.tokens[at - 1].kind == "number")]
    found: dict[int, int] = {}
    taken = -1
    for at in sorted(opens):
        if at < taken:
            continue
        last = taken = _end(words, at)
        first = words.get(at)
        if first is None or last > first.last or _is_many(first):
            found[at] = last
    return found


def counted_people(part: Part, matches: Matches) -> frozenset[int]:
    """Where a nationality stands as the noun that a count counts: «أصيب 20 [فلسطينيا]», «ستون [سودانيا]»."""
    found = {m.first for m in matches.of("nationality") if part.tokens[m.first].fold.endswith(_COUNTED)}
    if not found:
        return frozenset()
    ends = {at + 1 for at, token in enumerate(part.tokens) if token.kind == "number"}
    return frozenset(found & (ends | set(counts_of(part, matches).values())))


def _end(words: dict[int, Match], at: int) -> int:
    last = words[at].last if at in words else at + 1
    while last in words and (words[last].clitics == "و" or _multiplies(words[last])):
        last = words[last].last
    return last


def _multiplies(word: Match) -> bool:
    fields = word.entry.fields
    return not word.clitics and bool(fields.get("factor") or fields.get("half"))


def _is_many(word: Match) -> bool:
    return float(word.entry.fields["value"]) >= _FEWEST
