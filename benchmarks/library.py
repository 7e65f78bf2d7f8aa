"""How fast articles come into a library, how large it gets, how much memory it takes, and how fast it answers.

    python benchmarks/library.py [COUNT] [--jobs N] [--keep FOLDER]
    python benchmarks/library.py --synthetic COUNT [--keep FOLDER]

The first reads the first COUNT articles (all) of ``../shared/data/antcorpus``, where it lies beside the project, as `marsad add
--fast` does, and searches them. The second takes articles that nobody wrote with records that nobody read
(`synthetic.py`), so that the store and the index alone are at work, and tells after each fifth what the last fifth cost: what
grows with the library shows. Figures of the processor do not depend on what else the machine does; those of the clock do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from synthetic import Press

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.derived import compare_new
from marsad.corpus.intake.adding import BATCH_ANSWERS
from marsad.corpus.search import catch_up, open_index, parse_query
from marsad.corpus.search.analysis import read_words
from marsad.corpus.store.identity import digest_of_input
from marsad.corpus.store.writing import Batch, Reading
from marsad.page.sources import Input
from marsad.reader import FAST

CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"
QUERIES = 40
"""Queries of each kind."""
STEPS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--synthetic", type=int, default=0)
    parser.add_argument("--compare", action="store_true", help="Find copies and stories, too.")
    parser.add_argument("--keep", type=Path, help="Leave the library in this folder.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder) / "library"
        if options.synthetic:
            measure_synthetic(place, options.synthetic)
        else:
            lines, count, raw = sample(options.count, Path(folder))
            measure_adding(lines, count, options.jobs, raw, place)
            measure_known(lines, place)
            with Library.open(place) as library:
                measure_search(library)
        if options.compare:
            measure_comparing(place)


def sample(count: int | None, folder: Path) -> tuple[Path, int, int]:
    """The first articles of the corpus as a file, how many, and the bytes of their text."""
    path, raw, found = folder / "articles.jsonl", 0, 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        for line in islice(lines, count):
            found += 1
            out.write(line)
            row = json.loads(line)
            raw += len(row["text"].encode()) + len(row["title"].encode())
    return path, found, raw


def measure_adding(lines: Path, count: int, jobs: int, raw: int, library: Path) -> None:
    """The whole of `marsad add --fast`, from nothing, and that it leaves the index up to the library."""
    Library.create(library).close()
    add = ["add", str(library), str(lines), "--fast", "--quiet", "--jobs", str(jobs)]
    reindex = ["reindex", str(library), "--quiet"]
    for name, command in (("read, stored and indexed", add), ("what adding left to index", reindex)):
        begun, worked = time.perf_counter(), processor_seconds()
        subprocess.run([sys.executable, "-m", "marsad", *command], capture_output=True, check=True)
        seconds, work = time.perf_counter() - begun, processor_seconds() - worked
        print(f"{name}: {count / seconds:.1f} articles/s by the clock", end=", ")
        print(
            f"{work / count * 1000:.2f} ms of processor time an article ({count / work:.1f}/s on one core)",
            flush=True,
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory of the largest process {peak:.0f} MB")
    print_size(library, count, raw)


def print_size(library: Path, count: int, raw: int) -> None:
    """Prints what library and index take on the disk."""
    store = sum(one.stat().st_size for one in library.glob("library.sqlite*"))
    index = sum(one.stat().st_size for one in (library / "index").rglob("*") if one.is_file())
    for name, size in (("library", store), ("index", index)):
        print(
            f"{name}: {size / 1e6:.1f} MB, {size / count / 1000:.2f} kB an article, {size / raw:.2f} times the raw text"
        )


def processor_seconds() -> float:
    """What all processes that have ended took of the processors."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def measure_known(lines: Path, library: Path) -> None:
    """What it costs to add articles that the library holds."""
    count = 0
    with Library.open(library, "w") as target, timed("an article that is known") as spent:
        for _ in islice(target.add([lines], how=How(tier=FAST)), 2000):
            count += 1
        spent.count = count


def measure_synthetic(place: Path, count: int) -> None:
    """The store and the index, a fifth of the articles after the other."""
    records = Press().records(count)
    raw = 0
    with Library.create(place) as library:
        for step in range(1, STEPS + 1):
            part = count // STEPS
            with timed(f"{step * part:,} articles: stored") as spent:
                for batch in batches(records, part):
                    raw += sum(len(one.record.article.text.encode()) for one in batch)
                    with spent.counting(len(batch)), library.writing() as connection:
                        writer = Batch(connection)
                        for reading in batch:
                            writer.add(reading)
                        writer.flush()
            with timed(f"{step * part:,} articles: indexed") as spent, spent.counting(part):
                for _ in catch_up(library):
                    pass
            measure_search(library)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print_size(place, count, raw)


def batches(records: Iterator, count: int) -> Iterator[list[Reading]]:
    """Articles as they are written, some dozens a transaction."""
    part = islice(records, count)
    while batch := list(islice(part, BATCH_ANSWERS)):
        items = [
            Input(name=one.article.id, kind="article", article=one.article, id=one.article.id)
            for one in batch
        ]
        yield [Reading(item, digest_of_input(item), one) for item, one in zip(items, batch, strict=True)]


def measure_comparing(place: Path) -> None:
    """The finding of copies and stories."""
    with Library.open(place, "w") as library, timed("copies and stories") as spent:
        for _ in compare_new(library):
            pass
        spent.count = library.last_change()


def measure_search(library: Library) -> None:
    """Prints milliseconds by kind of query, with facets and snippets, one thread."""
    everything: list[tuple[float, float]] = []
    print("  milliseconds    clock p50    p95   processor p50    p95   hits")
    with closing(open_index(library)) as index:
        asked: dict[str, list[str]] = {}
        for kind, query in queries(library):
            asked.setdefault(kind, []).append(query)
        for kind, those in asked.items():
            times, hits = [], 0
            for query in those:
                clock, processor = time.perf_counter(), time.process_time()
                hits += index.search(parse_query(query)).total
                times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))
            print_times(kind, times, hits // len(those))
            everything += times
    print_times("all", everything, None)


def print_times(kind: str, times: list[tuple[float, float]], hits: int | None) -> None:
    """A line of the table."""
    clocks, processors = zip(*times, strict=True)
    figures = [f(values) for values in (clocks, processors) for f in (statistics.median, high)]
    print(
        f"  {kind:14} {figures[0]:10.1f} {figures[1]:6.1f} {figures[2]:15.1f} {figures[3]:6.1f}   {'' if hits is None else f'{hits:,}'}",
        flush=True,
    )


def high(values: tuple[float, ...]) -> float:
    """What 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=100)[94]


def queries(library: Library) -> Iterator[tuple[str, str]]:
    """Queries of each kind, of the words of articles here and there: frequent ones as often as they stand in texts."""
    chance, last = random.Random(7), library.last_change()
    for _ in range(QUERIES):
        record = library.record(chance.randrange(1, last + 1))
        words = [word for word in read_words(record.article.text) if not word.keys.stop]
        if not words:
            continue
        at = chance.randrange(max(1, len(words) - 1))
        one, two = (
            record.article.text[word.start : word.end] for word in (*words[at : at + 2], words[0])[:2]
        )
        yield "word", one
        yield "two words", f"{one} {two}"
        yield "phrase", f"«{one} {two}»"
        yield "title", " ".join(word for word in record.article.title.split() if word.isalpha())
        yield "prefix", f"{one[:3]}*"
        yield "fuzzy", f"{one}~"
        yield "filters", f"{one} type:ASSAULT from:{(record.article.published or '2016')[:4]}"
        names = [entity.name for entity in record.entities if entity.kind == "person"]
        yield "actor", f'actor:"{names[0]}"' if names else f"actor:{one}"


class Spent:
    """What something took, and for how many articles."""

    def __init__(self) -> None:
        self.count = 0
        self.clock = self.processor = 0.0

    @contextmanager
    def counting(self, count: int) -> Iterator[None]:
        """Adds what is done inside, for so many articles."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor
        self.count += count


@contextmanager
def timed(name: str) -> Iterator[Spent]:
    """Prints how long something took for each article, of the processor and by the clock."""
    spent, begun, worked = Spent(), time.perf_counter(), time.process_time()
    yield spent
    clock = spent.clock or time.perf_counter() - begun
    processor = spent.processor or time.process_time() - worked
    count = spent.count or 1
    print(
        f"{name}: {processor / count * 1000:.2f} ms of processor time each ({count / processor:.0f}/s on one core), "
        f"{clock / count * 1000:.2f} by the clock",
        flush=True,
    )


if __name__ == "__main__":
    main()
