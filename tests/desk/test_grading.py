"""Grades on the desk: set in the list of sources and on an event's card, shown at once, only with the right to judge."""

from __future__ import annotations

from typing import Any

from litestar.testing import TestClient
from tests.desk.conftest import TOKEN
from tests.desk.pages import parsed

from marsad.desk import Session

Client = TestClient[Any]


def graded_event(session: Session) -> tuple[int, str, str]:
    """An event that stands in a statement of somebody."""
    for no in session.overview().articles:
        record = session.library.record(no)
        for event in record.events:
            if event.attribution is not None:
                return no, event.id, event.attribution
    raise AssertionError("the demo has no event in a statement")


def test_a_source_is_graded_in_the_list(judge: Client, session: Session) -> None:
    form = parsed(judge.get("/ar/sources").text).css_first("form.grading")
    assert form is not None
    fields = {node.attributes["name"]: node.attributes["value"] or "" for node in form.css("input")}
    answer = judge.post("/grade", data={**fields, "grade": "B", "by": "سلمى"}, follow_redirects=False)
    assert answer.status_code == 303
    assert session.reliability()[fields["source"]] == "B"
    page = judge.get("/en/sources")
    assert "usually reliable" in page.text
    assert judge.get("/en/sources.json").json()["grades"][fields["source"]] == "B"
    assert "reliability" in judge.get("/en/sources.csv").text.splitlines()[0]


def test_a_statement_is_graded_on_the_card(judge: Client, session: Session) -> None:
    no, event, said = graded_event(session)
    card = parsed(judge.get(f"/ar/article/{no}/event/{event}").text)
    forms = [one for one in card.css("form.grading") if one.attributes["action"] == "/judge"]
    fields = {node.attributes["name"]: node.attributes["value"] or "" for node in forms[0].css("input")}
    assert fields["fact"] == said
    answer = judge.post("/judge", data={**fields, "grade": "4", "by": "سلمى"}, follow_redirects=False)
    assert answer.status_code == 303
    shown = judge.get(f"/ar/article/{no}/event/{event}.json").json()
    assert (shown["credibility"], shown["reliability"]) == ("4", "F")


def test_readers_and_wrong_grades_change_nothing(reader: Client, judge: Client, session: Session) -> None:
    before = len(session.library.decisions(everything=True))
    source = session.overview().quoted[0].key
    data = {"source": source, "grade": "A", "by": "سلمى"}
    assert reader.post("/grade", data={**data, "token": "wrong"}).status_code in (401, 403)
    assert judge.post("/grade", data={**data, "token": TOKEN, "grade": "Z"}).status_code == 400
    assert len(session.library.decisions(everything=True)) == before
