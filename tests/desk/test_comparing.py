"""What the screens that compare show is the same for programs, and things are added over HTTP as in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN

from marsad.corpus import Library
from marsad.corpus.intake.visiting import Visitor
from marsad.desk import Session, build_desk
from marsad.desk.adding import Adder

Client = TestClient[Any]
TOLD = {"authorization": f"Bearer {TOKEN}"}
TEXT = "قال محافظ الإقليم أمس إن الطريق الساحلي «فتح أمام السيارات» بعد إصلاح الجسر."


def whole(client: Client, path: str) -> list[Any]:
    """All items of a list, page by page."""
    found, cursor = [], ""
    while cursor is not None:
        said = client.get(f"/api/v1/{path}", params={"limit": 100, "cursor": cursor}).json()
        found += said["items"]
        cursor = said["next"]
    return found


def test_stories_are_those_of_the_screen(reader: Client) -> None:
    stories = whole(reader, "stories")
    assert stories == reader.get("/ar/stories.json").json()["items"]
    assert stories
    number = stories[0]["no"]
    assert reader.get(f"/api/v1/stories/{number}").json() == reader.get(f"/ar/story/{number}.json").json()
    few = reader.get("/api/v1/stories", params={"limit": 1}).json()
    assert (few["items"], few["total"]) == (stories[:1], len(stories))


def test_the_timeline_the_network_and_the_map_are_those_of_the_screens(reader: Client) -> None:
    screen = reader.get("/ar/timeline.json?type=ASSAULT").json()
    told = reader.get("/api/v1/timeline?type=ASSAULT&limit=200").json()
    assert {name: told[name] for name in ("start", "end", "undated", "outside", "items")} == {
        name: screen[name] for name in ("start", "end", "undated", "outside", "items")
    }
    ties = reader.get("/api/v1/network?limit=200").json()
    assert ties["total"] == reader.get("/ar/network.json").json()["total"] == len(ties["items"]) > 3
    assert {one["key"] for one in ties["knots"]} == {
        tie[end] for tie in ties["items"] for end in ("source", "target")
    }
    assert whole(reader, "places") == reader.get("/ar/map.json").json()["items"]


def test_cards_are_those_of_the_screens(reader: Client) -> None:
    event = reader.get("/api/v1/events?limit=1").json()["items"][0]
    path = f"articles/{event['article']}/events/{event['id']}"
    page = f"/ar/article/{event['article']}/event/{event['id']}.json"
    assert reader.get(f"/api/v1/{path}").json() == reader.get(page).json()
    actor = reader.get("/api/v1/entities?limit=1").json()["items"][0]
    for_actor = {"params": {"key": actor["key"]}}
    assert (
        reader.get("/api/v1/profile", **for_actor).json() == reader.get("/ar/actor.json", **for_actor).json()
    )
    assert reader.get("/api/v1/health").json() == reader.get("/ar/health.json").json()


def test_what_stands_beside_an_article(reader: Client, session: Session) -> None:
    whole_page = reader.get("/ar/article/5.json").json()
    assert reader.get("/api/v1/articles/5/versions").json() == whole_page["versions"]
    assert reader.get("/api/v1/articles/5/copies").json() == whole_page["copies"]
    alike = reader.get("/api/v1/articles/5/similar?limit=3").json()
    assert len(alike) == 3
    assert 5 not in {one["no"] for one in alike}
    assert reader.get("/api/v1/articles/999/similar").status_code == 404


def test_facets_count_the_articles_of_a_query(reader: Client) -> None:
    facets = reader.get("/api/v1/facets?q=ليبيا").json()
    assert sum(one["count"] for one in facets["site"]) == reader.get("/api/v1/search?q=ليبيا").json()["total"]


def test_a_source_is_graded_and_the_grade_taken_back(reader: Client) -> None:
    source = reader.get("/api/v1/sources?limit=1").json()["items"][0]
    for grade in ("B", "F"):
        said = {"source": source["key"], "grade": grade, "by": "سلمى"}
        assert reader.post("/api/v1/sources", json=said).status_code == 403
        assert reader.post("/api/v1/sources", json=said, headers=TOLD).status_code == 201
        assert reader.get("/api/v1/sources?limit=1").json()["items"][0]["reliability"] == grade


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Client]:
    """A desk on an empty library, which reads in this process and visits this machine."""
    Library.create(tmp_path / "library").close()
    with Session(tmp_path / "library", token=TOKEN) as session:
        session._adder = Adder(session, processes=1, visitor=Visitor(allow_private=True, delay=0.0))
        with TestClient(build_desk(session), base_url=LOCAL) as client:
            yield client


def test_a_text_is_handed_in_and_watched_until_it_is_read(empty: Client) -> None:
    assert empty.post("/api/v1/jobs", json={"text": TEXT}).status_code == 403
    assert empty.get("/api/v1/jobs").status_code == 403
    said = empty.post("/api/v1/jobs", json={"text": TEXT, "tier": "fast"}, headers=TOLD)
    assert said.status_code == 202
    number = said.json()["id"]
    told = empty.get(f"/api/v1/jobs/{number}/events", headers=TOLD)
    assert told.headers["content-type"].startswith("text/event-stream")
    last = [line for line in told.text.splitlines() if line.startswith("data:")][-1]
    assert json.loads(last.removeprefix("data:"))["stage"] == "done"
    job = empty.get(f"/api/v1/jobs/{number}", headers=TOLD).json()
    assert (job["counts"], job["added"][0]["no"]) == ({"new": 1}, 1)
    assert whole_jobs(empty) == [number]
    assert empty.get("/api/v1/articles/1").json()["characters"] == len(TEXT)
    assert empty.post(f"/api/v1/jobs/{number}/stop", headers=TOLD).json()["stage"] == "done"


def test_a_file_is_handed_in_as_it_is(empty: Client) -> None:
    octets = TOLD | {"content-type": "application/octet-stream"}
    lines = "\n".join(json.dumps({"id": name, "text": TEXT}, ensure_ascii=False) for name in ("a", "b"))
    asked = {"name": "../two.jsonl", "tier": "fast"}
    assert empty.post("/api/v1/jobs/file", params=asked, content=lines.encode()).status_code in (403, 415)
    said = empty.post("/api/v1/jobs/file", params=asked, content=lines.encode(), headers=octets)
    assert said.status_code == 202
    empty.get(f"/api/v1/jobs/{said.json()['id']}/events", headers=TOLD)
    job = empty.get(f"/api/v1/jobs/{said.json()['id']}", headers=TOLD).json()
    assert (job["counts"], job["title"]) == ({"new": 2}, "two.jsonl")
    assert empty.post("/api/v1/jobs/file", params=asked, content=b"", headers=octets).status_code == 422
    assert empty.post("/api/v1/jobs/file", content=b"x", headers=octets).status_code == 400


def whole_jobs(client: Client) -> list[int]:
    return [one["id"] for one in client.get("/api/v1/jobs", headers=TOLD).json()["items"]]


def test_a_feed_is_followed_and_left(empty: Client) -> None:
    url = "http://127.0.0.1:9/feed.xml"
    assert empty.post("/api/v1/feeds", json={"url": url, "minutes": 60}, headers=TOLD).status_code == 201
    assert [one["feed"]["url"] for one in empty.get("/api/v1/feeds", headers=TOLD).json()["items"]] == [url]
    assert empty.post("/api/v1/feeds", json={"url": url, "minutes": 1}, headers=TOLD).status_code == 422
    assert empty.delete("/api/v1/feeds", params={"url": url}, headers=TOLD).status_code == 204
    assert empty.get("/api/v1/feeds", headers=TOLD).json()["items"] == []
