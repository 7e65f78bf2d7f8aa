"""Reading the dates of a document: labels, rules, values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import msgspec

from marsad.matching import Lexicon, Scan, SequencePattern
from marsad.matching.sequences import SequenceMatch
from marsad.times import calendar
from marsad.times.ahead import Turn, find_turns, turn_before
from marsad.times.clause import Clause
from marsad.times.joining import join_anchored, join_clocks
from marsad.times.labels import NOTHING, Labels, label_part
from marsad.times.macros import expand
from marsad.times.values import duration_of, value_of
from marsad.types import DateExpression, Part

_LEADING = frozenset("azfbAB")
_KEPT_OPENERS = frozenset(
    {
        "month_interval",
        "weekday_interval",
        "year_interval",
        "day_interval",
        "full_interval",
        "shifted_interval",
        "ago",
        "hence",
        "anchored",
    }
)
_EXPLICIT = frozenset({"numeric", "hijri", "year", "century", "decade", "dotted", "numeric_month", "yearly"})
_YEARS = frozenset(("y", "ys", "y2", "gy"))
_CONTEXT = frozenset({"same_day", "same_unit", "day_same_month", "day_of_it"})
_KEPT_UNKNOWN = frozenset({"deictic", "weekday", "shifted", "this_unit", "every"})
_KEPT_VAGUE = frozenset({"every", "vague", "anchored"})
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


class Rule(msgspec.Struct, frozen=True):
    """A date rule of the lexicon, ready to run."""

    id: str
    order: int
    reads: str
    pattern: SequencePattern
    needs: frozenset[str]
    anywhere: bool
    """Whether it takes in words that no rule knows, which part all others' matches."""


_Stretch = tuple[int, int, frozenset[str]]
"""Tokens in a row that date rules know, and their labels."""
_STRETCH = re.compile(f"[^{NOTHING}]+")
_LOOK_BEHIND = re.compile(r"\(\?<[=!][^)]*\)")
_Found = tuple[Rule, SequenceMatch]


@cache
def _rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    rows = lexicon.table("date_rule")
    return tuple(
        Rule(
            row.id,
            row.get("order"),
            row.get("reads"),
            SequencePattern(row.id, pattern),
            frozenset(row.get("needs")),
            NOTHING in _LOOK_BEHIND.sub("", pattern),
        )
        for row in rows
        for pattern in [expand(lexicon, row.get("pattern"))]
    )


def read_dates(scan: Scan, published: str | None) -> tuple[DateExpression, ...]:
    """The dates of a document, title first; ids count from d1."""
    reference = calendar.reference_date(published)
    found: list[DateExpression] = []
    for part, matches in zip(scan.document.parts, scan.matches, strict=True):
        labels = label_part(part, matches)
        if labels is not None:
            turns = find_turns(part, matches, scan.lexicon)
            found += _part_dates(part, labels, _rules(scan.lexicon), reference, turns)
    return tuple(msgspec.structs.replace(d, id=f"d{at + 1}") for at, d in enumerate(found))


def _part_dates(
    part: Part, labels: Labels, rules: tuple[Rule, ...], reference: date | None, turns: list[Turn]
) -> list[DateExpression]:
    dates: list[DateExpression] = []
    last_day: str | None = None
    last: str | None = None
    day = reference.isoformat() if reference else None
    for sentence, matched in zip(part.sentences, _matches_by_sentence(part, labels, rules), strict=True):
        read: list[DateExpression] = []
        here: str | None = None
        for rule, found in _disjoint(matched):
            turn = turn_before(turns, sentence.first, found.first)
            before = None if turn.ahead else here
            clause = Clause(
                tokens=part.tokens,
                words=labels.words,
                groups=found.groups,
                reference=reference,
                future=turn.ahead,
                present=turn.present,
                last_day=last_day,
                last=last,
                here=before,
            )
            edtf, duration = value_of(rule.reads, clause), duration_of(rule.reads, clause)
            if edtf is None and duration is None and not _is_worth_keeping(rule, clause):
                continue
            read.append(_expression(part, labels, rule, found, edtf, duration, before is not None))
            if edtf and edtf[0] not in "TX":
                last = edtf
                here = edtf if read[-1].from_ == "explicit" else here
                last_day = edtf if len(edtf) == len("2023-09-28") else last_day
        dates += join_anchored(part.text, join_clocks(part.text, read, last_day or day))
    return dates


def _is_worth_keeping(rule: Rule, clause: Clause) -> bool:
    """What stays off the calendar but is still a time: a set, a vague word, a relative day without a reference."""
    if rule.reads == "ago":
        return clause.unit()[1] == 0 and "n" not in clause.groups  # «قبل أيام»
    return rule.reads in _KEPT_VAGUE or (clause.reference is None and rule.reads in _KEPT_UNKNOWN)


def _matches_by_sentence(part: Part, labels: Labels, rules: tuple[Rule, ...]) -> list[list[_Found]]:
    """Where the rules hold, sentence by sentence; a rule runs once over the part, for speed."""
    ends = [sentence.last for sentence in part.sentences]
    found: list[list[_Found]] = [[] for _ in ends]
    present = frozenset(labels.letters)
    stretches = [(*m.span(), frozenset(m.group())) for m in _STRETCH.finditer(labels.letters)]
    for rule in rules:
        if rule.needs.isdisjoint(present):
            continue
        matches = list(_find(rule, labels.letters, stretches))
        places = [bisect_right(ends, match.first) for match in matches]
        if any(match.last > ends[place] for match, place in zip(matches, places, strict=True)):
            for place, sentence in enumerate(part.sentences):
                found[place] += (
                    (rule, match)
                    for match in rule.pattern.find(labels.letters, sentence.first, sentence.last)
                )
        else:
            for match, place in zip(matches, places, strict=True):
                found[place].append((rule, match))
    return found


def _find(rule: Rule, letters: str, stretches: Sequence[_Stretch]) -> Iterator[SequenceMatch]:
    """Where a rule holds in a part: but for a few rules within the stretches that have a letter it needs."""
    if rule.anywhere:
        yield from rule.pattern.find(letters)
        return
    for first, last, held in stretches:
        if not rule.needs.isdisjoint(held):
            yield from rule.pattern.find(letters, first, last)


def _disjoint(found: list[_Found]) -> list[_Found]:
    """Of matches that overlap, the one of the lower order, then the longer; in the order of the text."""
    found.sort(key=lambda pair: (pair[0].order, -(pair[1].last - pair[1].first), pair[1].first))
    taken: set[int] = set()
    kept = []
    for rule, match in found:
        tokens = range(match.first, match.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append((rule, match))
    return sorted(kept, key=lambda pair: pair[1].first)


def _expression(
    part: Part,
    labels: Labels,
    rule: Rule,
    found: SequenceMatch,
    edtf: str | None,
    duration: str | None,
    here: bool,
) -> DateExpression:
    first = found.first
    if labels.letters[first] in _LEADING and rule.reads not in _KEPT_OPENERS:
        first += 1
    if rule.reads == "duration":
        first = min(found.groups[group][0] for group in ("n", "u") if group in found.groups)
    word = labels.words.get(first)
    start = word.start if word else part.tokens[first].start
    if labels.letters[first] in "azA" and part.tokens[first].fold[0] == "و":
        start += 1
    last_word = labels.words.get(found.last - 1)
    end = last_word.end if last_word else part.tokens[found.last - 1].end
    explicit = rule.reads in _EXPLICIT or not _YEARS.isdisjoint(found.groups)
    context = rule.reads in _CONTEXT or (rule.reads == "hence" and here)
    return DateExpression(
        field=part.field,
        start=start,
        end=end,
        exact=part.text[start:end],
        id="",
        edtf=edtf,
        kind=_kind(rule, edtf),
        from_="explicit" if explicit else "context" if context else "published",
        precision=_precision(edtf),
        duration=duration,
        rule=rule.id,
        confidence=0.95 if explicit else 0.85,
    )


def _kind(rule: Rule, edtf: str | None) -> str:
    if rule.reads in ("every", "duration"):
        return "set" if rule.reads == "every" else "duration"
    if edtf and "T" in edtf:
        return "time"
    return "interval" if edtf and "/" in edtf else "date"


def _precision(edtf: str | None) -> str | None:
    """The unit that a value is known to: the shorter side's of an interval."""
    if edtf is None:
        return None
    if "T" in edtf:
        return "minute"
    sides = [side.strip("-~?") for side in edtf.split("/")]
    if len(sides) == 2 and _is_week(sides):
        return "week"
    if sides[0].endswith("XX") and len(sides[0]) == 4:
        return "century"
    if sides[0].endswith("X") and len(sides[0]) == 4:
        return "decade"
    if len(sides[0]) == 7 and sides[0][5:] > "12":
        return "season"
    return _PRECISIONS.get(min(len(side) for side in sides))


def _is_week(sides: list[str]) -> bool:
    if any(len(side) != 10 or "X" in side for side in sides):
        return False
    return (calendar.as_date(sides[1]) - calendar.as_date(sides[0])).days == 6
