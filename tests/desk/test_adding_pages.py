"""The screen where things are added, by its forms: handing in, watching, stopping, and the feeds that are followed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.corpus.serving import Newspaper, serve
from tests.desk.conftest import LOCAL, TOKEN
from tests.desk.pages import bare_controls, parsed

from marsad.corpus import Library
from marsad.corpus.intake.visiting import Visitor
from marsad.desk import Session, build_desk
from marsad.desk.adding import Adder, Job
from marsad.desk.adding.tasks import Task

Client = TestClient[Any]
TEXT = "قال محافظ الإقليم أمس إن الطريق الساحلي «فتح أمام السيارات» بعد إصلاح الجسر."
EVIL = '<script>alert(1)</script>\u202eخبر"><svg onload=alert(2)>'
PATIENCE = 120.0


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    Library.create(tmp_path / "library").close()
    with Session(tmp_path / "library", token=TOKEN) as held:
        held._adder = Adder(held, processes=1, visitor=Visitor(allow_private=True, delay=0.0))
        yield held


@pytest.fixture
def admin(session: Session) -> Iterator[Client]:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def form(**fields: Any) -> dict[str, Any]:
    return {"token": TOKEN, "language": "ar", "tier": "fast", **fields}


def ended(client: Client, address: str) -> dict[str, Any]:
    """What the twin of a job's page says when the job has ended."""
    end = time.monotonic() + PATIENCE
    while True:
        job: dict[str, Any] = client.get(f"{address}.json").json()
        if job["stage"] in ("done", "stopped", "failed"):
            return job
        assert time.monotonic() < end, job
        time.sleep(0.05)


def test_a_text_is_pasted_watched_and_read(admin: Client) -> None:
    sent = admin.post(
        "/add/text", data=form(text=TEXT, title=EVIL, published="2024-05-02"), follow_redirects=False
    )
    assert sent.status_code == 303
    job = ended(admin, sent.headers["location"])
    assert (job["stage"], job["counts"]) == ("done", {"new": 1})
    page = parsed(admin.get(sent.headers["location"]).text)
    assert bare_controls(page) == []
    assert [node.attributes.get("src") for node in page.css("script")] == ["/static/add.js"]
    link = page.css_first("#progress a[href*='/article/']")
    assert link is not None
    article = admin.get(link.attributes["href"] or "")
    assert article.status_code == 200
    assert "<script>alert" not in article.text
    rows = admin.get(f"{sent.headers['location']}.csv").text
    assert "new" in rows


def test_progress_comes_as_events_until_the_job_has_ended(admin: Client) -> None:
    job = admin.post("/add/text", data=form(text=TEXT), follow_redirects=False).headers["location"]
    answer = admin.get(f"/add/{job.rsplit('/', 1)[1]}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
    told = [json.loads(data) for data in re.findall(r"^data: (.*?)\r?$", answer.text, re.MULTILINE)]
    assert told[-1]["stage"] == "done"
    assert told[-1]["counts"] == {"new": 1}
    assert [one["ended"] for one in told] == [False] * (len(told) - 1) + [True]
    assert admin.get("/add/999/events").status_code == 404


def test_files_are_sent_and_faults_told_one_by_one_in_the_readers_language(admin: Client) -> None:
    files = [
        ("files", ("خبر.txt", TEXT.encode(), "text/plain")),
        ("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "image/png")),
        ("files", ("empty.html", b"", "text/html")),
    ]
    sent = admin.post("/add/files", data=form(), files=files, follow_redirects=False)
    assert sent.status_code == 303
    job = ended(admin, sent.headers["location"])
    assert job["counts"]["new"] == 1
    page = parsed(admin.get(sent.headers["location"]).text)
    told = {row.css("td")[0].text(): row.css("td")[2].text() for row in page.css("#progress table tbody tr")}
    assert set(told) == {"picture.png", "empty.html"}
    assert all(re.search(r"[\u0621-\u064a]", remedy) for remedy in told.values())


def test_a_job_that_waits_is_stopped_by_its_button(admin: Client, session: Session, monkeypatch: Any) -> None:
    monkeypatch.setattr(session.adder, "start", lambda: None)
    job = session.adder.submit(Task(kind="text", title="ينتظر"))
    page = parsed(admin.get(f"/ar/add/{job.id}").text)
    assert page.css_first("#progress[data-events]") is not None
    assert page.css_first("#reload a") is not None
    button = page.css_first("form button[value=stop]")
    assert button is not None
    admin.post(f"/add/{job.id}", data=form(action="stop"))
    monkeypatch.undo()
    session.adder.start()
    assert ended(admin, f"/ar/add/{job.id}")["stage"] == "stopped"


def looked(adder: Adder) -> Job:
    """The job by which the one followed feed was looked at."""
    end = time.monotonic() + PATIENCE
    while True:
        state = adder.feeds()[0]
        if state.job is not None and state.job.ended:
            return state.job
        assert time.monotonic() < end, state
        time.sleep(0.05)


def test_a_feed_is_followed_looked_at_and_left(admin: Client, session: Session) -> None:
    with serve() as paper:
        url = fill(paper)
        admin.post("/add/feeds", data=form(url=url, minutes=15))
        job = looked(session.adder)
        assert job.counts == {"new": 3}
        page = parsed(admin.get("/ar/add").text)
        row = page.css_first("section[aria-labelledby=feeds] tbody tr")
        assert row is not None
        assert url in row.text()
        assert "15 دقيقة" in row.text()
        admin.post("/add/feeds", data=form(url=url, action="leave"))
        assert session.adder.feeds() == []
    assert len(list(session.library.articles())) == 3


def fill(paper: Newspaper) -> str:
    """A feed of three articles."""
    return paper.rss(paper.articles(3))


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/add/text", {"text": "  "}, 400),
        ("/add/text", {"text": TEXT, "published": "someday"}, 400),
        ("/add/text", {"text": TEXT, "url": "javascript:alert(1)"}, 400),
        ("/add/files", {}, 400),
        ("/add/feeds", {"url": "file:///etc/passwd"}, 400),
        ("/add/feeds", {"url": "https://anba.example/feed", "minutes": "0"}, 400),
        ("/add/feeds", {"url": "https://anba.example/feed", "action": "leave"}, 400),
        ("/add/7", {"action": "stop"}, 404),
    ],
)
def test_what_cannot_be_added_is_told(
    admin: Client, session: Session, path: str, fields: Any, status: int
) -> None:
    assert admin.post(path, data=form(**fields)).status_code == status
    assert session.adder.jobs() == []


def test_nobody_adds_without_the_printed_address(session: Session) -> None:
    with TestClient(build_desk(session), base_url=LOCAL) as stranger:
        for path in ("/add/text", "/add/feeds", "/add/1"):
            answer = stranger.post(path, data=form(text=TEXT, url="https://anba.example/", action="stop"))
            assert answer.status_code in (401, 403)
        files = [("files", ("a.txt", TEXT.encode(), "text/plain"))]
        assert stranger.post("/add/files", data=form(), files=files).status_code in (401, 403)
        assert stranger.get("/ar/add").status_code in (200, 401, 403)
    assert session.adder.jobs() == []


def test_a_search_is_saved_and_offered(admin: Client, session: Session) -> None:
    job = admin.post("/add/text", data=form(text=TEXT), follow_redirects=False).headers["location"]
    ended(admin, job)
    page = parsed(admin.get("/ar/search", params={"q": "الطريق"}).text)
    assert page.css_first("form.save") is not None
    saved = admin.post(
        "/searches",
        data=form(name="طريق الساحل", query="الطريق", back="/ar/search?q=x"),
        follow_redirects=False,
    )
    assert (saved.status_code, saved.headers["location"]) == (303, "/ar/search?q=x")
    links = {
        node.text(): node.attributes["href"] for node in parsed(admin.get("/ar/search").text).css(".facets a")
    }
    assert "طريق-الساحل" in links
    assert admin.post("/searches", data=form(name="x", query="(", back="/")).status_code == 400
