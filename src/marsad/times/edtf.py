"""Whether a string is a date of EDTF (ISO 8601-2) as records write it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime

_DAY = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[?~%]?",
    re.ASCII,
)
_TIMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_SEASONS = range(21, 42)
"""What stands in the place of a month for seasons (21–24 of level 1), quarters and halves of a year (to 41 of level 2)."""


def is_edtf(text: str) -> bool:
    """Whether a string is a date, a moment or an interval whose parts exist; X stands for digits that are not known.

    >>> [is_edtf(text) for text in ("2023-09-17", "XXXX-09", "2018/2020", "2024-03-05T10:20", "2023-21", "../2024-05")]
    [True, True, True, True, True, True]
    >>> [is_edtf(text) for text in ("2023-02-30", "17/9/2023", "أمس", "", "2023-13", "../..")]  # «أمس» is yesterday
    [False, False, False, False, False, False]
    """
    ends = text.split("/")
    if len(ends) == 1:
        return _is_end(text)
    known = [end for end in ends if end not in ("", "..")]
    return len(ends) == 2 and bool(known) and all(map(_is_end, known))


def _is_end(text: str) -> bool:
    if _TIMED.fullmatch(text):
        return _is_moment(text)
    match = _DAY.fullmatch(text)
    return bool(match) and _exists(*match.group("year", "month", "day"))  # type: ignore[union-attr]


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _exists(year: str, month: str | None, day: str | None) -> bool:
    if month is None or month == "XX":
        return day in (None, "XX") or (day or "") <= "31"
    number = int(month)
    if day is None and number in _SEASONS:
        return True
    if not 1 <= number <= 12:
        return False
    known = int(year) if year.isdigit() and int(year) else 2000
    return day in (None, "XX") or 1 <= int(day or 0) <= monthrange(known, number)[1]


__all__ = ["is_edtf"]
