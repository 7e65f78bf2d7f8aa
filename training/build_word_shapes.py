"""Builds `lexicon/names/word_shapes.csv`: which runs of letters tell a foreign name from an Arabic word.

A logistic regression over runs of two to four letters, learned from the foreign names of `rigour` 1.3.0 (see
`build_name_words.py` for the inputs) against the words of Arabic news; weights are rounded to tenths.

    python training/build_word_shapes.py --persons persons.txt --news articles.jsonl.gz
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import re
import sqlite3
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path

from build_name_words import OUT, read_news

from marsad.names.shapes import letter_runs
from marsad.text.normalise import fold

WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{4,12}")
PASSES, RATE, SHRINK, RAREST = 6, 0.25, 0.0003, 8


def arab_names() -> set[str]:
    """The folded names of Arabs, Persians and Turks, which look like Arabic words."""
    path = resources.files("arabic_name_romanizer") / "resources/names.sqlite3"
    return {
        fold(key) for (key,) in sqlite3.connect(str(path)).execute("select distinct arabic_key from units")
    }


def foreign_names(path: Path, arab: set[str], counts: Counter[str]) -> set[str]:
    """The folded names of everybody else, without those that are frequent words."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        for spelling in line.partition(" => ")[0].split(","):
            if WORD.fullmatch(spelling.strip()):
                found.add(fold(spelling.strip()))
    return {key for key in found - arab if counts[key] < 200 and not key.startswith("ال")}


def learn(samples: list[tuple[frozenset[str], int]]) -> dict[str, float]:
    """The weight of each run of letters for "foreign name", by AdaGrad."""
    seen = Counter(run for runs, _ in samples for run in runs)
    weights = {run: 0.0 for run, n in seen.items() if n >= RAREST} | {"": 0.0}
    squares: dict[str, float] = defaultdict(lambda: 0.01)
    kept = [([*sorted(run for run in runs if run in weights), ""], label) for runs, label in samples]
    for _ in range(PASSES):
        random.shuffle(kept)
        for runs, label in kept:
            slope = 1 / (1 + math.exp(-sum(weights[run] for run in runs))) - label
            for run in runs:
                squares[run] += slope * slope
                weights[run] -= RATE * slope / math.sqrt(squares[run]) + SHRINK * weights[run]
    return weights


def main() -> None:
    """Reads the inputs named on the command line and writes the file."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--persons", type=Path, required=True)
    args.add_argument("--news", type=Path, required=True)
    given = args.parse_args()
    random.seed(1)
    counts = Counter(token for tokens in read_news(given.news) for token in tokens)
    arab = arab_names()
    foreign = foreign_names(given.persons, arab, counts)
    native = {w for w, n in counts.items() if n >= 3 and WORD.fullmatch(w)} - arab - foreign
    samples = [(letter_runs(w), 1) for w in sorted(foreign)] + [(letter_runs(w), 0) for w in sorted(native)]
    by_weight: dict[int, list[str]] = defaultdict(list)
    for run, weight in learn(samples).items():
        by_weight[round(weight * 10)].append(run or "_")
    by_weight.pop(0, None)
    with (OUT / "word_shapes.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# kind: word_shape\n# Built by training/build_word_shapes.py; do not edit.\n")
        out = csv.writer(file, lineterminator="\n")
        rows = [(f"ws.{w}", w, " ".join(sorted(runs))) for w, runs in sorted(by_weight.items())]
        out.writerows([("id", "tenths", "runs"), *rows])


if __name__ == "__main__":
    main()
