"""Places: the map of what happened where, and the same as a table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from marsad.corpus.actors import Actor
from marsad.desk.overview import Overview
from marsad.desk.states import MapState
from marsad.desk.views import Asked, Screen, View

_LETTER, _LINE = 8.5, 18.0
"""The room a letter and a line of a label take, in units of the drawing."""
SMALL = 2.3
"""How much larger letters are where the whole map stands on a phone (desk.css)."""
_LARGEST = 22.0
_FEW, _ROOM, _EDGE, _NEAREST, _FLATTEST = 0.06, 1.3, 1.15, 4.0, 0.4
"""What part of all that is told may lie outside on each side, the room about the rest, that for the dots and labels of whatever
is then in sight, how near the map goes at most, and how high it is at least for its width."""
LIKELY = 0.6
"""Below, nothing in the article tells which of several places of a name is meant."""


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its point, in how many articles it is named, and how many events happened there."""

    key: str
    name: str
    latin: str | None
    country: str | None
    lat: float | None
    lon: float | None
    articles: int
    events: int
    certainty: float | None = None
    """How sure it is that the place is there, where it has a point (docs/names.md)."""

    @property
    def unsure(self) -> bool:
        """Whether it may well be another place of this name."""
        return self.certainty is not None and self.certainty < LIKELY


class MapData(msgspec.Struct, frozen=True, kw_only=True):
    """The places; `without_point` counts those whose point is not known."""

    area: str
    without_point: int
    items: tuple[PlaceRow, ...]


class Dot(msgspec.Struct, frozen=True):
    """A place on the drawing; `label` is empty where it would cover another, and `fine` where it only does in large letters."""

    place: PlaceRow
    x: float
    y: float
    radius: float
    label: str
    fine: bool = False


def show(asked: Asked[MapState]) -> View:
    """The places, those with the most events first."""
    overview, state = asked.session.overview(), asked.state
    known = not state.type or state.type in overview.by_type  # whatever else is asked for is not remembered
    rows = (
        overview.once(f"places {state.type}", lambda: places_of(overview, state.type))
        if known
        else places_of(overview, state.type)
    )
    outline = outlines()["region"] if state.area == "near" else outlines()[state.area]
    if state.area == "near":
        outline = framed(outline, rows)
    return View(
        title=asked.words["map"],
        data=MapData(area=state.area, without_point=sum(row.lat is None for row in rows), items=tuple(rows)),
        rows=[msgspec.structs.asdict(row) for row in rows],
        extra={
            "outline": outline,
            "dots": dots_of(rows, outline, english=asked.words.language == "en"),
            "types": list(overview.by_type),
        },
    )


def places_of(overview: Overview, kind: str = "") -> list[PlaceRow]:
    """All places that are named, with the events (of one type, or all) that happened there."""
    counts = Counter(one.place.key for one in overview.chosen(type=kind) if one.place and one.place.key)
    places = [
        one for one in overview.actors.values() if one.kind == "place" and (not kind or counts[one.key])
    ]
    rows = [_row(one, counts[one.key], overview.certainties.get(one.key)) for one in places]
    return sorted(rows, key=lambda row: (-row.events, -row.articles, row.name))


def _row(actor: Actor, events: int, certainty: float | None) -> PlaceRow:
    return PlaceRow(
        key=actor.key,
        name=actor.name,
        latin=actor.latin,
        country=actor.country,
        lat=actor.lat,
        lon=actor.lon,
        articles=actor.weight,
        events=events,
        certainty=certainty if actor.lat is not None else None,
    )


def dots_of(rows: list[PlaceRow], outline: dict[str, Any], *, english: bool) -> list[Dot]:
    """The places inside an outline, the weightiest first; a label stands only where it has room and covers no other."""
    most = max((row.events + row.articles for row in rows), default=1)
    room, large = Room(outline["width"], 1.0), Room(outline["width"], SMALL)
    dots = []
    for row in rows:
        point = _point(row, outline)
        if point is None:
            continue
        radius = round(4 + (_LARGEST - 4) * ((row.events + row.articles) / most) ** 0.5, 1)
        label = (row.latin if english else None) or row.name
        fits = room.takes(*point, radius, label)
        fine = fits and not large.takes(*point, radius, label)
        dots.append(Dot(row, *point, radius, label if fits else "", fine))
    return dots


class Room:
    """Where labels in letters of one size still have room: each stands over its point, inside the drawing, and covers no other."""

    def __init__(self, width: float, scale: float) -> None:
        self._width, self._scale = width, scale
        self._taken: list[tuple[float, float, float, float]] = []

    def takes(self, x: float, y: float, radius: float, label: str) -> bool:
        """Whether there is room for a label, which then has it."""
        half = len(label) * _LETTER * self._scale / 2
        box = (x - half, y - radius - _LINE * self._scale, x + half, y - radius)
        free = box[0] >= 0 and box[1] >= 0 and box[2] <= self._width
        if not free or any(_overlap(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        return True


def framed(outline: dict[str, Any], rows: Iterable[PlaceRow]) -> dict[str, Any]:
    """An outline of the part in which most is told of places; `shift` moves its coasts there.

    A few places far off are left out: the region and the world have them, and so does the table.
    """
    points = [(point, row.events + row.articles) for row in rows if (point := _point(row, outline))]
    if not points:
        return outline
    xs, ys = ([(point[side], weight) for point, weight in points] for side in (0, 1))
    x, y, across, down = _around(_middle(xs), _middle(ys), outline, _ROOM)
    inside = [at for at, _ in points if x <= at[0] <= x + across and y <= at[1] <= y + down]
    columns, lines = (sorted(at[side] for at in inside) for side in (0, 1))
    x, y, across, down = _around((columns[0], columns[-1]), (lines[0], lines[-1]), outline, _EDGE)
    near = outline["width"] / across
    return {
        **outline,
        "west": outline["west"] + x / outline["scale"],
        "north": outline["north"] - y / (outline["scale"] * outline["stretch"]),
        "scale": outline["scale"] * near,
        "height": round(down * near),
        "shift": f"scale({near:.3f}) translate({-x:.1f} {-y:.1f})",
    }


def _around(
    columns: tuple[float, float], lines: tuple[float, float], outline: dict[str, Any], room: float
) -> tuple[float, float, float, float]:
    """The corner, width and height of a frame about two stretches with some room, inside an outline."""
    (left, right), (top, bottom) = columns, lines
    width, height = outline["width"], outline["height"]
    across = min(width, max((right - left) * room, (bottom - top) * room * width / height, width / _NEAREST))
    down = min(across * height / width, max((bottom - top) * room * room, across * _FLATTEST))
    x = min(max(0.0, (left + right - across) / 2), width - across)
    y = min(max(0.0, (top + bottom - down) / 2), height - down)
    return x, y, across, down


def _middle(weighted: list[tuple[float, int]]) -> tuple[float, float]:
    """Between which two values all but a few lie, by weight."""
    ordered = sorted(weighted)
    whole, sofar, inside = sum(weight for _, weight in ordered), 0, []
    for value, weight in ordered:
        if sofar + weight > whole * _FEW and sofar < whole * (1 - _FEW):
            inside.append(value)
        sofar += weight
    return inside[0], inside[-1]


def _point(row: PlaceRow, outline: dict[str, Any]) -> tuple[float, float] | None:
    if row.lat is None or row.lon is None:
        return None
    x = (row.lon - outline["west"]) * outline["scale"]
    y = (outline["north"] - row.lat) * outline["scale"] * outline["stretch"]
    return (round(x, 1), round(y, 1)) if 0 <= x <= outline["width"] and 0 <= y <= outline["height"] else None


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@cache
def outlines() -> dict[str, Any]:
    """The coasts of the world and the region (Natural Earth, public domain), made by training/build_outlines.py."""
    source = files("marsad.desk").joinpath("outlines.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(source)
    return made


PLACES = Screen(name="map", path="map", state=MapState, show=show, lasting="library")
