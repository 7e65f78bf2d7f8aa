"""Training of the network: windows in batches, the course of a training, masked-word warming up, a network of fewer layers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from network import HEADS_OF, HIDDEN, Network
from torch import Tensor, nn
from torch.nn import functional

MASK = 3
COLLAPSE_AFTER, COLLAPSE_STEPS, COLLAPSED = 0.4, 200, 7.0
"""A healthy warming up has a loss below 6 after an eighth of its steps; one that collapsed stays at 8.2 for good."""
ROOM = 128
WEIGHTS = {"names": 1.0, "anercorp": 1.0, "strip": 0.2, "types": 1.0, "status": 0.2}
SLICES = dict(
    zip(
        HEADS_OF,
        np.split(np.arange(sum(HEADS_OF.values())), np.cumsum(list(HEADS_OF.values()))[:-1]),
        strict=True,
    )
)


class Windows:
    """Windows as padded tensors on the device: ids, first pieces, labels by piece (−100 where none)."""

    def __init__(self, rows: list[dict[str, np.ndarray]], device: str) -> None:
        count = len(rows)
        ids = np.ones((count, ROOM), np.int64)
        first = np.zeros((count, ROOM), bool)
        labels = np.full((count, len(HEADS_OF), ROOM), -100, np.int64)
        self.lengths = np.array([min(len(r["ids"]), ROOM) for r in rows])
        events = np.zeros(count, bool)
        for n, row in enumerate(rows):
            size = self.lengths[n]
            ids[n, :size] = row["ids"][:size]
            at = row["firsts"].astype(np.int64)
            at = at[at < ROOM]
            first[n, at] = True
            if "names" in row:
                for k, task in enumerate(HEADS_OF):
                    labels[n, k, at] = row[task][: len(at)]
                events[n] = bool(np.atleast_1d(row["events"])[0])
        self.ids = torch.from_numpy(ids).to(device)
        self.first = torch.from_numpy(first).to(device)
        self.labels = torch.from_numpy(labels).to(device)
        self.events = events

    def __len__(self) -> int:
        return len(self.lengths)

    def batches(self, size: int, draw: np.random.Generator | None) -> Iterator[np.ndarray]:
        """Indexes of windows of like length; `size` in windows of full length."""
        order = np.arange(len(self)) if draw is None else draw.permutation(len(self))
        out = []
        for pool in np.array_split(order, max(1, len(order) // (size * 50))):
            pool = pool[np.argsort(self.lengths[pool], kind="stable")]
            begin = 0
            while begin < len(pool):
                take = max(
                    1, size * ROOM // max(int(self.lengths[pool[min(begin + size, len(pool) - 1)]]), 8)
                )
                out.append(pool[begin : begin + take])
                begin += take
        if draw is not None:
            draw.shuffle(out)
        yield from out

    def take(self, batch: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """ids, mask, first, labels of a batch, cut to its longest window."""
        size = int(self.lengths[batch].max())
        at = torch.from_numpy(batch).to(self.ids.device)
        ids = self.ids[at, :size]
        return ids, (ids != 1).long(), self.first[at, :size], self.labels[at, :, :size]


class Course:
    """A course of training: bounded by steps or by seconds, whichever is given; prints how far it has come."""

    def __init__(self, what: str, steps: int | None, seconds: float | None) -> None:
        self.what, self.steps, self.seconds = what, steps, seconds
        self.step, self.began, self.told = 0, time.time(), -1.0

    def share(self) -> float:
        """How much of the course is over, 0 to 1."""
        if self.steps:
            return self.step / self.steps
        return (time.time() - self.began) / (self.seconds or 1.0)

    def rate(self, warm: float = 0.06) -> float:
        """Linear warming up, then linear decay."""
        done = self.share()
        return max(0.0, min((done + 1e-4) / warm, (1 - done) / (1 - warm)))

    def tell(self, loss: Tensor) -> None:
        self.step += 1
        if self.share() - self.told >= 0.05:
            self.told = self.share()
            print(
                f"  {self.what} {self.step} loss {float(loss.detach()):.3f} {time.time() - self.began:.0f}s",
                flush=True,
            )


def forever(windows: Windows, size: int, draw: np.random.Generator) -> Iterator[np.ndarray]:
    while True:
        yield from windows.batches(size, draw)


def take_step(network: nn.Module, best: torch.optim.Optimizer, loss: Tensor, share: float) -> None:
    for group in best.param_groups:
        group["lr"] = group["base"] * share
    best.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    best.step()


def autocast(device: str) -> Any:
    return torch.autocast(device, torch.bfloat16, enabled=device == "cuda")


def warm_up(
    network: Network,
    windows: Windows,
    device: str,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    seed: int = 1,
    size: int = 96,
    lr: float = 2.5e-4,
) -> None:
    """Learns to guess masked words in unlabelled news, which also gives the added words their place."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    shape = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.GELU(), nn.LayerNorm(HIDDEN)).to(device)
    bias = nn.Parameter(torch.zeros(len(network.word.weight), device=device))
    both = nn.ModuleList([network, shape])
    best = torch.optim.AdamW([*both.parameters(), bias], lr=lr, weight_decay=0.01)
    for group in best.param_groups:
        group["base"] = lr
    network.train()
    course = Course("masked", steps, seconds)
    mean: float | None = None
    for batch in forever(windows, size, draw):
        if course.share() >= 1:
            break
        ids, mask, first, _ = windows.take(batch)
        word = first.long().cumsum(1)
        chosen = torch.rand(ids.shape[0], ids.shape[1] + 1, device=device) < 0.18
        hidden = chosen.gather(1, word) & (word > 0) & (mask > 0) & (ids > 3)
        kept = torch.rand(ids.shape, device=device) < 0.1
        shown = torch.where(hidden & ~kept, torch.full_like(ids, MASK), ids)
        with autocast(device):
            x = shape(network.encode(shown, mask)[hidden])
            loss = functional.cross_entropy((x @ network.word.weight.T + bias).float(), ids[hidden])
        take_step(both, best, loss, course.rate())
        course.tell(loss)
        mean = float(loss.detach()) if mean is None else 0.95 * mean + 0.05 * float(loss.detach())
        if course.share() > COLLAPSE_AFTER and course.step > COLLAPSE_STEPS and mean > COLLAPSED:
            raise SystemExit(
                f"the encoder has collapsed: masked loss {mean:.2f} at a rate of {lr}; lower the rate"
            )


def smaller(teacher: Network, layers: list[int], inner: int) -> Network:
    """A network of some layers of another, with the neurons of each that weigh most."""
    student = Network(len(teacher.word.weight), len(layers), inner=inner)
    state = student.state_dict()
    for name, value in teacher.state_dict().items():
        if name in state and not name.startswith("layers."):
            state[name].copy_(value)
    for to, at in enumerate(layers):
        layer = teacher.layers[at]
        kept = (layer.fi.weight.norm(dim=1) * layer.fo.weight.norm(dim=0)).topk(inner).indices.sort().values
        for name, value in layer.state_dict().items():
            value = (
                value[kept] if name.startswith("fi.") else value[:, kept] if name == "fo.weight" else value
            )
            state[f"layers.{to}.{name}"].copy_(value)
    return student
