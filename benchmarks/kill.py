"""Kill a process that adds and judges, at random moments: all that it acknowledged must be there, the library whole.

    python benchmarks/kill.py [ROUNDS] [--jobs N]

Twenty rounds go on with one library. The process reads, so that kills fall between and into its transactions; a
second kind of round writes records that are at hand as fast as the disk takes them.
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
from pathlib import Path

import msgspec

from marsad.batch import How, Refusal, read_one
from marsad.corpus import Library
from marsad.corpus.store.identity import digest_of_input
from marsad.corpus.store.writing import Batch, Reading
from marsad.page.given import read_given_article
from marsad.page.sources import Input
from marsad.types import Record

TEXT = "قال وزير الموارد المائية سالم الحيدري إن السد {0} سيفتتح في آذار/مارس المقبل. وأضاف أن الأعمال في {0} انتهت."
ROUNDS_EACH = 20
"""Rounds that go on with one library: its check takes longer each time."""
FASTEST = 40
"""Articles a transaction of a round that does not read."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work, jobs=options.jobs)
        return
    acknowledged = 0
    for first in range(0, options.rounds, ROUNDS_EACH):
        rounds = range(first, min(first + ROUNDS_EACH, options.rounds))
        with tempfile.TemporaryDirectory() as folder:
            acknowledged += run_rounds(Path(folder) / "lib", rounds, options.jobs, random.Random(first))
        print(f"{rounds.stop} rounds, {acknowledged:,} acknowledged", flush=True)
    print(f"{options.rounds} kills: nothing acknowledged was lost, every check was clean")


def run_rounds(library: Path, rounds: range, jobs: int, chance: random.Random) -> int:
    """How much was acknowledged in a new library; what is lost or damaged ends it with an error."""
    Library.create(library).close()
    told: set[str] = set()
    for number in rounds:
        told.update(kill_one(library, "read" if number % 4 == 0 else "write", number, jobs, chance))
        verify(library, told)
    return len(told)


def kill_one(library: Path, kind: str, number: int, jobs: int, chance: random.Random) -> list[str]:
    """What a process acknowledged until it was killed."""
    command = [sys.executable, __file__, "--work", str(library), kind, str(number), "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 1.2 if kind == "read" else 0.4))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    if process.returncode != -signal.SIGKILL:
        raise SystemExit(f"the process ended by itself: {rest[-300:]}")
    return [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def verify(library: Path, told: set[str]) -> None:
    """Nothing, or the end when something acknowledged is not there or the library is not whole."""
    with Library.open(library) as reader:
        held = {f"article {one.no} {one.id}\n" for one in reader.articles(versions=True)}
        held |= {f"judgement {one['no']} {one['by']}\n" for one in reader.rows("judgements")}
        report = reader.check()
    if not told <= held:
        raise SystemExit(f"LOST: {sorted(told - held)[:5]}")
    if not report.clean:
        raise SystemExit(f"DAMAGED: {report.faults[:5]}")


def work(library: str, kind: str, number: str, jobs: int) -> None:
    """Adds and judges until it is killed, and says what is done."""
    items = articles(int(number))
    first = next(items)
    record = read_one(first, None, "fast")
    assert not isinstance(record, Refusal)
    with Library.open(library, "w") as target:
        print("ready", flush=True)
        if kind == "read":
            add(target, items, jobs)
        else:
            write(target, items, record)


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
    for answer in library.add(items, how=How(tier="fast"), jobs=jobs):
        print("article", answer.no, answer.id, flush=True)  # type: ignore[union-attr]
        judge(library, answer.no)  # type: ignore[union-attr]


def judge(library: Library, article: int) -> None:
    if article % 7 == 0:
        judged = library.judge(article, "article", None, "tag", by=f"p{os.getpid()}", value="سدود")
        print("judgement", judged.no, judged.by, flush=True)


def write(library: Library, items: Iterator[Input], record: Record) -> None:
    while True:
        with library.writing() as connection:
            batch = Batch(connection)
            done = [batch.add(reading(next(items), record)) for _ in range(FASTEST)]
            batch.flush()
        for one in done:
            print("article", one.no, one.id, flush=True)
        judge(library, done[-1].no)


def reading(item: Input, record: Record) -> Reading:
    """The record at hand as that of another article with the same text: only the store is at work."""
    assert item.article is not None
    article = msgspec.structs.replace(item.article, text=record.article.text)
    return Reading(item, digest_of_input(item), msgspec.structs.replace(record, article=article))


if __name__ == "__main__":
    main()
