"""Places: the map of what happened where, and the same as a table."""

from __future__ import annotations

import json
from collections import Counter
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
_LARGEST = 22.0
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
    """A place on the drawing; `label` is empty where it would cover another."""

    place: PlaceRow
    x: float
    y: float
    radius: float
    label: str


def show(asked: Asked[MapState]) -> View:
    """The places, those with the most events first."""
    overview, state = asked.session.overview(), asked.state
    known = not state.type or state.type in overview.by_type  # whatever else is asked for is not remembered
    rows = (
        overview.once(f"places {state.type}", lambda: places_of(overview, state.type))
        if known
        else places_of(overview, state.type)
    )
    outline = outlines()[state.area]
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
    """The places inside an outline, the weightiest first; a label stands only where it covers no other."""
    most = max((row.events + row.articles for row in rows), default=1)
    taken: list[tuple[float, float, float, float]] = []
    dots = []
    for row in rows:
        point = _point(row, outline)
        if point is None:
            continue
        x, y = point
        radius = round(4 + (_LARGEST - 4) * ((row.events + row.articles) / most) ** 0.5, 1)
        label = (row.latin if english else None) or row.name
        half = len(label) * _LETTER / 2
        box = (x - half, y - radius - _LINE, x + half, y - radius)
        free = not any(_overlap(box, other) for other in taken)
        taken += [box] if free else []
        dots.append(Dot(row, x, y, radius, label if free else ""))
    return dots


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
