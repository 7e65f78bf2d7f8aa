"""Trains the event head: which words report an event of which type, and who takes which part in it.

    python training/model/events.py --shared SHARED --out src/marsad/events/pack/head.npz [--held]

Learns from the articles whose events are annotated (`annotations.py`); `--held` keeps those whose id ends in 7 apart and
prints the scores there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from annotations import Annotated, Event, read_gold, read_own, read_standoff
from torch import nn

from marsad.events.coder import Part, Read, read_parts
from marsad.events.pair_features import BITS as PAIR_BITS
from marsad.events.pair_features import read_pairs
from marsad.events.pairs import Pairs
from marsad.events.parties import Party
from marsad.events.trigger_features import BITS, WORD_COLUMNS, trigger_rows
from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.names.light import load_light
from marsad.names.offices import read_offices
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article

HERE = Path(__file__).parent
WIDTH, SECOND, DENSE, PAIR_WIDTH = 48, 64, 48, 24
STREAMS, STRETCH, BATCH = 16, 128, 1024
TIMES = {"ours": 1, "own": 2, "sentences": 4, "gold": 5}
"""How often an article is seen: of a Tunisian radio, of our own from twenty countries, a sentence of those written to
tell events from near misses, an article that keeps wholly to the guide."""


class Seen(NamedTuple):
    """An article as the head sees it: triggers' rows, vectors, types and whether annotated; pairs' rows, vectors, parts."""

    ident: str
    triggers: list[tuple[np.ndarray, np.ndarray, np.ndarray]]
    pairs: list[tuple[np.ndarray, np.ndarray, np.ndarray]]


class Triggers(nn.Module):
    """Sums of feature vectors; a second layer sees three tokens; one output a type and one for no event."""

    def __init__(self, types: int) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(1 << BITS, WIDTH, mode="sum", padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.01)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.near = nn.Linear(3 * (WIDTH + DENSE), SECOND)
        self.out = nn.Linear(SECOND + WIDTH, 1 + types)

    def forward(self, rows: torch.Tensor, dense: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        """`[sequences, tokens, outputs]` of rows `[sequences, tokens, features]` and word vectors."""
        b, n, _ = rows.shape
        h = torch.relu(self.table(rows.flatten(0, 1)) + self.bias).view(b, n, -1)
        h = nn.functional.dropout(h, drop, self.training)
        x = torch.cat([h, nn.functional.dropout(dense, drop, self.training)], 2)
        edge = x.new_zeros(b, 1, x.shape[2])
        near = torch.cat([torch.cat([edge, x[:, :-1]], 1), x, torch.cat([x[:, 1:], edge], 1)], 2)
        z = nn.functional.dropout(torch.relu(self.near(near)), drop, self.training)
        return self.out(torch.cat([z, h], 2))


class Parts(nn.Module):
    """Sums of feature vectors, three of whose columns are outputs as they are; the rest goes through a small layer."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(1 << PAIR_BITS, 3 + PAIR_WIDTH, mode="sum", padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.003)
        self.dense = nn.Linear(3 * DENSE, PAIR_WIDTH)
        self.out = nn.Linear(PAIR_WIDTH, 3)

    def forward(self, rows: torch.Tensor, dense: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        """`[pairs, 3]` of rows `[pairs, features]` and word vectors `[pairs, 144]`."""
        summed = self.table(rows)
        hidden = torch.relu(summed[:, 3:] + self.dense(nn.functional.dropout(dense, drop, self.training)))
        return self.out(nn.functional.dropout(hidden, drop, self.training)) + summed[:, :3]


def read_article(one: Annotated, published: str | None) -> Read:
    """The parts of an article as the event layer sees them."""
    document = read_document(Article(id=one.ident, title=one.title, text=one.text, published=published))
    scan = scan_document(document, load_lexicon())
    names = find_names(scan)
    dates = read_dates(scan, published)
    phrases = read_offices(document.parts, names).phrases
    said = find_attributions(scan, msgspec.structs.replace(names, phrases=phrases), dates)
    return read_parts(scan, names, dates, said, published)


def see(one: Annotated, published: str | None, types: dict[str, int]) -> Seen:
    """Features and answers of an article."""
    read, light = read_article(one, published), load_light()
    out = Seen(one.ident, [], [])
    for seen in read.parts:
        view = seen.view
        if not view.tokens:
            continue
        vectors = light.word_vectors(view.part)
        answers = np.zeros(len(view.tokens), np.int64)
        marked = marked_triggers(seen, one)
        for at, event in marked:
            answers[at] = types[event.type]
        spots = [seen.spot(at, event.type) for at, event in marked]
        rows = trigger_rows(view, seen.proposals).astype(np.int32)
        out.triggers.append((rows, vectors, answers))
        pairs = read_pairs(view, spots, read.grammar.senses, vectors, read.fame)
        if len(pairs.rows):
            parts = take_part(view.part.field, pairs, [event for _, event in marked])
            out.pairs.append((pairs.rows.astype(np.int32), pairs.dense, parts))
    return out


def marked_triggers(seen: Part, one: Annotated) -> list[tuple[int, Event]]:
    """The tokens of a part that are marked as triggers, each with its event."""
    starts = [token.start for token in seen.view.tokens]
    return [
        (max(bisect_right(starts, start) - 1, 0), event)
        for event in one.events or ()
        for field, start, _ in event.triggers
        if field == seen.view.part.field
    ]


def take_part(field: str, pairs: Pairs, events: list[Event]) -> np.ndarray:
    """The part of each pair: 0 none, 1 actor, 2 recipient."""
    return np.array(
        [
            1
            if _takes(field, pairs.parties[p], events[s].actors)
            else 2
            if _takes(field, pairs.parties[p], events[s].recipients)
            else 0
            for s, p in zip(pairs.spot.tolist(), pairs.party.tolist(), strict=True)
        ]
    )


def _takes(field: str, party: Party, named: list[list[tuple[str, int, int]]]) -> bool:
    """Whether a party is one of those named: half of the shorter of the two stretches lies in both."""
    for spans in named:
        for where, start, end in spans:
            common = min(party.end, end) - max(party.start, start)
            if where == field and common > 0 and common * 2 >= min(party.end - party.start, end - start):
                return True
    return False


def train_triggers(seen: list[Seen], types: int, passes: float, seed: int) -> Triggers:
    """The network of triggers."""
    torch.manual_seed(seed)
    model = Triggers(types)
    best = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.01)
    rows, dense, answers = (
        torch.from_numpy(np.concatenate(column))
        for column in zip(*(t for s in seen for t in s.triggers), strict=True)
    )
    steps = int(passes * len(rows) / (STREAMS * STRETCH))
    began = time.time()
    for step in range(steps):
        at = torch.randint(len(rows) - STRETCH, (STREAMS, 1)) + torch.arange(STRETCH)
        drawn = rows[at].long()
        drop = torch.rand(drawn.shape) < 0.2
        drop[..., 0] |= torch.rand(at.shape) < 0.25
        drop[..., 1] |= torch.rand(at.shape) < 0.15
        drop[..., WORD_COLUMNS:] |= torch.rand(STREAMS, 1, 1) < 0.05
        said = model(drawn.masked_fill(drop, 0), dense[at], 0.25)
        loss = nn.functional.cross_entropy(said.flatten(0, 1), answers[at].flatten())
        take_step(best, loss, 4e-3 * (1 - step / steps))
        if step % max(1, steps // 4) == 0:
            print(
                f"  triggers {step}/{steps} {float(loss.detach()):.4f} {time.time() - began:.0f}s", flush=True
            )
    return model.eval()


def train_parts(seen: list[Seen], passes: float, seed: int) -> Parts:
    """The network of parts."""
    torch.manual_seed(seed)
    model = Parts()
    best = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    rows, dense, answers = (
        torch.from_numpy(np.concatenate(column))
        for column in zip(*(p for s in seen for p in s.pairs), strict=True)
    )
    steps = int(passes * len(rows) / BATCH)
    began = time.time()
    for step in range(steps):
        at = torch.randint(len(rows), (BATCH,))
        drawn = rows[at].long()
        drawn = drawn.masked_fill(torch.rand(drawn.shape) < 0.5, 0)
        loss = nn.functional.cross_entropy(model(drawn, dense[at], 0.2), answers[at])
        take_step(best, loss, 2e-3 * (1 - step / steps))
        if step % max(1, steps // 4) == 0:
            print(f"  parts {step}/{steps} {float(loss.detach()):.4f} {time.time() - began:.0f}s", flush=True)
    return model.eval()


def take_step(best: torch.optim.Optimizer, loss: torch.Tensor, rate: float) -> None:
    for group in best.param_groups:
        group["lr"] = rate
    best.zero_grad()
    loss.backward()
    best.step()


def write(one: Triggers, other: Parts, types: list[str], path: Path) -> None:
    """The weights: tables as int8 with one step each, the rest in full."""
    arrays: dict[str, np.ndarray] = {"types": np.array(types)}
    for name, table in (("trigger", one.table), ("pair", other.table)):
        weight = table.weight.detach().numpy().copy()
        weight[0] = 0.0  # no feature: the training leaves that row out of its sums
        step = float(np.abs(weight).max() / 127)
        arrays[f"{name}_rows"] = np.round(weight / step).astype(np.int8)
        arrays[f"{name}_step"] = np.float32(step)
    arrays["trigger_bias"] = one.bias.detach().numpy()
    for name, layer in (("near", one.near), ("out", one.out), ("pair_out", other.out)):
        arrays[name], arrays[f"{name}_bias"] = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    arrays["dense"], arrays["pair_bias"] = (
        other.dense.weight.detach().numpy(),
        other.dense.bias.detach().numpy(),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def read_all(shared: Path) -> tuple[dict[str, list[Annotated]], dict[str, str | None]]:
    """The annotated articles by where they come from, and when each was published."""
    with gzip.open(shared / "data/antcorpus/articles.jsonl.gz", "rt") as lines:
        news = {str(a["id"]): a for a in map(json.loads, lines)}
    data = HERE.parent / "data"
    own = sorted(data.glob("own_articles*.jsonl"))
    sentences = data / "own_sentences.jsonl"
    sets = {
        "ours": read_standoff(sorted(data.glob("ant_events*.jsonl")), news),
        "own": [a for path in own for a in read_own(path)],
        "sentences": read_own(sentences),
        "gold": read_gold(shared / "gold/train") + read_gold(shared / "seed/gold"),
    }
    published = {i: a.get("published") for i, a in news.items()}
    for path in (*own, sentences):
        published |= {str(r["id"]): r["published"] for r in map(json.loads, path.read_text().splitlines())}
    for path in (*shared.glob("gold/train/articles/*.json"), *shared.glob("seed/gold/articles/*.json")):
        article = json.loads(path.read_text())
        published[str(article["id"])] = article["published"]
    return sets, published


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--held", action="store_true")
    args.add_argument("--passes", type=float, default=6)
    args.add_argument("--part-passes", type=float, default=3)
    args.add_argument("--seed", type=int, default=0)
    given = args.parse_args()
    torch.set_num_threads(1)
    sets, published = read_all(given.shared)
    types = sorted({e.type for articles in sets.values() for a in articles for e in a.events or ()})
    index = {kind: n + 1 for n, kind in enumerate(types)}
    began = time.time()
    seen = [
        (see(a, published[a.ident], index), TIMES[name])
        for name, articles in sets.items()
        for a in articles
        if a.events is not None and not (given.held and name != "gold" and a.ident.endswith("7"))
    ]
    print(f"features of {len(seen)} articles: {time.time() - began:.0f}s", flush=True)
    drawn = [one for one, times in seen for _ in range(times)]
    write(
        train_triggers(drawn, len(types), given.passes, given.seed),
        train_parts(drawn, given.part_passes, given.seed),
        types,
        given.out,
    )


if __name__ == "__main__":
    main()
