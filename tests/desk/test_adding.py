"""Adding from the desk: what is handed in, what becomes of it, what goes wrong, and that it can be stopped."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.desk.conftest import demo_pages

from marsad.corpus import Library
from marsad.corpus.intake.following import FollowedFeed, follow_feed, leave_feed, list_followed
from marsad.desk import Session
from marsad.desk.adding import Adder, Job
from marsad.desk.adding import tasks as tasks_module
from marsad.desk.adding.tasks import Task, task_of_files, task_of_text
from marsad.errors import EmptyInput, LibraryError, TooLarge, UsageError

TEXT = "أعلنت وزارة الصحة في طرابلس اليوم أن فريقا طبيا وصل إلى سبها.\n\nوقال الوزير سالم الهادي إن الفريق «سيبقى أسبوعين»."
PATIENCE = 120.0


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    Library.create(tmp_path / "library").close()
    with Session(tmp_path / "library") as held:
        yield held


@pytest.fixture
def adder(session: Session) -> Iterator[Adder]:
    """One that reads in this process, since starting others takes seconds."""
    held = Adder(session, processes=1)
    yield held
    held.close()


def finished(adder: Adder, job: Job) -> Job:
    """The job when it has ended."""
    end = time.monotonic() + PATIENCE
    while not (found := adder.find(job.id)).ended:
        assert time.monotonic() < end, found
        time.sleep(0.02)
    return found


WORDS = [
    "المجلس",
    "الأمن",
    "المدينة",
    "الطريق",
    "الماء",
    "الكهرباء",
    "المستشفى",
    "الميناء",
    "المدرسة",
    "السوق",
    "الوزير",
    "الشرطة",
    "الجسر",
    "النهر",
    "المطار",
]


def lines(count: int) -> bytes:
    """Articles as JSON Lines, none of them like another."""
    rows = []
    for at in range(count):
        told = " ".join(Random(at).choices(WORDS, k=40))
        rows.append(
            {"id": f"a{at}", "title": f"خبر {at}", "text": f"قال المتحدث باسم البلدية رقم {at} إن {told}."}
        )
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_a_pasted_text_is_read_stored_and_found(session: Session, adder: Adder) -> None:
    task = task_of_text(
        TEXT, title="فريق طبي", published="17 نيسان 2024", url="https://anba.example/1", fast=True
    )
    job = finished(adder, adder.submit(task, by="سلمى"))
    assert (job.stage, job.counts, job.by) == ("done", {"new": 1}, "سلمى")
    assert job.added[0].no is not None
    record = session.library.record(job.added[0].no)
    assert record.article.text == TEXT
    assert (record.article.title, record.article.published) == ("فريق طبي", "2024-04-17")
    assert session.search("سبها", limit=5, offset=0, sort="rank").total == 1
    assert job.added[0].no in session.overview().articles


def test_the_same_text_again_is_known(session: Session, adder: Adder) -> None:
    for outcome in ("new", "known"):
        job = finished(adder, adder.submit(task_of_text(TEXT, fast=True)))
        assert job.counts == {outcome: 1}


def test_files_of_all_kinds_are_told_by_their_content_and_removed(session: Session, adder: Adder) -> None:
    page = Path(demo_pages()[0])
    sent = [
        (page.name, page.read_bytes()),
        ("articles.jsonl.gz", gzip.compress(lines(2) + b'\n{"title": "no text"}')),
        ("note.txt", TEXT.encode("windows-1256")),
        ("../../evil/.hidden.html", b"\x00\x01\x02\x03" * 300),
    ]
    task = task_of_files(((name, io.BytesIO(data)) for name, data in sent), fast=True)
    assert task.folder is not None
    kept = sorted(one.name for one in task.folder.iterdir())
    assert kept == sorted([page.name, "articles.jsonl.gz", "note.txt", "hidden.html"])
    job = finished(adder, adder.submit(task))
    assert job.stage == "done"
    assert job.counts == {"new": 4, "refused": 2}
    told = {item.name: item for item in job.problems}
    assert set(told) == {"articles.jsonl.gz:3", "hidden.html"}
    assert all(item.remedy and item.reason and "/tmp" not in item.message for item in told.values())
    assert not task.folder.exists()
    refused = [row["input"] for row in session.library.rows("refusals")]
    assert sorted(refused) == sorted(told)


def test_names_of_files_fit_a_file_system_and_are_told_apart() -> None:
    names = ["ﷺ" * 120 + ".html", "ﷺ" * 120 + ".html", "Page.html", "page.html"]
    task = task_of_files((name, io.BytesIO(b"x")) for name in names)
    assert task.folder is not None
    kept = {one.name.casefold() for one in task.folder.iterdir()}
    task.discard()
    assert len(kept) == 4
    assert all(name.endswith(".html") for name in kept)


def test_larger_jobs_are_read_by_other_processes_while_people_judge(session: Session) -> None:
    adder = session.adder
    finished(adder, adder.submit(task_of_text(TEXT, fast=True)))
    big = adder.submit(task_of_files([("many.jsonl", io.BytesIO(lines(40)))], fast=True))
    judged = 0
    while not adder.find(big.id).ended:
        session.judge(1, "article", None, "note", by="سلمى", value=f"ملاحظة {judged}")
        judged += 1
        time.sleep(0.05)
    assert adder.find(big.id).counts == {"new": 40}
    assert judged > 1
    assert len(session.library.judgements(1)) == judged
    assert session.library.check().clean


def test_a_job_that_is_stopped_leaves_whole_articles(session: Session, adder: Adder) -> None:
    job = adder.submit(task_of_files([("many.jsonl", io.BytesIO(lines(200)))], fast=True))
    waiting = adder.submit(task_of_text(TEXT, fast=True))
    adder.stop(waiting.id)
    while not adder.find(job.id).total:
        time.sleep(0.02)
    adder.stop(job.id)
    job = finished(adder, job)
    assert job.stage == "stopped"
    assert 0 < job.total < 200
    assert len(list(session.library.articles())) == job.total
    assert session.library.check().clean
    assert finished(adder, waiting).stage == "stopped"


def test_an_address_inside_the_network_is_refused(adder: Adder) -> None:
    urls = "http://127.0.0.1:1/secret\nhttp://169.254.169.254/latest/meta-data/"
    job = finished(adder, adder.submit(task_of_text(urls)))
    assert job.counts == {"refused": 2}
    assert {item.reason for item in job.problems} == {"forbidden address"}


def test_paths_of_this_machine_are_no_addresses(session: Session, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT, encoding="utf-8")
    task = task_of_text(str(secret), fast=True)
    assert (task.kind, task.sources) == ("text", ())
    with pytest.raises(UsageError):
        task_of_text(TEXT, url="file:///etc/passwd")
    with pytest.raises(UsageError):
        follow_feed(session.library, FollowedFeed(url="file:///etc/passwd"))


def test_while_another_program_writes_the_job_says_so(session: Session, adder: Adder) -> None:
    with Library.open(session.location, "w"):
        job = finished(adder, adder.submit(task_of_text(TEXT, fast=True)))
    assert job.stage == "failed"
    assert "is writing to it" in job.problem
    again = finished(adder, adder.submit(task_of_text(TEXT, fast=True)))
    assert again.counts == {"new": 1}


def test_limits_are_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmptyInput):
        task_of_text("  \n ")
    with pytest.raises(EmptyInput):
        task_of_files([])
    with pytest.raises(UsageError):
        task_of_text(TEXT, published="the day before")
    monkeypatch.setattr(tasks_module, "LONGEST_TEXT", 10)
    with pytest.raises(TooLarge):
        task_of_text(TEXT)
    monkeypatch.setattr(tasks_module, "MOST_ADDRESSES", 1)
    with pytest.raises(TooLarge):
        task_of_text("https://anba.example/1\nhttps://anba.example/2")
    monkeypatch.setattr(tasks_module, "LARGEST_FILES", 10)
    left: list[str] = []
    monkeypatch.setattr(tasks_module.shutil, "rmtree", lambda folder, **_: left.append(str(folder)))
    with pytest.raises(TooLarge):
        task_of_files([("a.txt", io.BytesIO(b"x" * 11))])
    assert len(left) == 1


def test_what_waits_is_dropped_when_the_desk_closes(session: Session, adder: Adder) -> None:
    jobs = [adder.submit(task_of_files([("many.jsonl", io.BytesIO(lines(60)))], fast=True)) for _ in range(3)]
    adder.close()
    assert {adder.find(job.id).stage for job in jobs} == {"stopped"}
    with Library.open(session.location, "w"):
        pass


def test_too_many_jobs_are_refused(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.desk.adding.worker.MOST_WAITING", 1)
    adder = Adder(session)
    monkeypatch.setattr(adder, "start", lambda: None)
    adder.submit(Task(kind="text", title="1"))
    with pytest.raises(LibraryError, match="wait already"):
        adder.submit(Task(kind="text", title="2"))


def test_a_disk_that_fails_under_the_feeds_ends_no_worker(
    session: Session, adder: Adder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> list[object]:
        raise OSError("the disk does not answer")

    monkeypatch.setattr(adder, "feeds", fail)
    monkeypatch.setattr("marsad.desk.adding.worker._TICK", 0.01)
    adder.start()
    while "does not answer" not in caplog.text:
        time.sleep(0.01)
    assert finished(adder, adder.submit(task_of_text(TEXT, fast=True))).stage == "done"


def test_feeds_are_kept_whole_and_once(session: Session) -> None:
    library = session.library
    follow_feed(library, FollowedFeed(url="https://anba.example/feed"))
    follow_feed(library, FollowedFeed(url="https://anba.example/feed", minutes=15))
    follow_feed(library, FollowedFeed(url="https://other.example/feed"))
    assert [(one.url, one.minutes) for one in list_followed(library)] == [
        ("https://anba.example/feed", 15),
        ("https://other.example/feed", 60),
    ]
    for minutes in (0, 10**6):
        with pytest.raises(UsageError):
            follow_feed(library, FollowedFeed(url="https://anba.example/feed", minutes=minutes))
    assert [one.url for one in leave_feed(library, "https://anba.example/feed")] == [
        "https://other.example/feed"
    ]
    with pytest.raises(UsageError):
        leave_feed(library, "https://anba.example/feed")
    path = Path(session.location) / "followed.json"
    every_second = '[{"url": "https://anba.example/feed", "minutes": 0}]'  # a hand that would have a server asked at once, for ever
    for damaged in ("{", every_second):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(LibraryError, match="mend or delete"):
            list_followed(library)
