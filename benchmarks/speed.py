"""How fast the reader is on one core, which layer costs what, how long it takes to start, how much memory it needs.

The layers are measured in processor time, which other programs of a busy machine disturb least, in both tiers, on articles of
about 2,000 characters and on articles as they come (660 on average), after a hundred others, as a long run of `marsad` has it.

    python benchmarks/speed.py [COUNT]

Uses ``../shared/data/antcorpus`` where it lies beside the project.
"""

from __future__ import annotations

import gc
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from marsad.cli import GARBAGE_AFTER
from marsad.events import find_events
from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.names.encoder import NOTHING, load_encoder
from marsad.reader import ACCURATE, FAST
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article

LAYERS = ("text", "matching", "transformer", "names", "times", "speech", "events")
WARM = 100
"""Articles read before, for words that come again to be known."""
PASSES = 3
"""How often a sample is read: on a shared machine one pass differs from the next by a third."""
SAMPLE = Path(__file__).parent.parent / "src/marsad/samples/border-talks.html"
CORPUS = Path(__file__).parent.parent.parent / "shared/data/antcorpus/articles.jsonl.gz"


def articles(count: int, least: int = 1500, most: int = 2500) -> list[Article]:
    """Articles of so many characters."""
    found = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if least <= len(row["text"]) <= most:
                found.append(
                    Article(id=row["id"], title=row["title"], text=row["text"], published=row["published"])
                )
            if len(found) == count:
                break
    return found


def spend(sample: list[Article], tier: str) -> dict[str, float]:
    """Seconds of processor time by layer."""
    lexicon, spent = load_lexicon(), dict.fromkeys(LAYERS, 0.0)
    for article in sample:
        marks = [time.process_time()]
        document = read_document(article)
        marks.append(time.process_time())
        scan = scan_document(document, lexicon)
        marks.append(time.process_time())
        told = load_encoder().tell(document.parts) if tier == ACCURATE else NOTHING
        marks.append(time.process_time())
        names = find_names(scan, told.tags)
        marks.append(time.process_time())
        dates = read_dates(scan, article.published)
        marks.append(time.process_time())
        said = find_attributions(scan, names, dates)
        marks.append(time.process_time())
        find_events(scan, names, dates, said, article.published, told)
        marks.append(time.process_time())
        for layer, begun, ended in zip(LAYERS, marks, marks[1:], strict=False):
            spent[layer] += ended - begun
    return spent


def report(what: str, sample: list[Article], tier: str) -> None:
    """Prints what a tier spends on a sample, the words of another hundred articles known before; the least of some passes."""
    spend(sample[:WARM], tier)
    passes = [spend(sample[WARM:], tier) for _ in range(PASSES)]
    spent = {layer: min(one[layer] for one in passes) for layer in LAYERS}
    count, total = len(sample) - WARM, sum(spent.values())
    print(f"{tier}, {what}: {count / total:.0f} articles/s on one core, {total / count * 1000:.2f} ms each")
    for layer, seconds in spent.items():
        if seconds:
            print(
                f"  {layer:12} {seconds / count * 1000:6.2f} ms  {count / seconds:6.0f} a second  {seconds / total:5.1%}"
            )


def main() -> None:
    gc.set_threshold(GARBAGE_AFTER)
    count = WARM + (int(sys.argv[1]) if len(sys.argv) > 1 else 400)
    for tier in (FAST, ACCURATE):
        size = count if tier == FAST else WARM + (count - WARM) // 4
        report("about 2,000 characters", articles(size), tier)
        usual = articles(10**6, 0, 10**6)
        report("as the corpus has them", random.Random(3).sample(usual, size), tier)
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
