"""What a text without a date of publication tells of that day: proposals, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from marsad.matching import Lexicon, Matches, Scan, SequencePattern
from marsad.times.clause import Clause
from marsad.times.labels import Labels, label_part
from marsad.times.macros import expand
from marsad.types import Part, Span

_FIRST_YEAR = 1990
"""Online news is not older; years before are tried only when the text names them."""
_NEAR = 7
"""Days after a weekday and date that a report of it may be published."""
_MOST = 3
"""Proposals made at most: the years in which weekday and date agree."""


class Proposal(msgspec.Struct, frozen=True):
    """A day on which a text may have been published: EDTF, the weight of its evidence, and where that stands."""

    edtf: str
    weight: int
    evidence: tuple[Span, ...]


class Evidence(msgspec.Struct, frozen=True):
    """An expression that tells of the day of publication: what it says, and how many days it lies from it."""

    span: Span
    weight: int
    offset: int | None
    weekday: int | None
    day: int | None
    month: int | None
    year: int | None
    same_month: bool


class _Rule(msgspec.Struct, frozen=True):
    order: int
    weight: int
    pattern: SequencePattern


def propose_dates(scan: Scan, *, latest: date | None = None) -> tuple[Proposal, ...]:
    """The days on which a text may have been published, the latest year first where several fit; none after `latest` (today).

    A proposal is never a fact. «اليوم» or «أمس» beside a date give the day; a weekday with its date gives the week from
    it, in the years in which they agree. Weekdays that agree, «الجاري» and the other dates tell which year is meant.
    """
    latest = latest or date.today()
    found = [
        evidence
        for part, matches in zip(scan.document.parts, scan.matches, strict=True)
        for evidence in _part_evidence(part, matches, _rules(scan.lexicon))
    ]
    weighed = {day: _weigh(found, day) for day in set(_candidates(found, latest)) if day <= latest}
    top = max(weighed.values(), default=0)
    best = sorted((day for day, weight in weighed.items() if weight == top), reverse=True)
    told = [day for day in best if any(_is_told(one) and _speaks_for(one, day) for one in found)]
    dated = [day for day in best if any(_is_weekday_date(one) and _speaks_for(one, day) for one in found)]
    by_year = {day.year: day for day in told or dated}
    return tuple(
        Proposal(
            edtf=day.isoformat()
            if told
            else f"{day.isoformat()}/{(day + timedelta(days=_NEAR)).isoformat()}",
            weight=top,
            evidence=tuple(one.span for one in found if _speaks_for(one, day)),
        )
        for day in list(by_year.values())[:_MOST]
    )


def _is_weekday_date(one: Evidence) -> bool:
    return one.weekday is not None and one.day is not None


def _is_told(one: Evidence) -> bool:
    """Whether the text says what date it is: «اليوم الخميس 28 سبتمبر»."""
    return one.offset is not None and one.day is not None


@cache
def _rules(lexicon: Lexicon) -> tuple[_Rule, ...]:
    rows = lexicon.table("date_evidence")
    return tuple(
        _Rule(
            row.get("order"), row.get("weight"), SequencePattern(row.id, expand(lexicon, row.get("pattern")))
        )
        for row in rows
    )


def _part_evidence(part: Part, matches: Matches, rules: Iterable[_Rule]) -> Iterator[Evidence]:
    labels = label_part(part, matches)
    if labels is None:
        return
    taken: set[int] = set()
    for rule in sorted(rules, key=lambda rule: rule.order):
        for match in rule.pattern.find(labels.letters):
            if taken.isdisjoint(range(match.first, match.last)):
                taken.update(range(match.first, match.last))
                yield _evidence(part, labels, rule, match.first, match.last, match.groups)


def _evidence(
    part: Part, labels: Labels, rule: _Rule, first: int, last: int, groups: dict[str, tuple[int, int]]
) -> Evidence:
    clause = Clause(part.tokens, labels.words, groups, None, False, None)
    start, end = part.tokens[first].start, part.tokens[last - 1].end
    return Evidence(
        span=Span(field=part.field, start=start, end=end, exact=part.text[start:end]),
        weight=rule.weight,
        offset=clause.number("o"),
        weekday=clause.number("w"),
        day=clause.number("d"),
        month=clause.number("m"),
        year=clause.number("y"),
        same_month=clause.number("s") == 0,
    )


def _candidates(found: list[Evidence], latest: date) -> Iterator[date]:
    """The days that a piece of evidence with a date allows, and those shortly after them."""
    named = {one.year for one in found if one.year}
    years = named | set(range(_FIRST_YEAR, latest.year + 1))
    for one in found:
        for year in {one.year} if one.year else years:
            day = _day(one, year)
            if day is None or not _agrees(one, day) or not _is_narrow(one, named):
                continue
            if one.offset is not None:
                yield day - timedelta(days=one.offset)
            else:
                yield from (day + timedelta(days=away) for away in range(_NEAR + 1))


def _is_narrow(one: Evidence, named: set[int]) -> bool:
    """Whether a date tells its year: it names it, or its weekday does, or the text names years at all."""
    return one.year is not None or one.weekday is not None or bool(named)


def _day(one: Evidence, year: int | None) -> date | None:
    if year is None or one.day is None or one.month is None:
        return None
    try:
        return date(year, one.month, one.day)
    except ValueError:
        return None


def _agrees(one: Evidence, day: date) -> bool:
    return one.weekday is None or day.weekday() == one.weekday


def _weigh(found: list[Evidence], day: date) -> int:
    """The weight of the evidence for a day; what contradicts it counts against, and a year nobody names counts less."""
    years = {one.year for one in found if one.year}
    weight = sum(
        one.weight if _speaks_for(one, day) else -one.weight * _contradicts(one, day) for one in found
    )
    if years:
        weight += 2 if day.year == max(years) else -min(2, abs(day.year - max(years)))
    return weight


def _speaks_for(one: Evidence, day: date) -> bool:
    if one.offset is not None:
        meant = day + timedelta(days=one.offset)
        known = one.day is None or (meant.day, meant.month) == (one.day, one.month)
        return known and _agrees(one, meant) and one.year in (None, meant.year)
    if one.same_month:
        return one.month == day.month and (one.year in (None, day.year))
    for year in {one.year} if one.year else {day.year, day.year - 1}:
        told = _day(one, year)
        if (
            told is not None
            and _agrees(one, told)
            and 0 <= (day - told).days <= (_NEAR if one.weekday is not None else 1)
        ):
            return True
    return False


def _contradicts(one: Evidence, day: date) -> bool:
    """What is told as today, or as of this month, allows no other day."""
    return (one.offset is not None or one.same_month) and not _speaks_for(one, day)
