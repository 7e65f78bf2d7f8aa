"""Plain calendar arithmetic on EDTF strings; what is not known stays X."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HALF_YEAR = 180
_COPTIC_EPOCH = 103604
"""The ordinal of the day before 1 Thout of the year 1: 28 August 284 of the Julian calendar."""
_PLAIN = re.compile(r"\d{4}(-\d{2}){0,2}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def reference_date(published: str | None) -> date | None:
    """The day of publication, or None when it is not known to the day.

    >>> reference_date("2015-07-21T14:05:00+01:00")
    datetime.date(2015, 7, 21)
    """
    if not published:
        return None
    iso, slashed = _ISO.match(published), _SLASHED.match(published)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if slashed:
            return date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
    except ValueError:
        return None
    return None


def day(year: int | None, month: int, number: int) -> str | None:
    """A day as EDTF, its year XXXX when unknown; None when no calendar has it.

    >>> day(2023, 9, 17), day(None, 9, 17), day(2023, 2, 30)
    ('2023-09-17', 'XXXX-09-17', None)
    """
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year or 2000, month)[1]:
        return None
    return f"{_year(year)}-{month:02}-{number:02}"


def month(year: int | None, number: int) -> str:
    """A month as EDTF, its year XXXX when unknown."""
    return f"{_year(year)}-{number:02}"


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def near_year(
    reference: date, month_number: int, day_number: int | None, *, future: bool, present: bool = False
) -> int:
    """The year a day and month without one most likely mean: the nearest past one, or the next after a future verb.

    News speaks of days close to it, so a date up to half a year ahead of publication counts as coming only when the
    clause is about the future; else it is last year's. A present verb looks no further ahead than half a year.
    """
    own = (month_number, day_number or 1)
    now = (reference.month, reference.day if day_number else 1)
    ahead = (own[0] - now[0]) * 30 + own[1] - now[1]
    if future and not (present and ahead % 360 > _HALF_YEAR):
        return reference.year if own >= now else reference.year + 1
    return reference.year if ahead <= 60 else reference.year - 1


def weekday(reference: date, number: int, shift: int | None, *, future: bool) -> date:
    """The day a weekday means: at or before publication, after it for المقبل or a future verb.

    >>> weekday(date(2023, 9, 28), 1, None, future=False)  # «الثلاثاء» on a Thursday
    datetime.date(2023, 9, 26)
    """
    back = (reference.weekday() - number) % 7
    if shift == 1 or (shift is None and future):
        return reference + timedelta(days=(number - reference.weekday()) % 7 or 7)
    if shift is not None and shift < 0 and back == 0:
        back = 7
    if shift == -2:  # «السبت قبل الماضي»
        back += 7
    return reference - timedelta(days=back)


def week(reference: date, shift: int) -> str:
    """The Monday–Sunday week `shift` weeks away, as an interval."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def moved(reference: date, unit: str, count: int) -> str | None:
    """The day, week, month, year, decade or century `count` away from the reference, with the unit's precision."""
    if unit == "day":
        return (reference + timedelta(days=count)).isoformat()
    if unit == "week":
        return (reference + timedelta(weeks=count)).isoformat()
    if unit == "month":
        months = reference.year * 12 + reference.month - 1 + count
        return month(months // 12, months % 12 + 1)
    year = reference.year + count * {"year": 1, "decade": 10, "century": 100}[unit]
    if not 0 < year < 10_000:
        return None
    return {"year": f"{year:04}", "decade": f"{year // 10:03}X", "century": f"{year // 100:02}XX"}[unit]


def as_date(edtf: str) -> date:
    """The day of an EDTF value of day precision."""
    return date(int(edtf[:4]), int(edtf[5:7]), int(edtf[8:10]))


def is_hijri(year: int) -> bool:
    """Whether a year of four digits is rather one of the Hijri calendar."""
    return 1200 <= year <= 1500


def from_hijri(year: int, month: int, number: int) -> date | None:
    """The Gregorian day of a Hijri one (Umm al-Qura, 1343–1500), None when the calendar has none."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, number).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def from_coptic(year: int, month: int, number: int) -> date | None:
    """The Gregorian day of a Coptic one, None when its calendar has none.

    Twelve months of thirty days and a short one; every fourth year is a day longer (Reingold and Dershowitz,
    *Calendrical Calculations*, 2018, chapter 4).

    >>> from_coptic(1740, 1, 1)  # the day before a leap year's new year: 12 September
    datetime.date(2023, 9, 12)
    """
    days = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not 1 <= month <= 13 or not 1 <= number <= days or not 1 <= year < 3000:
        return None
    return date.fromordinal(_COPTIC_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + number)


def hijri_years(year: int) -> list[int]:
    """The Hijri years that a Gregorian year touches."""
    middle = round((year - 621.57) * 1.0307)
    return [middle - 1, middle, middle + 1]


def near_hijri_year(
    reference: date | None, month: int, number: int, *, shift: int | None = None
) -> int | None:
    """The Hijri year in which a day of its calendar lies nearest to a Gregorian day."""
    if reference is None:
        return None
    found = [(year, from_hijri(year, month, number)) for year in hijri_years(reference.year)]
    days = [(year, day) for year, day in found if day is not None]
    if shift:
        days = [(year, day) for year, day in days if (day > reference) == (shift > 0)]
    return min(days, key=lambda pair: abs((pair[1] - reference).days), default=(None, reference))[0]


def hijri_month(year: int, month: int) -> str | None:
    """A Hijri month as an interval of Gregorian days."""
    first = from_hijri(year, month, 1)
    after = from_hijri(year + month // 12, month % 12 + 1, 1)
    if first is None or after is None:
        return None
    return f"{first.isoformat()}/{(after - timedelta(days=1)).isoformat()}"


def hijri_year(year: int) -> str | None:
    """A Hijri year as an interval of Gregorian days."""
    first, after = from_hijri(year, 1, 1), from_hijri(year + 1, 1, 1)
    if first is None or after is None:
        return None
    return f"{first.isoformat()}/{(after - timedelta(days=1)).isoformat()}"


def hijri_years_between(first: int, last: int) -> str | None:
    """Hijri years from `first` to `last` as an interval of Gregorian days."""
    start, end = hijri_year(first), hijri_year(last)
    return f"{start.split('/')[0]}/{end.split('/')[1]}" if start and end else None


def later(start: str | None, unit: str, count: int) -> str | None:
    """`start` moved by so many units, as precise as the unit; None when it is not known that precisely.

    >>> later("2023-05-05", "day", 3), later("1901", "year", 109), later("2023-05", "day", 3)
    ('2023-05-08', '2010', None)
    """
    unit, count = {"week": ("day", 7 * count), "decade": ("year", 10 * count)}.get(unit, (unit, count))
    length = {"day": 10, "month": 7, "year": 4}.get(unit)
    if not count or length is None or start is None or len(start) < length or not _PLAIN.fullmatch(start):
        return None
    year, month_number, number = (int(piece) for piece in (start + "-01-01")[:10].split("-"))
    return moved(date(year, month_number, number), unit, count)
