"""Where things stand in the desk's drawings: bars of months, bars of events in lanes, points on a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from marsad.desk.overview import Happening

WIDTH, CHART_WIDTH = 1000.0, 320.0
_ROW, _HEAD = 14.0, 26.0
ROWS = 16
"""Rows of a lane at most: what has no room is counted beside its name and stands in the table."""
_YEARLY = 18
"""More months than these are marked by their years."""
_FEW_MONTHS = 3
"""Where fewer months begin, days are marked."""
_MOST_MARKS, _MOST_DAYS, _STEPS = 12, 9, (1, 2, 3, 7, 14)
"""How many years or months are marked at most, how many days, and how many days apart."""
_LABEL = 80.0
_NARROWEST = 7.0
_CHART = 96.0


class Bar(msgspec.Struct, frozen=True):
    """A month with how many articles it has, and where its bar stands."""

    month: str
    count: int
    x: float
    y: float
    width: float
    height: float


class Mark(msgspec.Struct, frozen=True):
    """An event in its lane: a bar as wide as its date is vague."""

    happening: Happening
    x: float
    y: float
    width: float


class Lane(msgspec.Struct, frozen=True):
    """A lane of a timeline with its marks; `y` is its top, `more` counts the events that had no room."""

    name: str
    y: float
    height: float
    marks: tuple[Mark, ...]
    more: int


class Tick(msgspec.Struct, frozen=True):
    """The beginning of a day, a month or a year on a timeline."""

    label: str
    x: float


def months_between(first: str, last: str) -> list[str]:
    """The months from one to another, both with them.

    >>> months_between("2023-12", "2024-02")
    ['2023-12', '2024-01', '2024-02']
    """
    at, end = _month_number(first), _month_number(last)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(at, end + 1)]


def volume(counts: Mapping[str, int], *, mirrored: bool) -> tuple[Bar, ...]:
    """A bar for each month from the first to the last, those without articles too; mirrored, time runs to the left."""
    if not counts:
        return ()
    months = months_between(min(counts), max(counts))
    step, most = CHART_WIDTH / max(len(months), 5), max(counts.values())
    bars = []
    for at, month in enumerate(months):
        count = counts.get(month, 0)
        height = round(_CHART * count / most, 1)
        x = at * step if not mirrored else CHART_WIDTH - (at + 1) * step
        bars.append(
            Bar(
                month,
                count,
                round(x + step * 0.1, 1),
                round(_CHART - height, 1),
                round(step * 0.8, 1),
                height,
            )
        )
    return tuple(bars)


def lanes_of(
    groups: Mapping[str, Sequence[Happening]], start: date, end: date, *, mirrored: bool
) -> tuple[Lane, ...]:
    """Lanes one under the other, marks that would cover each other in rows of their own."""
    lanes, top = [], 0.0
    for name, those in groups.items():
        placed = list(_placed(those, start, end, mirrored=mirrored))
        rows = min(ROWS, 1 + max((row for *_, row in placed), default=0))
        marks = tuple(
            Mark(one, x, top + _HEAD + row * _ROW, width) for one, x, width, row in placed if row < ROWS
        )
        height = _HEAD + rows * _ROW + 6
        lanes.append(Lane(name, top, height, marks, len(placed) - len(marks)))
        top += height
    return tuple(lanes)


def _placed(
    those: Iterable[Happening], start: date, end: date, *, mirrored: bool
) -> Iterable[tuple[Happening, float, float, int]]:
    ends: list[float] = []
    edges: dict[tuple[int, int], tuple[float, float]] = {}  # most days have many events
    for one in sorted(those, key=lambda it: (it.first or 0, it.last or 0)):
        if one.first is None or one.last is None:
            continue
        found = edges.get((one.first, one.last))
        if found is None:
            found = edges[one.first, one.last] = _edges(one.first, one.last, start, end)
        left, right = found
        width = max(_NARROWEST, right - left)
        row = next((at for at, taken in enumerate(ends) if taken <= left), len(ends))
        if row < ROWS:
            ends[row : row + 1] = [left + width + 2]
        yield one, round(WIDTH - left - width if mirrored else left, 1), round(width, 1), row


def _edges(first: int, last: int, start: date, end: date) -> tuple[float, float]:
    """Where a stretch of days begins and ends on the drawing, inside it."""
    left = max(0.0, _across(day_of(first), start, end))
    return left, min(WIDTH, _across(day_of(last) + timedelta(days=1), start, end))


def ticks_of(start: date, end: date, *, mirrored: bool) -> tuple[Tick, ...]:
    """The years, months or days at which a stretch of time is marked; labels are ``2024``, ``2024-03`` or ``2024-03-05``.

    Months where at least some begin in it, days where it is shorter than that, years where it is much longer.
    """
    return tuple(
        Tick(label, round(WIDTH - x if mirrored else x, 1))
        for label, day in _marked(start, end)
        if 0 <= (x := _across(day, start, end)) <= WIDTH - _LABEL
    )


def _marked(start: date, end: date) -> list[tuple[str, date]]:
    """The labels of a stretch of time with the days where they stand."""
    months = [date.fromisoformat(f"{month}-01") for month in months_between(f"{start:%Y-%m}", f"{end:%Y-%m}")]
    if len(months) > _YEARLY:
        years = [month for month in months if month.month == 1]
        return [(f"{year:%Y}", year) for year in years[:: -(-len(years) // _MOST_MARKS) or 1]]
    length = (end - start).days + 1
    step = next((days for days in _STEPS if length <= days * _MOST_DAYS), None)
    if sum(month >= start for month in months) < _FEW_MONTHS and step is not None:
        days = [date.fromordinal(start.toordinal() + at) for at in range(0, length, step)]
        return [(day.isoformat(), day) for day in days]
    return [(f"{month:%Y-%m}", month) for month in months[:: -(-len(months) // _MOST_MARKS)]]


def day_of(number: int) -> date:
    """The day of a number YYYYMMDD."""
    return date(number // 10000, number // 100 % 100, number % 100)


def number_of(day: date) -> int:
    """A day as a number YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def window_of(dated: Sequence[Happening]) -> tuple[date, date]:
    """The stretch in which most events happened: between the 5th and the 99th of a hundred, and a few days.

    The events have a day and stand in the order of time.
    """
    if not dated:
        today = date.today()
        return today - timedelta(days=30), today
    first, last = (day_of(dated[round((len(dated) - 1) * share)].first or 0) for share in (0.05, 0.99))
    room = max(2, (last - first).days // 20)
    return _moved(first, -room), _moved(last, room)


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal() - 1))


def shifted(start: date, end: date, *, zoom: float = 1.0, move: float = 0.0) -> tuple[date, date]:
    """The same stretch, longer or shorter about its middle, or moved by a part of its length."""
    length = max(1, (end - start).days)
    half = max(1, round(length * zoom / 2))
    middle = _moved(start, length // 2 + round(length * move))
    return _moved(middle, -half), _moved(middle, half)


def fullest(
    groups: Mapping[str, Sequence[Happening]], most: int, *, last: str
) -> dict[str, Sequence[Happening]]:
    """The groups with the most events, the fullest first; the one named `last` comes behind them."""
    named = sorted((name for name in groups if name != last), key=lambda name: (-len(groups[name]), name))
    return {name: groups[name] for name in (*named[:most], last) if name in groups}


def _across(day: date, start: date, end: date) -> float:
    return WIDTH * (day - start).days / max(1, (end - start).days + 1)


def _month_number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1
