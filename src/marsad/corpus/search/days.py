"""A published date as days and as a moment: what the index filters and sorts by."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime

import msgspec

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?[?~%]?")
UNKNOWN = -(2**40)
"""The moment of an article without a date: before all others, since the newest come first."""


class Days(msgspec.Struct, frozen=True):
    """The days a date can mean, the first and the last, as YYYYMMDD."""

    first: int
    last: int


def days_of(edtf: str | None) -> Days | None:
    """The days of an EDTF date: a month and a year mean all of theirs; `None` where year or day are unknown.

    >>> days_of("2023-09")
    Days(first=20230901, last=20230930)
    """
    match = _EDTF.fullmatch(edtf or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # month 13, 30 February, a season (2023-21)
        return None
    return Days(_number(first), _number(last))


def moment_of(edtf: str | None) -> int:
    """The second an EDTF date begins, since 1970 in UTC, or `UNKNOWN`."""
    days = days_of(edtf)
    if edtf is None or days is None:
        return UNKNOWN
    if "T" in edtf:
        try:
            moment = datetime.fromisoformat(edtf)
        except ValueError:
            return _midnight(days.first)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return _midnight(days.first)


def month_of(edtf: str | None) -> str | None:
    """The month of a date, ``2023-09``, or `None` where it is unknown."""
    days = days_of(edtf)
    if days is None or days.first // 100 != days.last // 100:
        return None
    return f"{days.first // 10000:04}-{days.first // 100 % 100:02}"


def _midnight(day: int) -> int:
    begin = datetime(day // 10000, day // 100 % 100, day % 100, tzinfo=UTC)
    return int(begin.timestamp())


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
