"""A clock time and the day beside it are one expression: «الساعة الرابعة صباحا بالتوقيت المحلي يوم الأحد»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.types import DateExpression

_DAY = len("2023-09-28")
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
