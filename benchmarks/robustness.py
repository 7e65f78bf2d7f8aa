"""Every article of the corpus read: exceptions, wrong offsets and altered texts, which must all be 0.

python benchmarks/robustness.py [COUNT]
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from marsad.reader import read_article
from marsad.types import Article

CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"


def wrong_spans(node: Any, fields: dict[str, str]) -> int:
    """How many spans under a node do not quote their own characters."""
    if isinstance(node, list):
        return sum(wrong_spans(value, fields) for value in node)
    if not isinstance(node, dict):
        return 0
    wrong = sum(wrong_spans(value, fields) for value in node.values())
    if {"start", "end", "exact"} <= node.keys() and node.get("in") in fields:
        wrong += fields[node["in"]][node["start"] : node["end"]] != node["exact"]
    return wrong


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else sys.maxsize
    read = failed = offsets = altered = 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if read == most:
                break
            read += 1
            try:
                given = Article(
                    id=row["id"], title=row["title"], text=row["text"], published=row["published"]
                )
                record = json.loads(read_article(given).to_json())
            except Exception as error:
                failed += 1
                print(row["id"], repr(error))
                continue
            altered += record["article"]["text"] != row["text"]
            facts = {key: value for key, value in record.items() if key != "article"}
            offsets += wrong_spans(facts, {"text": row["text"], "title": row["title"]})
    print(f"{read} articles: {failed} exceptions, {offsets} wrong offsets, {altered} altered texts")
    return int(bool(failed or offsets or altered))


if __name__ == "__main__":
    sys.exit(main())
