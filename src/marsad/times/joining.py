"""Expressions that stand together are one: a clock time and its day, so many days and the date they count from."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from marsad.times import calendar
from marsad.types import DateExpression

_DAY = len("2023-09-28")
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_FROM = "من"
_GAP = 4
"""Characters that may stand between a time and its day: a blank, a comma, «من»."""


def join_clocks(text: str, dates: Sequence[DateExpression], day: str | None) -> list[DateExpression]:
    """The dates of a sentence with every clock time put on its day.

    The day is the one written beside it, else the only one of the sentence, else `day`; beside it, both become one
    expression. Without any day the time is left out of the calendar.
    """
    joined: list[DateExpression] = []
    days = [date for date in dates if date.edtf and len(date.edtf) == _DAY and date.edtf[0] != "T"]
    for at, date in enumerate(dates):
        if not (date.edtf or "").startswith("T"):
            joined.append(date)
            continue
        beside = _beside(dates, at)
        if beside is not None and joined and joined[-1] is beside:
            joined.pop()
        known = (beside or (days[0] if len(days) == 1 else None) or date).edtf or ""
        joined.append(_timed(text, date, beside, known if len(known) == _DAY else day))
    swallowed = [date for date in joined if date.kind == "time"]
    return [
        date for date in joined if date.kind == "time" or not any(_holds(time, date) for time in swallowed)
    ]


def _beside(dates: Sequence[DateExpression], at: int) -> DateExpression | None:
    for other in (at - 1, at + 1):
        if not 0 <= other < len(dates) or len(dates[other].edtf or "") != _DAY or dates[other].edtf is None:
            continue
        first, second = sorted((dates[at], dates[other]), key=lambda date: date.start)
        if second.start - first.end <= _GAP:
            return dates[other]
    return None


def _timed(text: str, time: DateExpression, beside: DateExpression | None, day: str | None) -> DateExpression:
    start = min(time.start, beside.start) if beside else time.start
    end = max(time.end, beside.end) if beside else time.end
    return msgspec.structs.replace(
        time,
        start=start,
        end=end,
        exact=text[start:end],
        edtf=f"{day}{time.edtf}" if day else None,
        from_=beside.from_ if beside else "context" if day else time.from_,
    )


def _holds(outer: DateExpression, inner: DateExpression) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def join_anchored(text: str, dates: Sequence[DateExpression]) -> list[DateExpression]:
    """The dates of a sentence with «بعد ثلاثة أيام من» put on the date that follows it.

    >>> import marsad
    >>> [(d.exact, d.edtf) for d in marsad.find_dates("بعد ثلاثة أيام من 5 مايو 2023")]
    [('بعد ثلاثة أيام من 5 مايو 2023', '2023-05-08')]
    """
    joined: list[DateExpression] = []
    for date in dates:
        before = joined[-1] if joined else None
        if before is not None and _counts_from(text, before, date):
            joined[-1] = _counted(text, before, date)
        else:
            joined.append(date)
    return joined


def _counts_from(text: str, count: DateExpression, date: DateExpression) -> bool:
    anchored = count.edtf is None and count.rule == "date.anchored"
    return anchored and text[count.end : date.start].strip() == _FROM and _moved(count, date) is not None


def _moved(count: DateExpression, date: DateExpression) -> str | None:
    length = _LENGTH.fullmatch(count.duration or "")
    sign = -1 if count.exact.startswith("قبل") else 1
    return calendar.later(date.edtf, _UNITS[length[2]], sign * int(length[1])) if length else None


def _counted(text: str, count: DateExpression, date: DateExpression) -> DateExpression:
    return msgspec.structs.replace(
        date,
        start=count.start,
        exact=text[count.start : date.end],
        edtf=_moved(count, date),
        kind="date",
        precision=count.precision,
        rule=count.rule,
    )
