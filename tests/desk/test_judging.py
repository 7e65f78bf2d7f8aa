"""Judgements by form and by program: only with the token, stored at once, shown where the fact stands."""

from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import TOKEN
from tests.desk.pages import parsed

from marsad.corpus import Library
from marsad.desk import Session
from marsad.desk.judging import safe_way_back

Client = TestClient[Any]
BACK = "/ar/article/3#v1"


def form(**changes: Any) -> dict[str, Any]:
    return {
        "token": TOKEN,
        "article": 3,
        "kind": "event",
        "fact": "v1",
        "action": "accept",
        "by": "سلمى",
        "back": BACK,
        **changes,
    }


def test_a_judgement_is_stored_and_shown(judge: Client, session: Session) -> None:
    before = parsed(judge.get("/ar/article/3").text)
    button = before.css_first("tr#v1 form.judge")
    assert button is not None
    fields = {node.attributes["name"]: node.attributes["value"] for node in button.css("input")}
    answer = judge.post("/judge", data={**fields, "action": "reject", "by": "سلمى"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ar/article/3#v1")
    after = parsed(judge.get("/ar/article/3").text)
    shown = after.css_first("tr#v1 .verdict.reject")
    assert shown is not None
    assert "سلمى" in shown.text()
    stored = session.library.judgements(3)[-1].judgement
    assert (stored.kind, stored.fact, stored.action, stored.by) == ("event", "v1", "reject", "سلمى")


def test_a_note_is_stored_escaped_and_its_author_remembered(judge: Client, session: Session) -> None:
    note = "<b>راجع</b> \u202eالأصل"
    judge.post("/judge", data=form(kind="article", fact="", action="note", note=note, by="سلمى <i>"))
    assert session.library.judgements(3)[-1].judgement.value == note
    page = judge.get("/ar/article/3").text
    assert "<b>راجع</b>" not in page
    assert "&lt;b&gt;راجع&lt;/b&gt;" in page
    name = parsed(page).css_first(".note-form input[name=by]")
    assert name is not None
    assert name.attributes["value"] == "سلمى <i>"


def test_without_the_token_nothing_is_stored(reader: Client, session: Session) -> None:
    page = parsed(reader.get("/ar/article/3").text)
    assert page.css("form[method=post]") == []
    count = len(session.library.judgements())
    for token in ("", "x", TOKEN[:-1]):
        assert reader.post("/judge", data=form(token=token)).status_code == 403
        answer = reader.post(
            "/api/v1/articles/3/judgements",
            json={"kind": "event", "fact": "v1", "action": "accept", "by": "x"},
            headers={"authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 403
    assert len(session.library.judgements()) == count


@pytest.mark.parametrize(
    "changes",
    [
        {"fact": "v999"},
        {"by": "  "},
        {"action": "note", "note": " "},
        {"action": "note", "note": "و" * 2001},
        {"action": "burn"},
    ],
)
def test_what_makes_no_sense_is_refused(judge: Client, changes: dict[str, Any]) -> None:
    assert judge.post("/judge", data=form(**changes)).status_code == 400


def test_while_somebody_else_writes_it_is_told(judge: Client, session: Session) -> None:
    with Library.open(session.location, "w"):
        answer = judge.post("/judge", data=form())
    assert answer.status_code == 503


def test_a_program_judges_with_the_token(judge: Client) -> None:
    answer = judge.post(
        "/api/v1/articles/2/judgements",
        json={"kind": "event", "fact": "v1", "action": "edit", "value": {"type": "ASSAULT"}, "by": "برنامج"},
        headers={"authorization": f"Bearer {TOKEN}"},
    )
    assert answer.status_code == 201
    assert answer.json()["exact"]
    listed = judge.get("/api/v1/articles/2/judgements").json()
    assert listed[-1]["judgement"]["value"] == {"type": "ASSAULT"}


def test_the_token_leaves_the_address(judge: Client) -> None:
    answer = judge.get("/", params={"token": TOKEN}, follow_redirects=False)
    assert TOKEN not in answer.headers["location"]
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil", "/ar/\\evil", "/ar/x\ny", ""]
)
def test_the_way_back_never_leaves_the_desk(address: str) -> None:
    assert safe_way_back(address) == "/"


def test_writers_of_one_desk_share_the_right_to_write(session: Session) -> None:
    with session.writable() as first:
        with session.writable() as second:
            assert second is first
        judgement = session.judge(3, "event", "v1", "accept", by="سلمى", value=None)
        assert session.library.judgements(3)[-1].judgement.no == judgement.no
    with Library.open(session.location, "w"):
        pass
