"""EDTF values as other formats want them: ISO 8601 dates, and the days from the first to the last."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
_ISO = re.compile(_DAY + r"(T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?")
_VALUE = re.compile(_DAY + r"(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?[?~%]?")


def iso_date(edtf: str | None) -> str | None:
    """The value, if ISO 8601 has it as well: a day, month, year or moment that is known; else `None`.

    >>> iso_date("2023-09"), iso_date("XXXX-09-17")
    ('2023-09', None)
    """
    return edtf if edtf and _ISO.fullmatch(edtf) and days_between(edtf) else None


def iso_sides(edtf: str | None) -> tuple[str | None, str | None]:
    """The beginning and the end of a value, as far as ISO 8601 has them; a date that is no interval is both.

    >>> iso_sides("2019-04/2020-06"), iso_sides("2019/..")
    (('2019-04', '2020-06'), ('2019', None))
    """
    first, slash, last = (edtf or "").partition("/")
    begin = iso_date(first)
    return begin, iso_date(last) if slash else begin


def days_between(edtf: str | None) -> tuple[date, date] | None:
    """The first and the last day that a value can mean; `None` when one of them cannot be told.

    A month and a year mean all their days, what is approximate the days it names.

    >>> days_between("2019-04/2020-06")
    (datetime.date(2019, 4, 1), datetime.date(2020, 6, 30))
    >>> days_between("XXXX-09-17"), days_between("2019/..")
    (None, None)
    """
    first, slash, last = (edtf or "").partition("/")
    begin, end = _days(first), _days(last if slash else first)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else None


def _days(value: str) -> tuple[date, date] | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        return first, date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # a season (2023-21), 30 February, the year 0000
        return None


__all__ = ["days_between", "iso_date", "iso_sides"]
