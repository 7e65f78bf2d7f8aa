"""Reading the dates of a document: labels, rules, values."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from marsad.matching import Lexicon, Matches, Scan, SequencePattern
from marsad.matching.sequences import SequenceMatch
from marsad.times import calendar
from marsad.times.labels import Labels, label_part
from marsad.times.values import Clause, value_of
from marsad.types import DateExpression, Part, Sentence

_LEADING = frozenset("azfb")
_KEPT_OPENERS = frozenset({"month_interval", "year_interval"})
_EXPLICIT = frozenset({"month_interval", "year_interval", "numeric", "hijri", "year"})
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


class Rule(msgspec.Struct, frozen=True):
    """A date rule of the lexicon, ready to run."""

    id: str
    order: int
    reads: str
    pattern: SequencePattern


@cache
def _rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    rows = lexicon.table("date_rule")
    return tuple(
        Rule(row.id, row.get("order"), row.get("reads"), SequencePattern(row.id, row.get("pattern")))
        for row in rows
    )


def read_dates(scan: Scan, published: str | None) -> tuple[DateExpression, ...]:
    """The dates of a document, title first; ids count from d1."""
    reference = calendar.reference_date(published)
    found: list[DateExpression] = []
    for part, matches in zip(scan.document.parts, scan.matches, strict=True):
        labels = label_part(part, matches)
        if labels is not None:
            found += _part_dates(part, matches, labels, _rules(scan.lexicon), reference)
    return tuple(msgspec.structs.replace(d, id=f"d{at + 1}") for at, d in enumerate(found))


def _part_dates(
    part: Part, matches: Matches, labels: Labels, rules: tuple[Rule, ...], reference: date | None
) -> list[DateExpression]:
    futures = _futures(matches)
    dates: list[DateExpression] = []
    last_day: str | None = None
    for sentence in part.sentences:
        for rule, found in _sentence_matches(labels, rules, sentence):
            future = any(sentence.first <= at < found.first for at in futures)
            clause = Clause(part.tokens, labels.words, found.groups, reference, future, last_day)
            edtf = value_of(rule.reads, clause)
            if edtf is None and not _is_worth_keeping(rule, reference):
                continue
            dates.append(_expression(part, labels, rule, found, edtf))
            last_day = edtf if edtf and len(edtf) == len("2023-09-28") else last_day
    return dates


def _is_worth_keeping(rule: Rule, reference: date | None) -> bool:
    """A relative day without a date of publication is still a date, only not on the calendar."""
    return reference is None and rule.reads in {"deictic", "weekday", "shifted"}


def _futures(matches: Matches) -> list[int]:
    """Tokens that turn a clause to the future: سوف، من المقرر، سيصل."""
    particles = [m.first for m in matches.of("particle") if m.entry.fields["role"] == "future"]
    return particles + [m.first for m in matches.all if "س" in m.clitics and m.feature.startswith("pres")]


def _sentence_matches(
    labels: Labels, rules: tuple[Rule, ...], sentence: Sentence
) -> list[tuple[Rule, SequenceMatch]]:
    found = [
        (rule, match)
        for rule in rules
        for match in rule.pattern.find(labels.letters, sentence.first, sentence.last)
    ]
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
    part: Part, labels: Labels, rule: Rule, found: SequenceMatch, edtf: str | None
) -> DateExpression:
    first = found.first
    if labels.letters[first] in _LEADING and rule.reads not in _KEPT_OPENERS and rule.reads != "ago":
        first += 1
    word = labels.words.get(first)
    start = word.start if word else part.tokens[first].start
    last_word = labels.words.get(found.last - 1)
    end = last_word.end if last_word else part.tokens[found.last - 1].end
    explicit = rule.reads in _EXPLICIT or any(group in found.groups for group in ("y", "ys"))
    return DateExpression(
        field=part.field,
        start=start,
        end=end,
        exact=part.text[start:end],
        id="",
        edtf=edtf,
        kind="interval" if edtf and "/" in edtf else "date",
        from_="explicit" if explicit else "context" if rule.reads == "same_day" else "published",
        precision=_precision(edtf),
        rule=rule.id,
        confidence=0.95 if explicit else 0.85,
    )


def _precision(edtf: str | None) -> str | None:
    if edtf is None:
        return None
    return "week" if "/" in edtf and len(edtf) == 21 else _PRECISIONS.get(len(edtf.split("/")[0]))
