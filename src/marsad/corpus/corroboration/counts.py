"""Counts in an article: how many dead, arrested, taking part; how much, how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from marsad.corpus.corroboration.measures import Measure, load_measures, load_people, load_wording
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import keys_of
from marsad.matching import Match, Matches
from marsad.times.edtf import moment_of, reach_of
from marsad.types import DateExpression, Sentence, Token

BEFORE, AFTER = 11, 4
"""Words before and behind a number among which a cue may stand."""
LONG_PAST = 90
"""Days after which a toll is no longer brought up to date: what was counted then is another happening."""
PEOPLE = frozenset({"person", "group"})
"""What a noun must denote for a number before it to count people."""
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
        own = forms[sentence.first : sentence.last]
        if load_wording().earlier & set(own) or _is_first_toll(own):
            continue
        yield from _nobody(reading, sentence)
        for number in numbers_of(reading, sentence):
            claim = _count(reading, sentence, number, forms)
            if claim:
                yield claim


def _is_first_toll(forms: list[str]) -> bool:
    """Whether a sentence tells an earlier count: «وكانت حصيلة أولى …»."""
    wording = load_wording()
    return any(one in wording.tolls and other in wording.first for one, other in pairwise(forms))


def _nobody(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """That nobody was killed or hurt, which is a count of none."""
    assert reading.part is not None
    tokens = reading.part.tokens[sentence.first : sentence.last]
    folded = f" {' '.join(token.fold for token in tokens)} "
    for name, phrases in load_wording().nobody.items():
        if any(f" {phrase} " in folded for phrase in phrases):
            yield _claim(reading, sentence, name, tokens[0], tokens[-1], low=0, high=0)


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
        if number is None and form in wording.pairs:
            number = Number(at, at, 2)
        if number is None and form in wording.ones and _befell_one(tokens, sentence, at, words):
            number = Number(at, at, 1)
        if number:
            yield number
        at = max(number.last if number else 0, at + 1)


def _befell_one(tokens: tuple[Token, ...], sentence: Sentence, at: int, numbers: dict[int, Match]) -> bool:
    """Whether a noun of one person says whom something befell: «قتل شخص», not «قتل مسلح شخصين»."""
    if at == sentence.first or keys_of(tokens[at - 1].text).form not in load_wording().befell:
        return False
    for one in range(at + 1, min(at + 4, sentence.last)):
        if tokens[one].kind not in ("word", "number") or tokens[one].text.startswith("و"):
            return True
        if one in numbers or tokens[one].kind == "number":
            return False
    return True


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
        alone = bool(fields.get("factor")) and keys_of(token.text).form in load_wording().vague
        value, last, vague = float(fields["value"]), words[at].last, bool(fields.get("vague")) or alone
    else:
        return None
    part = value
    while last in words:
        fields, joined = words[last].entry.fields, words[last].clitics == "و"
        tens = joined and part < 10 and 20 <= fields["value"] < 100  # «ثلاثة وأربعين»: units come before tens
        if not (fields.get("factor") or joined) or (joined and fields["value"] >= value and not tens):
            break
        part = fields["value"]
        value = value + part if joined else value * part
        last = words[last].last
    scale = load_wording().scales.get(keys_of(tokens[last].text).form) if last < len(tokens) else None
    return Number(at, last + 1, value * scale, vague) if scale else Number(at, last, value, vague)


def _count(reading: Reading, sentence: Sentence, number: Number, forms: list[str]) -> Claim | None:
    assert reading.part is not None
    wording = load_wording()
    before = forms[max(sentence.first, number.first - 3) : number.first]
    behind = forms[number.last : min(sentence.last, number.last + 3)]
    if wording.parts & {*before, *behind[:1]} or wording.years & {*before[-1:]}:
        return None
    if _is_denied(reading, number) or _is_past(reading, sentence, _start_of(reading, number)):
        return None
    measure = _measure(sentence, number, forms, _people(reading))
    if measure is None:
        return None
    tokens = reading.part.tokens
    low, high = _bounds(reading, sentence, number)
    scale = wording.months.get(behind[0], 1) if measure.units and behind else 1
    around = (
        tokens[max(sentence.first, number.first - BEFORE)],
        tokens[min(sentence.last, number.last + AFTER) - 1],
    )
    return _claim(
        reading,
        sentence,
        measure.name,
        *around,
        low=low * scale,
        high=high * scale,
        at=_start_of(reading, number),
        unit=""
        if behind and behind[0] in wording.months
        else (behind[0] if measure.units and behind else ""),
    )


def _claim(
    reading: Reading,
    sentence: Sentence,
    topic: str,
    first: Token,
    last: Token,
    *,
    low: float,
    high: float,
    at: int | None = None,
    unit: str = "",
) -> Claim:
    return reading.claim(
        topic,
        sentence.start,
        sentence.end,
        first.start if at is None else at,
        low=low,
        high=high,
        unit=unit,
        about=" ".join(sorted(reading.stems(first.start, last.end))),
        places=tuple(sorted(reading.places(sentence.start, sentence.end))),
    )


def _is_denied(reading: Reading, number: Number) -> bool:
    """Whether the text says that it is not this number: «خمسة، وليس ثمانية»."""
    assert reading.part is not None
    before = [token.fold for token in reading.part.tokens[max(0, number.first - 2) : number.first]]
    return bool(load_wording().instead & set(before))


def _start_of(reading: Reading, number: Number) -> int:
    """The character at which a number begins."""
    assert reading.part is not None
    return reading.part.tokens[min(number.first, len(reading.part.tokens) - 1)].start


def _is_past(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether a sentence tells before a number of a day long past: «وفي عام 2013 قتل ثمانية جنود»."""
    today = moment_of(reading.article.published)
    if today is None:
        return False
    for date in reading.record.dates:
        if date.field == "text" and sentence.start <= date.start < at and date.end <= at:
            reach = reach_of(date.edtf)
            if reach and reach.last and (today.date() - reach.last).days > LONG_PAST and not _begins(date):
                return True
    return False


def _begins(date: DateExpression) -> bool:
    """Whether a date is the beginning of what goes on until today: «منذ 2011»."""
    return "/" in (date.edtf or "") or date.kind == "interval"


def _people(reading: Reading) -> frozenset[int]:
    """The tokens at which nouns of people begin: «مهاجرين», «عمال»."""
    nouns = _matches(reading).of("head_noun")
    return frozenset(one.first for one in nouns if one.entry.fields["denotes"] in PEOPLE)


def _measure(sentence: Sentence, number: Number, forms: list[str], people: frozenset[int]) -> Measure | None:
    """What a number counts: what stands right behind it says so, else the nearest cue before or behind it."""
    unit = forms[number.last] if number.last < sentence.last else ""
    first, last = max(sentence.first, number.first - BEFORE), _behind(sentence, number, forms)
    near = {forms[at]: abs(at - number.first) for at in range(last - 1, first - 1, -1) if forms[at]}
    found: list[tuple[int, Measure]] = []
    for measure in load_measures().values():
        distances = [near[cue] for cue in measure.cues if cue in near]
        if not distances or not measure.every <= near.keys():
            continue
        if measure.units and unit not in measure.units:
            continue
        counted = unit in measure.cues | load_people() or number.last in people
        if not measure.units and not counted and not number.vague:
            continue
        found.append((-1 if unit in measure.cues or measure.units else min(distances), measure))
    return min(found, key=lambda one: one[0])[1] if found else None


def _behind(sentence: Sentence, number: Number, forms: list[str]) -> int:
    """How far behind a number a cue may stand: so many words, punctuation not counted."""
    at, words = number.last, 0
    while at < sentence.last and words < AFTER:
        words += bool(forms[at])
        at += 1
    return at


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
