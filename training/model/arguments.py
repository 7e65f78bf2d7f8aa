"""Trains the reader of arguments: two layers upon the states of the transformer that see one trigger with its parties.

    python training/model/arguments.py --shared SHARED --student student.pt --out src/marsad/events/pack [--held] [--minutes 25]

Learns from the articles whose events are annotated, as `events.py` does; `student.pt` is the network the transformer was
packed from, whose upper two layers these begin as. `--held` keeps the articles whose id ends in 7 apart. Prints how often
the actors, the recipients and both of a marked trigger are right among the parties the layer weighs, for each of the
sets kept apart.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import torch
from annotations import Annotated
from network import HIDDEN, INNER, Layer
from torch import Tensor, nn
from torch.nn import functional

from events import TIMES, marked_triggers, read_all, take_part
from export import export_layers
from marsad.events.arguments import CODES, KINDS, Asked, ask, code_bits
from marsad.events.coder import read_parts
from marsad.events.deciding import LIKELY
from marsad.events.pair_features import read_pairs
from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.names.encoder import load_encoder
from marsad.names.light import load_light
from marsad.names.offices import read_offices
from marsad.speech import find_attributions
from marsad.text import read_document
from marsad.times import read_dates
from marsad.types import Article

LAYERS, LOWER, DENSE, BATCH = 2, 4, 128, 16
RATE, NEW_RATE, WARM = 1.2e-4, 1e-3, 0.05


class Question(NamedTuple):
    """A trigger with the states of the words read for it, and the part of each party: 0 none, 1 actor, 2 recipient."""

    asked: Asked
    states: np.ndarray
    parts: np.ndarray
    entities: tuple[str | None, ...]


class Arguments(nn.Module):
    """The layers, the vectors of what is marked, and a small layer upon each party."""

    def __init__(self, types: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dropout, INNER) for _ in range(LAYERS))
        self.trigger = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.sentence, self.kinds, self.types = (nn.Embedding(n, HIDDEN) for n in (2, KINDS, types))
        self.code = nn.Linear(CODES, HIDDEN, bias=False)
        for made in (self.sentence, self.kinds, self.types, self.code):
            nn.init.normal_(made.weight, std=0.05)
        self.drop = nn.Dropout(dropout)
        self.dense, self.out = nn.Linear(3 * HIDDEN, DENSE), nn.Linear(DENSE, 3)

    def forward(self, given: dict[str, Tensor]) -> Tensor:
        """Logits `[pairs, 3]`."""
        x = given["states"] + self.sentence(given["before"])
        x = x + given["marked"][..., None] * (self.trigger + self.types(given["type"])[:, None])
        row, begin, end = given["row"], given["begin"], given["end"]
        x = x.index_put((row, begin), self.code(given["codes"]) + self.kinds(given["kinds"]), accumulate=True)
        low = (1.0 - given["mask"][:, None, None, :]) * -10000.0
        for layer in self.layers:
            x = layer(x, low)
        sums = torch.cat([torch.zeros_like(x[:, :1]), x.cumsum(1)], 1)
        mean = (sums[row, end] - sums[row, begin]) / (end - begin)[:, None]
        seen = torch.cat([mean, x[row, begin], x[row, given["first"][row]]], 1)
        return self.out(self.drop(torch.relu(self.dense(self.drop(seen)))))


def questions(one: Annotated, published: str | None) -> list[Question]:
    """What is asked of an article, and the answers."""
    document = read_document(Article(id=one.ident, title=one.title, text=one.text, published=published))
    scan = scan_document(document, load_lexicon())
    told = load_encoder().tell(document.parts)
    names, dates = find_names(scan, told.tags), read_dates(scan, published)
    phrases = read_offices(document.parts, names).phrases
    said = find_attributions(scan, msgspec.structs.replace(names, phrases=phrases), dates)
    read = read_parts(scan, names, dates, said, published)
    out = []
    for seen in read.parts:
        view = seen.view
        if not view.tokens:
            continue
        marked = marked_triggers(seen, one)
        spots = [seen.spot(at, event.type) for at, event in marked]
        vectors = load_light().word_vectors(view.part)
        pairs = read_pairs(view, spots, read.grammar.senses, vectors, read.fame)
        parts = take_part(view.part.field, pairs, [event for _, event in marked])
        for asked in ask(view.part.sentences, spots, pairs):
            states = told.states[view.number][asked.first : asked.last].astype(np.float16)
            entities = tuple(pairs.parties[p].entity for p in pairs.party[asked.rows])
            out.append(Question(asked, states, parts[asked.rows], entities))
    return out


def gathered(batch: list[Question], types: list[str]) -> dict[str, Tensor]:
    """The tensors of a batch."""
    size = max(len(one.states) for one in batch)
    shape = (len(batch), size)
    states, mask = np.zeros((*shape, HIDDEN), np.float32), np.zeros(shape, np.float32)
    before, marked = np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    for n, one in enumerate(batch):
        states[n, : len(one.states)], mask[n, : len(one.states)] = one.states, 1
        before[n, : one.asked.before], marked[n, slice(*one.asked.trigger)] = 1, 1
    columns = {
        name: np.concatenate([getattr(one.asked, name) for one in batch])
        for name in ("begin", "end", "kinds", "codes")
    }
    columns["codes"] = code_bits(columns["codes"])
    columns["row"] = np.repeat(np.arange(len(batch)), [len(one.parts) for one in batch])
    columns |= {"states": states, "mask": mask, "before": before, "marked": marked}
    columns["type"] = np.array([types.index(one.asked.type) for one in batch])
    columns["first"] = np.array([one.asked.trigger[0] for one in batch])
    columns["parts"] = np.concatenate([one.parts for one in batch]).astype(np.int64)
    return {name: torch.from_numpy(column) for name, column in columns.items()}


def batches(drawn: list[Question], draw: np.random.Generator) -> list[list[Question]]:
    """All questions once, those of like length together."""
    order = draw.permutation(len(drawn))
    out = []
    for pool in np.array_split(order, max(1, len(order) // (BATCH * 40))):
        sized = sorted(pool, key=lambda n: len(drawn[n].states))
        out += [[drawn[n] for n in sized[at : at + BATCH]] for at in range(0, len(sized), BATCH)]
    draw.shuffle(out)
    return out


def fit(net: Arguments, drawn: list[Question], types: list[str], seconds: float, seed: int) -> None:
    """Trains for so long, whatever the machine."""
    layers = list(net.layers.parameters())
    known = {id(p) for p in layers}
    groups = [
        {"params": layers, "base": RATE, "lr": 0.0},
        {"params": [p for p in net.parameters() if id(p) not in known], "base": NEW_RATE, "lr": 0.0},
    ]
    best, draw = torch.optim.AdamW(groups, weight_decay=0.01), np.random.default_rng(seed)
    began, told, step = time.time(), 0.0, 0
    net.train()
    while True:
        for batch in batches(drawn, draw):
            share = (time.time() - began) / seconds
            if share >= 1:
                return
            for group in best.param_groups:
                group["lr"] = group["base"] * min((share + 1e-3) / WARM, (1 - share) / (1 - WARM))
            given = gathered(batch, types)
            loss = functional.cross_entropy(net(given), given["parts"])
            best.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            step += 1
            if share >= told:
                told += 0.1
                print(
                    f"  {step} {step * BATCH / len(drawn):.2f} passes {float(loss.detach()):.3f}", flush=True
                )


def right(net: Arguments, asked: list[Question], types: list[str], least: float = LIKELY) -> list[float]:
    """Of the triggers, the share whose actors, whose recipients, and whose both are right."""
    net.eval()
    counts = np.zeros(3)
    with torch.no_grad():
        for at in range(0, len(asked), 4 * BATCH):
            batch = asked[at : at + 4 * BATCH]
            told = net(gathered(batch, types)).softmax(1).numpy()
            ends = np.cumsum([len(one.parts) for one in batch])
            for one, rows in zip(batch, np.split(told, ends[:-1]), strict=True):
                chosen = _chosen(one, rows, least)
                ok = [_agrees(one, chosen, part) for part in (1, 2)]
                counts += [*ok, all(ok)]
    return [round(float(x), 3) for x in counts / max(1, len(asked))]


def _chosen(one: Question, told: np.ndarray, least: float) -> list[tuple[int, int]]:
    """Party and part, the likeliest first, each entity and each stretch of words once."""
    ranked = sorted(
        ((told[n, p], n, p) for n in range(len(told)) for p in (1, 2) if told[n, p] >= least), reverse=True
    )
    out: list[tuple[int, int]] = []
    taken: set[str | None] = set()
    begin, end = one.asked.begin, one.asked.end
    for _, n, part in ranked:
        if one.entities[n] in taken or any(begin[m] < end[n] and begin[n] < end[m] for m, _ in out):
            continue
        out.append((n, part))
        taken |= {one.entities[n]} - {None}
    return out


def _agrees(one: Question, chosen: list[tuple[int, int]], part: int) -> bool:
    mine = [n for n, p in chosen if p == part]
    if not (one.parts == part).any():
        return not mine
    return bool(mine) and all(one.parts[n] == part for n in mine)


def write(net: Arguments, types: list[str], folder: Path) -> None:
    """`arguments.onnx`, the layers in int8, and `arguments.npz`, the rest in half precision."""
    export_layers(net.layers, folder / "arguments.onnx")
    arrays = {
        "trigger": net.trigger,
        "sentence": net.sentence.weight,
        "kind": net.kinds.weight,
        "type": net.types.weight,
        "code": net.code.weight.T,
        "dense": net.dense.weight.T,
        "dense_bias": net.dense.bias,
        "out": net.out.weight.T,
        "out_bias": net.out.bias,
    }
    halves = {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}
    np.savez_compressed(folder / "arguments.npz", types=np.array(types), **halves)


def begin_as(net: Arguments, student: Path) -> None:
    """Puts the student's layers above the states into the network."""
    state = torch.load(student)
    for at, layer in enumerate(net.layers):
        lead = f"layers.{LOWER + at}."
        layer.load_state_dict(
            {name.removeprefix(lead): v.float() for name, v in state.items() if name.startswith(lead)}
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--student", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--held", action="store_true")
    args.add_argument("--minutes", type=float, default=25.0)
    args.add_argument("--seed", type=int, default=0)
    given = args.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    sets, published = read_all(given.shared)
    types = sorted({e.type for articles in sets.values() for a in articles for e in a.events or ()})
    drawn: list[Question] = []
    apart: dict[str, list[Question]] = {}
    for name, articles in sets.items():
        for one in articles:
            if one.events is None:
                continue
            asked = questions(one, published[one.ident])
            if given.held and name != "gold" and one.ident.endswith("7"):
                apart.setdefault(name, []).extend(asked)
            else:
                drawn += asked * TIMES[name]
        print(name, len(drawn), flush=True)
    net = Arguments(len(types))
    begin_as(net, given.student)
    fit(net, drawn, types, 60 * given.minutes, given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    write(net, types, given.out)
    for name, asked in apart.items():
        print(name, len(asked), "actors, recipients, both:", right(net, asked, types), flush=True)


if __name__ == "__main__":
    main()
