"""The cards of events and statements say who corroborates and who contradicts them, on the page and for programs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.pages import LANGUAGES, parsed

from marsad.desk import Session

Client = TestClient[Any]
ASKED = {
    "ar": ("يؤيده", "يخالفه", "لا تحكيه مقالة أخرى"),
    "en": ("Corroborated by", "contradicted by", "No other article"),
}


@pytest.fixture(scope="module")
def attack(session: Session) -> str:
    """The card of the attack as the agency tells it with seven dead."""
    return _card(session, "سبعة قتلى", "ASSAULT")


def _card(session: Session, words: str, kind: str) -> str:
    overview = session.overview()
    article = next(no for no, one in overview.articles.items() if words in (one.title or ""))
    event = next(one for one in overview.happenings if (one.article, one.type) == (article, kind))
    return f"article/{article}/event/{event.id}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_names_who_corroborates_and_who_contradicts(
    reader: Client, attack: str, language: str
) -> None:
    page = parsed(reader.get(f"/{language}/{attack}").text)
    said = page.css_first(".bearings").text()
    assert all(words in said for words in ASKED[language][:2])
    data = reader.get(f"/{language}/{attack}.json").json()["corroboration"]
    assert data["corroborated_by"]
    assert data["contradicted_by"]
    assert all(voice in said for voice in (*data["corroborated_by"], *data["contradicted_by"]))
    for one in data["testimonies"]:
        assert one["own"]["exact"] in said
        assert one["other"]["exact"] in said
        assert page.css(f'.bearings a[href^="/{language}/article/{one["no"]}"]')


def test_a_testimony_is_the_words_of_its_article(reader: Client, attack: str) -> None:
    for one in reader.get(f"/ar/{attack}.json").json()["corroboration"]["testimonies"]:
        claim = one["other"]
        text = reader.get(f"/api/v1/records/{one['no']}").json()["article"]["text"]
        assert text[claim["start"] : claim["end"]] == claim["exact"]


def test_the_table_has_a_row_for_each_testimony(reader: Client, attack: str) -> None:
    testimonies = reader.get(f"/ar/{attack}.json").json()["corroboration"]["testimonies"]
    rows = list(csv.DictReader(io.StringIO(reader.get(f"/ar/{attack}.csv").text.removeprefix("\ufeff"))))
    assert [(row["stand"], row["other_passage"]) for row in rows] == [
        (one["stand"], one["other"]["exact"]) for one in testimonies
    ]
    assert {row["type"] for row in rows} == {"ASSAULT"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_that_nobody_else_reports_it(reader: Client, session: Session, language: str) -> None:
    alone = next(
        one
        for one in session.overview().happenings
        if (data := reader.get(f"/ar/article/{one.article}/event/{one.id}.json").json())
        and not data["corroboration"]["testimonies"]
        and not data["elsewhere"]
    )
    card = f"article/{alone.article}/event/{alone.id}"
    said = parsed(reader.get(f"/{language}/{card}").text).css_first(".bearings").text()
    assert ASKED[language][2] in said
    rows = list(csv.DictReader(io.StringIO(reader.get(f"/ar/{card}.csv").text.removeprefix("\ufeff"))))
    assert [(row["id"], row["stand"]) for row in rows] == [(alone.id, "")]


def test_a_statement_has_a_card_too(reader: Client) -> None:
    article = reader.get("/ar/article/3.json").json()
    claim = article["record"]["attributions"][0]
    card = f"article/3/claim/{claim['id']}"
    assert f"/ar/{card}" in reader.get("/ar/article/3").text
    assert f"/ar/{card}" in reader.get("/ar/article/3?view=voices").text
    data = reader.get(f"/ar/{card}.json").json()
    assert data["claim"] == claim
    assert data["chain"]["sources"][0] == claim["sources"][0]
    assert reader.get(f"/api/v1/articles/3/claims/{claim['id']}").json() == data
    assert reader.get("/api/v1/articles/3/claims/a999").status_code == 404
    assert {one["attribution"] for one in data["events"]} <= {claim["id"]}


def test_who_judged_a_statement_stands_on_its_card(judge: Client) -> None:
    token = (
        parsed(judge.get("/en/article/3/claim/a1").text).css_first("input[name=token]").attributes["value"]
    )
    form = {
        "token": token,
        "article": "3",
        "kind": "attribution",
        "fact": "a1",
        "by": "منى",
        "back": "/en/article/3/claim/a1",
    }
    assert judge.post("/judge", data={**form, "action": "accept"}).status_code == 200
    said = parsed(judge.get("/en/article/3/claim/a1").text).css_first(".judgements").text()
    assert "منى" in said
    judge.post("/judge", data={**form, "action": "undo"})
