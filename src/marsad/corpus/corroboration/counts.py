"""Counts in an article: how many dead, arrested, taking part; how much, how long."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from marsad.corpus.corroboration.measures import Measure, load_measures, load_people, load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import keys_of
from marsad.matching import Match, Matches
from marsad.types import Sentence, Token

BEFORE, AFTER = 11, 4
"""Words before and behind a number among which a cue may stand."""
INFINITE = float("inf")
_ABOUT = 0.2
_VAGUE = 9.99
"""«عشرات» (tens) is ten to ninety-nine."""
_GROUPING = re.compile("[,\u066c](?=\\d{3}(?!\\d))")
"""A comma before three digits parts thousands, any other is a decimal comma («30,6 مليار»)."""


class Number(msgspec.Struct, frozen=True):
    """A number in a text: tokens `[first, last)`."""

    first: int
    last: int
    value: float
    vague: bool = False


def find_counts(reading: Reading) -> Iterator[Claim]:
    """The counts of an article's text, each with its sentence as passage."""
    if reading.part is None:
        return
    tokens = reading.part.tokens
    for sentence in reading.part.sentences:
        forms = [keys_of(token.text).form if token.kind == "word" else "" for token in tokens]
        if load_wording().earlier & set(forms[sentence.first : sentence.last]):
            continue
        for number in numbers_of(reading, sentence):
            claim = _count(reading, sentence, number, forms)
            if claim:
                yield claim


def numbers_of(reading: Reading, sentence: Sentence) -> Iterator[Number]:
    """The numbers of a sentence, in words and digits, and units that name their own («شهرين»)."""
    assert reading.part is not None
    tokens, wording = reading.part.tokens, load_wording()
    words = {one.first: one for one in _matches(reading).longest("event_number")}
    at = sentence.first
    while at < sentence.last:
        number = _number(tokens, words, at)
        form = keys_of(tokens[at].text).form
        alone = form in wording.duals or (form in wording.singles and at and "لمدة" in tokens[at - 1].text)
        if number is None and alone:
            number = Number(at, at, 1)
        if number:
            yield number
        at = max(number.last if number else 0, at + 1)


def _matches(reading: Reading) -> Matches:
    assert reading.part is not None
    return reading.scan.matches[reading.scan.document.parts.index(reading.part)]


def _number(tokens: tuple[Token, ...], words: dict[int, Match], at: int) -> Number | None:
    token = tokens[at]
    if token.kind == "number":
        digits = _GROUPING.sub("", token.fold).replace(",", ".").replace("\u066b", ".")
        if not digits.replace(".", "", 1).isdigit():
            return None
        value, last, vague = float(digits), at + 1, False
    elif at in words and token.fold not in load_wording().monday:
        fields = words[at].entry.fields
        value, last, vague = float(fields["value"]), words[at].last, bool(fields.get("vague"))
    else:
        return None
    while last in words:
        fields, joined = words[last].entry.fields, words[last].clitics == "و"
        if not (fields.get("factor") or joined) or (joined and fields["value"] >= value):
            break
        value = value + fields["value"] if joined else value * fields["value"]
        last = words[last].last
    scale = load_wording().scales.get(keys_of(tokens[last].text).form) if last < len(tokens) else None
    return Number(at, last + 1, value * scale, vague) if scale else Number(at, last, value, vague)


def _count(reading: Reading, sentence: Sentence, number: Number, forms: list[str]) -> Claim | None:
    assert reading.part is not None
    wording = load_wording()
    before = forms[max(sentence.first, number.first - 3) : number.first]
    behind = forms[number.last : min(sentence.last, number.last + 3)]
    if wording.parts & {*before, *behind[:1]}:
        return None
    measure = _measure(sentence, number, forms)
    if measure is None:
        return None
    tokens = reading.part.tokens
    low, high = _bounds(reading, sentence, number)
    scale = wording.months.get(behind[0], 1) if measure.units and behind else 1
    around = (
        tokens[max(sentence.first, number.first - BEFORE)],
        tokens[min(sentence.last, number.last + AFTER) - 1],
    )
    return Claim(
        article=reading.article.id,
        start=sentence.start,
        end=sentence.end,
        exact=reading.article.text[sentence.start : sentence.end],
        topic=measure.name,
        published=reading.article.published,
        low=low * scale,
        high=high * scale,
        unit=""
        if behind and behind[0] in wording.months
        else (behind[0] if measure.units and behind else ""),
        about=" ".join(sorted(reading.stems(around[0].start, around[1].end))),
        sources=reading.sources(tokens[number.first].start),
    )


def _measure(sentence: Sentence, number: Number, forms: list[str]) -> Measure | None:
    """What a number counts: what stands right behind it says so, else the nearest cue before or behind it."""
    unit = forms[number.last] if number.last < sentence.last else ""
    first, last = max(sentence.first, number.first - BEFORE), min(sentence.last, number.last + AFTER)
    near = {forms[at]: abs(at - number.first) for at in range(last - 1, first - 1, -1) if forms[at]}
    found: list[tuple[int, Measure]] = []
    for measure in load_measures().values():
        distances = [near[cue] for cue in measure.cues if cue in near]
        if not distances or not measure.every <= near.keys():
            continue
        if measure.units and unit not in measure.units:
            continue
        if not measure.units and unit not in measure.cues | load_people() and not number.vague:
            continue
        found.append((-1 if unit in measure.cues or measure.units else min(distances), measure))
    return min(found, key=lambda one: one[0])[1] if found else None


def _bounds(reading: Reading, sentence: Sentence, number: Number) -> tuple[float, float]:
    """The least and the most a number can mean."""
    assert reading.part is not None
    tokens, value = reading.part.tokens, number.value
    lead = " ".join(token.fold for token in tokens[max(sentence.first, number.first - 4) : number.first])
    if any(lead.endswith(most) for most in load_wording().most):
        return 0, value
    if number.vague:
        return value, value * _VAGUE
    for match in _matches(reading).of("event_bound"):
        if number.first - 4 <= match.first and (
            match.last == number.first or 0 <= match.first - number.last <= 1
        ):
            return (
                (value, INFINITE)
                if match.entry.fields["bound"] == "at_least"
                else (value * (1 - _ABOUT), value * (1 + _ABOUT))
            )
    return value, value
