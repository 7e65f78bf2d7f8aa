"""Who denies what: a denial set against the passage it denies, here or in another article of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import read_words
from marsad.types import Attribution, Sentence

LEAST_SHARED = 2
"""Words (rare in the story, or names) that a denial and what it denies must have in common."""
COMMON = 0.5
"""A word of more than this part of a story's passages says nothing of which of them is meant."""
SHORT = 4
"""A denial of so few words («نفى ذلك») is of the sentence before it."""


def find_denials(readings: Sequence[Reading]) -> Iterator[tuple[Claim, Claim, str]]:
    """Each denial with the passage it denies and how that was found: the denial, the statement, the rule.

    What the denier himself, or another denial, says is no statement against it.
    """
    frequent = _frequencies(readings)
    for reading in readings:
        for denial in reading.record.attributions:
            if denial.act == "deny" and denial.content.field == "text" and denial.sources:
                found = _accused(reading, denial, readings) or _denied(reading, denial, readings, frequent)
                if found:
                    other, sentence, rule = found
                    yield (
                        _claim(reading, denial.content.start, "denial"),
                        _claim(other, sentence.start, "statement"),
                        rule,
                    )


def _accused(
    reading: Reading, denial: Attribution, readings: Iterable[Reading]
) -> tuple[Reading, Sentence, str] | None:
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
                return other, sentence, "accusation"
    return None


def _denied(
    reading: Reading, denial: Attribution, readings: Iterable[Reading], frequent: frozenset[str]
) -> tuple[Reading, Sentence, str] | None:
    """The passage that has most words in common with what is denied."""
    content, here = denial.content, reading.sentence(denial.content.start)
    words = reading.stems(content.start, content.end)
    if len(words) < SHORT and here and here.first:
        before = _before(reading, here)
        if before and reading.attribution(before.end - 2) is not None:
            return reading, before, "denial"
    wanted = (words | reading.names(content.start, content.end)) - frequent
    best: tuple[int, Reading, Sentence] | None = None
    for other in readings:
        for sentence in other.part.sentences if other.part else ():
            if (other is reading and sentence == here) or _is_denial(other, sentence):
                continue
            shared = wanted & (
                other.stems(sentence.start, sentence.end) | other.names(sentence.start, sentence.end)
            )
            if (
                len(shared) >= LEAST_SHARED
                and len(shared) * 2 >= len(wanted)
                and (best is None or len(shared) > best[0])
            ):
                best = len(shared), other, sentence
    return None if best is None else (best[1], best[2], "denial")


def _before(reading: Reading, sentence: Sentence) -> Sentence | None:
    assert reading.part is not None
    earlier = [one for one in reading.part.sentences if one.end <= sentence.start]
    return earlier[-1] if earlier else None


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
    return Claim(
        article=reading.article.id,
        start=start,
        end=end,
        exact=reading.article.text[start:end],
        topic=topic,
        published=reading.article.published,
        sources=reading.sources(at),
    )
