"""Speed of the speech layer, and the precision of each of its rules against annotated articles.

    python benchmarks/speech.py GOLD_DIR

GOLD_DIR holds one annotation per article (`<id>.json`) and the articles in `articles/`. Names and dates come from the
layers before; only the speech layer is timed. An attribution is right when its content overlaps the annotated one by
half and its first source shares half of the words.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from confidence import is_right

from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article, Attribution

_ROUNDS = 5


def main(folder: Path) -> int:
    """Prints articles a second and, for every rule, right / found; returns the exit status."""
    lexicon = load_lexicon()
    spent, articles = 0.0, 0
    rules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        raw = gold.get("article") or json.loads((folder / "articles" / path.name).read_text(encoding="utf-8"))
        article = Article(id=raw["id"], title=raw["title"], text=raw["text"], published=raw.get("published"))
        scan = scan_document(read_document(article), lexicon)
        names, dates = find_names(scan), read_dates(scan, article.published)
        find_attributions(scan, names, dates)
        started = time.process_time()
        for _ in range(_ROUNDS):
            found = find_attributions(scan, names, dates)
        spent += (time.process_time() - started) / _ROUNDS
        articles += 1
        _count(gold["attributions"], found, rules)
    print(f"{articles} articles, {articles / spent:.0f} articles a second")
    for rule, (right, total) in sorted(rules.items(), key=lambda item: -item[1][1]):
        print(f"{rule:42} {right:4} / {total:4}")
    return 0


def _count(gold: list[dict[str, Any]], found: Iterable[Attribution], rules: dict[str, list[int]]) -> None:
    open_rows = list(gold)
    for attribution in found:
        tally = rules[attribution.rule]
        tally[1] += 1
        match = next((row for row in open_rows if is_right(row, attribution)), None)
        if match is not None:
            open_rows.remove(match)
            tally[0] += 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
