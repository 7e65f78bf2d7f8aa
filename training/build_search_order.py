"""Learns the net by which the best articles for a headline are put in order (`marsad.corpus.search.learned`), with numpy alone.

    PYTHONPATH=benchmarks python training/build_search_order.py [--corpus FILE] [--index FOLDER] [--write]

Learned from every fourth article of the corpus, 1, 5, 9, … (the even-numbered ones taught the vectors), as
benchmarks/search_order.py describes it: first how likely a word of a headline stands in its article, by its looks; then, upon that and
the other shares, `NETS` small nets by a softmax over the candidates, which are put side by side as one. Told for 3, 7, 11, ….
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from search import CORPUS, as_words, askable, fill, headless, like_each, load_rows

from marsad.corpus.search import learned
from marsad.corpus.search.likeness import match
from marsad.corpus.search.meaning import Question, load_meaning
from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.plan import loosened, plan_query
from marsad.corpus.search.syntax import wording
from marsad.corpus.search.tantivy_index import TantivyIndex

NAMES = (
    *("words", "mean", "rarest", "telling_first", "telling_whole", "said_opening", "said_whole"),
    *("stems_whole", "stems_opening", "roots_first", "roots_opening", "roots_whole"),
    *("alike_first", "alike_opening", "alike_whole"),
    *("missing_whole", "missing_opening", "unlike_whole", "unlike_opening", "sum_stems", "sum_alike"),
    *("sum_opening", "unmet", "early", "order", "length", "behind"),
)
NETS, WIDTH, STEPS, BATCH, SHRINK = 2, 12, 600, 400, 2e-3
Floats = np.ndarray
Case = tuple[Floats, Floats]
"""The shares of the candidates `[candidates, NAMES]`, and which of them are the article."""


def ask(index: TantivyIndex, rows: Sequence[dict[str, str]], no: int) -> tuple[Question | None, object]:
    query = parse_query(as_words(rows[no]["title"]))
    plan = plan_query(query, index._terms)
    return load_meaning().read_query(wording(query.root)), loosened(plan) or plan


def gather(index: TantivyIndex, rows: Sequence[dict[str, str]], numbers: Sequence[int]) -> Iterator[Case]:
    """The candidates for headlines, as a search sees them."""
    wanted, orderer = like_each(rows), index._orderer()
    for no in numbers:
        asked, plan = ask(index, rows, no)
        if asked is not None:
            seen, shares = orderer.compare(
                orderer.candidates(plan, asked, near=True).scores, asked, by_meaning=True
            )
            table = np.stack([np.asarray(shares[name], np.float32) for name in NAMES], 1)
            yield table, np.array([one in wanted[no] for one in seen])


def learn_echo(index: TantivyIndex, rows: Sequence[dict[str, str]], numbers: Sequence[int]) -> Floats:
    """How likely words of headlines stand in their articles and in the opening of them, by their looks: logistic regressions."""
    signs, whole, opening, orderer = [], [], [], index._orderer()
    for no in numbers:
        asked, _ = ask(index, rows, no)
        seen = None if asked is None else orderer._vectors.see(asked.vector, [no])
        if asked is None or seen is None or not len(seen.numbers):
            continue
        rarity = np.array([orderer._rarity(stem) for stem in asked.stems], np.float32)
        met = match(load_meaning(), asked, seen.words, by_meaning=False)[0]["roots"]
        signs.append(learned.signs_of(asked.written, rarity))
        whole.append(met[2][:, 0])
        opening.append(met[1][:, 0])
    table = np.concatenate(signs).astype(float)
    return np.stack([_logistic(table, np.concatenate(one).astype(float)) for one in (whole, opening)])


def _logistic(table: Floats, hit: Floats) -> Floats:
    weights = np.zeros(table.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-table @ weights))
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(curve, table.T @ (hit - likely) - 0.1 * weights)
    return weights


def learn(cases: Sequence[Case], echo: Floats) -> learned.Net:
    """The net of all nets, each from its own beginning."""
    tables = [case for case in cases if case[1].any()]
    widest = max(len(hit) for _, hit in tables)
    values = np.zeros((len(tables), widest, len(NAMES)), np.float32)
    there, right = np.zeros((2, len(tables), widest), bool)
    for at, (table, hit) in enumerate(tables):
        values[at, : len(hit)], there[at, : len(hit)], right[at, : len(hit)] = table, True, hit
    mean, spread = values[there].mean(0), values[there].std(0) + 1e-4
    values = np.clip((values - mean) / spread, -6, 6)
    nets = [_descend(values, there, right, seed) for seed in range(NETS)]
    return learned.Net(
        names=NAMES,
        mean=mean,
        spread=spread,
        straight=np.mean([net["straight"] for net in nets], 0),
        hidden=np.concatenate([net["hidden"] for net in nets], 1),
        bias=np.concatenate([net["bias"] for net in nets]),
        out=np.concatenate([net["out"] for net in nets]) / NETS,
        echo=echo.astype(np.float32),
    )


def _descend(values: Floats, there: Floats, right: Floats, seed: int) -> dict[str, Floats]:
    """One net, by Adam."""
    chance = np.random.default_rng(seed)
    size = values.shape[2]
    net = {
        "straight": np.zeros(size, np.float32),
        "hidden": (chance.normal(size=(size, WIDTH)) / np.sqrt(size)).astype(np.float32),
        "bias": np.zeros(WIDTH, np.float32),
        "out": (chance.normal(size=WIDTH) * 0.1).astype(np.float32),
    }
    slow, square = ({name: np.zeros_like(one) for name, one in net.items()} for _ in range(2))
    for step in range(1, STEPS + 1):
        drawn = chance.choice(len(values), min(BATCH, len(values)), replace=False)
        part = values[drawn]
        bent = np.tanh(part @ net["hidden"] + net["bias"])
        scores = part @ net["straight"] + bent @ net["out"]
        off = (_softmax(scores, there[drawn]) - _softmax(scores, right[drawn])) / len(drawn)
        back = (off[..., None] * net["out"]) * (1 - bent * bent)
        slopes = {
            "straight": np.einsum("nm,nmk->k", off, part) + SHRINK * net["straight"],
            "hidden": np.einsum("nmk,nmh->kh", part, back) + 2 * SHRINK * net["hidden"],
            "bias": back.sum((0, 1)),
            "out": np.einsum("nm,nmh->h", off, bent) + 2 * SHRINK * net["out"],
        }
        pace = 0.02 if step < STEPS * 0.6 else 0.005
        for name, slope in slopes.items():
            slow[name] = 0.9 * slow[name] + 0.1 * slope
            square[name] = 0.99 * square[name] + 0.01 * slope * slope
            grown = np.sqrt(square[name] / (1 - 0.99**step)) + 1e-8
            net[name] = net[name] - pace * (slow[name] / (1 - 0.9**step)) / grown
    return net


def _softmax(scores: Floats, there: Floats) -> Floats:
    masked = np.where(there, scores, -1e9)
    grown = np.exp(masked - masked.max(1, keepdims=True))
    return grown / grown.sum(1, keepdims=True)


def tell(cases: Sequence[Case], net: learned.Net) -> str:
    """MRR@10 and how many are first."""
    ranks = []
    for table, hit in cases:
        scores = net.score(dict(zip(NAMES, table.T, strict=True)))
        found = np.flatnonzero(hit[np.argsort(-scores, kind="stable")[:10]])
        ranks.append(found[0] + 1 if len(found) else np.inf)
    return f"MRR@10 {np.mean(1 / np.array(ranks)):.4f}, first {np.mean(np.array(ranks) == 1):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--index", type=Path, help="a folder that holds the index of the corpus, or will")
    parser.add_argument("--write", action="store_true", help="put the net into the package")
    asked = parser.parse_args()
    rows = load_rows(asked.corpus)
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(asked.index or Path(folder))
        if not index.count():
            fill(index, headless(rows))
        taught, kept = ([no for no in askable(rows) if no % 4 == part] for part in (1, 3))
        echo = learn_echo(index, rows, taught)
        blank = np.zeros(0, np.float32)
        unlearned = learned.Net(NAMES, blank, blank, blank, blank, blank, blank, echo.astype(np.float32))
        learned.load_net = lambda: unlearned
        net = learn(list(gather(index, rows, taught)), echo)
        print("3, 7, 11, …:", tell(list(gather(index, rows, kept)), net))
    if asked.write:
        arrays = {name: getattr(net, name) for name in net.__struct_fields__ if name != "names"}
        names = np.frombuffer("\n".join(NAMES).encode(), np.uint8)
        np.savez_compressed(learned.PACK / learned.FILE, names=names, **arrays)


if __name__ == "__main__":
    main()
