"""Days and weeks counted inside a month: «أول ثلاثاء من أكتوبر», «آخر يوم من رمضان»."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.times import calendar
from marsad.times.clause import Clause
from marsad.times.periods import last_of
from marsad.times.years import resolve_year

_WEEK = 7
_PARTS = {6: 15, 4: 10}
"""Days of the part of a month, by the months of the same part of a year."""
_ENDS = {"start": 1, "end": -1}


def read_nth_weekday(clause: Clause) -> str | None:
    """«أول ثلاثاء من أكتوبر», «آخر جمعة من رمضان»."""
    count, weekday, month = _count(clause), clause.number("w"), _month(clause)
    if not count or weekday is None or month is None:
        return None
    first, last = month
    if count > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * (count - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    return day.isoformat() if first <= day <= last else None


def read_nth_unit(clause: Clause) -> str | None:
    """«آخر يوم من أكتوبر 2015»; a week of a month is seven days of it, from its first or up to its last."""
    count, month = _count(clause), _month(clause)
    unit = clause.unit()[0] if "u" in clause.groups else "day"
    if not count or month is None or unit not in ("day", "week"):
        return None
    first, last = month
    length = 1 if unit == "day" else _WEEK
    start = first + timedelta(days=length * (count - 1)) if count > 0 else last - timedelta(days=length - 1)
    end = min(start + timedelta(days=length - 1), last)
    if start > last:
        return None
    return start.isoformat() if unit == "day" else f"{start.isoformat()}/{end.isoformat()}"


def read_month_part(clause: Clause) -> str | None:
    """«النصف الثاني من مايو», «الثلث الأخير من رمضان»: halves turn at the 15th, thirds at the 10th and 20th."""
    length, count, month = _PARTS.get(clause.number("k") or 0), _count(clause), _month(clause)
    if length is None or not count or month is None:
        return None
    parts = 30 // length
    count = parts if count == -1 else count
    if not 1 <= count <= parts:
        return None
    start = month[0] + timedelta(days=length * (count - 1))
    end = month[1] if count == parts else start + timedelta(days=length - 1)
    return f"{start.isoformat()}/{end.isoformat()}"


def read_first_days(clause: Clause) -> str | None:
    """«الأيام العشرة الأولى من مايو», «الأيام الثلاثة الأخيرة من رمضان»."""
    count, end, month = clause.number("n"), clause.number("e"), _month(clause)
    if clause.unit()[0] != "day" or not count or end not in (1, -1) or month is None:
        return None
    first, last = month
    if count > (last - first).days:
        return None
    away = timedelta(days=count - 1)
    start, stop = (first, first + away) if end == 1 else (last - away, last)
    return f"{start.isoformat()}/{stop.isoformat()}"


def _count(clause: Clause) -> int | None:
    """Which one is meant, from 1; the last is -1."""
    word = clause.word("n")
    if word is None:
        return clause.number("n")
    fields = word.entry.fields
    if "edge" in fields:
        return _ENDS.get(str(fields["edge"]))
    if word.entry.kind == "number_word" and not fields.get("ordinal"):
        return None  # «تسعة أيام من مايو» are a length
    return int(fields["value"])


def _month(clause: Clause) -> tuple[date, date] | None:
    """The first and last day of the month named, in its own calendar."""
    number, word = clause.number("m"), clause.word("m")
    if number is None or word is None:
        return None
    if word.entry.fields["calendar"] == "hijri":
        year = clause.number("y") or calendar.near_hijri_year(
            clause.reference, number, 1, shift=clause.number("s")
        )
        found = calendar.hijri_month(year, number) if year and calendar.is_hijri(year) else None
        if found is None:
            return None
        first, last = found.split("/")
        return calendar.as_date(first), calendar.as_date(last)
    year = resolve_year(clause, number, None)
    return None if year is None else (date(year, number, 1), date(year, number, last_of(year, number)))
