"""Pages are kept while nothing changes, for each person their own, and not a moment longer."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN, demo_pages

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session, build_desk
from marsad.desk import session as desk_session
from marsad.desk.keeping import Kept
from marsad.desk.screens import article

Client = TestClient[Any]


def articles_made(monkeypatch: Any) -> list[int]:
    """The numbers of the articles whose pages are made from now on."""
    made: list[int] = []
    read = article.read

    def counted(asked: Any) -> Any:
        made.append(asked.article)
        return read(asked)

    monkeypatch.setattr(article, "read", counted)
    return made


def test_a_page_is_made_once_until_the_library_changes(tmp_path: Path, monkeypatch: Any) -> None:
    made = articles_made(monkeypatch)
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:2], how=How(tier="fast")))
    with (
        Session(tmp_path / "lib", token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        session.bring_up_to_date()
        pages = [client.get("/ar/article/1").text for _ in range(3)]
        assert (made, len(set(pages))) == ([1], 1)
        client.get("/ar/article/1?view=voices")
        client.get("/en/article/1")
        assert made == [1] * 3
        client.get("/", params={"token": TOKEN})
        assert "/judge" in client.get("/ar/article/1").text
        client.cookies.clear()
        assert "/judge" not in client.get("/ar/article/1").text
        with Library.open(tmp_path / "lib", "w") as library:
            library.judge(1, "article", None, "note", by="سلمى", value="راجع الأصل")
        assert "راجع الأصل" in client.get("/ar/article/1").text


def test_what_changes_about_one_article_leaves_the_others_pages(tmp_path: Path, monkeypatch: Any) -> None:
    made = articles_made(monkeypatch)
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:2], how=How(tier="fast")))
    with (
        Session(tmp_path / "lib", token=TOKEN) as session,
        TestClient(build_desk(session), base_url=LOCAL) as client,
    ):
        session.refresh()

        def look() -> None:
            for address in ("/ar/article/1", "/ar/article/2"):
                assert client.get(address).status_code == 200

        monkeypatch.setattr(
            session, "_refresh_later", lambda: None
        )  # as while articles come in by the hundred
        look()
        with Library.open(tmp_path / "lib", "w") as library:
            library.judge(2, "article", None, "note", by="سلمى", value="راجع الأصل")
            look()
            assert made == [1, 2, 2]
            list(library.add(demo_pages()[2:4], how=How(tier="fast")))
        look()
        assert made == [1, 2, 2]
        session.refresh()
        look()
        assert made == [1, 2, 2, 1, 2]


def test_of_many_who_ask_for_the_same_one_makes_it() -> None:
    kept: Kept[str] = Kept(5)
    made, begun = [], threading.Event()

    def make() -> str:
        made.append("x")
        begun.wait(5)
        return "x"

    askers = [threading.Thread(target=kept.get, args=(1, "a", make)) for _ in range(5)]
    for one in askers:
        one.start()
    begun.set()
    for one in askers:
        one.join(5)
    assert made == ["x"]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept: Kept[str] = Kept(5, weigh=len)
    made: list[str] = []

    def ask(key: str, stamp: int | None = 1) -> str:
        return kept.get(stamp, key, lambda: made.append(key) or key * 2)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == key * 2
    assert made == ["a", "b", "c", "b"]
    assert [ask("a", None), ask("a", None)] == ["aa", "aa"]
    assert made[-2:] == ["a", "a"]


def test_a_commit_changes_the_stamp_and_reading_does_not(tmp_path: Path) -> None:
    Library.create(tmp_path / "lib").close()
    with Library.open(tmp_path / "lib") as library:
        before = library.stamp()
        list(library.articles())
        assert library.stamp() == before
        with Library.open(tmp_path / "lib", "w") as other:
            list(other.add([demo_pages()[0]], how=How(tier="fast")))
        assert library.stamp() != before


def test_what_others_added_is_taken_in_though_a_decision_came_between(
    tmp_path: Path, monkeypatch: Any
) -> None:
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:2], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.refresh()
        asked: list[bool] = []
        monkeypatch.setattr(session, "_refresh_later", lambda **_: asked.append(True))
        names = [one["name"] for one in session.library.rows("entities") if one["kind"] == "person"][:2]
        with Library.open(tmp_path / "lib", "w") as library:
            list(library.add(demo_pages()[2:3], how=How(tier="fast")))
            library.merge_actors(*names, by="سلمى")
        session.overview()
        assert asked


def test_nobody_waits_long_for_what_follows_from_a_decision(tmp_path: Path, monkeypatch: Any) -> None:
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:2], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.refresh()
        before, surveyed, going_on = session.overview(), desk_session.surveyed, threading.Event()

        def slowly(library: Library) -> Any:
            going_on.wait(20)
            return surveyed(library)

        monkeypatch.setattr(desk_session, "surveyed", slowly)
        monkeypatch.setattr(desk_session, "_PATIENCE", 0.05)
        names = [one["name"] for one in session.library.rows("entities") if one["kind"] == "person"][:2]
        with Library.open(tmp_path / "lib", "w") as library:
            library.merge_actors(*names, by="سلمى")
        assert session.overview() is before
        going_on.set()
        until = time.monotonic() + 20
        while session.overview() is before and time.monotonic() < until:
            time.sleep(0.02)
        assert session.overview().decided == 1
