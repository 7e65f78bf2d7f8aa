"""Copies planted among real articles: how many are found, and how many of those found are copies.

``python benchmarks/copies.py ARTICLES.jsonl.gz [--articles 2000]`` takes articles (JSON lines with id, title, text, published,
url), plants reprints, edited texts and excerpts of a quarter to six tenths of an article inside another one's text, and
compares what `find_copies` finds with what was planted. Articles that are copies of each other before anything is planted
are counted on their own, and their copies' pairs with them count as right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from pathlib import Path

import msgspec

from marsad.corpus.copies import Copy, find_copies
from marsad.types import Article

PLANTED = 150
"""Copies of each kind."""
LEAST_WORDS = 60
"""Shorter articles are not copied: a quarter of them is a sentence."""


def load(path: Path, count: int, draw: random.Random) -> list[Article]:
    """So many articles, drawn at random."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    keys = ("id", "url", "title", "text")
    return [
        Article(**{key: row.get(key) for key in keys}, published=_iso(row.get("published")))
        for row in draw.sample(rows, count)
    ]


def _iso(published: str | None) -> str | None:
    """The corpus writes some of its dates as 13/05/2017."""
    return re.sub(r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\2-\1", published) if published else None


def reprint(text: str, draw: random.Random) -> str:
    """The text with another date line, some sentences' marks changed and perhaps its last sentence cut."""
    sentences = re.split(r"(?<=[.!؟])\s+", text)
    if len(sentences) > 6 and draw.random() < 0.5:
        sentences = sentences[:-1]
    return "تونس (وكالات) - " + " ".join(sentences).replace('"', "«").replace("،", " ،")


def edit(text: str, draw: random.Random) -> str:
    """The text with every twelfth word another, a sentence dropped, and others in another order."""
    sentences = [
        " ".join(_other(word, draw) for word in one.split()) for one in re.split(r"(?<=[.!؟\n])\s+", text)
    ]
    if len(sentences) > 3:
        del sentences[draw.randrange(1, len(sentences))]
        tail = sentences[2:]
        draw.shuffle(tail)
        sentences = sentences[:2] + tail
    return " ".join(sentences)


def _other(word: str, draw: random.Random) -> str:
    return draw.choice(("كذلك", "وفق", "أيضا", "المذكور", "حسب", "")) if draw.random() < 1 / 12 else word


def excerpt(text: str, host: str, draw: random.Random) -> str:
    """A quarter to six tenths of the text, in one piece, behind half of another article."""
    words, own = text.split(), host.split()
    length = round(len(words) * draw.uniform(0.25, 0.6))
    at = draw.randrange(len(words) - length + 1)
    return " ".join(own[: min(len(own) // 2, 2 * length)] + words[at : at + length])


def plant(
    articles: list[Article], draw: random.Random
) -> tuple[list[Article], dict[str, tuple[str, str, str | None]]]:
    """The copies, and for each its origin, its kind and the article it was put into."""
    long = [one for one in articles if len(one.text.split()) >= LEAST_WORDS]
    copies, truth = [], {}
    for number, origin in enumerate(draw.sample(long, 3 * PLANTED)):
        kind, ident, host = ("reprint", "edited", "excerpt")[number % 3], f"planted-{number}", None
        if kind == "excerpt":
            host = draw.choice([one for one in long if one is not origin])
            text = excerpt(origin.text, host.text, draw)
        else:
            text = (reprint if kind == "reprint" else edit)(origin.text, draw)
        copies.append(
            msgspec.structs.replace(origin, id=ident, url=f"https://copies.example/{number}", text=text)
        )
        truth[ident] = (origin.id, kind, host.id if host else None)
    return copies, truth


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("--articles", dest="count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--show", type=int, default=0, help="pairs to show that were not planted")
    given = arguments.parse_args()
    draw = random.Random(given.seed)
    articles = load(given.articles, given.count, draw)
    copies, truth = plant(articles, draw)
    began = time.process_time()
    found = find_copies([*articles, *copies])
    seconds = time.process_time() - began
    report(found, truth, {one.id: one for one in articles}, given.show)
    print(f"{(len(articles) + len(copies)) / seconds:,.0f} articles/s of processor time")


def report(
    found: tuple[Copy, ...],
    truth: dict[str, tuple[str, str, str | None]],
    held: dict[str, Article],
    show: int,
) -> None:
    """Precision over the pairs with a planted copy in them, recall over the planted copies, by kind."""
    kin: dict[str, set[str]] = defaultdict(set)
    for copy in found:
        if copy.article in held and copy.origin in held:
            kin[copy.article].add(copy.origin)
            kin[copy.origin].add(copy.article)
    sources = {ident: {origin} | ({host} if host else set()) for ident, (origin, _, host) in truth.items()}
    sources = {ident: own | set().union(*(kin[one] for one in own)) for ident, own in sources.items()}
    pairs = [{copy.article, copy.origin} for copy in found if truth.keys() & {copy.article, copy.origin}]
    right = [pair for pair in pairs if _is_planted(pair, sources)]
    seen = {ident for ident, (origin, _, _) in truth.items() if {ident, origin} in pairs}
    print(f"precision {len(right) / len(pairs):.4f} ({len(right)} of {len(pairs)} pairs with a planted copy)")
    print(f"recall    {len(seen) / len(truth):.4f} ({len(seen)} of {len(truth)})")
    for kind in ("reprint", "edited", "excerpt"):
        those = [ident for ident in truth if truth[ident][1] == kind]
        print(f"  {kind:8} {sum(one in seen for one in those) / len(those):.4f}")
    told = Counter(
        (truth[c.article][1], c.verdict)
        for c in found
        if c.article in truth and truth[c.article][0] == c.origin
    )
    print("verdicts (planted, told):", dict(told))
    natural = [copy for copy in found if copy.article in held and copy.origin in held]
    print(f"{len(natural)} pairs among the {len(held):,} articles themselves")
    for copy in random.Random(1).sample(natural, min(show, len(natural))):
        print(f"\n{copy.verdict} {copy.share} {copy.origin_share}")
        for ident in (copy.article, copy.origin):
            print("   ", ident, held[ident].title, "|", " ".join(held[ident].text.split()[:40]))


def _is_planted(pair: set[str], sources: dict[str, set[str]]) -> bool:
    """Whether the two have a text in common: the origin or the host of the one is the other, or is the other's too."""
    one, other = sorted(pair)
    return bool((sources.get(one, set()) | {one}) & (sources.get(other, set()) | {other}))


if __name__ == "__main__":
    main()
