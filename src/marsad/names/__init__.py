"""Names: who and what an article speaks of, under every spelling, with titles and places on the map."""

from __future__ import annotations

from marsad.matching import Matches, Scan
from marsad.names.bodies import body_candidates
from marsad.names.candidates import Candidate, gazetteer_candidates, settle
from marsad.names.entities import Found, gather
from marsad.names.persons import Words, person_candidates, read_words
from marsad.names.phrases import find_phrases
from marsad.names.roles import with_roles
from marsad.names.romanise import romanise
from marsad.text import fold
from marsad.types import Names, Part

__all__ = ["find_names", "romanise"]

_SHORTEST_ALONE = 3


def find_names(scan: Scan) -> Names:
    """The entities, mentions and noun phrases of a document."""
    words = [read_words(part, m) for part, m in zip(scan.document.parts, scan.matches, strict=True)]
    found: list[Found] = []
    for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True)):
        found += [
            Found(number, part.text[c.start : c.end], c)
            for c in _part_candidates(part, matches, words[number])
        ]
    found += _alone(scan, found, words)
    entities, mentions = gather(scan.document, found)
    phrases = find_phrases(scan, mentions)
    entities, mentions = with_roles(scan.document, entities, mentions, phrases)
    return Names(entities=entities, mentions=mentions, phrases=phrases)


def _part_candidates(part: Part, matches: Matches, words: Words) -> list[Candidate]:
    listed = gazetteer_candidates(part, matches)
    settled = [c for c in listed if c.settled]
    return list(settle([*listed, *person_candidates(part, words), *body_candidates(part, matches, settled)]))


def _alone(scan: Scan, found: list[Found], words: list[Words]) -> list[Found]:
    """Later mentions of a person by the last word of the name: «حفتر» after «خليفة حفتر»."""
    last_names: dict[str, Candidate] = {}
    for item in found:
        name = fold(item.exact).split()
        if item.candidate.kind == "person" and len(name) > 1 and len(name[-1]) >= _SHORTEST_ALONE:
            last_names.setdefault(name[-1], item.candidate)
    taken = {(f.part, at) for f in found for at in range(f.candidate.first, f.candidate.last)}
    more = []
    for number, part in enumerate(scan.document.parts):
        for at, token in enumerate(part.tokens):
            if (number, at) not in taken and at not in words[number].barred:
                more += _last_name(part, number, at, last_names)
    return more


def _last_name(part: Part, number: int, at: int, last_names: dict[str, Candidate]) -> list[Found]:
    token = part.tokens[at]
    for skip in (0, 1):
        if skip and (token.fold[:1] not in {"و", "ل", "ب", "ف"} or len(token.fold) < 5):
            break
        whole = last_names.get(token.fold[skip:])
        if whole is not None and len(token.text) == len(token.fold):
            start = token.start + skip
            candidate = Candidate(at, at + 1, start, token.end, "person", "person.last", 2, whole.entries)
            return [Found(number, part.text[start : token.end], candidate)]
    return []
