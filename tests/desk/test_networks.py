"""The network: who is tied to whom, where it stands in the drawing, and its twins."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest
from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.desk import Session
from marsad.desk.networks import HEIGHT, WIDTH, Knot, Tie, draw, knots_of, overlap, tied_of, ties_of
from marsad.desk.overview import Happening, Overview, Party

Client = TestClient[Any]
NS = "{http://graphml.graphdrawing.org/xmlns}"


def happening(kind: str, acting: str, recipients: str = "", **changes: Any) -> Happening:
    """An event between parties whose keys are letters."""
    said: dict[str, Any] = {
        "article": 1, "id": "v1", "type": kind, "mode": None, "status": "happened", "date": None, "first": None,
        "last": None, "place": None, "trigger": "لقاء", "claim": None, "dead": None, "injured": None,
    }  # fmt: skip
    parties = {"actors": acting, "recipients": recipients}
    said |= {name: tuple(Party(f"طرف {one}", one) for one in keys) for name, keys in parties.items()}
    return Happening(**(said | changes))


@pytest.fixture
def nobody(session: Session) -> Overview:
    return session.overview()


def test_who_acts_is_tied_to_whom_it_acts_on(nobody: Overview) -> None:
    ties = ties_of(tied_of([happening("ACCUSE", "ab", "c"), happening("ACCUSE", "a", "c", id="v2")]), nobody)
    told = {(tie.source, tie.target): (tie.count, tie.quad, tie.mutual, tie.types) for tie in ties}
    assert told == {("a", "c"): (2, 3, False, {"ACCUSE": 2}), ("b", "c"): (1, 3, False, {"ACCUSE": 1})}


def test_those_who_act_together_are_tied_to_each_other_and_nobody_to_himself(nobody: Overview) -> None:
    ties = ties_of(
        tied_of([happening("CONSULT", "cba"), happening("ACCUSE", "a", "a"), happening("PROTEST", "d")]),
        nobody,
    )
    assert {(tie.source, tie.target) for tie in ties} == {("a", "b"), ("a", "c"), ("b", "c")}
    assert all(tie.mutual for tie in ties)


def test_a_description_without_a_name_is_one_knot_however_it_is_spelt(nobody: Overview) -> None:
    told = [
        happening("PROTEST", "", "a", id=f"v{at}", actors=(Party(name),))
        for at, name in enumerate(("الأهالي", "الاهالي"))
    ]
    tied = tied_of(told)
    ties = ties_of(tied, nobody)
    assert [tie.count for tie in ties] == [2]
    assert knots_of(ties, tied, nobody)[ties[0].source].kind == "unnamed"


def crowd(count: int) -> tuple[list[Knot], list[Tie]]:
    """A network with a middle and many others."""
    ties = [
        Tie(source="k0", target=f"k{at}", quad=at % 5, mutual=False, count=1 + at % 7, types={}, outlets=1, events=(), first=None, last=None)
        for at in range(1, count)
    ]  # fmt: skip
    knots = [
        Knot(key=f"k{at}", name=f"اسم طويل بعض الشيء {at}", latin=None, kind="person", count=count - at)
        for at in range(count)
    ]
    return knots, ties


@pytest.mark.parametrize("count", [2, 3, 40, 80])
def test_labels_cover_nothing_and_everything_is_inside(count: int) -> None:
    placed, drawn = draw(*crowd(count), latin=False)
    boxes = [
        (
            one.label_x - len(one.label) * 3.8,
            one.label_y - 13,
            one.label_x + len(one.label) * 3.8,
            one.label_y + 4,
        )
        for one in placed
        if one.label
    ]
    assert len(boxes) >= min(count, 15)
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[:at] if overlap(a, b)] == []
    circles = [
        (one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in placed
    ]
    assert all(
        low_x >= 0 and low_y >= 0 and high_x <= WIDTH and high_y <= HEIGHT
        for low_x, low_y, high_x, high_y in circles
    )
    assert len(drawn) == count - 1
    assert len({(one.x, one.y) for one in placed}) == count


def test_the_same_network_is_drawn_the_same_and_thicker_where_more_happened() -> None:
    once, again = draw(*crowd(30), latin=False), draw(*crowd(30), latin=False)
    assert once == again
    widths = {line.tie.count: line.width for line in once[1]}
    assert sorted(widths.values()) == [widths[count] for count in sorted(widths)]
    assert widths[7] > 2 * widths[1]


def test_of_several_ties_between_two_none_hides_another() -> None:
    knots, _ = crowd(2)
    ties = [
        Tie(source=a, target=b, quad=quad, mutual=False, count=1, types={}, outlets=1, events=(), first=None, last=None)
        for a, b in (("k0", "k1"), ("k1", "k0"))
        for quad in (1, 4)
    ]  # fmt: skip
    _, drawn = draw(knots, ties, latin=False)
    assert len({line.path for line in drawn}) == 4


def test_the_page_draws_every_tie_that_it_tells(reader: Client) -> None:
    said = reader.get("/ar/network.json").json()
    assert said["ties"]
    page = parsed(reader.get("/ar/network").text)
    assert len(page.css("svg.network path.tie")) == len(said["ties"])
    assert len(page.css("svg.network circle.knot")) == len(said["knots"])
    assert len(page.css("table.ties tbody tr")) == min(said["total"], 200)
    rows = list(csv.DictReader(io.StringIO(reader.get("/ar/network.csv").text.removeprefix("\ufeff"))))
    assert len(rows) == said["total"]
    assert sum(int(row["count"]) for row in rows) >= said["events"]


@pytest.mark.parametrize(
    "query",
    ["quad=1", "type=CONSULT", "least=2", "outlet=habara.example", "from=2024-04&to=2024-04", "most=5"],
)
def test_filters_narrow_and_stay_in_the_address(reader: Client, query: str) -> None:
    whole = reader.get("/ar/network.json").json()
    said = reader.get(f"/ar/network.json?{query}").json()
    assert said["total"] <= whole["total"]
    assert said["knots"] if query in ("quad=1", "most=5") else True
    if query == "quad=1":
        assert {tie["quad"] for tie in said["ties"]} == {1}
    if query == "most=5":
        assert len(said["knots"]) <= 5
    other = parsed(reader.get(f"/ar/network?{query}").text).css_first("a.switch")
    assert other is not None
    assert query in (other.attributes["href"] or "")


def test_one_actor_is_seen_alone(reader: Client) -> None:
    whole = reader.get("/ar/network.json").json()
    key = whole["knots"][0]["key"]
    said = reader.get("/ar/network.json", params={"actor": key}).json()
    assert said["ties"]
    assert all(key in (tie["source"], tie["target"]) for tie in said["ties"])


def test_a_stretch_that_ends_before_it_begins_is_refused(reader: Client) -> None:
    assert reader.get("/ar/network?from=2024-05&to=2024-04").status_code == 400
    assert reader.get("/ar/network?most=1000").status_code == 400


def test_the_graph_has_the_chosen_events_and_no_others(reader: Client) -> None:
    answer = reader.get("/ar/network.graphml?quad=1")
    assert answer.headers["content-type"].startswith("application/graphml+xml")
    graph = ElementTree.fromstring(answer.content)
    types = Counter(data.text for data in graph.iter(f"{NS}data") if data.attrib["key"] == "node.type")
    said = reader.get("/ar/network.json?quad=1").json()
    assert types.total() == said["events"]
    told: Counter[str] = Counter()
    seen = set()
    for tie in said["ties"]:
        told.update(tie["types"])
        seen.update(map(tuple, tie["events"]))
    assert set(types) >= set(told)


@pytest.mark.parametrize("latin", [False, True])
@pytest.mark.parametrize("count", [2, 5, 12, 30, 60])
def test_the_drawing_begins_with_its_fuller_side(count: int, latin: bool) -> None:
    placed, _ = draw(*crowd(count), latin=latin)
    left = sum(one.knot.count for one in placed if one.x < 400)
    right = sum(one.knot.count for one in placed if one.x > WIDTH - 400)
    assert left >= right if latin else right >= left
