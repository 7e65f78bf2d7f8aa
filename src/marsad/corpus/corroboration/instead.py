"""What a sentence sets right: «أربعة، وليس ستة» (four, not six), and where the other value stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.corpus.corroboration.measures import load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.types import Sentence, Token

BEHIND = 4
"""Words behind «وليس», or before «بل», that name the value which is denied."""


def find_instead(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim]]:
    """Each sentence that sets another one right, with that other one: where the denied value stands beside the same words."""
    for reading in readings:
        for sentence, start, end in _set_right(reading):
            found = _other(reading, sentence, start, end, readings)
            if found:
                yield _claim(reading, sentence), _claim(*found)


def _set_right(reading: Reading) -> Iterator[tuple[Sentence, int, int]]:
    """The sentences with «وليس», each with where the value begins and ends that is denied."""
    if reading.part is None:
        return
    tokens, wording = reading.part.tokens, load_wording()
    for sentence in reading.part.sentences:
        for at in range(sentence.first, sentence.last):
            denied = tokens[at:at]
            if tokens[at].fold in wording.instead:
                denied = tokens[at + 1 : min(at + 1 + BEHIND, sentence.last)]
            elif tokens[at].fold in wording.rather and _is_negated(tokens[sentence.first : at]):
                denied = tokens[max(sentence.first, at - BEHIND) : at]
            if denied:
                yield sentence, denied[0].start, denied[-1].end


def _is_negated(tokens: Sequence[Token]) -> bool:
    return any(token.fold in load_wording().negations for token in tokens)


def _other(
    reading: Reading, sentence: Sentence, start: int, end: int, readings: Sequence[Reading]
) -> tuple[Reading, Sentence] | None:
    value = [word.keys.stem for word in reading.words if start <= word.start < end and not word.keys.stop][:2]
    around = reading.stems(sentence.start, sentence.end) - set(value)
    best: tuple[int, Reading, Sentence] | None = None
    for other in readings:
        for theirs in other.part.sentences if other.part else ():
            if other is reading and theirs == sentence:
                continue
            stems = other.stems(theirs.start, theirs.end)
            shared = len(stems & around)
            if value and set(value) <= stems and shared >= 2 and (best is None or shared > best[0]):
                best = shared, other, theirs
    return None if best is None else (best[1], best[2])


def _claim(reading: Reading, sentence: Sentence) -> Claim:
    return reading.claim("instead", sentence.start, sentence.end, (sentence.start + sentence.end) // 2)
