"""Fits the weights by which the best articles are put in order (`marsad.corpus.search.likeness`), and tells what they give.

    python benchmarks/search_order.py [--corpus FILE] [--others FILE …]

The headline of an article is the query, the article, indexed without it, should come first. Learned (softmax over the 60 best by
words, with the 60 nearest for `BY_BOTH`) from every fourth article, 1, 5, 9, …: the vectors of words were taught by the even-numbered
ones. Told for 3, 7, 11, …, by words also for the even-numbered; both as what is shipped has it and as the weights fitted now have it.
`--others` fits nothing: articles of other papers (JSON Lines with id, title, text) are put among those of the corpus and asked for.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from search import CORPUS, as_words, askable, fill, headless, like_each, load_rows

from marsad.corpus.search.index import BaseIndex
from marsad.corpus.search.learned import load_net
from marsad.corpus.search.likeness import BY_WORDS
from marsad.corpus.search.meaning import load_meaning
from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.plan import loosened, plan_query
from marsad.corpus.search.syntax import wording
from marsad.corpus.search.tantivy_index import TantivyIndex

SHRINK, ROUNDS = 1e-3, 100
BY_BOTH: Mapping[str, float] = {
    "words": 4.54,
    "stems_whole": 1.44,
    "stems_opening": -0.94,
    "roots_first": -2.21,
    "roots_opening": -5.39,
    "roots_whole": -7.42,
    "telling_first": -1.34,
    "telling_whole": 4.81,
    "rarest": -1.5,
    "said_opening": -0.09,
    "said_whole": 1.13,
    "mean": 6.35,
    "alike_first": 5.08,
    "alike_opening": 8.35,
    "alike_whole": 10.76,
}
"""The sum by words and meaning that was shipped before the net of `marsad.corpus.search.learned`."""
SHIPPED = (("BY_WORDS", BY_WORDS, False), ("BY_BOTH", BY_BOTH, True))
ALONE = {"words": 1.0}
FOUR = {"words": 1.0, "mean": 1.4, "alike_whole": 2.1, "alike_opening": 1.1}
"""The sum by which words and meaning were put in order before, but that words of one root count wholly."""
Case = tuple[int, dict[str, np.ndarray], np.ndarray]
"""The number of an article, what the candidates share with its headline, and which of them are the article."""


def gather(
    index: BaseIndex, rows: Sequence[dict[str, str]], numbers: Sequence[int], both: bool
) -> list[Case]:
    """The candidates for each headline, as a search sees them."""
    wanted, orderer = like_each(rows), index._orderer()
    cases = []
    for no in numbers:
        query = parse_query(as_words(rows[no]["title"]))
        plan = plan_query(query, index._terms)
        asked = load_meaning().read_query(wording(query.root))
        if asked is None:
            continue
        found = orderer.candidates(loosened(plan) or plan, asked, near=both)
        seen, shares = orderer.compare(found.scores, asked, by_meaning=both)
        cases.append((no, shares, np.array([one in wanted[no] for one in seen])))
    return cases


def fit(cases: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    """The weights that bring the articles looked for before the others."""
    tables = [
        (torch.tensor(np.stack([shares[name] for name in names], 1)), hit)
        for _, shares, hit in cases
        if hit.any()
    ]
    widest = max(len(hit) for _, hit in tables)
    values, there = (
        torch.zeros(len(tables), widest, len(names)),
        torch.zeros(len(tables), widest, dtype=torch.bool),
    )
    right = torch.zeros(len(tables), widest, dtype=torch.bool)
    for at, (table, hit) in enumerate(tables):
        values[at, : len(hit)], there[at, : len(hit)], right[at, : len(hit)] = table, True, torch.tensor(hit)
    spread = values[there].std(0) + 1e-4
    values /= spread
    weights = torch.zeros(len(names), requires_grad=True)
    best = torch.optim.LBFGS([weights], max_iter=ROUNDS, line_search_fn="strong_wolfe")

    def step() -> torch.Tensor:
        best.zero_grad()
        scores = (values @ weights).masked_fill(~there, -1e9)
        missed = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
        loss = missed.mean() + SHRINK * (weights**2).sum()
        loss.backward()
        return loss

    best.step(step)
    return {name: round(float(one), 2) for name, one in zip(names, weights.detach() / spread, strict=True)}


def tell(cases: Sequence[Case], weights: Mapping[str, float] | None) -> str:
    """MRR@10 and how many are first, by a sum, or by the net that is shipped."""
    ranks = []
    for _, shares, hit in cases:
        if weights is None:
            total = load_net().score(shares)
        else:
            total = sum(weight * shares[name] for name, weight in weights.items())
        found = np.flatnonzero(hit[np.argsort(-np.asarray(total), kind="stable")][:10])
        ranks.append(found[0] + 1 if len(found) else np.inf)
    return f"MRR@10 {np.mean(1 / np.array(ranks)):.4f}, first {np.mean(np.array(ranks) == 1):.4f}"


def read_other(line: str) -> dict[str, str]:
    """An article of another paper; «T » marks headlines in the examples that Marsad is trained on."""
    row = json.loads(line)
    return row | {"title": row["title"].removeprefix("T "), "published": row.get("published") or ""}


def tell_others(index: BaseIndex, rows: Sequence[dict[str, str]], known: int) -> None:
    """Prints how the articles behind the first so many are found."""
    for name, shipped, both in SHIPPED:
        cases = gather(index, rows, range(known, len(rows)), both)
        for told, weights in (("BM25", ALONE), *((("four", FOUR),) if both else ()), ("sum", shipped)):
            print(f"{name} {told:8} {len(cases)} others: {tell(cases, weights)}")
        if both:
            print(f"{name} net      {len(cases)} others: {tell(cases, None)}")


def tell_fitted(index: BaseIndex, rows: Sequence[dict[str, str]]) -> None:
    """Prints the weights fitted now, and how they and others find what they were not fitted to."""
    for name, shipped, both in SHIPPED:
        cases = gather(index, rows, [no for no in askable(rows) if no % 2 or not both], both)
        taught, kept, even = (
            [case for case in cases if case[0] % 4 in part] for part in ((1,), (3,), (0, 2))
        )
        fitted = fit(taught, list(shipped))
        print(f"{name} = {fitted}")
        for told, weights in (
            ("BM25", ALONE),
            ("sum", shipped),
            ("fitted", fitted),
            *((("net", None),) if both else ()),
        ):
            print(
                f"  {told:8} 3, 7, 11, …: {tell(kept, weights)}",
                f"even: {tell(even, weights)}" if even else "",
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument(
        "--others", type=Path, nargs="+", default=[], help="articles to be found among those of the corpus"
    )
    asked = parser.parse_args()
    rows = load_rows(asked.corpus)
    known = len(rows)
    rows += [
        read_other(line) for path in asked.others for line in path.read_text(encoding="utf-8").splitlines()
    ]
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder))
        fill(index, headless(rows))
        if len(rows) > known:
            tell_others(index, rows, known)
        else:
            tell_fitted(index, rows)


if __name__ == "__main__":
    main()
