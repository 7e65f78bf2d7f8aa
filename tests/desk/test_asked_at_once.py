"""What somebody judged shows in whatever is asked for next, also where a page was being made meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN

from marsad.batch import How
from marsad.desk import Session, build_desk
from marsad.desk.screens import article as screen

NO = 2
TYPES = ("PROTEST", "ACCUSE")
BEARER = {"authorization": f"Bearer {TOKEN}"}
PAGES = (f"/en/article/{NO}", f"/en/article/{NO}/event/v1", f"/en/review?at={NO}.event.v1")


@pytest.fixture(params=[0, 1], ids=["alone", "with a maker of pages"])
def desk(folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Session, Any]]:
    """A desk over a library of its own, which makes its pages itself or has them made."""
    place = tmp_path / "library"
    shutil.copytree(folder, place)
    with Session(place, token=TOKEN) as session:
        if request.param:
            session.employ(request.param)
        session.refresh()
        if session.workshop:
            assert session.workshop.ready(60)
        with TestClient(build_desk(session), base_url=LOCAL) as client:
            client.get("/", params={"token": TOKEN})
            yield session, client


def _edit(client: Any, kind: str) -> None:
    said = {"kind": "event", "fact": "v1", "action": "edit", "value": {"type": kind}, "by": "ناظرة"}
    answer = client.post(f"/api/v1/articles/{NO}/judgements", json=said, headers=BEARER)
    assert answer.status_code == 201, answer.text


def _judged(client: Any) -> str:
    listed = client.get(f"/api/v1/articles/{NO}/judgements").json()
    return str(listed[-1]["judgement"]["value"]["type"])


def test_what_is_judged_shows_at_once(desk: tuple[Session, Any]) -> None:
    _, client = desk
    before = {address: client.get(address).text for address in PAGES}
    for turn in range(10):
        said = TYPES[turn % 2]
        _edit(client, said)
        assert _judged(client) == said
        now = {address: client.get(address).text for address in PAGES}
        assert [address for address in PAGES if now[address] == before[address]] == []
        before = now


def test_a_record_that_is_read_anew_beside_a_page_is_not_kept_as_it_was(
    desk: tuple[Session, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, client = desk
    real, turns = screen.story_at, iter((True,))

    def read_meanwhile(*given: Any) -> Any:
        if next(turns, False):
            with session.writable() as library:
                assert list(library.reread(how=How(tier="fast"), everything=True))
        return real(*given)

    monkeypatch.setattr(screen, "story_at", read_meanwhile)
    maker, session.workshop = session.workshop, None
    assert client.get(PAGES[0]).status_code == 200
    session.workshop = maker
    assert next(turns, False) is False
    assert session.record(NO).run == session.library.record(NO).run
