"""Trains the light tagger: sums of feature vectors, one hidden layer, log probabilities of nine tags by token.

    python training/model/light.py --shared SHARED --out src/marsad/names/pack/light.npz [--held]

Learns from the same annotated articles as the network; `--held` keeps a part of them apart and prints the scores there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from annotations import Annotated, read_gold, read_own, read_standoff
from encoder import prune, read_encoder
from examples import _labels, read_corp, sloppy
from scoring import _f1, spans
from torch import nn

from marsad.matching import load_lexicon, scan_document
from marsad.names.features import BITS, RULE_DISTANCES, WORD_DISTANCES, Rule, rule_rows, word_rows
from marsad.names.finding import features_of, see_parts
from marsad.names.light import WordVectors
from marsad.names.pieces import Pieces
from marsad.text import read_document
from marsad.types import Article, Token

HERE = Path(__file__).parent
WIDTH, SECOND, DENSE = 48, 64, 48
STREAMS, STRETCH = 16, 128
RATE = 4e-3
SCHEMES = ("names", "anercorp", "gold")
WEIGHT = {"names": 1.0, "anercorp": 1.2, "gold": 6.0}
"""How often a way of annotating is drawn, by token: the gold articles are few and are the way the record follows."""


class Light(nn.Module):
    """Sums of feature vectors; a second layer sees three tokens; nine outputs for each way of annotating."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(1 << BITS, WIDTH, mode="sum", padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.05)
        self.bias = nn.Parameter(torch.zeros(WIDTH))
        self.near = nn.Linear(3 * (WIDTH + DENSE), SECOND)
        self.out = nn.Linear(SECOND + WIDTH, 9 * len(SCHEMES))

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


Row = tuple[np.ndarray, np.ndarray, np.ndarray]


def word_vectors() -> tuple[list[tuple[str, float]], np.ndarray]:
    """The encoder's pieces, and of each the main components of its embedding, scaled to one."""
    encoder = prune(read_encoder())
    table = encoder.tensors["emb.word"]
    centred = table - table.mean(0)
    _, _, axes = np.linalg.svd(centred[4:], full_matrices=False)
    vectors = centred @ axes[:DENSE].T
    return list(zip(encoder.pieces, encoder.scores, strict=True)), (vectors / vectors.std()).astype(
        np.float32
    )


def rows_of(articles: list[Annotated], scheme: str, vectors: WordVectors) -> list[Row]:
    """Features, word vectors and tags of each part of each article."""
    out, lexicon = [], load_lexicon()
    for one in articles:
        document = read_document(Article(id="x", title=one.title, text=one.text))
        parts = list(document.parts)
        labels, _ = _labels(one, parts, scheme)
        seen = features_of(see_parts(scan_document(document, lexicon)))
        for part, features, tags in zip(parts, seen, labels[scheme], strict=True):
            if len(tags):
                out.append((token_features(part.tokens, features), vectors(part.tokens), tags))
    return out


def token_features(tokens: Sequence[Token], rules: Sequence[Rule]) -> np.ndarray:
    """`[tokens, features]`: the rows of weights each token sees, 0 where there is none; those of rules come last."""
    told = np.hstack([word_rows(tokens), rule_rows(rules)])
    distances = WORD_DISTANCES + RULE_DISTANCES
    reach = max(distances)
    edged = np.pad(told, ((reach, reach), (0, 0)))
    seen = [edged[reach + d : reach + d + len(told), n] for n, d in enumerate(distances)]
    return np.stack(seen, 1).astype(np.int32)


def train(sets: dict[str, list[Row]], passes: int, seed: int = 0) -> Light:
    """A tagger; `names` and `anercorp` have nine outputs each."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    model = Light()
    best = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    data = [
        (*(torch.from_numpy(np.concatenate(column)) for column in zip(*rows, strict=True)), 9 * n)
        for n, rows in enumerate(sets.values())
    ]
    steps = passes * sum(len(f) // (STREAMS * STRETCH) for f, *_ in data)
    weight = np.array([len(f) * WEIGHT[name] for name, (f, *_) in zip(sets, data, strict=True)], float)
    draw = np.random.default_rng(seed)
    began = time.time()
    for step in range(steps):
        features, dense, tags, shift = data[draw.choice(len(data), p=weight / weight.sum())]
        at = torch.randint(len(features) - STRETCH, (STREAMS, 1)) + torch.arange(STRETCH)
        rows = features[at].long()
        drop = torch.rand(rows.shape) < 0.12
        drop[..., 0] |= torch.rand(at.shape) < 0.25
        drop[..., 1] |= torch.rand(at.shape) < 0.15
        blind = (torch.rand(STREAMS, 1, 1) < 0.1).expand(-1, STRETCH, rows.shape[2] - len(WORD_DISTANCES))
        drop[..., len(WORD_DISTANCES) :] |= blind
        said = model(rows.masked_fill(drop, 0), dense[at], 0.2)[..., shift : shift + 9]
        loss = nn.functional.cross_entropy(said.flatten(0, 1), tags[at].long().flatten())
        for group in best.param_groups:
            group["lr"] = RATE * (1 - step / steps)
        best.zero_grad()
        loss.backward()
        best.step()
        if step % max(1, steps // 6) == 0:
            print(f"  {step}/{steps} loss {float(loss.detach()):.4f} {time.time() - began:.0f}s", flush=True)
    return model.eval()


def score(model: Light, rows: list[Row], shift: int, moves: np.ndarray) -> dict[str, float]:
    """F1 of exact spans, by kind."""
    from marsad.names.tagging import MOVE, best_tags, log_softmax

    count = np.zeros((5, 3))
    for features, dense, tags in rows:
        with torch.no_grad():
            said = model(torch.from_numpy(features).long()[None], torch.from_numpy(dense)[None])[
                0, :, shift : shift + 9
            ].numpy()
        gold, found = spans(tags.tolist()), spans(best_tags(log_softmax(said), moves=MOVE * moves))
        for kind in range(4):
            g, f = ({s for s in x if s[2] == kind} for x in (gold, found))
            count[kind] += len(g & f), len(g), len(f)
        count[4] += len(gold & found), len(gold), len(found)
    return dict(zip(("person", "place", "organization", "misc", "all"), map(_f1, count), strict=True))


def moves_of(rows: list[Row]) -> np.ndarray:
    """`[tags, tags]`: how much likelier a tag is after another than by itself, as log odds, smoothed."""
    count = np.full((9, 9), 1.0)
    for *_, tags in rows:
        np.add.at(count, (tags[:-1], tags[1:]), 1.0)
    return np.log(count / count.sum(1, keepdims=True)) - np.log(count.sum(0) / count.sum())


def write(
    model: Light, path: Path, vectors: np.ndarray, pieces: list[tuple[str, float]], moves: np.ndarray
) -> None:
    """The weights: the table as int8 with one scale, the rest in full."""
    table = model.table.weight.detach().numpy().copy()
    table[0] = 0.0  # no feature: the training leaves that row out of its sums
    scale = float(np.abs(table).max() / 127)
    path.parent.mkdir(parents=True, exist_ok=True)
    step = float(np.abs(vectors).max() / 127)
    lines = [f"{piece}\t{score:.5g}\n" for piece, score in pieces]
    (path.parent / "pieces.tsv").write_text("".join(lines), encoding="utf-8")
    np.savez_compressed(
        path,
        vectors=np.round(vectors / step).astype(np.int8),
        step=np.float32(step),
        moves=moves.astype(np.float32),
        table=np.round(table / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.bias.detach().numpy(),
        near=model.near.weight.detach().numpy(),
        near_bias=model.near.bias.detach().numpy(),
        out=model.out.weight.detach().numpy(),
        out_bias=model.out.bias.detach().numpy(),
    )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--out", type=Path)
    args.add_argument("--held", action="store_true")
    args.add_argument("--passes", type=int, default=10)
    given = args.parse_args()
    with gzip.open(given.shared / "data/antcorpus/articles.jsonl.gz", "rt") as lines:
        news = {str(a["id"]): a for a in map(json.loads, lines)}
    own = [a for path in sorted((HERE.parent / "data").glob("own_*.jsonl")) for a in read_own(path)]
    ours = [a for a in read_standoff(sorted((HERE.parent / "data").glob("ant_*.jsonl")), news) if a.names]
    gold = read_gold(given.shared / "gold/train")
    marsad = ours + own
    held = [a for a in marsad if a.ident.endswith("7")] if given.held else []
    kept = [a for a in marsad if a not in held]
    draw = random.Random(3)
    kept += [sloppy(a, draw) for a in kept if draw.random() < 0.15]
    corp = given.shared / "data/anercorp/train.conll"
    pieces, table = word_vectors()
    vectors = WordVectors(Pieces(pieces), table)
    began = time.time()
    sets = {
        "names": rows_of(kept, "names", vectors),
        "anercorp": rows_of(read_corp(corp, 0, 5 / 6 if given.held else 1), "anercorp", vectors),
        "gold": rows_of(gold + [sloppy(a, draw) for a in gold if draw.random() < 0.15], "names", vectors),
    }
    print(
        "features",
        f"{time.time() - began:.0f}s",
        {k: sum(len(t) for *_, t in v) for k, v in sets.items()},
        flush=True,
    )
    model = train(sets, given.passes)
    moves = moves_of(sets["names"] + sets["gold"])
    if given.held:
        print("corp", score(model, rows_of(read_corp(corp, 5 / 6, 1), "anercorp", vectors), 9, moves))
        print("held", score(model, rows_of(held, "names", vectors), 0, moves))
        print(
            "held own",
            score(model, rows_of([a for a in held if a.ident.startswith("own")], "names", vectors), 0, moves),
        )
    check = rows_of(read_gold(given.shared / "gold"), "names", vectors)
    print("check", score(model, check, 0, moves), score(model, check, 18, moves))
    if given.out:
        write(model, given.out, table, pieces, moves)


if __name__ == "__main__":
    main()
