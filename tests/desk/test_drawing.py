"""Where things stand in drawings: nothing outside, nothing over another, time to the left in Arabic."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.corpus.store.edits import event_types
from marsad.desk.drawing import ROWS, WIDTH, fullest, lanes_of, shifted, ticks_of, volume, window_of
from marsad.desk.overview import Happening, Party, reach_of
from marsad.desk.screens.network import KINDS, UNNAMED
from marsad.desk.screens.places import PlaceRow, dots_of, framed, outlines
from marsad.desk.screens.timeline import COLOURS

START, END = date(2024, 3, 1), date(2024, 5, 31)


def happening(number: int, edtf: str | None) -> Happening:
    first, last = reach_of(edtf)
    return Happening(
        article=number,
        id=f"v{number}",
        type="CONSULT",
        mode=None,
        status="happened",
        date=edtf,
        first=first,
        last=last,
        place=Party("درنة"),
        actors=(),
        recipients=(),
        trigger="التقى",
        claim=None,
        dead=None,
        injured=None,
    )


@pytest.mark.parametrize("mirrored", [True, False])
def test_marks_of_any_precision_stay_inside_and_do_not_cover_each_other(mirrored: bool) -> None:
    dates = [
        "2024-03-05",
        "2024-03",
        "2024",
        "2024-03-05T10:20",
        "2023-12/2024-04-02",
        None,
        "XXXX-09",
        "1948",
        *["2024-04-16"] * 40,
    ]
    (lane,) = lanes_of(
        {"لجنة": [happening(at, one) for at, one in enumerate(dates)]}, START, END, mirrored=mirrored
    )
    assert len(lane.marks) + lane.more == len(dates) - 2
    assert lane.more > 0
    for mark in lane.marks:
        assert -0.11 <= mark.x <= mark.x + mark.width <= WIDTH + 8
    for one in lane.marks:
        for other in lane.marks:
            if one is not other and one.y == other.y:
                assert one.x + one.width <= other.x or other.x + other.width <= one.x
    assert len({mark.y for mark in lane.marks}) <= ROWS


def test_time_runs_to_the_left_in_arabic() -> None:
    early, late = happening(1, "2024-03-05"), happening(2, "2024-05-05")
    for mirrored in (True, False):
        (lane,) = lanes_of({"": [early, late]}, START, END, mirrored=mirrored)
        at = {mark.happening.article: mark.x for mark in lane.marks}
        assert (at[1] > at[2]) is mirrored
        ticks = [tick.x for tick in ticks_of(START, END, mirrored=mirrored)]
        assert ticks == sorted(ticks, reverse=mirrored)


def test_months_without_articles_keep_their_place() -> None:
    bars = volume({"2023-12": 4, "2024-02": 2}, mirrored=False)
    assert [(bar.month, bar.count) for bar in bars] == [("2023-12", 4), ("2024-01", 0), ("2024-02", 2)]
    assert bars[0].height == 2 * bars[2].height


def test_the_stretch_is_moved_and_zoomed_and_never_leaves_the_calendar() -> None:
    assert shifted(START, END, zoom=0.5)[0] > START
    assert shifted(START, END, move=0.5)[0] > START
    first, last = date(1, 1, 1), date(9999, 12, 30)
    assert shifted(first, last, zoom=2.0)[0] >= date.min
    assert window_of([happening(1, "0001-01-01"), happening(2, "9999-12-31")])[0] >= date.min


def test_the_unnamed_come_last() -> None:
    groups = {"": [happening(1, "2024")] * 3, "ب": [happening(2, "2024")], "ا": [happening(3, "2024")] * 2}
    assert list(fullest(groups, 1, last="")) == ["ا", ""]


def test_labels_of_the_map_do_not_collide_and_places_outside_are_left_to_the_table() -> None:
    places = [
        PlaceRow(
            key=str(at), name=f"بلدة {at}", latin=None, country=None, lat=lat, lon=lon, articles=1, events=0
        )
        for at, (lat, lon) in enumerate(
            [(32.0, 20.0), (32.05, 20.05), (30.0, 31.2), (89.0, 10.0), (None, None)]
        )
    ]
    dots = dots_of(places, outlines()["region"], english=False)
    assert [bool(dot.label) for dot in dots] == [True, False, True]


def test_the_map_goes_to_where_most_happened() -> None:
    def place(name: str, lat: float, lon: float, events: int) -> PlaceRow:
        return PlaceRow(
            key=name, name=name, latin=None, country=None, lat=lat, lon=lon, articles=1, events=events
        )

    places = [place("طبرق", 32.08, 23.96, 40), place("بنغازي", 32.12, 20.07, 40), place("دبي", 25.2, 55.3, 1)]
    whole = outlines()["region"]
    near = framed(whole, places)
    dots = dots_of(places, near, english=False)
    assert [dot.place.name for dot in dots] == ["طبرق", "بنغازي"]
    apart, before = (abs(one[0].x - one[1].x) for one in (dots, dots_of(places, whole, english=False)))
    assert 2 < apart / before <= 4.01
    assert "scale(" in near["shift"]
    assert framed(whole, []) == whole
    alone = dots_of(places[2:], framed(whole, places[2:]), english=False)
    assert [dot.label for dot in alone] == ["دبي"]


def test_places_say_how_sure_they_are(reader: TestClient[Any]) -> None:
    places = reader.get("/ar/map.json").json()["items"]
    assert {one["certainty"] is None for one in places if one["lat"] is None} <= {True}
    sure = [one["certainty"] for one in places if one["lat"] is not None]
    assert sure
    assert all(0 < one <= 1 for one in sure)
    unsure = PlaceRow(
        key="a", name="أ", latin=None, country=None, lat=1, lon=1, articles=1, events=1, certainty=0.4
    )
    assert unsure.unsure
    assert not msgspec.structs.replace(unsure, certainty=0.65).unsure
    table = parsed(reader.get("/ar/map").text).css_first("table")
    assert table is not None
    assert f"{max(sure):.0%}" in table.text()


def test_types_and_kinds_have_their_colours_from_one_list(reader: TestClient[Any]) -> None:
    style = reader.get("/static/desk.css").text
    assert sorted(COLOURS) == sorted(event_types())
    assert set(re.findall(r"\.mark\.(\w+)", style)) == {*COLOURS.values(), "unsure"}
    assert set(re.findall(r"\.knot\.(\w+)", style)) == set(KINDS) - {UNNAMED}


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("days", [1, 2, 8, 9, 10, 30, 31, 62, 63, 100, 365, 540, 600, 3000, 40000, 3_000_000])
def test_every_stretch_of_time_is_marked_with_room_for_each_label(days: int, mirrored: bool) -> None:
    for start in (date(2024, 4, 15), date(2023, 12, 31), date(2024, 2, 1), date(1, 1, 1)):
        end = date.fromordinal(min(start.toordinal() + days - 1, date.max.toordinal() - 1))
        ticks = ticks_of(start, end, mirrored=mirrored)
        assert ticks, (start, end)
        places = sorted(tick.x for tick in ticks)
        assert all(0 <= x <= WIDTH for x in places)
        room = 80 if len(ticks[0].label) > 4 else 40
        assert all(after - before >= room - 3 for before, after in pairwise(places)), (start, end)


def test_a_week_is_marked_by_its_days() -> None:
    ticks = ticks_of(date(2024, 4, 15), date(2024, 4, 22), mirrored=False)
    assert [tick.label for tick in ticks] == [f"2024-04-{day}" for day in range(15, 23)]
    assert {len(tick.label) for tick in ticks_of(date(2024, 1, 1), date(2024, 6, 30), mirrored=True)} == {7}
    assert {len(tick.label) for tick in ticks_of(date(2020, 1, 1), date(2024, 6, 30), mirrored=True)} == {4}
