"""Saved searches in the browser: kept, counted anew since one looked, forgotten, and read as a feed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN, demo_pages
from tests.desk.pages import parsed

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.search.watches import Watching, find_watch, list_watches
from marsad.desk import Session, build_desk

Client = TestClient[Any]
QUERY = "القافلة OR قافلة"
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[1:3], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.bring_up_to_date()
        yield session


@pytest.fixture
def client(session: Session) -> Iterator[Client]:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def send(client: Client, page: str, action: str, **fields: str) -> Any:
    """What a form of a page, told by where it is sent, is answered."""
    form = parsed(client.get(page).text).css_first(f"form[action='{action}']")
    assert form is not None
    said = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input")}
    return client.post(action, data={**said, **fields}, follow_redirects=False)


def rows(client: Client) -> list[dict[str, Any]]:
    return list(client.get("/en/saved.json").json()["searches"])


def test_a_search_is_saved_looked_at_and_forgotten(client: Client, session: Session) -> None:
    answer = send(client, f"/en/search?q={QUERY}", "/searches", name="قوافل الإغاثة")
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/en/search")
    (row,) = rows(client)
    assert row == {"name": "قوافل-الإغاثة", "query": QUERY, "total": 2, "new": 2}
    page = f"/en/saved?name={row['name']}"
    assert len(parsed(client.get(page).text).css("ul.plain li")) == 2
    assert send(client, page, "/saved/look").status_code == 303
    assert rows(client)[0]["new"] == 0
    with session.writable() as library:
        list(library.add(demo_pages()[3:5], how=How(tier="fast")))
    session.bring_up_to_date()
    session._overview = None
    assert (rows(client)[0]["total"], rows(client)[0]["new"]) == (3, 1)
    assert send(client, "/en/saved", "/saved/delete").status_code == 303
    assert rows(client) == list_watches(session.library) == []


def test_each_person_looks_for_themselves(client: Client) -> None:
    send(client, f"/en/search?q={QUERY}", "/searches", name="x")
    client.post("/reviewer", data={"token": TOKEN, "by": "ليلى"})
    send(client, "/en/saved?name=x", "/saved/look")
    assert rows(client)[0]["new"] == 0
    client.post("/reviewer", data={"token": TOKEN, "by": "سمير"})
    assert rows(client)[0]["new"] == 2


def test_the_feed_of_a_saved_search_is_rss(client: Client) -> None:
    send(client, f"/en/search?q={QUERY}", "/searches", name="قوافل")
    link = parsed(client.get("/en/saved").text).css_first("a[type='application/rss+xml']")
    assert link is not None
    answer = client.get(link.attributes["href"] or "")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert len(feed.entries) == 2
    assert client.get("/saved/none/rss.xml").status_code == 400


@pytest.mark.parametrize(
    ("name", "query"), [("../x", "قافلة"), ("", "قافلة"), ("x", " "), ("x", "(a"), ("a" * 81, "قافلة")]
)
def test_what_cannot_be_saved_is_refused(client: Client, session: Session, name: str, query: str) -> None:
    said = {"token": TOKEN, "name": name, "query": query}
    assert client.post("/searches", data=said).status_code == 400
    assert list_watches(session.library) == []


def test_strangers_save_and_forget_nothing(session: Session, client: Client) -> None:
    send(client, f"/en/search?q={QUERY}", "/searches", name="x")
    with TestClient(build_desk(session), base_url=LOCAL) as stranger:
        assert parsed(stranger.get("/en/saved").text).css("form") == []
        for address in ("/searches", "/saved/delete", "/saved/look"):
            said = {"name": "x", "query": "y", "token": "z"}
            assert stranger.post(address, data=said).status_code == 403
        assert stranger.delete("/api/v1/searches/x").status_code == 403
    assert len(list_watches(session.library)) == 1


def test_programs_do_the_same(client: Client) -> None:
    said = client.post("/api/v1/searches", json={"name": "x", "query": QUERY}, headers=BEARER)
    assert (said.status_code, said.json()["total"]) == (201, 2)
    assert client.get("/api/v1/searches").json()["items"] == [said.json()]
    assert client.delete("/api/v1/searches/x", headers=BEARER).status_code == 204
    assert client.get("/api/v1/searches").json()["items"] == []
    assert client.delete("/api/v1/searches/x", headers=BEARER).status_code == 400


def test_a_search_that_is_watched_is_not_forgotten(client: Client, session: Session) -> None:
    send(client, f"/en/search?q={QUERY}", "/searches", name="x")
    with Watching(session.library, find_watch(session.library, "x")):
        assert send(client, "/en/saved", "/saved/delete").status_code == 503
    assert len(list_watches(session.library)) == 1
