"""Trains what the accurate tier ships on one GPU: teachers, and a student whose lower states read names and arguments both.

    python training/model/joint.py gathered.xz --out FOLDER [--minutes 9]

Masked words first; then teachers of all twelve layers, some for names and types of events, some for who takes part in a
marked event; then one student of six layers with two layers for arguments upon the states of its fourth, taught by what the
teachers say of labelled and unlabelled news, and by the labels. It comes twice: `held.N`, which has not seen what was kept
apart and whose scores are printed, and `full.N`, which has learned from that too for a little while. Both are parts of one
file, which `unpack.py` reads: matrices in the 7 bits that are shipped.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import pickle
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from asking import Arguments, Arrays, Articles, Asker, Given, on, right
from learning import SLICES, WEIGHTS, Course, Windows, autocast, forever, smaller, take_step, warm_up
from network import HEADS_OF, INNER, Layer, Network, load_tensors
from packed import large, read, split
from scoring import scores
from torch import Tensor, nn
from torch.nn import functional

PART = 15_000_000
LARGEST = 63
LAYERS, LOWER = [0, 2, 4, 6, 8, 11], 4
ARGUMENT_LAYERS = [8, 11]
WINDOWS, READ, ASKED = 320, 256, 192
"""Windows a step of teachers, windows and questions a step of the rest: the device could take more, its processor feeds it no faster."""
SHARES = {"masked": 0.12, "names": 0.15, "asked": 0.16, "full": 0.07}
"""What each stage takes of the whole time, each teacher by itself; the student takes what is left."""
RATES = {"names": 2e-4, "asked": 1.6e-4, "student": 3e-4, "full": 6e-5}
NEW_RATE = 1e-3
GOLD = 0.4
"""What labels weigh where teachers speak too."""
SEEN = ("corp_held", "anercorp"), ("marsad_held", "names"), ("unseen", "names"), ("check", "names")


def grouped(parts: list[nn.Module], new: set[int], rate: float) -> torch.optim.Optimizer:
    """AdamW with one rate for what is known and one for what begins at random."""
    all_ = {id(p): p for part in parts for p in part.parameters()}
    groups = [
        {"params": [p for i, p in all_.items() if i not in new], "lr": 0.0, "base": rate},
        {"params": [p for i, p in all_.items() if i in new], "lr": 0.0, "base": NEW_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=torch.cuda.is_available())


def heads_of(network: Network) -> set[int]:
    return {id(p) for p in network.heads.parameters()}


def new_of(parts: Arguments) -> set[int]:
    known = {id(p) for p in parts.layers.parameters()}
    return {id(p) for p in parts.parameters()} - known


def against_labels(heads: Tensor, labels: Tensor) -> Tensor:
    """The loss `[batch, pieces, outputs]` against labels `[batch, tasks, pieces]`, −100 where none."""
    loss = heads.new_zeros(())
    for k, task in enumerate(HEADS_OF):
        wanted = labels[:, k].flatten()
        each = functional.cross_entropy(
            heads[..., SLICES[task]].flatten(0, 1), wanted, ignore_index=-100, reduction="sum"
        )
        loss = loss + WEIGHTS[task] * each / (wanted >= 0).sum().clamp(min=1)
    return loss


def against_teachers(heads: Tensor, probs: Tensor, first: Tensor) -> Tensor:
    """The loss against probabilities of all tasks, at first pieces."""
    loss = heads.new_zeros(())
    for task, cut in SLICES.items():
        said = probs[..., cut].float()
        each = -(said * heads[..., cut].log_softmax(-1)).sum(-1)
        where = first.float()
        if task == "strip":
            where = where * (1 - probs[..., SLICES["names"][0]].float())
        if task == "status":
            where = where * (1 - probs[..., SLICES["types"][0]].float())
        loss = loss + WEIGHTS[task] * (each * where).sum() / where.sum().clamp(min=1)
    return loss


class Feeder:
    """Other processes that make batches before they are asked for; begun before the device is."""

    def __init__(self, make: Callable[[int], Iterator[Any]], count: int) -> None:
        context = mp.get_context("fork")
        self._queue = context.Queue(6 * count)
        for seed in range(count):
            context.Process(target=self._work, args=(make, seed), daemon=True).start()

    def _work(self, make: Callable[[int], Iterator[Any]], seed: int) -> None:
        torch.set_num_threads(1)
        for one in make(seed):
            self._queue.put(one)

    def __next__(self) -> Any:
        return self._queue.get()


def teach_names(
    network: Network, sets: list[tuple[Windows, float]], device: str, seconds: float, seed: int
) -> None:
    """Learns names, types and statuses from labelled windows."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    best = grouped([network], heads_of(network), RATES["names"])
    shares = np.array([share for _, share in sets]) / sum(share for _, share in sets)
    streams = [forever(windows, WINDOWS, draw) for windows, _ in sets]
    network.train()
    course = Course("names", None, seconds)
    while course.share() < 1:
        k = int(draw.choice(len(sets), p=shares))
        ids, mask, _, labels = sets[k][0].take(next(streams[k]))
        with autocast(device):
            heads = network(ids, mask).float()
        take_step(network, best, loss := against_labels(heads, labels), course.rate())
        course.tell(loss)


def question_batches(articles: Articles, times: dict[str, int], bits: int, seed: int) -> Iterator[Arrays]:
    """Questions of like length, articles as often as they are to be seen."""
    draw = np.random.default_rng(seed)
    often = np.array([times.get(articles.ids[a], 1) for a in articles.of])
    questions = np.repeat(np.arange(len(articles.head)), often)
    length = articles.head[:, 2] - articles.head[:, 1]
    while True:
        order = draw.permutation(questions)
        for pool in np.array_split(order, max(1, len(order) // (ASKED * 12))):
            pool = pool[np.argsort(length[pool], kind="stable")]
            out = [pool[at : at + ASKED] for at in range(0, len(pool), ASKED)]
            draw.shuffle(out)
            yield from (articles.whole(one, bits) for one in out)


def article_batches(
    readings: list[tuple[Articles, float]], times: dict[str, int], bits: int, seed: int
) -> Iterator[tuple[int, np.ndarray, np.ndarray, Arrays]]:
    """From one of the sets by its share: its number, windows, questions, and what is asked."""
    draw = np.random.default_rng(seed)
    shares = np.array([share for _, share in readings])

    def stream(articles: Articles) -> Iterator[np.ndarray]:
        often = np.repeat(np.arange(len(articles)), [times.get(i, 1) for i in articles.ids])
        while True:
            order = draw.permutation(often)
            ends = np.cumsum(articles.counts[order, 0]) // READ
            yield from np.split(order, np.flatnonzero(np.diff(ends)) + 1)

    streams = [stream(articles) for articles, _ in readings]
    while True:
        k = int(draw.choice(len(streams), p=shares / shares.sum()))
        articles, chosen = readings[k][0], np.unique(next(streams[k]))
        windows, questions = articles.batch(chosen)
        if len(questions):
            yield k, windows, questions, articles.worded(chosen, questions, bits)


def teach_asked(asker: Asker, feeder: Feeder, device: str, seconds: float, seed: int) -> None:
    """Learns who takes which part from questions read whole."""
    torch.manual_seed(seed)
    best = grouped([asker.parts, asker.network], new_of(asker.parts), RATES["asked"])
    asker.train()
    course = Course("asked", None, seconds)
    while course.share() < 1:
        given = on(device, next(feeder))
        with autocast(device):
            told = asker(given["ids"], given)
        loss = functional.cross_entropy(told, given["parts"])
        take_step(asker, best, loss, course.rate())
        course.tell(loss)


@torch.no_grad()
def told_of_windows(teachers: list[Network], windows: Windows, device: str) -> Tensor:
    """Mean probabilities of the teachers `[windows, pieces, outputs]`, half precision."""
    out = torch.zeros(*windows.ids.shape, sum(HEADS_OF.values()), dtype=torch.float16, device=device)
    for teacher in teachers:
        teacher.eval()
    for batch in windows.batches(256, None):
        ids, mask, _, _ = windows.take(batch)
        with autocast(device):
            said = [teacher(ids, mask).float() for teacher in teachers]
        at = torch.from_numpy(batch).to(device)
        for cut in SLICES.values():
            mean = torch.stack([s[..., cut].softmax(-1) for s in said]).mean(0)
            out[
                at[:, None], torch.arange(ids.shape[1], device=device)[None], int(cut[0]) : int(cut[-1]) + 1
            ] = mean.half()
    return out


@torch.no_grad()
def told_of_questions(askers: list[Asker], articles: Articles, bits: int, device: str) -> Tensor:
    """Mean probabilities of the teachers `[pairs, 3]`."""
    out = torch.zeros(len(articles.columns["begin"]), 3, device=device)
    for asker in askers:
        asker.eval()
    for batch in np.array_split(
        np.argsort(articles.head[:, 2] - articles.head[:, 1]), len(articles.head) // 256 + 1
    ):
        if not len(batch):
            continue
        given = on(device, articles.whole(batch, bits))
        with autocast(device):
            told = torch.stack([asker(given["ids"], given).softmax(-1) for asker in askers]).mean(0)
        out[torch.from_numpy(articles.parties(batch)[0]).to(device)] = told
    return out


class Student(nn.Module):
    """The network of six layers, and the layers for arguments upon the states of its fourth."""

    def __init__(self, network: Network, arguments: Arguments) -> None:
        super().__init__()
        self.network, self.arguments = network, arguments

    def forward(self, ids: Tensor, mask: Tensor, given: Given | None) -> tuple[Tensor, Tensor | None]:
        states = self.network.layered(ids, mask)
        heads = self.network.heads(self.network.drop(states[-1])).float()
        if given is None:
            return heads, None
        return heads, self.arguments(states[LOWER - 1][given["window"], given["piece"]], given)


@torch.no_grad()
def student_answers(student: Student, articles: Articles, bits: int, device: str) -> np.ndarray:
    """Probabilities `[pairs, 3]` as the student gives them."""
    out = torch.zeros(len(articles.columns["begin"]), 3, device=device)
    student.eval()
    for chosen in np.array_split(np.arange(len(articles)), len(articles) // 16 + 1):
        windows, questions = articles.batch(chosen)
        if not len(questions):
            continue
        ids, mask, _, _ = articles.windows.take(windows)
        given = on(device, articles.worded(chosen, questions, bits))
        with autocast(device):
            _, told = student(ids, mask, given)
        out[torch.from_numpy(articles.parties(questions)[0]).to(device)] = told.softmax(-1)
    return out.cpu().numpy()


Lesson = tuple[Windows, Tensor | None, float]
Reading = tuple[Articles, Tensor | None, Tensor | None]


def learn(
    student: Student,
    lessons: list[Lesson],
    readings: list[Reading],
    feeders: list[tuple[Feeder, list[int], float]],
    device: str,
    seconds: float,
    rate: float,
    seed: int = 1,
) -> None:
    """Teaches the student: windows with what is said of them, and articles whose questions have answers too.

    A lesson holds what teachers say of its windows (nothing where labels alone are learned) and its share of the steps;
    a reading what they say of its windows and pairs; a feeder gives batches of the readings it names.
    """
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    best = grouped([student], heads_of(student.network) | new_of(student.arguments), rate)
    weights = np.array([one[-1] for one in (*lessons, *feeders)])
    streams = [forever(one[0], READ, draw) for one in lessons]
    course = Course("student", None, seconds)
    student.train()
    while course.share() < 1:
        k = int(draw.choice(len(weights), p=weights / weights.sum()))
        if k < len(lessons):
            held, said, _ = lessons[k]
            windows, given, pairs = next(streams[k]), None, None
        else:
            feeder, names, _ = feeders[k - len(lessons)]
            number, windows, questions, asked = next(feeder)
            articles, said, answers = readings[names[number]]
            held, given = articles.windows, on(device, asked)
            pairs = (
                answers[torch.from_numpy(articles.parties(questions)[0]).to(device)]
                if answers is not None
                else None
            )
        loss = taught(student, held, windows, said, given, pairs, device)
        take_step(student, best, loss, course.rate())
        course.tell(loss)


def taught(
    student: Student,
    held: Windows,
    windows: np.ndarray,
    said: Tensor | None,
    given: Given | None,
    pairs: Tensor | None,
    device: str,
) -> Tensor:
    """The loss of a batch against its labels and what teachers say of it."""
    ids, mask, first, labels = held.take(windows)
    with autocast(device):
        heads, told = student(ids, mask, given)
    loss = against_labels(heads, labels) * (GOLD if said is not None else 1.0)
    if said is not None:
        loss = loss + against_teachers(
            heads, said[torch.from_numpy(windows).to(device), : ids.shape[1]], first
        )
    if told is not None and given is not None:
        parts = given["parts"]
        marked = functional.cross_entropy(told, parts, ignore_index=-1, reduction="sum")
        marked = marked / (parts >= 0).sum().clamp(min=1)
        loss = loss + (marked if pairs is None else GOLD * marked)
        if pairs is not None:
            loss = loss - (pairs * told.log_softmax(-1)).sum(-1).mean()
    return loss


def joined(lead: str) -> bytes:
    """What a student's parts hold."""
    path = Path(lead)
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(path.name + "*")))


def unpacked(raw: bytes) -> dict[str, Tensor]:
    """The weights, in full precision."""
    return {
        name: torch.from_numpy(np.asarray(one[0] * one[1][:, None] if isinstance(one, tuple) else one))
        for name, one in pickle.loads(raw).items()
    }


def packed(student: Student) -> bytes:
    """The student's weights: matrices as whole numbers in ±63 with a scale a row, the rest in full."""
    out: dict[str, Any] = {}
    for name, value in student.state_dict().items():
        array = value.detach().float().cpu().numpy()
        if array.ndim == 2 and min(array.shape) > 64:
            scale = np.maximum(np.abs(array).max(1), 1e-8) / LARGEST
            out[name] = np.round(array / scale[:, None]).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = array
    return pickle.dumps(out, protocol=5)


def main() -> None:
    """Trains as the command line asks."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gathered", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--goes-on", help="the common beginning of a student's parts that this one begins as")
    args.add_argument("--seconds", type=float, default=272.0)
    args.add_argument("--teachers", type=int, default=2)
    args.add_argument("--askers", type=int, default=1)
    given = args.parse_args()
    began, whole = time.time(), given.seconds
    torch.set_float32_matmul_precision("high")

    def tell(*what: object) -> None:
        print(*what, f"{time.time() - began:.0f}s", flush=True)

    data = read(given.gathered)
    types, kinds, bits, times = len(data["types"]), data["kinds"], data["codes"], data["times"]
    asked = {name: Articles(data[f"asked_{name}"]) for name in ("learned", "silver", "held", "check")}
    for_askers = Feeder(partial(question_batches, asked["learned"], times, bits), 4)
    shared = [(asked["learned"], 1.0), (asked["silver"], 1.2)]
    for_student = Feeder(partial(article_batches, shared, times, bits), 6)
    for_full = Feeder(partial(article_batches, [(asked["held"], 1.0)], times, bits), 1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tensors = {name: large(value) for name, value in data["tensors"].items()}
    sets = {
        name: Windows(split(value), device)
        for name, value in data.items()
        if isinstance(value, dict) and "ids" in value and not name.startswith("asked")
    }
    for one in asked.values():
        one.settle(device)
    tell({name: len(one) for name, one in (sets | asked).items()})

    first = Network(len(tensors["emb.word"]))
    load_tensors(first, tensors, list(range(12)))
    first.to(device)
    warm_up(first, sets["plain"], device, seconds=SHARES["masked"] * whole, size=WINDOWS)

    def copied() -> Network:
        other = Network(len(tensors["emb.word"])).to(device)
        other.load_state_dict(first.state_dict())
        return other

    def seen(what: str, networks: list[Network], names: int = len(SEEN)) -> None:
        for name, task in SEEN[:names]:
            print("   ", what, name, scores(networks, sets[name], task, device), flush=True)

    def judged(what: str, answers: Callable[[Articles], np.ndarray]) -> None:
        for name in ("held", "check"):
            print(
                "   ",
                what,
                name,
                "actors, recipients, both:",
                right(asked[name], answers(asked[name])),
                flush=True,
            )

    labelled = [(sets["corp"], 1.0), (sets["marsad"], 1.3)]
    teachers: list[Network] = []
    for seed in range(given.teachers):
        teachers.append(copied())
        teach_names(teachers[-1], labelled, device, SHARES["names"] * whole, seed)
    seen("teachers", teachers, 1)
    tell("names taught")
    askers: list[Asker] = []
    for seed in range(given.askers):
        askers.append(Asker(copied(), types, kinds, bits).to(device))
        teach_asked(askers[-1], for_askers, device, SHARES["asked"] * whole, seed)
    judged("askers", lambda a: told_of_questions(askers, a, bits, device).cpu().numpy())
    tell("asked")

    def lesson(name: str, share: float) -> Lesson:
        return sets[name], told_of_windows(teachers, sets[name], device), share

    lessons = [lesson("corp", 1.0), lesson("marsad", 1.1)]
    readings: list[Reading] = [
        (
            asked[name],
            told_of_windows(teachers, asked[name].windows, device),
            told_of_questions(askers, asked[name], bits, device),
        )
        for name in ("learned", "silver")
    ]
    tell("said")
    layers = nn.ModuleList(Layer(0.1, INNER) for _ in ARGUMENT_LAYERS)
    for to, at in zip(layers, ARGUMENT_LAYERS, strict=True):
        to.load_state_dict(askers[0].network.layers[at].state_dict())
    student = Student(smaller(teachers[0], LAYERS, INNER), Arguments(layers, types, kinds, bits)).to(device)
    if given.goes_on:
        student.load_state_dict(unpacked(joined(given.goes_on)))
    left = max(whole - (time.time() - began) - (SHARES["full"] + 0.05) * whole, 5.0)
    feeders = [(for_student, [0, 1], 2.2)]
    learn(student, lessons, readings, feeders, device, left, RATES["student"])
    tell("student")

    def look(what: str) -> None:
        seen(what, [student.network])
        judged(what, lambda a: student_answers(student, a, bits, device))

    given.out.mkdir(parents=True, exist_ok=True)

    def write(name: str) -> None:
        raw = packed(student)
        for n, at in enumerate(range(0, len(raw), PART)):
            (given.out / f"{name}.{n}").write_bytes(raw[at : at + PART])
        tell(name, "written", len(raw))

    write("held")
    look("student")
    lessons += [lesson("corp_held", 0.4), lesson("corp_last", 0.6), lesson("marsad_held", 0.5)]
    readings.append((asked["held"], None, None))
    feeders = [(for_student, [0, 1], 1.5), (for_full, [2], 0.3)]
    learn(student, lessons, readings, feeders, device, SHARES["full"] * whole, RATES["full"], seed=2)
    write("full")
    look("full")


if __name__ == "__main__":
    main()
