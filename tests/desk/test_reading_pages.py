"""What stands beside articles: chains of passages found, copies, story and related news; and the state of the library."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.desk import Session
from marsad.desk.inventory import PACKS, list_floors, list_licences, list_packs
from marsad.desk.sourcing import statement_at

Client = TestClient[Any]


def test_every_passage_found_says_on_whose_word_it_stands(reader: Client, session: Session) -> None:
    said = reader.get("/ar/search.json", params={"q": "القافلة"}).json()
    assert said["hits"]["hits"]
    chains = {one["article"]: one for one in said["chains"]}
    assert set(chains) == {hit["no"] for hit in said["hits"]["hits"]}
    sourced = 0
    for hit in said["hits"]["hits"]:
        chain = chains[hit["no"]]
        if chain["statement"] is None or not hit["snippet"]["highlights"]:
            continue
        record = session.library.record(hit["no"])
        statement = next(one for one in record.attributions if one.id == chain["statement"])
        start, end = hit["snippet"]["highlights"][0]
        assert statement.content.start <= start
        assert end <= statement.content.end
        assert [one["exact"] for one in chain["sources"]][: len(statement.sources)] == [
            one.exact for one in statement.sources
        ]
        sourced += 1
    assert sourced
    page = parsed(reader.get("/ar/search", params={"q": "القافلة"}).text)
    assert len(page.css(".said-by")) == len(chains)
    assert len(page.css(".said-by .chain")) >= sourced


def test_the_innermost_statement_is_the_one_that_counts(session: Session) -> None:
    for no in range(1, 13):
        record = session.library.record(no)
        for said in record.attributions:
            if said.content.field == "text":
                found = statement_at(record, said.content.start, said.content.start + 1)
                assert found is not None
                assert found.content.end - found.content.start <= said.content.end - said.content.start


def test_related_news_are_those_of_the_page(reader: Client, session: Session) -> None:
    shown = 0
    for no in range(1, 13):
        related = session.library.record(no).article.related
        page = parsed(reader.get(f"/ar/article/{no}").text)
        found = page.css("section[aria-labelledby=related] li")
        assert len(found) == len(related)
        shown += len(found)
    assert shown


def test_packs_are_hashed_and_compared_with_their_cards(reader: Client) -> None:
    packs = list_packs()
    assert {pack.name for pack in packs} == PACKS.keys() == {"names", "events", "search"}
    for pack in packs:
        folder = files(PACKS[pack.name]).joinpath("pack")
        assert pack.files
        for file in pack.files:
            assert file.whole
            assert file.sha256 == hashlib.sha256(folder.joinpath(file.name).read_bytes()).hexdigest()
        assert pack.scores
        assert pack.licence
        assert pack.limits
    said = reader.get("/en/health.json").json()
    assert {one["name"] for one in said["packs"]} == PACKS.keys()


def test_floors_and_licences_are_told(reader: Client) -> None:
    floors = json.loads((Path(__file__).parents[2] / "benchmarks/floors.json").read_text())
    assert {(one.data, one.measure): one.f1 for one in list_floors()} == {
        (data, measure): f1 for data, table in floors.items() for measure, f1 in table["f1"].items()
    }
    licences = {one.name.split()[0]: one for one in list_licences()}
    assert licences["Noto"].licence == "OFL-1.1"
    assert {one.kind for one in licences.values()} == {"font", "data", "library"}
    assert "?" not in {one.licence for one in licences.values()}
    page = reader.get("/ar/health").text
    assert "IBM Plex Sans Arabic" in page
    assert "msgspec" in page


def test_the_library_says_how_far_its_index_is(reader: Client, session: Session) -> None:
    said = reader.get("/ar/health.json").json()
    assert said["index"] == {"readings": said["last_change"], "unindexed": 0, "uncompared": 0, "problem": ""}
    assert sum(run["articles"] for run in said["runs"]) == len(list(session.library.articles()))


def test_lanes_by_source_hold_what_is_told_on_that_word(reader: Client, session: Session) -> None:
    said = reader.get("/ar/timeline.json?lanes=source&from=2024&to=2024").json()
    told = [one for one in said["items"] if one["source"]]
    assert told
    for one in told:
        record = session.library.record(one["article"])
        claim = next(each for each in record.attributions if each.id == one["claim"])
        assert claim.sources[0].exact == one["source"]["name"]
    lanes = {
        node.text()
        for node in parsed(reader.get("/ar/timeline?lanes=source&from=2024&to=2024").text).css("text.lane")
    }
    named = {session.overview().name(each.source) for each in session.overview().happenings if each.source}
    assert any(lane.startswith(tuple(name[:60] for name in named)) for lane in lanes)
