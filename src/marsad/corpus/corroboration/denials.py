"""Who denies what: a denial set against the passage it denies, here or in another article of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marsad.corpus.corroboration.measures import load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import read_words
from marsad.times.edtf import moment_of
from marsad.types import Attribution, Sentence

LEAST_SHARED = 2
"""Words (rare in the story, or names) that a denial and what it denies must have in common."""
COMMON = 0.5
"""A word of more than this part of a story's articles says nothing of which passage is meant."""
MOST_POINTING, FAR = 4, 400
"""A denial of so few words may point back («نفى ذلك»), over so many characters."""
LATE_SECONDS = 2 * 86_400
"""What is printed so long after a denial is not what was denied; within it papers and days of papers may be out of step."""
NEAR_SENTENCES = 3
"""How far before a denial its own article tells what is denied."""


def find_denials(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim, str]]:
    """Each denial with the passage it denies and how that was found: the denial, the statement, the rule.

    What the denier himself, or another denial, says is no statement against it.
    """
    frequent = _frequencies(readings)
    for reading in readings:
        for denial in reading.record.attributions:
            if denial.act == "deny" and denial.content.field == "text" and denial.sources:
                found = (
                    _said_before(reading, denial)
                    or _accused(reading, denial, readings)
                    or _denied(reading, denial, readings, frequent)
                )
                if found:
                    yield _claim(reading, denial.content.start, "denial"), *found


def _said_before(reading: Reading, denial: Attribution) -> tuple[Claim, str] | None:
    """What «نفى ذلك» means: what somebody else was said to say last before it."""
    content = denial.content
    forms = {word.keys.form for word in reading.words if content.start <= word.start < content.end}
    if not forms & load_wording().that or len(forms) > MOST_POINTING:
        return None
    own = _names_of(denial.sources[0].exact)
    before = [
        one
        for one in reading.record.attributions
        if one.content.field == "text"
        and one.content.end <= content.start
        and one.act != "deny"
        and not (one.sources and _names_of(one.sources[0].exact) <= own)
    ]
    last = max(before, key=lambda one: one.content.end, default=None)
    if last is None or content.start - last.content.end > FAR:
        return None
    return _claim(reading, last.content.start, "statement"), "denial"


def _accused(reading: Reading, denial: Attribution, readings: Iterable[Reading]) -> tuple[Claim, str] | None:
    """An accusation of the very one who denies: «اتهم … كتيبة أسود الساحل بتنفيذ الهجوم»."""
    own = _names_of(denial.sources[0].exact)
    for other in readings:
        if other.part is None or other is reading:
            continue
        for event in other.record.events:
            if event.type != "ACCUSE" or event.mode != "allege" or event.trigger.field != "text":
                continue
            sentence = other.sentence(event.trigger.start)
            if sentence is None:
                continue
            accused = frozenset().union(*(_names_of(one.exact) for one in event.recipients))
            if len(own & accused) >= LEAST_SHARED:
                return _claim(other, sentence.start, "statement"), "accusation"
    return None


def _denied(
    reading: Reading, denial: Attribution, readings: Iterable[Reading], frequent: frozenset[str]
) -> tuple[Claim, str] | None:
    """The passage that has most words in common with what is denied, and is not the denier's own."""
    content = denial.content
    wanted = reading.stems(content.start, content.end) | reading.names(content.start, content.end)
    denier = _names_of(denial.sources[0].exact)
    best: tuple[int, Claim] | None = None
    for other, sentence in _candidates(reading, denial, readings):
        theirs = other.stems(sentence.start, sentence.end) | other.names(sentence.start, sentence.end)
        shared = wanted & theirs if other is reading else (wanted & theirs) - frequent
        score = len(shared) + (len(denier & theirs) if shared else 0)
        enough = len(shared) * 2 >= len(wanted) and len(shared) >= LEAST_SHARED
        if (enough or (shared and len(denier & theirs) >= LEAST_SHARED)) and (
            best is None or score > best[0]
        ):
            best = score, _claim(other, sentence.start, "statement")
    return None if best is None else (best[1], "denial")


def _candidates(
    reading: Reading, denial: Attribution, readings: Iterable[Reading]
) -> Iterator[tuple[Reading, Sentence]]:
    """The passages that may be denied: those of other articles, and in the same one the last before the denial."""
    denier = _names_of(denial.sources[0].exact)
    for other in readings:
        sentences = other.part.sentences if other.part else ()
        if _is_later(other, reading):
            continue
        if other is reading:
            sentences = tuple(one for one in sentences if one.end <= denial.content.start)[-NEAR_SENTENCES:]
        for sentence in sentences:
            said = other.sources((sentence.start + sentence.end) // 2)
            own = bool(said) and len(_names_of(said[0]) & denier) >= min(len(denier), LEAST_SHARED)
            if not own and not _is_denial(other, sentence):
                yield other, sentence


def _is_later(other: Reading, reading: Reading) -> bool:
    """Whether an article came too late for a denial to be of what it says."""
    first, second = moment_of(reading.article.published), moment_of(other.article.published)
    return first is not None and second is not None and (second - first).total_seconds() > LATE_SECONDS


def _is_denial(reading: Reading, sentence: Sentence) -> bool:
    return any(
        one.act == "deny"
        and one.content.field == "text"
        and sentence.start <= one.content.start < sentence.end
        for one in reading.record.attributions
    )


def _frequencies(readings: Iterable[Reading]) -> frozenset[str]:
    """Stems that stand in most articles of a story."""
    articles = list(readings)
    counts = Counter(stem for one in articles for stem in one.stems(0, len(one.article.text)))
    return frozenset(
        stem for stem, count in counts.items() if len(articles) > 3 and count > COMMON * len(articles)
    )


def _names_of(text: str) -> frozenset[str]:
    return frozenset(word.keys.stem for word in read_words(text) if not word.keys.stop)


def _claim(reading: Reading, at: int, topic: str) -> Claim:
    sentence = reading.sentence(at)
    start, end = (sentence.start, sentence.end) if sentence else (at, at + 1)
    return reading.claim(topic, start, end, at)
