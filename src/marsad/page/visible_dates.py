"""Dates that a page shows its readers beside an article: every month naming, both digit sets, three calendars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

import msgspec

from marsad.page.hints import prefix_pattern
from marsad.page.page_data import fold_letters, fold_phrase, load_page_data

_SEPARATOR = r"[\s,،.|•·\-–—ـ/()\[\]:@]"
_LETTER = r"[^\W\d_]"
_YEAR = re.compile(r"\d{4}")
_MARK = re.compile("[\u0640\u064b-\u0652\u0670]")
_DIGIT_SEAM = re.compile("[0-9](?=[\u0660-\u0669\u06f0-\u06f9])|[\u0660-\u0669\u06f0-\u06f9](?=[0-9])")


class VisibleDate(msgspec.Struct, frozen=True):
    """A date as it stands in a line: `[start, end)`, its EDTF value, and whether it is that of a later change.

    `end` lies behind the clock time where there is one; `hijri` says that only the Islamic date was printed.
    """

    start: int
    end: int
    value: str
    updated: bool = False
    hijri: bool = False


class _Grammar(msgspec.Struct, frozen=True):
    """The patterns and tables made of ``dates.yaml``."""

    day: re.Pattern[str]
    clock: re.Pattern[str]
    updated: re.Pattern[str]
    late: re.Pattern[str]
    gap: re.Pattern[str]
    months: dict[str, int]
    hijri: dict[str, int]
    pm: frozenset[str]
    zones: dict[str, str]


def read_visible_date(text: str) -> str | None:
    """The publication date that a line shows, as EDTF, with its clock time and zone where they are printed.

    >>> read_visible_date("الخميس، 28 سبتمبر 2023 07:12 م")  # Thursday, 28 September 2023, 07:12 pm
    '2023-09-28T19:12:00'
    >>> read_visible_date("نشر في ٢٨ أيلول/سبتمبر ٢٠٢٣")
    '2023-09-28'
    >>> read_visible_date("آخر تحديث: 28/9/2023") is None  # "last update" is not publication
    True

    A date without a year, a relative one («قبل ساعتين») and an impossible one are refused: `None`.
    """
    found = [one for one in find_visible_dates(text) if not one.updated]
    solar = [one for one in found if not one.hijri]
    return (solar or found)[0].value if found else None


def find_visible_dates(text: str) -> tuple[VisibleDate, ...]:
    """Every complete date of a line, by position, each with the clock time printed beside it."""
    if not _YEAR.search(text):
        return ()
    found: list[VisibleDate] = []
    at = 0
    seams = [
        seam.end() for seam in _DIGIT_SEAM.finditer(text)
    ]  # «25.04.2018٢٥ أبريل ٢٠١٨»: one date in each digit set
    for end in (*seams, len(text)):
        found += _find(text[at:end], at)
        at = end
    return tuple(found)


def _find(text: str, offset: int) -> Iterator[VisibleDate]:
    line, grammar = fold_letters(text), _grammar()
    places: list[int] | None = None
    if _MARK.search(line):  # vowel signs are taken out, and the way back is kept
        places = [at for at, char in enumerate(line) if not _MARK.match(char)]
        line = _MARK.sub("", line)
        places.append(len(text))
    after = 0
    for match in grammar.day.finditer(line):
        value, hijri = _value(match, grammar)
        if value is None:
            continue
        start, end, clock = _with_clock(line, match, after, grammar)
        late = grammar.late.search(line, match.end(), end)
        updated = bool(late or grammar.updated.match(line, after, start))
        after = end
        if places:
            start, end = places[start], places[end - 1] + 1
        yield VisibleDate(start + offset, end + offset, value + clock, updated, hijri)


def cut_visible_dates(text: str) -> str:
    """What a line says beside its dates, clock times, weekdays and «published on»; empty for a mere date line.

    >>> cut_visible_dates("نُشر: 19:12-28 سبتمبر 2023 م ـ 13 ربيع الأول 1445 هـ")
    ''
    """
    found = find_visible_dates(text)
    if not found:
        return text.strip()
    pieces, at = [], 0
    for one in found:
        pieces.append(text[at : one.start])
        at = one.end
    pieces.append(text[at:])
    said = (_label_pattern().sub(" ", fold_phrase(piece)) for piece in pieces)
    return " ".join(piece for piece in (_bare(one) for one in said) if piece)


def _bare(text: str) -> str:
    return text.strip(" \t,،.|•·-–—ـ/()[]:@\"'")


def _value(match: re.Match[str], grammar: _Grammar) -> tuple[str | None, bool]:
    groups = match.groupdict()
    if name := groups["month"] or groups["month_first"]:
        day, year = groups["day"] or groups["day_second"], groups["year"] or groups["year_third"]
        key = fold_phrase(name)
        if key in grammar.months:
            return _solar(int(year), grammar.months[key], int(day)), False
        return _from_hijri(int(year), grammar.hijri[key], int(day)), True
    if groups["iso_year"]:
        year, month, day = (int(groups[name]) for name in ("iso_year", "iso_month", "iso_day"))
    else:
        year, month, day = (int(groups[name]) for name in ("last_year", "second", "first"))
        if month > 12 >= day:  # the order of the United States
            month, day = day, month
    return (_from_hijri(year, month, day), True) if year < 1600 else (_solar(year, month, day), False)


def _solar(year: int, month: int, day: int) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> str | None:
    from hijridate import Hijri

    try:
        return str(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


def _with_clock(line: str, match: re.Match[str], after: int, grammar: _Grammar) -> tuple[int, int, str]:
    gap = grammar.gap.match(line, match.end())
    behind = grammar.clock.match(line, gap.end() if gap else match.end())
    if behind:
        return match.start(), behind.end(), _clock(behind, grammar)
    for before in grammar.clock.finditer(line, after, match.start()):
        alone = not (before.start() and line[before.start() - 1] in "0123456789:")
        if alone and grammar.gap.fullmatch(line, before.end(), match.start()):
            return before.start(), match.end(), _clock(before, grammar)
    return match.start(), match.end(), ""


def _clock(match: re.Match[str], grammar: _Grammar) -> str:
    hour, half = int(match["hour"]), fold_phrase(match["half"] or "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in grammar.pm else 0)
    zone = (match["offset"] or match["beside"] or "").strip() or grammar.zones.get(
        fold_phrase(match["zone"] or ""), ""
    )
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02}:{match['minute']}:{match['second'] or '00'}{zone.upper()}"


def _any(forms: Iterable[str]) -> str:
    """The folded forms as one pattern, any width of space between their words."""
    return prefix_pattern(fold_phrase(form) for form in forms).replace("\\ ", r"\s+")


@cache
def _label_pattern() -> re.Pattern[str]:
    data = load_page_data("dates")
    eras = data["eras"]["gregorian"] + data["eras"]["hijri"]
    words = data["labels"] + data["updated"] + data["weekdays"] + eras
    zones = [form for zone in data["zones"] for form in zone["forms"]]
    return re.compile(rf"(?<!{_LETTER})(?:{_any(words + zones)})(?!{_LETTER})")


@cache
def _grammar() -> _Grammar:
    data = load_page_data("dates")
    months = {
        fold_phrase(form): row["n"] for row in data["months"] for forms in _spellings(row) for form in forms
    }
    hijri = {fold_phrase(form): row["n"] for row in data["hijri"] for form in row["forms"]}
    zones = {fold_phrase(form): zone["offset"] for zone in data["zones"] for form in zone["forms"]}
    halves = data["halves"]
    return _Grammar(
        day=_day_pattern(_any(months), _any(hijri), data),
        clock=_clock_pattern(_any(halves["am"] + halves["pm"]), _any(zones)),
        updated=re.compile(rf"{_SEPARATOR}*(?:{_any(data['updated'])})(?!{_LETTER})"),
        late=re.compile(rf"(?:{_any(data['updated'])})(?!{_LETTER})"),
        gap=re.compile(
            rf"(?:{_SEPARATOR}|t(?=\d)|(?<!{_LETTER})(?:{_any(data['labels'] + data['updated'])})(?!{_LETTER}))*"
        ),
        months=months,
        hijri=hijri,
        pm=frozenset(fold_phrase(form) for form in halves["pm"]),
        zones=zones,
    )


def _spellings(row: dict[str, object]) -> list[list[str]]:
    return [forms for name, forms in row.items() if name != "n" and isinstance(forms, list)]


def _day_pattern(months: str, hijri: str, data: dict[str, dict[str, list[str]]]) -> re.Pattern[str]:
    eras = _any(data["eras"]["gregorian"] + data["eras"]["hijri"])
    ends = r"(?=\D|$|\d{1,2}:\d\d)"  # a clock time may touch the year: «28/9/202307:12»
    join = r"[\s,،\-–/.]*"
    other = rf"(?:\s*[/(،,\-–]\s*(?:{months})\s*\)?)?"  # «أيلول/سبتمبر», «سبتمبر (أيلول)»
    era = rf"(?:\s*(?:{eras})(?!{_LETTER}))?"
    return re.compile(
        rf"(?<!\d)(?<!\d[.:/])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{join}(?:من\s+)?"
        rf"(?P<month>{months}|{hijri})(?!{_LETTER}){other}{join}(?P<year>\d{{4}}){ends}{era}"
        rf"|(?<!{_LETTER})(?P<month_first>{months}){other}\s+(?P<day_second>\d{{1,2}})(?!\d)"
        rf"\s*[,،]?\s*(?P<year_third>\d{{4}}){ends}{era}"
        rf"|(?<!\d)(?<!\d[.:/\-])(?P<iso_year>1[34]\d\d|19\d\d|20\d\d)\s?[\-/.–]\s?(?P<iso_month>\d{{1,2}})"
        rf"\s?[\-/.–]\s?(?P<iso_day>\d{{1,2}})(?=\D|$){era}"
        rf"|(?<!\d)(?<!\d[.:/])(?P<first>\d{{1,2}})\s?[\-/.–]\s?(?P<second>\d{{1,2}})\s?[\-/.–]\s?"
        rf"(?P<last_year>1[34]\d\d|19\d\d|20\d\d){ends}{era}"
    )


def _clock_pattern(halves: str, zones: str) -> re.Pattern[str]:
    return re.compile(
        r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
        r"(?P<offset>z(?!\w)|[+-]\d\d:?\d\d(?!\d)|\s\+\d\d:?\d\d(?!\d))?(?:\s*\(?(?:gmt|utc)\s?(?P<beside>[+-]\d\d:?\d\d)\)?)?"
        rf"(?:\s*(?P<half>{halves})(?!{_LETTER}))?(?:\s*\(?(?P<zone>{zones})(?!{_LETTER})\)?)?(?!\d)"
    )
