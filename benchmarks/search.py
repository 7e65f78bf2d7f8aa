"""How well and how fast the search index finds: known items, latency, size.

    python benchmarks/search.py [--engine tantivy|fts] [--synthetic COUNT] [--queries 500] [--corpus FILE] [--even]

Known items: the headline of an article is the query, and the article, indexed without its headline, should come first
(MRR@10), by words, by meaning, by both, and by default. An article with the same headline or the same text counts as the one
looked for: nobody can tell them apart. Only the odd-numbered articles are asked for: the even-numbered ones taught the vectors
of words (training/build_search_vectors.py) and chose the weights; `--even` asks for those. `--queries 0` asks for all.
Latency: words, phrases, prefixes, misspellings, exclusions and filters, with facets, one thread. Uses
``../shared/data/antcorpus`` where it lies beside the project; `--synthetic` recombines its sentences into so many articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import get_args

from marsad.corpus.search.articles import IndexedArticle, Name
from marsad.corpus.search.fts_index import FtsIndex
from marsad.corpus.search.index import Ranking, SearchIndex
from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.tantivy_index import TantivyIndex
from marsad.text import fold, split_sentences, tokenize

CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"
ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "tantivy": TantivyIndex,
    "fts": lambda folder: FtsIndex(folder / "search.db"),
}
BATCH = 5000
SHORTEST_TITLE = 3
SEED = 7
Row = dict[str, str]


def load_rows(path: Path) -> list[Row]:
    """The articles of the corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def headless(rows: Sequence[Row]) -> Iterator[IndexedArticle]:
    """The articles without their headlines."""
    for no, row in enumerate(rows):
        published = row["published"] if "T" in row["published"] else None
        yield IndexedArticle(
            no=no, id=row["id"], text=row["text"], published=published, site=Name("jawharafm.net")
        )


def synthetic(rows: Sequence[Row], count: int) -> Iterator[IndexedArticle]:
    """Articles of sentences drawn from all of the corpus, as long as real ones, with five invented actors each."""
    chance = random.Random(SEED)
    pools = [
        [row["text"][s.start : s.end] for s in split_sentences(row["text"], tokenize(row["text"]))]
        for row in rows
    ]
    sentences = [sentence for pool in pools for sentence in pool]
    names = sorted(
        {word.text for row in rows[:2000] for word in tokenize(row["title"]) if word.kind == "word"}
    )
    for no in range(count):
        text = " ".join(chance.choices(sentences, k=len(chance.choice(pools))))
        published = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        actors = tuple(Name(name) for name in chance.sample(names, 5))
        title = chance.choice(rows)["title"]
        yield IndexedArticle(
            no=no,
            id=str(no),
            title=title,
            text=text,
            published=published,
            site=Name(f"site{no % 40}.net"),
            actors=actors,
        )


def fill(index: SearchIndex, articles: Iterator[IndexedArticle]) -> tuple[int, float]:
    """How many articles went in, and the seconds it took."""
    begun, done = time.perf_counter(), 0
    while batch := list(islice(articles, BATCH)):
        done += len(batch)
        index.update(batch, done)
    return done, time.perf_counter() - begun


def like_each(rows: Sequence[Row]) -> list[set[int]]:
    """For each article those that nobody can tell from it: with the same headline or the same text, itself among them."""
    alike: dict[str, set[int]] = defaultdict(set)
    keys = [(f"t {fold(row['title']).split()}", f"x {fold(row['text']).split()}") for row in rows]
    for no, pair in enumerate(keys):
        for key in pair:
            alike[key].add(no)
    return [alike[title] | alike[text] for title, text in keys]


def askable(rows: Sequence[Row]) -> list[int]:
    """The articles whose headlines have words enough to be asked for."""
    return [no for no, row in enumerate(rows) if len(row["title"].split()) >= SHORTEST_TITLE]


def measure_known_items(index: SearchIndex, rows: Sequence[Row], count: int, parts: Sequence[int]) -> None:
    """Prints MRR@10, how many are first or among ten, and the processor's milliseconds, by way of ranking."""
    wanted = like_each(rows)
    asked = [no for no in askable(rows) if no % 4 in parts]
    if count:
        asked = random.Random(SEED).sample(asked, count)
    print(f"  known items: {len(asked):,}        MRR@10  first  in ten   processor p50   p95")
    for ranking in get_args(Ranking):
        ranks, spent = [], []
        for no in asked:
            query = parse_query(as_words(rows[no]["title"]))
            begun = time.process_time()
            hits = index.search(query, facets=False, ranking=ranking).hits
            spent.append((time.process_time() - begun) * 1000)
            ranks.append(next((at for at, hit in enumerate(hits, 1) if hit.no in wanted[no]), 0))
        figures = (
            sum(1 / rank for rank in ranks if rank) / len(asked),
            ranks.count(1) / len(asked),
            sum(map(bool, ranks)) / len(asked),
        )
        times = f"{statistics.median(spent):15.1f} {percentile(spent, 95):5.1f}"
        print(f"  {ranking:20} {figures[0]:12.3f} {figures[1]:6.3f} {figures[2]:7.3f} {times}")


def as_words(title: str) -> str:
    """A headline without the marks that mean something in a query."""
    return " ".join(token.text for token in tokenize(title) if token.kind != "mark")


def queries(rows: Sequence[Row], count: int) -> Iterator[tuple[str, str]]:
    """Queries of every kind, with the kind: their words drawn from headlines."""
    chance = random.Random(SEED)
    for _ in range(count):
        words = as_words(chance.choice(rows)["title"]).split()
        first, last = words[0], max(words, key=len)
        yield "one word", last
        yield "two words", f"{first} {last}"
        yield "headline", " ".join(words)
        yield "phrase", f"«{' '.join(words[:2])}»"
        yield "prefix", f"{last[: max(3, len(last) - 2)]}*"
        yield "fuzzy", f"{last}~"
        yield "exact", f"exact:{last}"
        yield "not, or", f"({first} OR {last}) NOT {words[-1]}x"
        yield "filters", f"{last} from:2016-06 to:2017-03"
        yield "latin", "Essebsi"


def measure_latency(index: SearchIndex, rows: Sequence[Row], count: int) -> None:
    """Prints milliseconds by kind of query and over all of them: by the clock, and of the processor (a shared machine waits)."""
    spent: dict[str, list[tuple[float, float]]] = defaultdict(list)
    found: Counter[str] = Counter()
    for kind, query in queries(rows, count):
        clock, processor = time.perf_counter(), time.process_time()
        hits = index.search(parse_query(query))
        spent[kind].append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))
        found[kind] += hits.total
    print("  milliseconds          clock p50    p95   processor p50    p95    hits")
    everything = [one for times in spent.values() for one in times]
    for kind, times in (*spent.items(), ("all", everything)):
        clocks, processors = zip(*times, strict=True)
        figures = (
            statistics.median(clocks),
            percentile(clocks, 95),
            statistics.median(processors),
            percentile(processors, 95),
        )
        print(
            f"  {kind:20} {figures[0]:10.1f} {figures[1]:6.1f} {figures[2]:15.1f} {figures[3]:6.1f} {found[kind] // count or '':7}"
        )


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many percent do not exceed."""
    return statistics.quantiles(values, n=100)[share - 1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=ENGINES, default="tantivy")
    parser.add_argument("--synthetic", type=int, default=0)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--even", action="store_true", help="ask for the even-numbered articles")
    parser.add_argument(
        "--corpus", type=Path, default=CORPUS, help="JSON Lines with id, title, text, published, gzipped"
    )
    asked = parser.parse_args()
    rows = load_rows(asked.corpus)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = ENGINES[asked.engine](folder)
        articles = synthetic(rows, asked.synthetic) if asked.synthetic else headless(rows)
        done, seconds = fill(index, articles)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(
            f"{asked.engine}: {done:,} articles in {seconds:.0f} s ({done / seconds:.0f}/s), {size / 1e6:.0f} MB"
        )
        if not asked.synthetic:
            raw = sum(len(row["text"].encode()) for row in rows)
            print(f"  {size / raw:.2f} x the text ({raw / 1e6:.0f} MB)")
            measure_known_items(index, rows, asked.queries, (0, 2) if asked.even else (3,))
        measure_latency(index, rows, min(100, asked.queries or 100))


if __name__ == "__main__":
    main()
