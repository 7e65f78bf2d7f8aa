"""The value of a date expression, by the rule that found it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from marsad.matching import Match
from marsad.times import calendar
from marsad.types import Token

Groups = dict[str, tuple[int, int]]


class Clause(msgspec.Struct):
    """Where an expression stands: its tokens, the words behind them, and what is known around it."""

    tokens: tuple[Token, ...]
    words: dict[int, Match]
    groups: Groups
    reference: date | None
    future: bool
    last_day: str | None

    def number(self, name: str) -> int | None:
        """The number of a group, written in digits or words."""
        if name not in self.groups:
            return None
        at = self.groups[name][0]
        if at in self.words:
            return int(self.words[at].entry.fields.get("value", 0))
        return int(self.tokens[at].fold)

    def word(self, name: str) -> Match | None:
        """The lexicon match of a group."""
        return self.words.get(self.groups[name][0]) if name in self.groups else None

    def unit(self) -> tuple[str, int | None]:
        """The calendar unit of group `u`, and the count its form carries."""
        match = self.word("u")
        assert match is not None
        return str(match.entry.fields["unit"]), match.entry.fields.get("count")


def value_of(reads: str, clause: Clause) -> str | None:
    """The EDTF value of an expression, None when it has none."""
    return _READERS[reads](clause)


def _day_month(clause: Clause) -> str | None:
    number, month = clause.number("d"), clause.number("m")
    if number is None or month is None:
        return None
    return calendar.day(_year(clause, month, number), month, number)


def _year(clause: Clause, month: int, number: int | None) -> int | None:
    explicit = clause.number("y") or clause.number("ys")
    if explicit:
        return explicit
    if clause.reference is None:
        return None
    shift = clause.number("s")
    if shift is None:
        return calendar.near_year(clause.reference, month, number, future=clause.future)
    if shift == 0:
        return clause.reference.year
    ahead = month > clause.reference.month
    if shift < 0:
        return clause.reference.year - (
            1 if ahead or (month == clause.reference.month and number is None) else 0
        )
    return clause.reference.year + (0 if month >= clause.reference.month else 1)


def _month(clause: Clause) -> str | None:
    month = clause.number("m")
    return None if month is None else calendar.month(_year(clause, month, None), month)


def _numeric(clause: Clause) -> str | None:
    a, b, c = clause.number("a"), clause.number("b"), clause.number("c")
    if a is None or b is None or c is None or (a > 31) == (c > 31):
        return None
    year, month, number = (a, b, c) if a > 31 else (c, b, a)
    return calendar.day(year, month, number) or calendar.day(year, number, month)


def _deictic(clause: Clause) -> str | None:
    offset = clause.number("d")
    if clause.reference is None or offset is None:
        return None
    named = clause.number("w")
    if named is not None and offset <= 0:  # «أمس الإثنين» printed on the Wednesday: the weekday is right
        return calendar.weekday(clause.reference, named, None, future=False).isoformat()
    return calendar.moved(clause.reference, "day", offset)


def _weekday(clause: Clause) -> str | None:
    number = clause.number("w")
    if clause.reference is None or number is None:
        return None
    return calendar.weekday(clause.reference, number, clause.number("s"), future=clause.future).isoformat()


def _shifted(clause: Clause) -> str | None:
    unit, count = clause.unit()
    shift = clause.number("s")
    if clause.reference is None or shift is None or count is not None or unit == "day":
        return None
    if unit == "week":
        return calendar.week(clause.reference, shift)
    return calendar.moved(clause.reference, unit, shift)


def _ago(clause: Clause) -> str | None:
    unit, carried = clause.unit()
    count = clause.number("n") or carried
    if clause.reference is None or count is None:
        return None
    return calendar.moved(clause.reference, unit, -count)


def _year_value(clause: Clause) -> str | None:
    year = clause.number("y")
    return None if year is None else f"{year:04}"


def _same_day(clause: Clause) -> str | None:
    return clause.last_day


def _month_interval(clause: Clause) -> str | None:
    m1, m2, y2 = clause.number("m1"), clause.number("m2"), clause.number("y2")
    if m1 is None or m2 is None or y2 is None:
        return None
    y1 = clause.number("y1") or (y2 if m1 <= m2 else y2 - 1)
    return f"{calendar.month(y1, m1)}/{calendar.month(y2, m2)}"


def _year_interval(clause: Clause) -> str | None:
    y1, y2 = clause.number("y1"), clause.number("y2")
    return None if y1 is None or y2 is None or y1 >= y2 else f"{y1:04}/{y2:04}"


def _hijri(clause: Clause) -> str | None:
    from hijridate import Hijri

    number, month, year = clause.number("d"), clause.number("m"), clause.number("y")
    if number is None or month is None or year is None:
        return None
    try:
        return str(Hijri(year, month, number).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


_READERS: dict[str, Callable[[Clause], str | None]] = {
    "day_month": _day_month,
    "month": _month,
    "numeric": _numeric,
    "deictic": _deictic,
    "weekday": _weekday,
    "shifted": _shifted,
    "ago": _ago,
    "year": _year_value,
    "same_day": _same_day,
    "month_interval": _month_interval,
    "year_interval": _year_interval,
    "hijri": _hijri,
}
