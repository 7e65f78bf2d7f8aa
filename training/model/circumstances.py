"""Learns the weights of circumstances: the status of events, and which place named is that of an event.

    python training/model/circumstances.py --shared SHARED --out src/marsad/events/pack/circumstances.npz [--held]

Learns from the same annotated articles as the event head (`events.py`); `--held` keeps those whose id ends in 7 apart. Scores are
printed for those (else for what was learned) and beside them those of the rules alone.
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from annotations import Annotated, Event, Span
from torch import nn

from events import TIMES, read_all, read_article, take_step
from marsad.events.circumstances import ROWS, place_signs, rows_of, status_rows
from marsad.events.coder import Part, Read, tell
from marsad.events.deciding import chosen_at
from marsad.events.setting import Site, near_of
from marsad.names.light import load_light
from marsad.types import STATUSES

RATE, DROP, DECAY = 0.02, 0.25, 1e-3


class Told(NamedTuple):
    """An event as the weights see it: rows of its status and the right one; rows of each place and whether it is right.

    `rules` holds the status the rules give it, and which of the places they choose.
    """

    status: np.ndarray
    right: int
    places: list[np.ndarray]
    own: np.ndarray
    rules: tuple[int, int]


def see(one: Annotated, published: str | None) -> list[Told]:
    """The events of an article that people marked."""
    read = read_article(one, published)
    return [told for part in read.parts if part.view.tokens for told in _of_part(part, read, one, published)]


def _of_part(part: Part, read: Read, one: Annotated, published: str | None) -> list[Told]:
    view = part.view
    starts = [token.start for token in view.tokens]
    marked: list[tuple[int, Event]] = []
    for event in one.events or ():
        for field, start, _ in event.triggers:
            if field == view.part.field:
                marked.append((max(bisect_right(starts, start) - 1, 0), event))
    chosen = [
        chosen_at(view, at, event.type, part.spot(at, event.type).proposal, read.grammar.senses)
        for at, event in marked
    ]
    out = []
    told = tell(part, read, chosen, load_light().word_vectors(view.part))
    for (_, wanted), (picked, found, said) in zip(marked, told, strict=True):
        rows = status_rows(view, picked.trigger, found, said, published)
        near = near_of(view, found)
        sites = read.setting.sites_for(near)
        spans = [span for spans in wanted.place for span in spans]
        rule = found.place
        chose = [n for n, s in enumerate(sites) if rule is not None and s.mention.entity == rule.entity]
        out.append(
            Told(
                np.array(rows),
                STATUSES.index(wanted.status),
                [rows_of(place_signs(found, near, site, read.setting)) for site in sites],
                np.array([_is_one(site, spans) for site in sites], bool),
                (STATUSES.index(found.status), chose[0] if chose else -1),
            )
        )
    return out


def _is_one(site: Site, spans: list[Span]) -> bool:
    one = site.mention
    return any(field == one.field and start < one.end and one.start < end for field, start, end in spans)


def train_status(told: list[Told], passes: int) -> np.ndarray:
    """`[ROWS, 6]`."""
    torch.manual_seed(0)
    table = nn.EmbeddingBag(ROWS, len(STATUSES), mode="sum")
    nn.init.zeros_(table.weight)
    best = torch.optim.AdamW(table.parameters(), lr=RATE, weight_decay=DECAY)
    draw = np.random.default_rng(0)
    steps = passes * len(told) // 64
    for step in range(steps):
        batch = [told[n] for n in draw.integers(len(told), size=64)]
        kept = [one.status[draw.random(len(one.status)) > DROP] for one in batch]
        flat = torch.from_numpy(np.concatenate(kept))
        begins = torch.from_numpy(np.cumsum([0, *(len(k) for k in kept[:-1])]))
        loss = nn.functional.cross_entropy(table(flat, begins), torch.tensor([one.right for one in batch]))
        take_step(best, loss, RATE * (1 - step / steps))
    return table.weight.detach().numpy()


def train_places(told: list[Told], passes: int) -> np.ndarray:
    """`[ROWS]`."""
    torch.manual_seed(0)
    table = nn.EmbeddingBag(ROWS, 1, mode="sum")
    nn.init.zeros_(table.weight)
    best = torch.optim.AdamW(table.parameters(), lr=RATE, weight_decay=DECAY)
    draw = np.random.default_rng(0)
    asked = [one for one in told if one.own.any() and not one.own.all()]
    steps = passes * len(asked) // 64
    for step in range(steps):
        batch = [asked[n] for n in draw.integers(len(asked), size=64)]
        kept = [rows[draw.random(len(rows)) > DROP] for one in batch for rows in one.places]
        flat = torch.from_numpy(np.concatenate(kept))
        begins = torch.from_numpy(np.cumsum([0, *(len(k) for k in kept[:-1])]))
        odds = table(flat, begins)[:, 0].split([len(one.places) for one in batch])
        loss = torch.stack(
            [
                o.logsumexp(0) - o[torch.from_numpy(one.own)].logsumexp(0)
                for o, one in zip(odds, batch, strict=True)
            ]
        ).mean()
        take_step(best, loss, RATE * (1 - step / steps))
    return table.weight.detach().numpy()[:, 0]


def score(told: list[Told], status: np.ndarray, place: np.ndarray) -> dict[str, tuple[float, float]]:
    """The share of events whose status and whose place are right, by the weights and by the rules alone."""
    right = [
        (int(status[one.status].sum(0).argmax()) == one.right, one.rules[0] == one.right) for one in told
    ]
    asked = [one for one in told if one.own.any()]
    where = [
        (
            one.own[int(np.argmax([place[rows].sum() for rows in one.places]))],
            one.rules[1] >= 0 and one.own[one.rules[1]],
        )
        for one in asked
    ]
    return {
        "status": tuple(np.round(np.mean(right, 0), 4).tolist()),
        "place": tuple(np.round(np.mean(where, 0), 4).tolist()),
    }


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--shared", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--held", action="store_true")
    args.add_argument("--passes", type=int, default=4)
    given = args.parse_args()
    torch.set_num_threads(1)
    sets, published = read_all(given.shared)
    began, learned, held = time.time(), [], []
    for name, articles in sets.items():
        for one in articles:
            if one.events is None:
                continue
            apart = given.held and name != "gold" and one.ident.endswith("7")
            (held if apart else learned).extend(
                see(one, published[one.ident]) * (1 if apart else TIMES[name])
            )
    print(f"{len(learned)} events to learn from, {len(held)} apart, {time.time() - began:.0f}s", flush=True)
    status, place = train_status(learned, given.passes), train_places(learned, given.passes)
    print(score(held or learned, status, place))
    arrays = {}
    for name, weights in (("status", status), ("place", place)):
        step = float(np.abs(weights).max() / 127)
        arrays[name] = np.round(weights / step).astype(np.int8)
        arrays[f"{name}_step"] = np.float32(step)
    np.savez_compressed(given.out, **arrays)


if __name__ == "__main__":
    main()
