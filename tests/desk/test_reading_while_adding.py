"""A desk that is read goes on answering while a thousand articles are taken in, and has them afterwards."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL, TOKEN, demo_pages
from tests.desk.test_adding import lines

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session, build_desk
from marsad.desk.adding.tasks import task_of_files

Client = TestClient[Any]
ADDED = 1000
READERS = 4
MOST = 10.0
"""Seconds that any answer may take, on machines that are busy with other work; without adding it is a tenth of one."""
ADDRESSES = (
    "/ar/article/1",
    "/ar/article/2?view=voices",
    "/ar/search?q=%D9%82%D8%A7%D9%81%D9%84%D8%A9",
    "/en/search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7&sort=date",
    "/ar/timeline?lanes=place",
    "/ar/network",
    "/ar/map",
    "/ar/sources.csv",
    "/ar/stories",
    "/api/v1/records/3",
    "/api/v1/events?limit=5",
    "/api/v1/health",
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A desk over a library of its own, whose pages another process makes."""
    with Library.create(tmp_path / "lib") as library:
        list(library.add(demo_pages()[:6], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as held:
        held.employ(1)
        held.refresh()
        assert held.workshop is not None
        assert held.workshop.ready(120)
        yield held


def test_readers_are_answered_while_a_thousand_articles_come_in(session: Session) -> None:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        job = session.adder.submit(task_of_files([("many.jsonl", io.BytesIO(lines(ADDED)))], fast=True))

        def read(offset: int) -> list[tuple[str, int, float]]:
            told = []
            for at, address in enumerate(cycle(ADDRESSES[offset:] + ADDRESSES[:offset])):
                if session.adder.find(job.id).ended:
                    return told
                begun = time.perf_counter()
                # Nothing that was answered before is asked for again, so that each answer is made.
                answer = client.get(f"{address}{'&' if '?' in address else '?'}x={offset}.{at}")
                told.append((address, answer.status_code, time.perf_counter() - begun))
                time.sleep(0.05)
            return told

        with ThreadPoolExecutor(READERS) as pool:
            answers = [one for told in pool.map(read, range(READERS)) for one in told]
        assert session.adder.find(job.id).counts == {"new": ADDED}
        assert [one for one in answers if one[1] != 200] == []
        assert {address for address, *_ in answers} == set(ADDRESSES)
        assert max(took for *_, took in answers) < MOST
        session.bring_up_to_date()
        assert client.get("/api/v1/health").json()["counts"]["articles"] >= ADDED
    assert session.library.check().clean
