"""Machine-written dates, in metadata and addresses, as EDTF: only complete, possible ones."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from marsad.page.visible_dates import read_visible_date

_ISO = re.compile(
    r"\s*(?P<y>(?:19|20)\d\d)(?:(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})|(?P<m2>\d\d)(?P<d2>\d\d))(?!\d)"
    r"(?:(?:\s*[T,_|-]\s*|\s+)(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm])?\s*(?P<zone>Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?"
)
_ENGLISH = re.compile(
    r"(?:\w{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s-]+(\d{4})(?:\s+(\d\d):(\d\d):(\d\d))?\s*(.*)"
)
_AMERICAN = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*$")
_ENGLISH_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_EARLIEST = date(1980, 1, 2)
_ZONES = {"GST": "+04:00", "AST": "+03:00", "KSA": "+03:00"}

_YMD = re.compile(r"(?<![\d.])((?:19|20)\d\d)([/\-_.])(\d{1,2})\2(\d{1,2})(?![\d])")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})([\-_.])(\d{1,2})\2(20\d\d)(?!\d)")
_SOLID = re.compile(r"(?<=[/\-_=.])(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/\-_.&?]|$)")
_APART = re.compile(r"/(20\d\d)/(?:[a-z_.-]+/){1,2}(\d{1,2})/(\d{1,2})(?=/)")
_MONTH = re.compile(r"/(20\d\d)/(0?[1-9]|1[0-2])(?=/|$)")


def read_stamp(text: str | None, *, until: date | None = None) -> str | None:
    """The date that metadata give, as EDTF, with time and zone where they are written.

    >>> read_stamp("2020-06-03T03:01+0400")
    '2020-06-03T03:01:00+04:00'
    >>> read_stamp("Mon, 24 Aug 2020 09:23:13 GMT")
    '2020-08-24T09:23:13Z'

    Before 1980, after `until` (two days from now), and impossible dates are refused: `None`.
    """
    if not text or len(text) > 80:
        return None
    value = _iso(text) or _american(text) or _english(text) or _epoch(text) or read_visible_date(text)
    return value if value and is_possible(value, until) else None


def is_possible(value: str, until: date | None = None) -> bool:
    """Whether a page of the web can bear this date: not before 1980, not later than `until`."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return False
    return _EARLIEST < day <= (until or datetime.now(UTC).date()) + timedelta(days=2)


def _stamp(
    year: int, month: int, day: int, clock: tuple[int, int, int] | None = None, zone: str = ""
) -> str | None:
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return None
    if clock is None or clock[0] > 23 or clock[1] > 59 or clock[2] > 59:
        return value
    return f"{value}T{clock[0]:02}:{clock[1]:02}:{clock[2]:02}{zone}"


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    if not match:
        return None
    clock = None
    if match["h"]:
        hour = _half_day(int(match["h"]), match["half"])
        clock = (hour, int(match["min"]), int(match["s"] or 0))
    zone = _zone(match["zone"] or text[match.end() :])
    return _stamp(
        int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]), clock, zone
    )


def _half_day(hour: int, half: str | None) -> int:
    return hour % 12 + (12 if half[0] in "pP" else 0) if half and hour <= 12 else hour


def _zone(text: str) -> str:
    zone = text.strip().upper()
    if zone in ("Z", "UTC", "GMT", "+0000", "+00:00", "-00:00"):
        return "Z"
    if match := re.fullmatch(r"(?:GMT|UTC)?\s*([+-]\d\d):?(\d\d)?", zone):
        return f"{match[1]}:{match[2] or '00'}"
    return _ZONES.get(zone, "")


def _american(text: str) -> str | None:
    match = _AMERICAN.match(text)
    if not match:
        return None
    month, day, year, hour, minute = (int(match[n]) for n in range(1, 6))
    return _stamp(year, month, day, (_half_day(hour, match[7]), minute, int(match[6] or 0)))


def _english(text: str) -> str | None:
    match = _ENGLISH.match(text.strip())
    month = _ENGLISH_MONTHS.get(match[2].lower()) if match else None
    if not match or not month:
        return None
    clock = (int(match[4]), int(match[5]), int(match[6])) if match[4] else None
    return _stamp(int(match[3]), month, int(match[1]), clock, _zone(match[7]) if clock else "")


def _epoch(text: str) -> str | None:
    match = _EPOCH.match(text)
    return datetime.fromtimestamp(int(match[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if match else None


def read_address_date(url: str | None, *, until: date | None = None) -> str | None:
    """The date that an address carries: a day where it does, else a month.

    >>> read_address_date("https://www.example.com/story/2020/8/24/title/4943459")
    '2020-08-24'
    >>> read_address_date("https://example.com/2016/03/title")
    '2016-03'
    """
    if not url:
        return None
    path = url.partition("://")[2] or url
    path = path[path.find("/") :] if "/" in path else ""
    for pattern, (year, month, day) in (
        (_YMD, (1, 3, 4)),
        (_SOLID, (1, 2, 3)),
        (_APART, (1, 2, 3)),
        (_DMY, (4, 3, 1)),
    ):
        for match in pattern.finditer(path):
            value = _stamp(int(match[year]), int(match[month]), int(match[day]))
            if value and is_possible(value, until):
                return value
    month_only = _MONTH.search(path)
    if not month_only:
        return None
    value = f"{month_only[1]}-{int(month_only[2]):02}"
    return value if is_possible(f"{value}-01", until) else None
