"""«العاصمة الليبية» read as the city it means."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.matching import Lexicon, Match, Matches
from marsad.names.candidates import Candidate
from marsad.text import fold
from marsad.types import Part

RULE = "place.capital"


def capital_candidates(part: Part, matches: Matches, lexicon: Lexicon) -> Iterator[Candidate]:
    """The descriptions of capitals in a part, none where the city's name follows («العاصمة الليبية طرابلس»)."""
    nations = {m.first: m for m in matches.of("nationality") if m.definite and m.entry.get("capital")}
    if not nations:
        return
    places = {m.first for m in matches.of("place", "country")}
    for noun in matches.of("capital_noun"):
        nation = nations.get(noun.last)
        if noun.definite and nation is not None and nation.last not in places:
            yield _candidate(part, noun, nation, lexicon)


def _candidate(part: Part, noun: Match, nation: Match, lexicon: Lexicon) -> Candidate:
    city, country = str(nation.entry.get("capital")), nation.entry.get("country")
    entries = tuple(
        entry
        for entry, _ in lexicon.senses(fold(city))
        if entry.kind == "place" and entry.get("country") == country
    )
    end = part.tokens[nation.last - 1].end
    return Candidate(noun.first, nation.last, noun.start, end, "place", RULE, 4, entries, bool(entries))
