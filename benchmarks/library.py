"""How fast articles come into a library, what the store itself costs, how large it gets, how much memory it takes.

    python benchmarks/library.py [COUNT] [--jobs N]

Uses the first articles (1,000) of ``../shared/data/antcorpus`` where it lies beside the project.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from marsad.batch import How, Refusal, read_one
from marsad.corpus import Library
from marsad.corpus.intake.adding import BATCH_ANSWERS
from marsad.corpus.store.identity import digest_of_input
from marsad.corpus.store.writing import Batch, Reading
from marsad.page.sources import Input, open_inputs
from marsad.reader import FAST

CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines, raw = sample(options.count, Path(folder))
        measure_adding(lines, options.count, options.jobs, raw, Path(folder) / "whole")
        measure_store(lines, Path(folder) / "store")


def sample(count: int, folder: Path) -> tuple[Path, int]:
    """The first articles of the corpus as a file, and the bytes of their text."""
    path, raw = folder / "articles.jsonl", 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        for line in islice(lines, count):
            out.write(line)
            row = json.loads(line)
            raw += len(row["text"].encode()) + len(row["title"].encode())
    return path, raw


def measure_adding(lines: Path, count: int, jobs: int, raw: int, library: Path) -> None:
    """The whole of `marsad add --fast`, from nothing, then the same again, which is known."""
    Library.create(library).close()
    command = [sys.executable, "-m", "marsad", "add", str(library), str(lines), "--fast", "--jobs", str(jobs)]
    for name in ("reading and storing", "the same again"):
        begun, worked = time.perf_counter(), processor_seconds()
        subprocess.run([*command, "--quiet"], capture_output=True, check=True)
        seconds, work = time.perf_counter() - begun, processor_seconds() - worked
        print(f"{name}: {count / seconds:.1f} articles/s with {jobs} processes ({seconds:.1f} s)", end="; ")
        print(f"{work / count * 1000:.1f} ms of processor time an article")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = (library / "library.sqlite").stat().st_size
    print(
        f"size {size / 1e6:.2f} MB, {size / count / 1000:.2f} kB an article, {size / raw:.2f} times the raw text"
    )
    print(f"memory of the largest process {peak:.0f} MB")


def processor_seconds() -> float:
    """What all processes that have ended took of the processors: the same on a busy machine."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def measure_store(lines: Path, library: Path) -> None:
    """The store alone, on records that are at hand; processor time, so that other work on the machine does not count."""
    items = [one for one in islice(open_inputs([str(lines)]), 300) if isinstance(one, Input)]
    read_one(items[0], None, FAST)
    with timed("reading alone", len(items)):
        answers = [read_one(one, None, FAST) for one in items]
    read = [
        (one, answer) for one, answer in zip(items, answers, strict=True) if not isinstance(answer, Refusal)
    ]
    with Library.create(library) as target:
        with timed("the store alone", len(read)):
            for at in range(0, len(read), BATCH_ANSWERS):
                with target.writing() as connection:
                    batch = Batch(connection)
                    for item, record in read[at : at + BATCH_ANSWERS]:
                        batch.add(Reading(item, digest_of_input(item), record))
                    batch.flush()
        with timed("an article that is known", len(items)):
            for _ in target.add(items, how=How(tier=FAST)):
                pass
        with timed("check", len(read)):
            print(target.check().faults or "clean")


@contextmanager
def timed(name: str, count: int) -> Iterator[None]:
    """Prints how long something took for each of `count` articles, by the clock and of the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    took, work = time.perf_counter() - begun, time.process_time() - worked
    print(
        f"{name}: {work / count * 1000:.2f} ms of processor time an article, {took / count * 1000:.2f} by the clock"
    )


if __name__ == "__main__":
    main()
