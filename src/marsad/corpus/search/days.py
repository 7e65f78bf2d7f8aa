"""A published date as days and as a moment: what the index filters and sorts by."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import msgspec

from marsad.times import edtf as reading

UNKNOWN = -(2**40)
"""The moment of an article without a date: before all others, since the newest come first."""


class Days(msgspec.Struct, frozen=True):
    """The days a date can mean, the first and the last, as YYYYMMDD."""

    first: int
    last: int


def days_of(edtf: str | None) -> Days | None:
    """The days of an EDTF date: a month and a year mean all of theirs; `None` where an end of them is unknown.

    >>> days_of("2023-09")
    Days(first=20230901, last=20230930)
    """
    reach = reading.reach_of(edtf)
    if reach is None or reach.first is None or reach.last is None:
        return None
    return Days(_number(reach.first), _number(reach.last))


def second_of(edtf: str | None) -> int:
    """The second an EDTF date begins, since 1970 in UTC, or `UNKNOWN`."""
    moment, reach = reading.moment_of(edtf), reading.reach_of(edtf)
    if moment is None and reach is not None and reach.first is not None:
        moment = datetime.combine(reach.first, time(), UTC)
    return UNKNOWN if moment is None else int(moment.timestamp())


def month_of(edtf: str | None) -> str | None:
    """The month of a date, ``2023-09``, or `None` where it is unknown."""
    days = days_of(edtf)
    if days is None or days.first // 100 != days.last // 100:
        return None
    return f"{days.first // 10000:04}-{days.first // 100 % 100:02}"


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
