"""Values of the longer and the returning: this year, the last three months, quarters, centuries, feasts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from marsad.times import calendar
from marsad.times.clause import Clause

_EDGES = {"start": 1, "end": 12}
_HALF = 6
_FIRST_SURE_CENTURY = 6
_NEAR_FEAST = 60
"""Days within which a feast without a year is taken for the one nearest to publication."""


_ISO_UNITS = {
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
    "decade": "P{}0Y",
    "century": "P{}00Y",
}


def read_duration(clause: Clause) -> str | None:
    """A length of time as an ISO 8601 duration: «لمدة ثلاثة أيام» is P3D; «أيام» alone has none."""
    unit, carried = clause.unit()
    count = clause.number("n") or (1 if carried is None else carried)
    return _ISO_UNITS[unit].format(count) if count and unit in _ISO_UNITS else None


def read_this(clause: Clause) -> str | None:
    """«هذا العام», «مطلع هذا الأسبوع»."""
    return period(clause, 0)


def read_edge(clause: Clause) -> str | None:
    """«مطلع العام», «نهاية الأسبوع الماضي»."""
    return period(clause, clause.number("s") or 0)


def read_shifted(clause: Clause) -> str | None:
    """«الأسبوع الماضي», «السنتين الماضيتين»."""
    unit, count = clause.unit()
    shift = clause.number("s")
    if shift is None or count == 0:
        return None
    if count is not None:
        return span(clause.reference, unit, count, shift)
    if unit == "day" and shift == 0:
        return clause.reference.isoformat() if clause.reference else None
    return None if unit in ("day", "hour", "minute") else period(clause, shift)


def read_counted(clause: Clause) -> str | None:
    """«السنوات الثلاث الماضية»: from so many units before publication up to it, or from it on."""
    unit, _ = clause.unit()
    count, shift = clause.number("n"), clause.number("s")
    if not count or not shift or count > 200:
        return None
    return span(clause.reference, unit, count, shift)


def span(reference: date | None, unit: str, count: int, shift: int) -> str | None:
    """The `count` units before (`shift` -1) or after (1) a day as an interval of the unit's precision."""
    if unit == "hour" and count % 24 == 0:  # «الـ24 ساعة الماضية»
        unit, count = "day", count // 24
    if reference is None or not shift or unit not in ("day", "week", "month", "year", "decade"):
        return None
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "week":
        unit, count = "day", count * 7
    far = calendar.moved(reference, unit, count * shift)
    near = calendar.moved(reference, unit, 0)
    if unit == "year":  # the month is known as well as the year
        month = f"-{reference.month:02}"
        far, near = far and far + month, near and near + month
    if far is None or near is None:
        return None
    return f"{far}/{near}" if shift < 0 else f"{near}/{far}"


def period(clause: Clause, shift: int) -> str | None:
    """The week, month, year or longer that lies `shift` units from publication, at the edge that `g` names."""
    unit, count = clause.unit()
    reference = clause.reference
    if reference is None or count is not None:
        return None
    edge = clause.edge()
    if unit == "weekend" or (unit == "week" and edge == "end"):
        return _weekend(reference, shift)
    if unit == "week":
        week = calendar.week(reference, shift)
        return week.split("/")[0] if edge == "start" else week
    if unit == "day":
        return (reference + timedelta(days=shift)).isoformat()
    if unit not in ("month", "year", "decade", "century"):
        return None
    value = calendar.moved(reference, unit, shift)
    return year_edge(value, edge) if unit == "year" else value


def _weekend(reference: date, shift: int) -> str:
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=shift)
    return f"{(monday + timedelta(days=5)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def year_edge(year: str | None, edge: str | None) -> str | None:
    """«نهاية عام 2017» is its last month; the middle of a year is no nearer than the year."""
    return f"{year}-{_EDGES[edge]:02}" if year and edge in _EDGES else year


def read_same_unit(clause: Clause) -> str | None:
    """«في ذلك العام», «نهاية نفس الشهر»: the year, month or day of the date named before."""
    unit, count = clause.unit()
    length = {"year": 4, "month": 7, "day": 10}.get(unit)
    last = (clause.last or "").split("/")[0]
    if length is None or count is not None or len(last) < length:
        return None
    value = last[:length]
    return year_edge(value, clause.edge()) if unit == "year" else value


def read_day_same_month(clause: Clause) -> str | None:
    """«29 من نفس الشهر»."""
    unit, _ = clause.unit()
    number, last = clause.number("d"), clause.last or ""
    if unit != "month" or number is None or len(last) < 7 or last.startswith("X"):
        return None
    return calendar.day(int(last[:4]), int(last[5:7]), number)


def read_day_of_it(clause: Clause) -> str | None:
    """«20 منه», «العشرين من الشهر»: in the month named before, else in that of publication."""
    number, last = clause.number("d"), (clause.last or "").split("/")[-1]
    if "u" in clause.groups and clause.unit() != ("month", None):
        return None
    if len(last) < 7 or "X" in last:
        last = clause.reference.isoformat() if clause.reference else ""
    return calendar.day(int(last[:4]), int(last[5:7]), number) if last and number else None


def read_day_of_month(clause: Clause) -> str | None:
    """«الثالث عشر من الشهر الحالي», «17 الجاري»."""
    number, shift = clause.number("d"), clause.number("s")
    unit = clause.unit()[0] if "u" in clause.groups else "month"
    if unit != "month" or number is None or shift is None or clause.reference is None:
        return None
    month = calendar.moved(clause.reference, "month", shift)
    return month and calendar.day(int(month[:4]), int(month[5:7]), number)


def read_century(clause: Clause) -> str | None:
    """«القرن الحادي والعشرين» is 20XX."""
    unit, count = clause.unit()
    number = clause.number("n")
    if unit == "millennium" and count is None and number in (1, 2, 3):
        return f"{number - 1}XXX"
    if unit != "century" or count is not None or not number or not 1 <= number <= 30:
        return None
    era = clause.number("e")
    if era == 2:
        return calendar.hijri_years_between((number - 1) * 100 + 1, number * 100)
    if era is None and number < _FIRST_SURE_CENTURY:  # «القرن الثاني» may be a second horn
        return None
    return f"{'-' if era == -1 else ''}{number - 1:02}XX"


def read_decade(clause: Clause) -> str | None:
    """«التسعينيات», «ثمانينيات القرن الماضي»; the twenties of this century only when it is named."""
    first = clause.number("x")
    if first is None:
        return None
    if clause.number("s") == 0:
        first += 100
    return f"{first // 10}X"


def read_decade_part(clause: Clause) -> str | None:
    """«النصف الثاني من الثمانينات» as an interval of years."""
    decade, months, number = read_decade(clause), clause.number("k"), clause.number("n")
    if decade is None or months != _HALF or number not in (1, 2):
        return None
    first = int(decade[:3]) * 10 + 5 * (number - 1)
    return f"{first:04}/{first + 4:04}"


def read_counted_last(clause: Clause) -> str | None:
    """«آخر عشر سنوات»: up to publication."""
    if clause.edge() != "end" or not clause.text("g").endswith("اخر"):
        return None
    return span(clause.reference, clause.unit()[0], clause.number("n") or 0, -1)


def read_season(clause: Clause) -> str | None:
    """«صيف 2023» is 2023-22."""
    code, year = clause.number("r"), clause.number("y")
    if year is None:
        shift = clause.number("s")
        shift = 0 if shift is None else shift
        if clause.reference is None:
            return None
        begins = {21: 3, 22: 6, 23: 9, 24: 12}[code or 21]
        year = clause.reference.year
        if shift < 0 and begins >= clause.reference.month - 1:
            year -= 1
        if shift > 0 and begins <= clause.reference.month:
            year += 1
    return f"{year:04}-{code}"


def read_year_part(clause: Clause) -> str | None:
    """«الربع الثالث من 2023», «النصف الأول من العام الجاري» as an interval of months."""
    months, number, year = clause.number("k"), clause.number("n"), clause.number("y")
    if number == -1 and months:  # «الربع الأخير»
        number = 12 // months
    shift = clause.number("s")
    if year is None and shift is not None and clause.reference is not None:
        year = clause.reference.year + shift
    if not months or not number or number < 0 or year is None or number * months > 12:
        return None
    return f"{year:04}-{(number - 1) * months + 1:02}/{year:04}-{number * months:02}"


def read_feast(clause: Clause) -> str | None:
    """«عيد الأضحى 2023»; without a year the one nearest to publication, when it is near."""
    match = clause.word("f")
    if match is None:
        return None
    nth = clause.number("n") or clause.number("j") or 1
    year, shift = clause.number("y"), clause.number("s")
    if year is None and clause.reference is not None:
        years = range(clause.reference.year - 1, clause.reference.year + 2)
        days = [day for one in years for day in feast_days(match.entry.fields, one)]
        return _nth_day(_nearest_feast(days, clause.reference, shift), nth, match.entry.fields)
    found = feast_days(match.entry.fields, year) if year is not None else []
    return _nth_day(found[0].isoformat() if len(found) == 1 else None, nth, match.entry.fields)


def _nth_day(first: str | None, number: int, fields: dict[str, object]) -> str | None:
    """A day of a feast of several, -1 the last: «ثاني أيام عيد الأضحى»."""
    days = int(str(fields.get("days", 1)))
    number = days if number == -1 else number
    if first is None or number > max(days, 4):
        return None
    return (calendar.as_date(first) + timedelta(days=number - 1)).isoformat()


def _nearest_feast(days: list[date], reference: date, shift: int | None) -> str | None:
    if shift is not None and shift < 0:
        days = [day for day in days if day < reference]
    elif shift is not None and shift > 0:
        days = [day for day in days if day > reference]
    best = min(days, key=lambda day: abs((day - reference).days), default=None)
    near = best is not None and (shift is not None or abs((best - reference).days) <= _NEAR_FEAST)
    return best.isoformat() if best is not None and near else None


def feast_days(fields: dict[str, object], year: int) -> list[date]:
    """The days of a Gregorian year (or of a Hijri one) on which a feast begins."""
    month, number = int(str(fields["month"])), int(str(fields["day"]))
    if fields["calendar"] == "gregorian":
        return [date(year, month, number)] if year > 1700 else []
    hijri = [year] if year < 1700 else calendar.hijri_years(year)
    days = [calendar.from_hijri(one, month, number) for one in hijri]
    return [day for day in days if day is not None and (year < 1700 or day.year == year)]


def last_of(year: int, month: int) -> int:
    """The last day of a month."""
    return monthrange(year, month)[1]
