"""Page reading measured against trafilatura and htmldate on the same pages in one run.

    python benchmarks/extraction.py [FOLDER …] [--no-samples] [--verbose] [--json FILE]

Reads the pages of tests/page and every FOLDER (default: ../shared/data/html where it exists) that holds ``*.html`` and a
``gold.json``: ``{name: {url, published, title, language, body, with: […], without: […]}}``, every field optional.
Prints, for both: body F1 over words, leaked strings, missing strings, dates right, titles right, pages a second.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data" / "html"
_WORD = re.compile(r"\w+")


class Gold(NamedTuple):
    """A page with what is known of it; `None` where nothing is."""

    name: str
    html: str
    url: str | None
    title: str | None
    published: str | None
    body: str | None
    present: tuple[str, ...]
    absent: tuple[str, ...]


class Reading(NamedTuple):
    """What a reader made of a page."""

    title: str
    published: str | None
    text: str


class Score(NamedTuple):
    """The sums over all pages."""

    f1: float
    bodies: int
    leaks: int
    leakable: int
    missing: int
    dates: int
    dated: int
    titles: int
    titled: int
    pages_per_second: float


def sample_pages() -> Iterator[Gold]:
    """The pages of the test suite."""
    sys.path.insert(0, str(ROOT / "tests" / "page"))
    from samples import load_samples

    for one in load_samples():
        yield Gold(
            one.name,
            one.html,
            one.url,
            one.title,
            one.published and one.published[:10],
            one.body,
            (),
            one.leaks,
        )


def folder_pages(folder: Path) -> Iterator[Gold]:
    """The pages of a folder with its gold.json."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.html")):
        known = gold.get(path.stem, {})
        text = path.read_bytes().decode("utf-8", "replace")
        yield Gold(
            path.stem,
            text,
            known.get("url"),
            known.get("title"),
            known.get("published"),
            known.get("body"),
            tuple(known.get("with", ())),
            tuple(known.get("without", ())),
        )


def read_with_marsad(page: Gold) -> Reading:
    """The page as Marsad reads it."""
    from marsad.page.extract import extract_article

    article = extract_article(page.html, url=page.url, id=page.name)
    return Reading(article.title, article.published, article.text)


def read_with_trafilatura(page: Gold) -> Reading:
    """The page as trafilatura (body, title) and htmldate (date) read it."""
    import htmldate
    import trafilatura

    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)
    try:
        published = htmldate.find_date(page.html, url=page.url, original_date=True)
    except ValueError:
        published = None
    return Reading((found.title or "") if found else "", published, (found.text or "") if found else "")


def extract_with_trafilatura(page: Gold) -> None:
    """Only the body, without metadata: trafilatura at its fastest default."""
    import trafilatura

    trafilatura.extract(page.html, url=page.url)


def body_f1(found: str, wanted: str) -> float:
    """The F1 over words as multisets."""
    one, other = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def score(pages: list[Gold], read: Callable[[Gold], Reading], *, verbose: bool) -> Score:
    """The sums for one reader, its problems printed when `verbose`."""
    f1s: list[float] = []
    sums: Counter[str] = Counter()
    for page in pages:
        reading = read(page)
        notes = []
        if page.body is not None:
            f1s.append(body_f1(reading.text, page.body))
            if f1s[-1] < 0.97:
                notes.append(f"F1 {f1s[-1]:.3f}")
        leaked = [text for text in page.absent if text in reading.text]
        missing = [text for text in page.present if text not in reading.text]
        right = page.published is None or (reading.published or "")[: len(page.published)] == page.published
        titled = page.title is None or " ".join(reading.title.split()) == " ".join(page.title.split())
        sums.update(leaks=len(leaked), leakable=len(page.absent), missing=len(missing))
        sums.update(dates=right and page.published is not None, dated=page.published is not None)
        sums.update(titles=titled and page.title is not None, titled=page.title is not None)
        notes += [f"leaks {leaked}"] if leaked else []
        notes += [f"missing {missing}"] if missing else []
        notes += [] if right else [f"date {reading.published} not {page.published}"]
        notes += [] if titled else [f"title {reading.title!r}"]
        if verbose and notes:
            print(f"  {page.name}: {'; '.join(notes)}")
    return Score(
        sum(f1s) / max(len(f1s), 1), len(f1s), sums["leaks"], sums["leakable"], sums["missing"], sums["dates"],
        sums["dated"], sums["titles"], sums["titled"], pages_per_second(pages, read),
    )  # fmt: skip


def pages_per_second(pages: list[Gold], read: Callable[[Gold], object], rounds: int = 3) -> float:
    """The best of some rounds over all pages."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for page in pages:
            read(page)
        best = min(best, time.perf_counter() - start)
    return len(pages) / best


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--no-samples", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folders = options.folders or ([SHARED] if SHARED.is_dir() else [])
    pages = [] if options.no_samples else list(sample_pages())
    pages += [page for folder in folders for page in folder_pages(folder)]
    results = {}
    for name, read in (("marsad", read_with_marsad), ("trafilatura+htmldate", read_with_trafilatura)):
        print(name)
        result = results[name] = score(pages, read, verbose=options.verbose)
        print(
            f"  body F1 {result.f1:.4f} ({result.bodies} bodies) · leaks {result.leaks}/{result.leakable} · missing {result.missing}"
            f" · dates {result.dates}/{result.dated} · titles {result.titles}/{result.titled} · {result.pages_per_second:.0f} pages/s"
        )
    plain = pages_per_second(pages, extract_with_trafilatura)
    ours = results["marsad"].pages_per_second
    theirs = results["trafilatura+htmldate"].pages_per_second
    print(
        f"trafilatura without metadata: {plain:.0f} pages/s; marsad is {ours / theirs:.1f}x and {ours / plain:.1f}x as fast"
    )
    if options.json:
        named = {name: result._asdict() for name, result in results.items()}
        options.json.write_text(json.dumps(named, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
