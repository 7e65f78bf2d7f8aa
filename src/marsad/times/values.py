"""The value of a date expression, by the rule that found it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from marsad.times import calendar, periods
from marsad.times.clause import Clause
from marsad.times.clock import read_bare_clock, read_clock
from marsad.times.intervals import (
    read_full,
    read_months,
    read_night,
    read_of_days,
    read_of_shifted,
    read_of_years,
    read_weekdays,
)
from marsad.times.within import read_first_days, read_month_part, read_nth_unit, read_nth_weekday
from marsad.times.years import resolve_year


def duration_of(reads: str, clause: Clause) -> str | None:
    """The ISO 8601 duration of an expression, None when it is none."""
    return periods.read_duration(clause) if reads in ("duration", "anchored") else None


def value_of(reads: str, clause: Clause) -> str | None:
    """The EDTF value of an expression, None when it has none."""
    return _READERS[reads](clause)


def _day_month(clause: Clause) -> str | None:
    number, month = clause.number("d"), clause.number("m")
    if number is None or month is None or _is_feminine(clause):
        return None
    return calendar.day(resolve_year(clause, month, number), month, number)


def _is_feminine(clause: Clause) -> bool:
    """Whether the rank is a feminine one, of a thing and not of a day: «الأيام الخمسة الأولى من رمضان»."""
    word = clause.word("d")
    return (
        word is not None
        and bool(word.entry.fields.get("ordinal"))
        and clause.text("d").endswith(("ه", "اولي"))
    )


def _known_day(clause: Clause) -> str | None:
    """«هجمات 11 سبتمبر»: of the year of the event, when it was before publication and no other is written."""
    number, month = clause.number("d"), clause.number("m")
    before = range(clause.groups["d"][0] - 1, -1, -1)
    words = (clause.words[at] for at in before if at in clause.words)
    event = next(word for word in words if word.entry.kind == "event_of_day")
    for known in str(event.entry.fields["days"]).split():
        day, _, year = known.partition("=")
        past = clause.reference is None or f"{year}-{day}" <= clause.reference.isoformat()
        if day == f"{month:02}-{number:02}" and past and {"y", "s"}.isdisjoint(clause.groups):
            return f"{year}-{day}"
    return _day_month(clause)


def _month(clause: Clause) -> str | None:
    month = clause.number("m")
    return None if month is None else calendar.month(resolve_year(clause, month, None), month)


def _numeric(clause: Clause) -> str | None:
    a, b, c = clause.number("a"), clause.number("b"), clause.number("c")
    if a is None or b is None or c is None or (a > 31) == (c > 31):
        return None
    year, month, number = (a, b, c) if a > 31 else (c, b, a)
    if year < 100:  # «17/9/23»
        if "w" not in clause.groups:
            return None
        year += 2000
    if calendar.is_hijri(year):
        found = calendar.from_hijri(year, month, number) or calendar.from_hijri(year, number, month)
        return _on_weekday(found, clause).isoformat() if found else None
    return calendar.day(year, month, number) or calendar.day(year, number, month)


def _numeric_day(clause: Clause) -> str | None:
    number, month = clause.number("a"), clause.number("b")
    if clause.reference is None or number is None or month is None or month > 12:
        return None
    year = calendar.near_year(clause.reference, month, number, future=clause.future, present=clause.present)
    return calendar.day(year, month, number)


def _numeric_month(clause: Clause) -> str | None:
    month, year = clause.number("a"), clause.number("b")
    if month is None or year is None or not 1 <= month <= 12 or calendar.is_hijri(year):
        return None
    return calendar.month(year, month)


def _dotted(clause: Clause) -> str | None:
    first, month, last = (int(part) for part in clause.text("x").split("."))
    year, number = (first, last) if first > 31 else (last, first)
    return calendar.day(year, month, number)


def _deictic(clause: Clause) -> str | None:
    offset = clause.number("d")
    if clause.reference is None or offset is None:
        return None
    named = clause.number("w")
    if named is not None and offset <= 0:  # «أمس الإثنين» printed on the Wednesday: the weekday is right
        return calendar.weekday(clause.reference, named, None, future=False).isoformat()
    return calendar.moved(clause.reference, "day", offset)


def _weekday(clause: Clause) -> str | None:
    number = clause.number("w")
    if clause.reference is None or number is None:
        return None
    future = clause.future and not (clause.present and number == clause.reference.weekday())
    return calendar.weekday(clause.reference, number, clause.number("s"), future=future).isoformat()


def _bare_year(clause: Clause) -> str | None:
    """«ميزانية 2017», «في 2011»; but «في 2000 قرية», «2015 اسما» count."""
    year, after = clause.number("y") or 0, clause.groups["y"][1]
    word = clause.tokens[after] if after < len(clause.tokens) else None
    counts = word is not None and word.kind == "word" and _is_counted(word.fold, year % 100)
    return None if counts or year < _FIRST_BARE_YEAR else _year_value(clause)


def _is_counted(word: str, rest: int) -> bool:
    """Whether a word may be what a number counts, by the last two digits: after 00 any, after 11 and more an accusative."""
    if word.startswith(("و", "ال")):
        return False
    return rest == 0 or (rest > 10 and len(word) > 3 and word[-1] == "ا" and word[-2] not in "هن")


def _ago(clause: Clause) -> str | None:
    return _counted_from(clause, -1)


def _hence(clause: Clause) -> str | None:
    """«بعد أسبوعين» from publication when the clause looks ahead, else from the date its sentence named before."""
    if clause.future:
        return _counted_from(clause, 1)
    value = _moved_from(clause, clause.here, 1)
    known = clause.reference is None or (value or "") <= clause.reference.isoformat()
    return value if known else None


def _anchored(clause: Clause) -> str | None:
    """«بعد شهر من الآن», «قبل يومين من أمس»; from an event only the page itself could tell."""
    sign = 1 if clause.text("s").endswith("بعد") else -1
    if "k" in clause.groups:
        return _counted_from(clause, sign) if clause.text("k") == "الان" else None
    return _moved_from(clause, _deictic(clause), sign) if "d" in clause.groups else None


def _counted_from(clause: Clause, sign: int) -> str | None:
    """«قبل ثلاثة أيام», «قبل نحو شهر»; a plural without a number is vague."""
    return _moved_from(clause, clause.reference.isoformat() if clause.reference else None, sign)


def _moved_from(clause: Clause, start: str | None, sign: int) -> str | None:
    unit, carried = clause.unit()
    count = clause.number("n") or (1 if carried is None else carried)
    value = calendar.later(start, unit, sign * count)
    return f"{value}~" if value and "q" in clause.groups else value


def _year_value(clause: Clause) -> str | None:
    year, era = clause.number("y"), clause.number("e")
    if year is None or (era is None and "e" not in clause.groups and year < 1):
        return None
    if era == -1:
        return f"-{year - 1:04}"
    if era == 2 or (era is None and calendar.is_hijri(year)):
        return calendar.hijri_year(year)
    value = periods.year_edge(f"{year:04}", clause.edge())
    return f"{value}~" if "q" in clause.groups else value


def _same_day(clause: Clause) -> str | None:
    return clause.last_day


def _yearly(clause: Clause) -> str | None:
    number, month = clause.number("d"), clause.number("m")
    return None if number is None or month is None else calendar.day(None, month, number)


def _hijri(clause: Clause) -> str | None:
    number, month = clause.number("d"), clause.number("m")
    year = clause.number("y") or clause.number("ys")
    if number is None or month is None or _is_feminine(clause):
        return None
    if year is None and clause.tokens[clause.groups["m"][0] - 1].kind == "mark":
        return None  # «4-صفر» is a score
    if "gd" in clause.groups:
        return _twin(clause, year, month, number)
    if _is_coptic(clause):
        found = calendar.from_coptic(year, month, number) if year else None
        return found.isoformat() if found else None
    if year is None or not calendar.is_hijri(year):
        year = calendar.near_hijri_year(clause.reference, month, number) if year is None else None
    found = calendar.from_hijri(year, month, number) if year else None
    return _on_weekday(found, clause).isoformat() if found else None


def _is_coptic(clause: Clause) -> bool:
    word = clause.word("m")
    return word is not None and word.entry.fields["calendar"] == "coptic"


def _on_weekday(day: date, clause: Clause) -> date:
    """The day itself, or the one beside it that is the weekday printed: calendars differ by the sighting of the moon."""
    weekday = clause.number("w")
    away = 0 if weekday is None else (weekday - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=away) if abs(away) <= _SIGHTING else day


def _twin(clause: Clause, hijri: int | None, month: int, number: int) -> str | None:
    """The Gregorian day of a pair; doubtful when the Hijri one lies more than two days off."""
    day, gregorian, year = clause.number("gd"), clause.number("gm"), clause.number("gy")
    if day is None or gregorian is None:
        return None
    if year is None:
        year = resolve_year(clause, gregorian, day)
    value = calendar.day(year, gregorian, day)
    convert = calendar.from_coptic if _is_coptic(clause) else calendar.from_hijri
    known = convert(hijri, month, number) if hijri else None
    if value is None or known is None or value.startswith("X"):
        return value
    return value if abs((calendar.as_date(value) - known).days) <= _SIGHTING else f"{value}?"


def _hijri_month(clause: Clause) -> str | None:
    month, year, shift = clause.number("m"), clause.number("y"), clause.number("s")
    if month is None or _is_coptic(clause):
        return None
    if year is None:
        year = calendar.near_hijri_year(clause.reference, month, 1, shift=shift)
    return calendar.hijri_month(year, month) if year and calendar.is_hijri(year) else None


def _hijri_month_near(clause: Clause) -> str | None:
    """«شهر رمضان» told of within the season: the nearest one; else nobody knows which."""
    month, word = clause.number("m"), clause.word("m")
    if _is_coptic(clause):
        return None
    if word is not None and word.entry.fields.get("weak") and {"un", "g"}.isdisjoint(clause.groups):
        return None  # «رجب» and «شعبان» are names of men too
    year = calendar.near_hijri_year(clause.reference, month, 1) if month else None
    found = calendar.hijri_month(year, month) if year and month else None
    if found is None or clause.reference is None:
        return None
    first, last = (calendar.as_date(side) for side in found.split("/"))
    away = max((first - clause.reference).days, (clause.reference - last).days)
    if away > _SEASON:
        return None
    middle = first + timedelta(days=14)
    return {"start": first.isoformat(), "middle": middle.isoformat()}.get(clause.edge() or "", found)


def _nothing(clause: Clause) -> None:
    return None


_FIRST_BARE_YEAR = 1501
"""A smaller number without «عام» before it is a count."""
_SEASON = 60
"""Days within which a Hijri month without a year is taken for the nearest."""
_SIGHTING = 2
"""Days by which two calendars may differ: the sighting of the moon, and the evening before."""

_READERS: dict[str, Callable[[Clause], str | None]] = {
    "anchored": _anchored,
    "bare_year": _bare_year,
    "hijri_month_near": _hijri_month_near,
    "vague": _nothing,
    "century": periods.read_century,
    "clock": read_clock,
    "clock_bare": read_bare_clock,
    "counted_last": periods.read_counted_last,
    "decade_part": periods.read_decade_part,
    "first_days": read_first_days,
    "month_part": read_month_part,
    "nth_unit": read_nth_unit,
    "nth_weekday": read_nth_weekday,
    "counted": periods.read_counted,
    "day_interval": read_of_days,
    "day_month": _day_month,
    "day_of_month": periods.read_day_of_month,
    "day_same_month": periods.read_day_same_month,
    "decade": periods.read_decade,
    "deictic": _deictic,
    "dotted": _dotted,
    "duration": _nothing,
    "edge_unit": periods.read_edge,
    "every": _nothing,
    "feast": periods.read_feast,
    "full_interval": read_full,
    "ago": _ago,
    "hence": _hence,
    "hijri": _hijri,
    "hijri_month": _hijri_month,
    "known_day": _known_day,
    "month": _month,
    "month_interval": read_months,
    "night": read_night,
    "numeric": _numeric,
    "numeric_day": _numeric_day,
    "numeric_month": _numeric_month,
    "same_day": _same_day,
    "same_unit": periods.read_same_unit,
    "season": periods.read_season,
    "shifted": periods.read_shifted,
    "shifted_interval": read_of_shifted,
    "this_unit": periods.read_this,
    "weekday": _weekday,
    "weekday_interval": read_weekdays,
    "day_of_it": periods.read_day_of_it,
    "year": _year_value,
    "year_interval": read_of_years,
    "year_part": periods.read_year_part,
    "yearly": _yearly,
}
