"""EDTF values as other formats want them: ISO 8601 dates, and the days from the first to the last."""

from __future__ import annotations

import re
from datetime import date

from marsad.times.edtf import reach_of

_ISO = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d(?:T.+)?)?)?", re.ASCII)


def iso_date(edtf: str | None) -> str | None:
    """The value, if ISO 8601 has it as well: a day, month, year or moment that is known; else `None`.

    >>> iso_date("2023-09"), iso_date("XXXX-09-17")
    ('2023-09', None)
    """
    return edtf if edtf and _ISO.fullmatch(edtf) and reach_of(edtf) else None


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
    reach = reach_of(edtf)
    return (reach.first, reach.last) if reach and reach.first and reach.last else None


__all__ = ["days_between", "iso_date", "iso_sides"]
