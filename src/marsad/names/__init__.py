"""Names: who and what an article speaks of, under every spelling, with titles and places on the map."""

from __future__ import annotations

from marsad.matching import Matches, Scan
from marsad.names.bodies import body_candidates
from marsad.names.candidates import Candidate, gazetteer_candidates, settle
from marsad.names.entities import gather
from marsad.names.persons import person_candidates, read_setting
from marsad.names.phrases import find_phrases
from marsad.names.repeats import Found, find_repeats
from marsad.names.roles import with_roles
from marsad.names.romanise import romanise
from marsad.names.words import NameWords, name_words
from marsad.types import Names, Part

__all__ = ["find_names", "romanise"]


def find_names(scan: Scan) -> Names:
    """The entities, mentions and noun phrases of a document."""
    words = name_words(scan.lexicon)
    found: list[Found] = []
    for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True)):
        for candidate in _part_candidates(part, matches, words):
            short = tuple(part.text[start:end] for start, end in candidate.inside)
            found.append(Found(number, part.text[candidate.start : candidate.end], candidate, short=short))
    found += find_repeats(scan, found, words)
    entities, mentions = gather(scan.document, found)
    phrases = find_phrases(scan, mentions)
    entities, mentions = with_roles(scan.document, entities, mentions, phrases)
    return Names(entities=entities, mentions=mentions, phrases=phrases)


def _part_candidates(part: Part, matches: Matches, words: NameWords) -> list[Candidate]:
    listed = gazetteer_candidates(part, matches)
    setting = read_setting(part, matches, words)
    persons = person_candidates(part, setting)
    known = [*(c for c in listed if c.settled), *persons]
    return list(settle([*listed, *persons, *body_candidates(part, matches, setting.senses, known)]))
