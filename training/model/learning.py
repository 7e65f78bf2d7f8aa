"""Training of the network: batches, losses, masked-word warming up, fine-tuning, distillation, scores by word."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import HEADS_OF, HIDDEN, NAME_TAGS, Network
from torch import Tensor, nn
from torch.nn import functional

MASK = 3
COLLAPSE_AFTER, COLLAPSE_STEPS, COLLAPSED = 0.4, 200, 7.0
"""A healthy warming up has a loss below 6 after an eighth of its steps; one that collapsed stays at 8.2 for good."""
ROOM = 128
WEIGHTS = {"names": 1.0, "anercorp": 1.0, "strip": 0.2, "types": 1.0, "status": 0.2}
ROLE_WEIGHT = 0.2
MOST_TRIGGERS = 24
SLICES = dict(
    zip(
        HEADS_OF,
        np.split(np.arange(sum(HEADS_OF.values())), np.cumsum(list(HEADS_OF.values()))[:-1]),
        strict=True,
    )
)


class Windows:
    """Windows as padded tensors on the device: ids, first pieces, labels by piece (−100 where none), role rows."""

    def __init__(self, rows: list[dict[str, np.ndarray]], device: str) -> None:
        count = len(rows)
        ids = np.ones((count, ROOM), np.int64)
        first = np.zeros((count, ROOM), bool)
        labels = np.full((count, len(HEADS_OF), ROOM), -100, np.int64)
        self.lengths = np.array([min(len(r["ids"]), ROOM) for r in rows])
        self.roles = [np.zeros((0, 4), np.int64)] * count
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
                roles = row["roles"].reshape(-1, 4).astype(np.int64)
                roles = roles[(roles[:, :2] < len(at)).all(1)]
                roles[:, 0], roles[:, 1] = at[roles[:, 0]], at[roles[:, 1]]
                self.roles[n] = roles
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


def role_targets(windows: Windows, batch: np.ndarray, types: Tensor) -> tuple[Tensor, Tensor, Tensor] | None:
    """The triggers of a batch `(window, piece)`, and targets and weights `[triggers, pieces, roles]`."""
    at = torch.nonzero(types > 0)
    if not len(at):
        return None
    device = types.device
    where = torch.full(types.shape, -1, device=device)
    where[at[:, 0], at[:, 1]] = torch.arange(len(at), device=device)
    listed = [np.insert(windows.roles[b], 0, w, axis=1) for w, b in enumerate(batch) if len(windows.roles[b])]
    target = torch.zeros(len(at), types.shape[1], 3, device=device)
    weight = torch.ones_like(target)
    if listed:
        w, t, a, r, v = torch.from_numpy(np.concatenate(listed)).to(device).unbind(1)
        n = where[w, t]
        for value, tensor, to in ((1, target, 1.0), (-1, weight, 0.0)):
            one = (v == value) & (n >= 0)
            tensor[n[one], a[one], r[one]] = to
    return at, target, weight


def scored_roles(network: Network, trigger: Tensor, argument: Tensor, at: Tensor) -> Tensor:
    """Role logits `[triggers, pieces, roles]` of the triggers `(window, piece)`."""
    t = trigger[at[:, 0], at[:, 1]][:, None]
    return network.role_scores(t, argument[at[:, 0]])[:, 0]


def supervised(network: Network, windows: Windows, batch: np.ndarray) -> Tensor:
    """The loss of a batch against its labels."""
    ids, mask, first, labels = windows.take(batch)
    heads, trigger, argument = network(ids, mask)
    heads, trigger, argument = heads.float(), trigger.float(), argument.float()
    loss = heads.sum() * 0.0
    for k, task in enumerate(HEADS_OF):
        wanted = labels[:, k]
        if bool((wanted >= 0).any()):
            part = functional.cross_entropy(
                heads[..., SLICES[task]].flatten(0, 1), wanted.flatten(), ignore_index=-100
            )
            loss = loss + WEIGHTS[task] * part
    if windows.events[batch].any():
        found = role_targets(windows, batch, labels[:, 3])
        if found:
            at, target, weight = found
            weight = weight * first[at[:, 0], :, None]
            logits = scored_roles(network, trigger, argument, at)
            each = functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")
            loss = loss + ROLE_WEIGHT * each / len(at)
    return loss


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


def optimiser(network: nn.Module, encoder: float, heads: float) -> torch.optim.Optimizer:
    new = [
        p
        for n, p in network.named_parameters()
        if n.split(".")[0] in ("heads", "trigger", "argument", "role_bias")
    ]
    known = {id(p) for p in new}
    groups = [
        {"params": [p for p in network.parameters() if id(p) not in known], "lr": encoder, "base": encoder},
        {"params": new, "lr": heads, "base": heads},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


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


def fine_tune(
    network: Network,
    sets: list[tuple[Windows, float]],
    device: str,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    seed: int = 1,
    size: int = 32,
    lr: float = 1.5e-4,
    saved: Path | None = None,
) -> None:
    """Learns from labelled windows; each set gives its share of the batches. `saved` is written ten times on the way."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    best = optimiser(network, lr, 1e-3)
    shares = np.array([share for _, share in sets]) / sum(share for _, share in sets)
    streams = [forever(windows, size, draw) for windows, _ in sets]
    network.train()
    course = Course("labels", steps, seconds)
    kept = 0.0
    while course.share() < 1:
        k = int(draw.choice(len(sets), p=shares))
        with autocast(device):
            loss = supervised(network, sets[k][0], next(streams[k]))
        take_step(network, best, loss, course.rate())
        course.tell(loss)
        if saved and course.share() >= kept + 0.1:
            kept = course.share()
            save(network, saved)
    if saved:
        save(network, saved)


def save(network: Network, path: Path) -> None:
    """Writes the weights, half precision."""
    torch.save({name: value.half().cpu() for name, value in network.state_dict().items()}, path)


@torch.no_grad()
def taught(
    teachers: list[Network], ids: Tensor, mask: Tensor, device: str
) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """What teachers say: mean probabilities of each head, the triggers they see, mean role probabilities there."""
    said: list[tuple[Tensor, Tensor, Tensor]] = []
    with autocast(device):
        for teacher in teachers:
            said.append(tuple(v.float() for v in teacher(ids, mask)))  # type: ignore[arg-type]
    probs = {
        task: torch.stack([h[..., s].softmax(-1) for h, _, _ in said]).mean(0) for task, s in SLICES.items()
    }
    at = torch.nonzero((probs["types"][..., 0] < 0.6) & (mask > 0))
    if len(at) > MOST_TRIGGERS * len(ids):
        at = at[torch.randperm(len(at), device=at.device)[: MOST_TRIGGERS * len(ids)]]
    roles = torch.stack(
        [scored_roles(n, t, a, at).sigmoid() for n, (_, t, a) in zip(teachers, said, strict=True)]
    ).mean(0)
    return probs, at, roles


def distil(
    student: Network,
    teachers: list[Network],
    plain: Windows,
    sets: list[tuple[Windows, float]],
    device: str,
    *,
    steps: int | None = None,
    seconds: float | None = None,
    seed: int = 1,
    size: int = 48,
    lr: float = 3e-4,
    labelled: float = 0.5,
    noise: float = 0.04,
) -> None:
    """Teaches a smaller network by what larger ones say of unlabelled and labelled news, and by the labels."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    best = optimiser(student, lr, 1e-3)
    for teacher in teachers:
        teacher.eval()
    pools = [plain, *(w for w, _ in sets)]
    shares = np.array([1 - labelled, *(labelled * s / sum(s for _, s in sets) for _, s in sets)])
    streams = [forever(windows, size, draw) for windows in pools]
    student.train()
    course = Course("distil", steps, seconds)
    while course.share() < 1:
        k = int(draw.choice(len(pools), p=shares))
        batch = next(streams[k])
        ids, mask, first, _ = pools[k].take(batch)
        if k == 0:
            other = (torch.rand(ids.shape, device=device) < noise) & first
            ids = torch.where(other, ids[torch.randperm(len(ids), device=device)].clamp(min=4), ids)
        probs, at, roles = taught(teachers, ids, mask, device)
        with autocast(device):
            heads, trigger, argument = (v.float() for v in student(ids, mask))
        loss = heads.sum() * 0.0
        for task, cut in SLICES.items():
            each = -(probs[task] * heads[..., cut].log_softmax(-1)).sum(-1)
            where = first.float()
            if task == "strip":
                where = where * (1 - probs["names"][..., 0])
            if task == "status":
                where = where * (1 - probs["types"][..., 0])
            loss = loss + WEIGHTS[task] * (each * where).sum() / where.sum().clamp(min=1)
        if len(at):
            logits = scored_roles(student, trigger, argument, at)
            weight = first[at[:, 0], :, None].float().expand_as(logits)
            loss = loss + ROLE_WEIGHT * functional.binary_cross_entropy_with_logits(
                logits, roles, weight, reduction="sum"
            ) / len(at)
        if k > 0:
            with autocast(device):
                loss = loss + 0.3 * supervised(student, pools[k], batch)
        take_step(student, best, loss, course.rate())
        course.tell(loss)


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


__all__ = ["NAME_TAGS", "Windows", "distil", "fine_tune", "smaller", "warm_up"]
