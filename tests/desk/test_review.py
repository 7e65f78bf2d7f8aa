"""Review: a queue one walks through by forms alone, what is judged there is kept at once, and two people are compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import HOSTILE, LOCAL, TOKEN, demo_pages, hostile
from tests.desk.pages import bare_controls, parsed

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session, build_desk
from marsad.desk.review.fields import read_edit, read_groups
from marsad.errors import UsageError

Client = TestClient[Any]
SEARCHED = "/en/review?q=%D8%A7%D9%84%D8%AD%D8%AF%D8%A7%D8%AF"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Session]:
    """A desk over a library of its own, that may be judged to the end."""
    with Library.create(tmp_path / "lib") as library:
        list(library.add([demo_pages()[9], hostile()], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.bring_up_to_date()
        yield session


@pytest.fixture
def client(small: Session) -> Iterator[Client]:
    with TestClient(build_desk(small), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def name(client: Client, by: str) -> None:
    client.post("/reviewer", data={"token": TOKEN, "by": by, "back": "/en/review"}, follow_redirects=False)


def send(client: Client, address: str, action: str, **fields: str) -> Any:
    """What the page at an address answers to one of its forms."""
    page = parsed(client.get(address).text)
    button = page.css_first(f"button[value={action}]")
    assert button is not None, action
    form = button.parent
    while form is not None and form.tag != "form":
        form = form.parent
    assert form is not None
    said = {one.attributes["name"]: one.attributes.get("value") or "" for one in form.css("input[name]")}
    said |= {one.attributes["name"]: one.text().removeprefix("\n") for one in form.css("textarea[name]")}
    for one in form.css("select[name]"):
        chosen = one.css_first("option[selected]") or one.css_first("option")
        said[one.attributes["name"]] = (chosen.attributes.get("value") or chosen.text()) if chosen else ""
    said |= {"action": action} | {name.replace("__", "."): value for name, value in fields.items()}
    return client.post(form.attributes["action"] or "", data=said, follow_redirects=False)


def test_the_queue_begins_with_the_least_sure(client: Client) -> None:
    data = client.get("/en/review.json?size=1000").json()
    doubts = [one["confidence"] for one in data["items"]]
    assert doubts == sorted(doubts)
    assert len(doubts) == data["progress"]["total"] > 10
    assert data["shown"]["place"] == 1
    events = client.get("/en/review.json?kind=event&size=1000").json()
    assert {one["kind"] for one in events["items"]} == {"event"}
    assert client.get("/en/review.csv?size=7").text.count("\r\n") == 8


def test_a_queue_is_that_of_a_search(client: Client) -> None:
    data = client.get(SEARCHED.replace("review", "review.json") + "&size=1000").json()
    assert {one["article"] for one in data["items"]} == {2}
    wrong = parsed(client.get("/en/review?q=%28a").text)
    assert wrong.css_first(".problem") is not None


def test_a_whole_queue_is_judged_by_forms_alone(client: Client, small: Session) -> None:
    address, walked = "/en/review?kind=date", 0
    total = client.get("/en/review.json?kind=date").json()["progress"]["total"]
    while parsed(client.get(address).text).css_first("article.fact") is not None:
        answer = send(client, address, "accept" if walked % 2 else "reject")
        assert answer.status_code == 303
        address = answer.headers["location"]
        walked += 1
        assert walked <= total
    assert walked == total
    assert client.get("/en/review.json?kind=date").json()["progress"] == {"judged": total, "total": total}
    assert len(small.library.judgements()) == total
    done = parsed(client.get(address).text)
    again = done.css_first(".empty a")
    assert again is not None
    assert parsed(client.get(again.attributes["href"] or "").text).css_first("article.fact .judgements")


def test_next_previous_and_skip_lead_through_the_queue(client: Client) -> None:
    page = parsed(client.get("/en/review?kind=event").text)
    links = {one.attributes.get("data-key"): one.attributes["href"] for one in page.css("nav.moves a")}
    assert set(links) == {"KeyJ", "KeyS"}
    second = parsed(client.get(links["KeyJ"] or "").text)
    back = second.css_first("[data-key=KeyK]")
    assert back is not None
    first = client.get("/en/review.json?kind=event").json()["items"][0]
    assert (back.attributes["href"] or "").endswith(f"at={first['article']}.event.{first['fact']}")
    send(client, links["KeyJ"] or "", "accept")
    skipped = parsed(client.get("/en/review?kind=event").text).css_first("[data-key=KeyS]")
    assert skipped is not None
    assert skipped.attributes["href"] != links["KeyJ"]


def exact_of(kind: str, fact: Any) -> str:
    """Words by which a fact is known."""
    if kind == "attribution":
        return str(fact["cue"]["exact"] if fact["cue"] else fact["content"]["exact"])
    return str(
        {"event": fact.get("trigger"), "entity": {"exact": fact.get("forms", [""])[0]}}.get(kind, fact)[
            "exact"
        ]
    )


def test_the_fact_is_shown_in_its_passage_with_how_it_was_found(client: Client) -> None:
    for kind in ("attribution", "event", "entity", "date"):
        data = client.get(f"/ar/review.json?kind={kind}").json()["shown"]
        page = parsed(client.get(f"/ar/review?kind={kind}").text)
        marked = [one.text() for one in page.css("blockquote mark")]
        exact = exact_of(kind, data["fact"])
        assert any(exact in text or text in exact for text in marked), kind
        assert page.css("ul.legend mark")
        assert f"{data['item']['confidence']:.2f}" in page.text()


def test_keys_have_buttons_and_are_told_on_the_page(client: Client) -> None:
    page = parsed(client.get("/en/review?kind=entity").text)
    told = {one.text() for one in page.css("details.keys dt kbd")}
    bound = {(one.attributes["data-key"] or "").removeprefix("Key") for one in page.css("[data-key]")}
    assert {"A", "R", "E", "N", "T", "J", "S", "O", "H"} <= bound <= told
    script = client.get("/static/keys.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "event.code" in script.text
    off = parsed(client.get("/en/review?kind=entity&keys=off").text)
    assert off.css("script, [data-key], [aria-keyshortcuts]") == []


def test_what_is_judged_last_is_taken_back(client: Client, small: Session) -> None:
    name(client, "ليلى")
    first = send(client, "/en/review?kind=event", "accept").headers["location"]
    send(client, first, "reject")
    back = send(client, "/en/review?kind=event", "undo")
    judged = small.library.judgements()
    assert [one.judgement.action for one in judged] == ["accept", "reject", "undo"]
    assert [one.undone for one in judged] == [False, True, False]
    assert judged[2].judgement.fact is not None
    assert back.headers["location"].endswith(f".event.{judged[2].judgement.fact}")
    send(client, "/en/review?kind=event", "undo")
    assert client.get("/en/review.json?kind=event").json()["progress"]["judged"] == 0
    assert parsed(client.get("/en/review?kind=event").text).css("form.undo") == []


def test_an_edit_keeps_what_was_changed_and_nothing_else(client: Client, small: Session) -> None:
    answer = send(client, "/en/review?kind=event", "edit", edit__status="hypothetical", edit__date="2024-03")
    assert answer.status_code == 303
    kept = small.library.judgements()[0].judgement
    assert (kept.action, kept.value) == ("edit", {"status": "hypothetical", "date": "2024-03"})
    at = f"/en/review?kind=event&at={kept.article}.event.{kept.fact}"
    form = parsed(client.get(at).text)
    assert form.css_first("select[name='edit.status'] option[selected]").text() == "hypothetical"  # type: ignore[union-attr]
    assert "hypothetical" in form.css_first(".judgements").text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("date", {"edit__edtf": "أمس"}, "no date of EDTF"),
        ("event", {"edit__place": "<i>أطلانتس</i>"}, "not in the article"),
        ("attribution", {"edit__sources": "من ليس هنا"}, "not in the article"),
        ("entity", {"edit__name": " "}, "a name"),
        ("entity", {}, "nothing was changed"),
    ],
)
def test_an_edit_that_cannot_be_is_told_with_what_was_typed(
    client: Client, small: Session, kind: str, fields: dict[str, str], told: str
) -> None:
    answer = send(client, f"/en/review?kind={kind}", "edit", **fields)
    assert answer.status_code == 400
    page = parsed(answer.text)
    problem = page.css_first(".problem[role=alert]")
    assert problem is not None
    assert told in problem.text()
    form = page.css_first("details[open] form")
    assert form is not None
    shown = [one.attributes.get("value") for one in form.css("input")] + [
        one.text() for one in form.css("textarea")
    ]
    assert all(any(value.strip() == (one or "").strip() for one in shown) for value in fields.values())
    assert small.library.judgements() == []


def test_notes_and_tags_stay_with_the_fact(client: Client, small: Session) -> None:
    for action in ("note", "tag"):
        answer = send(client, "/en/review?kind=date", action, value=f"<b>{action}</b>")
        assert ".date." in answer.headers["location"]
    assert [one.judgement.value for one in small.library.judgements()] == ["<b>note</b>", "<b>tag</b>"]
    page = client.get("/en/review?kind=date").text
    assert "<b>note</b>" not in page
    assert "&lt;b&gt;note&lt;/b&gt;" in page
    assert client.get("/en/review.json?kind=date").json()["progress"]["judged"] == 0
    empty = send(client, "/en/review?kind=date", "note", value="  ")
    assert empty.status_code == 400


def test_names_are_merged_and_split(client: Client, small: Session) -> None:
    record = small.library.record(1)
    one = next(entity for entity in record.entities if len(entity.forms) > 1)
    at = f"/en/review?at=1.entity.{one.id}"
    assert send(client, at, "split").status_code == 400
    assert send(client, at, "split", value="\r\n\r\n".join(one.forms)).status_code == 303
    other = next(entity for entity in record.entities if entity.id != one.id)
    assert send(client, at, "merge", value=other.name).status_code == 303
    judged = [(one.judgement.action, one.judgement.value) for one in small.library.judgements()]
    assert judged == [("split", [[form] for form in one.forms]), ("merge", other.name)]


def test_a_second_person_judges_blind_and_both_are_compared(client: Client) -> None:
    name(client, "ليلى")
    address = "/en/review?kind=entity"
    for action in ("accept", "accept", "reject"):
        address = send(client, address, action).headers["location"]
    own = send(client, "/en/review?kind=date&check=%D9%84%D9%8A%D9%84%D9%89&at=", "undo")
    assert own.status_code == 303
    send(client, "/en/review?kind=entity", "reject")
    fact = client.get("/en/review.json?kind=entity").json()["items"][0]
    said = {"token": TOKEN, "action": "accept", "fact": f"{fact['article']}.entity.{fact['fact']}"}
    assert client.post("/en/review/judge", params={"check": "ليلى"}, data=said).status_code == 400
    name(client, "سمير")
    check = "/en/review?check=%D9%84%D9%8A%D9%84%D9%89"
    data = client.get(check.replace("review", "review.json")).json()
    assert data["progress"] == {"judged": 0, "total": 3}
    assert [one["decision"] for one in data["items"]] == [None, None, None]
    assert data["shown"]["judgements"] == []
    assert parsed(client.get(check).text).css(".verdict") == []
    for _ in range(3):
        answer = send(client, check, "accept")
    assert answer.headers["location"].endswith("check=%D9%84%D9%8A%D9%84%D9%89")
    assert client.get(check.replace("review", "review.json")).json()["progress"]["judged"] == 3
    found = client.get("/en/agreement.json", params={"one": "ليلى", "other": "سمير"}).json()
    assert found["whole"] == {
        "facts": 3,
        "agreed": 2,
        "percent": pytest.approx(66.67, abs=0.01),
        "kappa": 0.0,
    }
    assert found["kinds"]["entity"] == found["whole"]
    (differing,) = found["items"]
    assert (differing["one"]["action"], differing["other"]["action"]) == ("reject", "accept")
    page = parsed(client.get("/ar/agreement").text)
    assert {"ليلى", "سمير"} == {one.text() for one in page.css(".block thead bdi")}
    assert "1960" in page.text()
    api = client.get("/api/v1/agreement", params={"one": "ليلى", "other": "سمير"}).json()
    assert api["whole"] == found["whole"]
    assert len(api["differing"]) == 1
    queue = client.get("/api/v1/review", params={"check": "ليلى", "by": "هدى"}).json()
    assert [one["decision"] for one in queue["items"]] == [None, None, None]
    assert queue["judged"] == 0


def test_strangers_read_the_queue_and_may_not_judge(small: Session) -> None:
    with TestClient(build_desk(small), base_url=LOCAL) as stranger:
        page = parsed(stranger.get("/en/review").text)
        assert page.css("form[method=post]") == []
        fact = stranger.get("/en/review.json").json()["items"][0]
        said = {"action": "accept", "fact": f"{fact['article']}.{fact['kind']}.{fact['fact']}", "token": "x"}
        assert stranger.post("/en/review/judge", data=said).status_code == 403
        assert stranger.post("/reviewer", data={"token": "x", "by": "س"}).status_code == 403
    assert small.library.judgements() == []


@pytest.mark.parametrize("at", ["x", "1", "1.event", "99.event.v1", "1.wish.v1", "1.event.v99"])
def test_an_address_of_no_fact_leads_to_one(client: Client, at: str) -> None:
    answer = client.get("/en/review", params={"at": at})
    assert answer.status_code == (200 if at.count(".") == 2 else 400)
    if answer.status_code == 200:
        assert parsed(answer.text).css("p.problem")
    sent = client.post("/en/review/judge", data={"token": TOKEN, "action": "edit", "fact": at})
    assert sent.status_code in (400, 404)


def test_hostile_names_and_facts_stay_text(client: Client) -> None:
    name(client, HOSTILE["title"][:90])
    send(client, SEARCHED, "accept")
    for address in (SEARCHED, "/ar/review?check=x", "/ar/agreement"):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "<svg" not in html
        assert bare_controls(parsed(html)) == []
        named = {name for node in parsed(html).css("*") for name in node.attributes}
        assert [name for name in named if name.startswith("on") or name == "style"] == []


def test_facts_are_annotated_in_the_reader_and_taken_back(client: Client, small: Session) -> None:
    row = "/en/article/1"
    event = small.library.record(1).events[0].id
    for action, shown in (("tag", "تحقق"), ("note", "انظر")):
        form = {"article": 1, "kind": "event", "fact": event, "by": "desk", "token": TOKEN, "back": row}
        client.post("/judge", data={**form, "action": action, "note": shown})
    cell = parsed(client.get(row).text).css_first(f"tr#{event} .judging")
    assert cell is not None
    assert [one.text() for one in cell.css(".verdict")] == ["tag: تحقق", "note: انظر"]
    assert cell.css_first(f"a[href='/en/review?at=1.event.{event}']") is not None
    assert cell.css_first("button[value=undo]") is not None
    client.post("/judge", data={**form, "action": "undo"})
    card = parsed(client.get(f"/en/article/1/event/{event}").text)
    assert [one.text() for one in card.css(".judging .verdict")] == ["tag: تحقق"]
    assert card.css(".judgements .undone")


def test_fields_that_were_edited_before_are_said_again() -> None:
    from marsad.types import DateExpression

    date = DateExpression(
        id="d1",
        start=0,
        end=3,
        exact="أمس",
        edtf="2024-03-01",
        kind="date",
        from_="published",
        rule="r",
    )
    assert read_edit(date, {"edtf": "2024-03-02", "text": "أمس"}, {}) == {"edtf": "2024-03-02"}
    assert read_edit(date, {"edtf": "2024-03-01"}, {"edtf": "2024-03-02"}) == {"edtf": "2024-03-01"}
    with pytest.raises(UsageError, match="nothing was changed"):
        read_edit(date, {"edtf": "2024-03-02"}, {"edtf": "2024-03-02"})
    assert read_groups("أ\r\nب\r\n\r\nج\r\n") == [["أ", "ب"], ["ج"]]
