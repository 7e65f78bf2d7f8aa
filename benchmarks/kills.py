"""Kill a process that adds, judges and indexes, at random moments: all that it acknowledged must be there, the library whole.

    python benchmarks/kills.py [ROUNDS] [--jobs N] [--library postgresql://…]

Twenty rounds go on with one library. Of four rounds one reads, so that kills fall between and into its transactions; two
write records that are at hand as fast as the disk takes them, and judge; one brings the search index up to date, or makes it
anew, a few readings a commit. After each kill every article and judgement that was acknowledged is looked for, the library is
checked, and the index, brought up to date, must be whole and hold each article once.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, repeat

import msgspec

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.search import catch_up, open_index, syncing
from marsad.corpus.store.identity import digest_of_input
from marsad.corpus.store.writing import Batch, Reading
from marsad.page.given import read_given_article
from marsad.page.sources import Input
from marsad.types import Record

TEXT = "قال وزير الموارد المائية سالم الحيدري إن السد {0} سيفتتح في آذار/مارس المقبل. وأضاف أن الأعمال في {0} انتهت."
ROUNDS_EACH = 20
"""Rounds that go on with one library: its check takes longer each time."""
KINDS = ("read", "write", "index", "write")
MOST_LINES, LONGEST = {"read": 70, "write": 200, "index": 2}, 0.2
"""A process is killed at most so many acknowledged lines after its start, and so many seconds after the last of them: on a
slow machine, too, work goes on when it is killed."""
FASTEST = 40
"""Articles a transaction of a round that does not read."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--library", help="An empty database on a PostgreSQL server, instead of folders.")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work, jobs=options.jobs)
        return
    acknowledged = 0
    each = options.rounds if options.library else ROUNDS_EACH
    for first in range(0, options.rounds, each):
        rounds = range(first, min(first + each, options.rounds))
        with tempfile.TemporaryDirectory() as folder:
            place = options.library or f"{folder}/lib"
            acknowledged += run_rounds(place, rounds, options.jobs, random.Random(first))
        print(f"{rounds.stop} rounds, {acknowledged:,} acknowledged", flush=True)
    print(f"{options.rounds} kills: nothing acknowledged was lost, every check was clean")


def run_rounds(library: str, rounds: range, jobs: int, chance: random.Random) -> int:
    """How much was acknowledged in a new library; what is lost or damaged ends it with an error."""
    Library.create(library).close()
    told: set[str] = set()
    for number in rounds:
        told.update(kill_one(library, KINDS[number % len(KINDS)], number, jobs, chance))
        verify(library, told)
    return len(told)


def kill_one(library: str, kind: str, number: int, jobs: int, chance: random.Random) -> list[str]:
    """What a process acknowledged until it was killed."""
    command = [sys.executable, __file__, "--work", library, kind, str(number), "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        before = "".join(process.stdout.readline() for _ in range(chance.randint(0, MOST_LINES[kind])))
        time.sleep(chance.uniform(0.0, LONGEST))
        process.send_signal(signal.SIGKILL)
        rest = before + process.stdout.read()
    if process.returncode != -signal.SIGKILL:
        raise SystemExit(f"the process ended by itself: {rest[-300:]}")
    return [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def verify(library: str, told: set[str]) -> None:
    """Nothing, or the end when something acknowledged is not there or the library is not whole."""
    with Library.open(library) as reader:
        held = {f"article {one.no} {one.id}\n" for one in reader.articles(versions=True)}
        held |= {f"judgement {one['no']} {one['by']}\n" for one in reader.rows("judgements")}
        report = reader.check()
        verify_index(reader, {line for line in told if line.startswith("indexed")})
    told = {line for line in told if not line.startswith("indexed")}
    if not told <= held:
        raise SystemExit(f"LOST: {sorted(told - held)[:5]}")
    if not report.clean:
        raise SystemExit(f"DAMAGED: {report.faults[:5]}")


def verify_index(library: Library, told: set[str]) -> None:
    """Nothing, or the end when the index has lost readings that it said it held, or is not whole when it was brought up to date."""
    if not told:
        return
    index = open_index(library)
    mark, most = index.watermark(), max(int(line.split()[1]) for line in told)
    index.close()
    if mark < most:
        raise SystemExit(f"LOST: the index goes to reading {mark}, it had said {most}")
    list(catch_up(library))
    index = open_index(library)
    try:
        index.verify()
        if index.count() != (expected := sum(1 for _ in library.articles())):
            raise SystemExit(f"DAMAGED: the index holds {index.count()} articles of {expected}")
    finally:
        index.close()


def work(library: str, kind: str, number: str, jobs: int) -> None:
    """Adds and judges, or indexes, until it is killed, and says what is done."""
    if kind == "index":
        index(library, int(number))
        return
    items = articles(int(number))
    with Library.open(library, "w") as target:
        print("ready", flush=True)
        if kind == "read":
            add(target, items, jobs)
        else:
            write(target, items)


def articles(number: int) -> Iterator[Input]:
    """Articles without end; every fifth changes one that a round before brought."""
    at = 0
    while True:
        at += 1
        ident = f"a{max(number - 1, 0)}-{at}" if at % 5 == 0 else f"a{number}-{at}"
        fields = {
            "id": ident,
            "title": f"خبر {number}.{at}",
            "text": TEXT.format(f"{number}.{at}"),
            "published": "2024-03-14",
        }
        article = read_given_article(fields, name="made")
        yield Input(name=ident, kind="article", article=article, id=ident)


def add(library: Library, items: Iterator[Input], jobs: int) -> None:
    for answer in library.add(items, how=How(tier="fast"), jobs=jobs, index=True):
        print("article", answer.no, answer.id, flush=True)  # type: ignore[union-attr]
        judge(library, answer.no)  # type: ignore[union-attr]


def judge(library: Library, article: int) -> None:
    if article % 7 == 0:
        judged = library.judge(article, "article", None, "tag", by=f"p{os.getpid()}", value="سدود")
        print("judgement", judged.no, judged.by, flush=True)


def write(library: Library, items: Iterator[Input]) -> None:
    from synthetic import Press

    record = next(Press().records(1))
    while True:
        with library.writing() as connection:
            batch = Batch(connection)
            done = [batch.add(reading(next(items), record)) for _ in range(FASTEST)]
            batch.flush()
        for one in done:
            print("article", one.no, one.id, flush=True)
        judge(library, done[-1].no)


def index(library: str, number: int) -> None:
    """Brings the index up to date, then makes it anew, for ever; says up to which reading it goes."""
    syncing.BATCH = 10 + number
    with Library.open(library) as source:
        print("ready", flush=True)
        for anew in chain([False], repeat(True)):
            for _ in catch_up(source, anew=anew):
                pass
            print("indexed", source.last_change(), flush=True)


def reading(item: Input, record: Record) -> Reading:
    """The record at hand as that of another article with the same text: only the store is at work."""
    assert item.article is not None
    article = msgspec.structs.replace(item.article, text=record.article.text)
    return Reading(item, digest_of_input(item), msgspec.structs.replace(record, article=article))


if __name__ == "__main__":
    main()
