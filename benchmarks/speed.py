"""How fast the reader is on one core, which layer costs what, how long it takes to start, how much memory it needs.

The layers are measured in processor time, which other programs of a busy machine disturb least.

    python benchmarks/speed.py [COUNT]

Uses articles of about 2,000 characters from ``../shared/data/antcorpus`` where it lies beside the project.
"""

from __future__ import annotations

import gzip
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from marsad.events import find_events
from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article

SAMPLE = Path(__file__).parent.parent / "src/marsad/samples/border-talks.html"
CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"


def articles(count: int) -> list[Article]:
    """Articles of 1,500 to 2,500 characters."""
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if 1500 <= len(row["text"]) <= 2500:
                found.append(
                    Article(id=row["id"], title=row["title"], text=row["text"], published=row["published"])
                )
            if len(found) == count:
                break
    return found


def main() -> None:
    sample = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    lexicon = load_lexicon()
    spent = dict.fromkeys(("text", "matching", "names", "times", "speech", "events"), 0.0)
    for article in sample:
        marks = [time.process_time()]
        document = read_document(article)
        marks.append(time.process_time())
        scan = scan_document(document, lexicon)
        marks.append(time.process_time())
        names = find_names(scan)
        marks.append(time.process_time())
        dates = read_dates(scan, article.published)
        marks.append(time.process_time())
        said = find_attributions(scan, names, dates)
        marks.append(time.process_time())
        find_events(scan, names, dates, said, article.published)
        marks.append(time.process_time())
        for layer, begun, ended in zip(spent, marks, marks[1:], strict=False):
            spent[layer] += ended - begun
    total = sum(spent.values())
    print(f"{len(sample) / total:.0f} articles/s on one core, {total / len(sample) * 1000:.2f} ms an article")
    for layer, seconds in spent.items():
        print(f"  {layer:10} {seconds / len(sample) * 1000:6.2f} ms  {seconds / total:5.1%}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    times = starts(SAMPLE)
    print(f"start to record {statistics.median(times):.2f} s (fastest {min(times):.2f}, {len(times)} runs)")


def starts(page: Path, runs: int = 9) -> list[float]:
    """How long `marsad read` takes for one page, from nothing, the index in place."""
    command = [sys.executable, "-m", "marsad", "read", "--quiet", str(page)]
    subprocess.run(command, capture_output=True, check=True)
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    return times


if __name__ == "__main__":
    main()
