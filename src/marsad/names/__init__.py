"""Names: who and what an article speaks of, under every spelling, with titles and places on the map."""

from __future__ import annotations

from marsad.matching import Lexicon, Matches, Scan
from marsad.names.acronyms import with_acronyms
from marsad.names.bodies import body_candidates
from marsad.names.candidates import Candidate, gazetteer_candidates, is_sure, settle
from marsad.names.capitals import capital_candidates
from marsad.names.entities import gather
from marsad.names.merging import obey_short_names
from marsad.names.persons import person_candidates, read_setting
from marsad.names.phrases import find_phrases
from marsad.names.repeats import Found, find_repeats
from marsad.names.roles import with_roles
from marsad.names.romanise import romanise
from marsad.names.user import use_names, user_candidates
from marsad.names.words import NameWords, name_words
from marsad.types import Names, Part

__all__ = ["find_names", "romanise", "use_names"]


def find_names(scan: Scan) -> Names:
    """The entities, mentions and noun phrases of a document."""
    words = name_words(scan.lexicon)
    found: list[Found] = []
    for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True)):
        for candidate in _part_candidates(part, matches, words, scan.lexicon):
            short = tuple(part.text[start:end] for start, end in candidate.inside)
            found.append(Found(number, part.text[candidate.start : candidate.end], candidate, short=short))
    obey_short_names(scan.document, found)
    found += find_repeats(scan, found, words)
    entities, mentions = gather(scan, found)
    phrases = find_phrases(scan, mentions)
    entities, mentions = with_roles(scan.document, entities, mentions, phrases)
    return Names(entities=entities, mentions=mentions, phrases=phrases)


def _part_candidates(part: Part, matches: Matches, words: NameWords, lexicon: Lexicon) -> list[Candidate]:
    listed = gazetteer_candidates(part, matches)
    sure = frozenset(c.first for c in listed if c.kind == "place" and c.settled and is_sure(c))
    setting = read_setting(part, matches, words, sure)
    persons = person_candidates(part, setting)
    listed += capital_candidates(part, matches, lexicon)
    known = [*(c for c in listed if c.settled), *persons]
    mine = user_candidates(part)
    chosen = list(settle([*mine, *listed, *persons, *body_candidates(part, matches, setting.senses, known)]))
    return with_acronyms(part, setting.senses, chosen)
