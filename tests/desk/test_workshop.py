"""Pages made by processes of their own are those that the desk would make, as of the same moment, for the same person."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN, demo_pages

from marsad.batch import BEHIND, How
from marsad.corpus import Library
from marsad.desk import Session, build_desk
from marsad.desk.screens import article

Client = TestClient[Any]
PAGES = (
    "/ar/article/1",
    "/en/article/2?view=voices",
    "/ar/search?q=قافلة",
    "/en/timeline.json",
    "/ar/map.csv",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("workshop") / "lib"
    with Library.create(place) as library:
        list(library.add(demo_pages()[:4], how=How(tier="fast")))
    return place


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Session]:
    with Session(folder, token=TOKEN) as held:
        held.employ(1)
        held.refresh()
        assert held.workshop is not None
        assert held.workshop.ready(120)
        yield held


@pytest.fixture(scope="module")
def client(session: Session) -> Iterator[Client]:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        yield client


def at_home(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of articles whose pages the desk's own process makes from now on."""
    made: list[int] = []
    read = article.read
    monkeypatch.setattr(article, "read", lambda asked: made.append(asked.article) or read(asked))  # type: ignore[func-returns-value]
    return made


def test_pages_are_as_the_desk_itself_would_make_them(folder: Path, client: Client) -> None:
    with Session(folder, token=TOKEN) as alone, TestClient(build_desk(alone), base_url=LOCAL) as own:
        for address in PAGES:
            for said in (
                {},
                {"Authorization": f"Bearer {TOKEN}"},
                {"Cookie": "marsad-settings=theme%3Ddark"},
            ):
                theirs, ours = (one.get(address, headers=said) for one in (client, own))
                assert (theirs.status_code, theirs.text) == (200, ours.text), address


def test_the_desk_makes_none_of_them_but_those_that_tell_what_is_wrong(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = at_home(monkeypatch)
    assert client.get("/en/article/3").status_code == 200
    assert made == []
    assert client.get("/en/article/99").status_code == 404
    assert made == [99]


def test_what_people_judge_and_decide_shows_at_once(folder: Path, session: Session, client: Client) -> None:
    before = client.get("/ar/article/1").text
    with Library.open(folder, "w") as library:
        library.judge(1, "article", None, "note", by="سلمى", value="راجع الأصل")
    assert "راجع الأصل" not in before
    assert "راجع الأصل" in client.get("/ar/article/1").text
    names = [one.name for one in session.overview().by_weight if one.kind == "person"][:2]
    with Library.open(folder, "w") as library:
        library.merge_actors(*names, by="سلمى")
    keys = {one.key for one in session.overview().by_weight if set(names) & set(one.names)}
    assert len(keys) == 1
    shown = client.get("/en/actors.json?kind=person&size=200").json()["items"]
    assert len([one for one in shown if one["name"] in names]) == 1


def test_another_takes_the_place_of_one_that_has_ended(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.workshop is not None
    for maker in list(session.workshop._makers):
        maker._process.kill()
        maker._process.join()
    made = at_home(monkeypatch)
    assert client.get("/en/article/1?view=page").status_code == 200
    assert made == [1]
    assert session.workshop.ready(120)
    assert client.get("/en/article/2?view=page").status_code == 200
    assert made == [1]


def test_closing_ends_them_and_leaves_nothing(folder: Path) -> None:
    with Session(folder, token=TOKEN) as session:
        session.employ(1)
        session.refresh()
        assert session.workshop is not None
        assert session.workshop.ready(120)
        makers, place = list(session.workshop._makers), session.workshop._folder
        assert place.is_dir()
    assert not place.exists()
    assert not any(maker._process.is_alive() for maker in makers)


def test_who_reads_for_later_stands_back_and_no_further_each_time() -> None:
    said = (
        "import os; from marsad.batch import stand_back; [stand_back() for _ in range(3)]; print(os.nice(0))"
    )
    own = os.nice(0)
    told = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout
    assert int(told) == max(own, BEHIND)
