"""The API: pages of lists by cursor, problems as RFC 9457 says, and a document that describes all of it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

import marsad
from marsad.desk import Session
from marsad.types import Record

Client = TestClient[Any]


@pytest.mark.parametrize(
    "path",
    [
        "articles",
        "events",
        "entities",
        "review?kind=date",
        "search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7",
        "sources",
        "timeline",
        "network",
        "places",
    ],
)
def test_lists_are_paged_without_loss_or_repetition(reader: Client, path: str) -> None:
    start = f"/api/v1/{path}{'&' if '?' in path else '?'}limit=3"
    found, cursor, total = [], "", None
    while cursor is not None:
        said = reader.get(f"{start}&cursor={cursor}").json()
        assert len(said["items"]) <= 3
        found += [msgspec.json.encode(one) for one in said["items"]]
        cursor, total = said["next"], said["total"]
    assert len(found) == len(set(found)) == total
    assert len(found) > 3


def test_a_record_is_that_of_the_library(reader: Client, session: Session) -> None:
    assert msgspec.json.decode(
        reader.get("/api/v1/records/2").content, type=Record
    ) == session.library.record(2)


def test_an_article_and_an_entity_are_found(reader: Client) -> None:
    assert reader.get("/api/v1/articles/1").json()["no"] == 1
    first = reader.get("/api/v1/entities?limit=1").json()["items"][0]
    assert reader.get("/api/v1/entity", params={"key": first["key"]}).json() == first


def test_events_are_filtered(reader: Client) -> None:
    said = reader.get("/api/v1/events?type=ASSAULT&limit=200").json()
    assert said["items"]
    assert {one["type"] for one in said["items"]} == {"ASSAULT"}


def test_a_page_is_read_without_a_library(reader: Client, session: Session) -> None:
    text = "قال الوزير سامي الحداد أمس إن الطريق مفتوح."
    before = session.library.last_change()
    said = msgspec.json.decode(
        reader.post("/api/v1/read?published=2023-09-28", content=text.encode()).content, type=Record
    )
    assert said.dates[0].edtf == "2023-09-27"
    assert said.attributions == marsad.read(text.encode(), published="2023-09-28").attributions
    assert session.library.last_change() == before


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/articles/999", 404),
        ("GET", "/api/v1/records/999", 404),
        ("GET", "/api/v1/entity?key=nobody", 404),
        ("GET", "/api/v1/articles?limit=0", 400),
        ("GET", "/api/v1/articles?cursor=bad", 400),
        ("GET", "/api/v1/search?q=%28a", 400),
        ("GET", "/api/v1/search?q=a&ranking=best", 400),
        ("GET", "/api/v1/search", 400),
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/articles", 405),
        ("POST", "/api/v1/read", 422),
        ("GET", "/ar/article/999.json", 404),
        ("GET", "/ar/search.csv?page=0", 400),
    ],
)
def test_problems_are_told_as_documents(reader: Client, method: str, address: str, status: int) -> None:
    answer = reader.request(method, address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_search_by_meaning_finds_articles_without_the_word(reader: Client) -> None:
    assert reader.get("/api/v1/search?q=زعفرانيستان").json()["total"] == 0
    assert reader.get("/api/v1/search?q=زعفرانيستان&ranking=meaning").json()["total"] > 0


def test_the_document_describes_every_address(reader: Client) -> None:
    document = reader.get("/api/v1/schema/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/v1/articles",
        "/api/v1/articles/{no}",
        "/api/v1/articles/{no}/judgements",
        "/api/v1/records/{no}",
        "/api/v1/search",
        "/api/v1/events",
        "/api/v1/entities",
        "/api/v1/entity",
        "/api/v1/export/{format}",
        "/api/v1/read",
        "/api/v1/review",
        "/api/v1/agreement",
        "/api/v1/searches",
        "/api/v1/searches/{name}",
        "/api/v1/decisions",
        "/api/v1/likely",
        "/api/v1/articles/{no}/versions",
        "/api/v1/articles/{no}/copies",
        "/api/v1/articles/{no}/similar",
        "/api/v1/articles/{no}/events/{event}",
        "/api/v1/articles/{no}/claims/{claim}",
        "/api/v1/facets",
        "/api/v1/jobs/file",
        "/api/v1/articles/{no}/voices",
        "/api/v1/articles/{no}/difference",
        "/api/v1/articles/{no}/story",
        "/api/v1/articles/{no}/page",
        "/api/v1/audit",
        "/api/v1/users",
        "/api/v1/stories",
        "/api/v1/stories/{no}",
        "/api/v1/sources",
        "/api/v1/timeline",
        "/api/v1/network",
        "/api/v1/places",
        "/api/v1/profile",
        "/api/v1/health",
        "/api/v1/jobs",
        "/api/v1/jobs/{number}",
        "/api/v1/jobs/{number}/events",
        "/api/v1/jobs/{number}/stop",
        "/api/v1/feeds",
    }


def test_a_search_tells_facets_and_chains_on_request(reader: Client) -> None:
    asked = {"q": "القافلة", "limit": "4"}
    bare = reader.get("/api/v1/search", params=asked).json()
    assert (bare["facets"], bare["chains"]) == (None, None)
    told = reader.get("/api/v1/search", params=asked | {"facets": "true", "chains": "true"}).json()
    assert told["items"] == bare["items"]
    assert told["facets"] == reader.get("/api/v1/facets", params={"q": "القافلة"}).json()
    assert sum(one["count"] for one in told["facets"]["site"]) == told["total"]
    assert [one["article"] for one in told["chains"]] == [one["no"] for one in told["items"]]
    assert any(one["sources"] for one in told["chains"])


def test_what_an_article_is_made_of_and_part_of(reader: Client, session: Session) -> None:
    record = session.record(5)
    voices = reader.get("/api/v1/articles/5/voices").json()
    assert [one["name"] for one in voices] == [one.name for one in record.voices()]
    assert reader.get("/api/v1/articles/5/page").content == session.library.page(5).data  # type: ignore[union-attr]
    changed = next(one for one in session.overview().articles.values() if one.version > 1)
    told = reader.get(f"/api/v1/articles/{changed.no}/difference").json()
    assert told == {"previous": changed.previous, "difference": session.library.difference(changed.no)}
    assert "\n+" in told["difference"]
    stories = [reader.get(f"/api/v1/articles/{no}/story").json() for no in session.overview().articles]
    assert all(one is None or len(one["articles"]) >= 1 for one in stories)
    assert max(len(one["articles"]) for one in stories if one) > 3
    assert reader.get("/api/v1/articles/999/story").status_code == 404
    assert reader.get("/api/v1/articles/13/page").status_code == 404
