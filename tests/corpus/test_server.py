"""A library on a PostgreSQL server: one writer, what becomes of it when it is killed or cut off, and what is said then."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import Server

from marsad.corpus import Library
from marsad.corpus.search import catch_up, open_index, parse_query
from marsad.errors import LibraryError

from .conftest import TEXTS, given, outcomes, put
from .test_faults import ROOT, kill_script


@pytest.fixture
def address(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database."""
    monkeypatch.setattr("marsad.corpus.library.cache_folder", lambda: tmp_path / "cache")
    return server.new_database()


def test_one_process_writes_and_is_named(address: str) -> None:
    with Library.create(address) as library:
        put(library, given(1))
        with pytest.raises(LibraryError, match=f"marsad, process {os.getpid()} on .* is writing to it since"):
            Library.open(address, "w")
        with Library.open(address) as reader:
            assert [one.id for one in reader.articles()] == ["a1"]
    with Library.open(address, "w") as library:
        assert outcomes(put(library, given(2))) == ["new"]


def test_of_two_who_make_a_library_one_does(address: str) -> None:
    told: list[str] = []

    def create() -> None:
        try:
            Library.create(address).close()
            told.append("made")
        except LibraryError as error:
            told.append(error.problem)

    both = [threading.Thread(target=create) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    told.remove("made")
    assert len(told) == 1
    assert told[0] == "there is a library already" or "is writing to it" in told[0]


def test_tables_of_other_programs_are_left_alone(server: Server, address: str) -> None:
    server.ask("CREATE TABLE events (day date)", address)
    with pytest.raises(LibraryError, match="another program has tables called events"):
        Library.create(address)
    with pytest.raises(LibraryError, match="no library"):
        Library.open(address)
    assert server.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", address) == "1"


def test_readers_see_what_was_committed_when_they_began(address: str) -> None:
    with Library.create(address) as library:
        put(library, *(given(n) for n in range(3)))
        with Library.open(address) as reader:
            listing = reader.articles()
            assert next(listing).id == "a0"
            put(library, given(7))
            assert [one.id for one in listing] == ["a1", "a2"]
            assert [one.id for one in reader.articles()] == ["a0", "a1", "a2", "a7"]


HALF = """
import sys, time
from sqlalchemy import insert
from marsad.corpus import Library
from marsad.corpus.store.schema import feeds
with Library.open(sys.argv[1], "w") as library, library.writing() as connection:
    connection.execute(insert(feeds), [{"url": "https://anba.example/feed.xml", "at": "2024-03-14T00:00:00Z"}])
    print("half", flush=True)
    time.sleep(600)
"""


def test_a_writer_that_is_killed_within_a_transaction_leaves_nothing_of_it(address: str) -> None:
    Library.create(address).close()
    with subprocess.Popen([sys.executable, "-c", HALF, address], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half\n"
        writer.send_signal(signal.SIGKILL)
    with Library.open(address, "w") as library:
        assert list(library.rows("feeds")) == []
        assert outcomes(put(library, given(1))) == ["new"]
        assert library.check().clean


def test_what_is_acknowledged_survives_being_killed(address: str) -> None:
    assert kill_script().run_rounds(address, range(1, 4), 1, random.Random(1)) > 40


def test_a_writer_whom_the_server_cuts_off_writes_nothing_more(server: Server, address: str) -> None:
    with Library.create(address) as library:
        put(library, given(1))
        server.ask("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'", address)
        with Library.open(address, "w") as other:
            put(other, given(2))
            with pytest.raises(LibraryError, match="nothing that was acknowledged is lost"):
                put(library, given(3))
        with pytest.raises(LibraryError, match="open the library again"):
            put(library, given(4))
    with Library.open(address) as reader:
        assert [one.id for one in reader.articles()] == ["a1", "a2"]
        assert reader.check().clean


@pytest.mark.parametrize(
    ("database", "user", "problem"),
    [("nowhere", "marsad", "createdb"), ("postgres", "stranger", "createuser")],
)
def test_a_library_that_is_not_there_is_told(server: Server, database: str, user: str, problem: str) -> None:
    with pytest.raises(LibraryError, match=problem):
        Library.open(server.address(database, user))


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="the server does not answer"):
        Library.open(f"postgresql://marsad@/news?host={tmp_path}")


def test_a_driver_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LibraryError, match=r"pip install 'marsad\[postgres\]'"):
        Library.open("postgresql://marsad@/news")


def test_every_character_comes_back(address: str) -> None:
    text = f"{TEXTS[0]} \0 قال وزير النقل سمير\0 الحداد إن الطريق مفتوح."
    with Library.create(address) as library:
        assert outcomes(put(library, given(1, text, title="عنوان\0الخبر"))) == ["new"]
        assert library.article("a1").title == library.record("a1").article.title
        assert library.check().clean


def test_a_library_on_a_server_is_searched(address: str) -> None:
    with Library.create(address) as library:
        put(library, given(0), given(1))
        list(catch_up(library))
        index = open_index(library)
        assert [hit.id for hit in index.search(parse_query("الحيدري")).hits] == ["a0"]
        index.close()
        assert library.check().clean


def test_the_commands_take_an_address(address: str, tmp_path: Path) -> None:
    def run(*args: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "marsad", *map(str, args)]
        environment = os.environ | {"MARSAD_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT / "src")}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    (tmp_path / "one.txt").write_text(TEXTS[0], encoding="utf-8")
    assert run("init", address).returncode == 0
    added = run("add", address, tmp_path / "one.txt", "--fast", "--quiet", "--jobs", 2)
    assert (added.returncode, added.stdout.split("\t")[0]) == (0, "new")
    assert "1–1 of 1 articles" in run("search", address, "الحيدري").stdout


def test_a_server_that_stops_and_starts_again_is_waited_for_by_nobody(server: Server, address: str) -> None:
    with Library.create(address) as library:
        put(library, given(1))
        with Library.open(address) as reader:
            assert len(list(reader.articles())) == 1
            server.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid()",
                address,
            )
            time.sleep(0.1)
            assert len(list(reader.articles())) == 1
