"""Who is who in the browser: names are made one or told apart with the evidence shown, for ever and with a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.corpus.actors.test_decisions import ALIAS, FULL, LONGER, TEXTS
from tests.corpus.conftest import given, put
from tests.desk.conftest import LOCAL, TOKEN
from tests.desk.pages import parsed

from marsad.corpus import Library
from marsad.desk import Session, build_desk

Client = TestClient[Any]
BEARER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Library.create(tmp_path / "lib") as library:
        put(library, *(given(no, text, published=f"2024-03-1{no}") for no, text in enumerate(TEXTS)))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.bring_up_to_date()
        yield session


@pytest.fixture
def client(session: Session) -> Iterator[Client]:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def key_of(client: Client, name: str) -> str:
    """The key of the actor with a name."""
    every = client.get("/api/v1/entities?limit=200").json()["items"]
    return next(str(one["key"]) for one in every if name in one["names"])


def decide(client: Client, name: str, action: str, **other: Any) -> Any:
    """What the first form of the page of a name that takes an action is answered."""
    page = parsed(client.get("/en/identity", params={"key": key_of(client, name)}).text)
    button = page.css_first(f"button[value={action}]")
    assert button is not None
    form = button.parent
    assert form is not None
    said = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input[name]")}
    return client.post("/identity", data={**said, "action": action, **other}, follow_redirects=False)


def names(client: Client, name: str) -> set[str]:
    data = client.get("/en/identity.json", params={"key": key_of(client, name)}).json()
    return set(data["actor"]["names"])


def test_likely_names_are_shown_with_evidence_and_made_one(client: Client, session: Session) -> None:
    page = parsed(client.get("/en/identity", params={"key": key_of(client, FULL)}).text)
    shown = " ".join(one.text() for one in page.css("h3"))
    assert ALIAS in shown
    assert len(page.css("ul.evidence li")) > 1
    answer = decide(client, FULL, "merge", note="خطأ مطبعي")
    assert answer.status_code == 303
    (made,) = session.library.decisions()
    assert (made.action, made.by, made.note) == ("merge", "desk", "خطأ مطبعي")
    assert ALIAS in names(client, FULL)
    again = parsed(client.get(answer.headers["location"]).text)
    assert "خطأ مطبعي" in " ".join(one.text() for one in again.css("ul.plain li"))
    decide(client, FULL, "undo", no=made.no)
    assert ALIAS not in names(client, FULL)
    assert [one.action for one in session.library.decisions(everything=True)] == ["merge", "undo"]


def test_names_that_are_not_one_are_told_apart(client: Client, session: Session) -> None:
    assert LONGER in names(client, FULL)
    said = {"token": TOKEN, "action": "split", "one": FULL, "other": LONGER, "back": "/en/actors"}
    assert client.post("/identity", data=said, follow_redirects=False).headers["location"] == "/en/actors"
    assert LONGER not in names(client, FULL)
    assert session.library.decisions()[0].action == "split"


@pytest.mark.parametrize("count", [1, 2])
def test_some_articles_mean_another_bearer(client: Client, session: Session, count: int) -> None:
    key = key_of(client, FULL)
    page = parsed(client.get("/en/identity", params={"key": key}).text)
    boxes = [one.attributes["value"] for one in page.css("input[type=checkbox]")]
    assert len(boxes) == 2
    said = {"token": TOKEN, "action": "split", "one": key, "article": boxes[:count], "back": "/en/actors"}
    assert client.post("/identity", data=said, follow_redirects=False).status_code == 303
    (made,) = session.library.decisions()
    assert len(made.value) == count


def test_a_name_is_compared_with_any_other(client: Client) -> None:
    page = client.get("/en/identity.json", params={"key": key_of(client, FULL), "other": ALIAS}).json()
    assert page["compared"]["evidence"]
    wrong = client.get("/en/identity", params={"key": key_of(client, FULL), "other": "<b>لا أحد</b>"})
    assert wrong.status_code == 200
    assert "<b>" not in wrong.text.split('class="problem"')[1].split("</p>")[0]


def test_what_cannot_be_decided_is_refused(client: Client, session: Session) -> None:
    for said in (
        {"action": "merge", "one": FULL, "other": " "},
        {"action": "merge", "one": FULL, "other": "لا أحد"},
        {"action": "undo", "no": "7"},
        {"action": "burn", "one": FULL, "other": ALIAS},
    ):
        assert client.post("/identity", data={"token": TOKEN, **said}).status_code == 400
    assert session.library.decisions(everything=True) == []
    assert client.get("/en/identity?key=nobody").status_code == 404


def test_strangers_decide_nothing(session: Session) -> None:
    with TestClient(build_desk(session), base_url=LOCAL) as stranger:
        page = parsed(stranger.get("/en/identity", params={"key": key_of(stranger, FULL)}).text)
        assert page.css("form[method=post]") == []
        said = {"token": "x", "action": "merge", "one": FULL, "other": ALIAS}
        assert stranger.post("/identity", data=said).status_code == 403
        assert stranger.post("/api/v1/decisions", json={**said, "by": "x"}).status_code == 403
    assert session.library.decisions() == []


def test_programs_decide_too(client: Client) -> None:
    likely = client.get("/api/v1/likely", params={"key": key_of(client, FULL)}).json()
    assert any(ALIAS in {*one["one"]["names"], *one["other"]["names"]} for one in likely)
    said = {"action": "merge", "by": "برنامج", "one": FULL, "other": ALIAS}
    made = client.post("/api/v1/decisions", json=said, headers=BEARER)
    assert made.status_code == 201
    assert client.get("/api/v1/decisions").json()["items"] == [made.json()]
    undo = {"action": "undo", "by": "برنامج", "no": made.json()["no"]}
    assert client.post("/api/v1/decisions", json=undo, headers=BEARER).status_code == 201
    assert client.get("/api/v1/decisions").json()["items"] == []
