"""Names: who and what an article speaks of, under every spelling, with titles and places on the map."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Scan
from marsad.names.acronyms import with_acronyms
from marsad.names.bars import unbarred
from marsad.names.candidates import Candidate
from marsad.names.choosing import choose
from marsad.names.entities import gather
from marsad.names.finding import Seen, features_of, see_parts
from marsad.names.latin import with_latin
from marsad.names.light import load_light
from marsad.names.merging import obey_short_names
from marsad.names.phrases import find_phrases
from marsad.names.repeats import Found, with_repeats
from marsad.names.roles import with_roles
from marsad.names.romanise import romanise
from marsad.names.tagging import Floats, log_softmax
from marsad.names.user import use_names
from marsad.names.words import name_words
from marsad.types import Names

__all__ = ["find_names", "romanise", "use_names"]

LIGHT, DEEP = 0.6, 1.0
"""What the light tagger and the transformer weigh in the accurate tier: of the pairs under which articles that neither had seen
were read best, one that keeps a known family name apart from the place behind it («زار بوعلام بنغازي»)."""


def find_names(scan: Scan, deep: Sequence[Floats] = ()) -> Names:
    """The entities, mentions and noun phrases of a document; `deep` is what the transformer says of each part's tokens."""
    seen = see_parts(scan)
    found: list[Found] = []
    for number, (one, scores) in enumerate(zip(seen, _scores(seen, deep), strict=True)):
        for candidate in _stand(one, scores):
            short = tuple(one.part.text[start:end] for start, end in candidate.inside)
            exact = one.part.text[candidate.start : candidate.end]
            found.append(Found(number, exact, candidate, short=short))
    obey_short_names(scan.document, found)
    found = with_latin(scan, with_repeats(scan, found, name_words(scan.lexicon)))
    entities, mentions = gather(scan, found)
    phrases = find_phrases(scan, mentions)
    entities, mentions = with_roles(scan.document, entities, mentions, phrases)
    return Names(entities=entities, mentions=mentions, phrases=phrases)


def _stand(one: Seen, scores: Floats) -> list[Candidate]:
    chosen = unbarred(one.part, choose(one, scores, load_light().moves), one.bars)
    return with_acronyms(one.part, one.senses, chosen)


def _scores(seen: tuple[Seen, ...], deep: Sequence[Floats]) -> list[Floats]:
    """Log probabilities of the tags of every token of every part."""
    light = load_light()
    scores = [light(one.part, rows) for one, rows in zip(seen, features_of(seen), strict=True)]
    if not deep:
        return scores
    return [log_softmax(LIGHT * a + DEEP * b) for a, b in zip(scores, deep, strict=True)]
