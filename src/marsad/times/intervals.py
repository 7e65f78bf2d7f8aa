"""Values of written intervals: «بين 5 و9 مايو», «من 2011 إلى 2014»."""

from __future__ import annotations

from datetime import timedelta

from marsad.times import calendar
from marsad.times.clause import Clause
from marsad.times.years import resolve_year

_MIDDLE = "منتصف"


def read_of_days(clause: Clause) -> str | None:
    """«من 5 إلى 9 مايو», «يومي 17 و18 فيفري»."""
    first, last, month = clause.number("d"), clause.number("e"), clause.number("m")
    if first is None or last is None or month is None or first >= last:
        return None
    year = resolve_year(clause, month, first)
    return _joined(calendar.day(year, month, first), calendar.day(year, month, last))


def read_of_shifted(clause: Clause) -> str | None:
    """«من 5 إلى 9 الجاري»."""
    first, last, shift = clause.number("d"), clause.number("e"), clause.number("s")
    if first is None or last is None or shift is None or clause.reference is None or first >= last:
        return None
    month = calendar.moved(clause.reference, "month", shift) or ""
    year, number = int(month[:4]), int(month[5:7])
    return _joined(calendar.day(year, number, first), calendar.day(year, number, last))


def read_full(clause: Clause) -> str | None:
    """«من 28 مارس إلى 3 أبريل 2019»."""
    first, last = clause.number("d"), clause.number("e")
    m1, m2 = clause.number("m1"), clause.number("m2")
    if first is None or last is None or m1 is None or m2 is None:
        return None
    later = clause.number("y2") or resolve_year(clause, m2, last)
    earlier = clause.number("y1") or (later - (m1 > m2) if later else None)
    return _joined(calendar.day(earlier, m1, first), calendar.day(later, m2, last))


def read_months(clause: Clause) -> str | None:
    """«بين نيسان/أبريل 2019 وحزيران/يونيو 2020»."""
    m1, m2 = clause.number("m1"), clause.number("m2")
    if m1 is None or m2 is None:
        return None
    y2 = clause.number("y2") or resolve_year(clause, m2, None)
    y1 = clause.number("y1") or (y2 - (m1 > m2) if y2 else None)
    return _joined(calendar.month(y1, m1), calendar.month(y2, m2))


def read_of_years(clause: Clause) -> str | None:
    """«2011-2014», «سنتي 2012 و2013»; Hijri years are no such interval."""
    y1, y2 = clause.number("y1"), clause.number("y2")
    if y1 is None or y2 is None or y1 >= y2 or y2 - y1 > 400:
        return None
    return f"{y1:04}/{y2:04}"


def read_night(clause: Clause) -> str | None:
    """«ليل الأحد-الاثنين»: from the one day to the next."""
    first, last = clause.number("w"), clause.number("v")
    if clause.reference is None or first is None or last != (first + 1) % 7:
        return None
    day = calendar.weekday(clause.reference, last, None, future=clause.future)
    if clause.text("p") == _MIDDLE:  # midnight is where the second day begins
        return f"{day.isoformat()}T00:00"
    return f"{(day - timedelta(days=1)).isoformat()}/{day.isoformat()}"


def read_weekdays(clause: Clause) -> str | None:
    """«بين الاثنين والأربعاء»: up to the second day, from the first before it."""
    first, last = clause.number("w"), clause.number("v")
    if clause.reference is None or first is None or last is None or first == last:
        return None
    end = calendar.weekday(clause.reference, last, clause.number("s"), future=clause.future)
    return f"{(end - timedelta(days=(last - first) % 7)).isoformat()}/{end.isoformat()}"


def _joined(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last and first <= last else None
