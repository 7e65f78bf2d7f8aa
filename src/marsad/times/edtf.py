"""Dates of EDTF (ISO 8601-2) as records write them: whether they are ones, which days they can mean, which moment."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime

import msgspec

_DAY = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<doubt>[?~%])?",
    re.ASCII,
)
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
_SEASONS = range(21, 42)
"""What stands in the place of a month for seasons (21–24 of level 1), quarters and halves of a year (to 41 of level 2)."""

_PARTS = {
    **{season: (3 * (season - 21) % 12 + 3, 3) for season in (21, 22, 23, 24)},
    **{season: (3 * (season - 25) % 12 + 3, 3) for season in (25, 26, 27, 28)},
    **{season: (3 * (season - 29 + 2) % 12 + 3, 3) for season in (29, 30, 31, 32)},
    **{quarter: (3 * (quarter - 33) + 1, 3) for quarter in (33, 34, 35, 36)},
    **{third: (4 * (third - 37) + 1, 4) for third in (37, 38, 39)},
    **{half: (6 * (half - 40) + 1, 6) for half in (40, 41)},
}
"""The first month of each part of a year and how many it has; seasons by months as the weather services count them."""
_WINTERS = frozenset({24, 28, 30})
"""Seasons that lie in two years: 2023-24 is the winter in which 2023 begins or the one in which it ends."""
OPEN = ("", "..")
"""What stands for an end of an interval that is not known, or that has not come."""


class Reach(msgspec.Struct, frozen=True):
    """The first and the last day that a date can mean; `None` for the open end of an interval."""

    first: date | None
    last: date | None


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
    known = [end for end in ends if end not in OPEN]
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


def reach_of(edtf: str | None) -> Reach | None:
    """The days a date or an interval can mean, as far as its year is known; `None` where it is not, or there is no such day.

    A month means all its days, and so does what is only about that month; unknown digits mean all days they can stand for.

    >>> reach_of("2023-09~"), reach_of("XXXX-09")
    (Reach(first=datetime.date(2023, 9, 1), last=datetime.date(2023, 9, 30)), None)
    >>> reach_of("2019/..")
    Reach(first=datetime.date(2019, 1, 1), last=None)
    """
    if not edtf or not is_edtf(edtf):
        return None
    ends = [None if end in OPEN else _reach(end) for end in edtf.split("/")]
    if any(end is None and words not in OPEN for end, words in zip(ends, edtf.split("/"), strict=True)):
        return None
    first = ends[0].first if ends[0] else None
    last = ends[-1].last if ends[-1] else None
    return None if first and last and first > last else Reach(first, last)


def closed(edtf: str | None) -> str | None:
    """A date as it is, and of an interval with an open end the end that is known.

    >>> closed("2019/.."), closed("2019/2020")
    ('2019', '2019/2020')
    """
    known = [end for end in (edtf or "").split("/") if end not in OPEN]
    return "/".join(known) or None


def day_of(edtf: str | None) -> date | None:
    """The day of a date or moment that is known to the day; `None` for all others.

    >>> day_of("2024-03-05T13:45"), day_of("2024-03"), day_of("2024-03-05?")
    (datetime.date(2024, 3, 5), None, None)
    """
    if not edtf or "/" in edtf or edtf[-1] in "?~%":
        return None
    reach = reach_of(edtf)
    return reach.first if reach and reach.first == reach.last else None


def moment_of(edtf: str | None) -> datetime | None:
    """The moment (UTC) of a date that is known to the day, the beginning of the day where no time is told; else `None`.

    >>> moment_of("2024-03-05T13:45:00+02:00").isoformat()
    '2024-03-05T11:45:00+00:00'
    >>> moment_of("2024-XX")
    """
    day = day_of(edtf)
    if day is None or edtf is None:
        return None
    try:
        found = datetime.fromisoformat(edtf)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:  # the first hours of the year 1 are in no year of UTC
        return None


def _reach(end: str) -> Reach | None:
    """The days of one end, which is a date of EDTF."""
    if timed := _TIMED.fullmatch(end):
        day = date.fromisoformat(timed[1])
        return Reach(day, day)
    year, month, day_words, _ = _DAY.fullmatch(end).groups()  # type: ignore[union-attr]
    first, last = int(year.replace("X", "0")) if year != "XXXX" else 0, int(year.replace("X", "9"), 10)
    if first < date.min.year:
        return None
    if month in (None, "XX"):
        return Reach(date(first, 1, 1), date(last, 12, 31))
    if int(month) > 12:
        return _part_of_year(first, last, int(month))
    if day_words in (None, "XX"):
        return Reach(date(first, int(month), 1), _month_end(last, int(month)))
    days = [_day(year, int(month), int(day_words)) for year in range(first, last + 1)]
    known = [day for day in days if day]
    return Reach(known[0], known[-1]) if known else None


def _part_of_year(first: int, last: int, part: int) -> Reach:
    month, months = _PARTS[part]
    end = month + months - 1
    if part in _WINTERS:
        return Reach(date(max(first - 1, 1), month, 1), _month_end(min(last + 1, 9999), end - 12))
    return Reach(date(first, month, 1), _month_end(last, end))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


__all__ = ["Reach", "closed", "day_of", "is_edtf", "moment_of", "reach_of"]
