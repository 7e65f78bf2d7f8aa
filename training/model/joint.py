"""Trains what the accurate tier ships on one GPU: teachers, and a student whose lower states read names and arguments both.

    python training/model/joint.py gathered.xz --out FOLDER [--seconds 272] [--goes-on FOLDER/held.]

Masked words first; then teachers of all twelve layers, some for names and types of events, some for who takes part in a
marked event; then one student of six layers with two layers for arguments upon the states of its fourth, taught by what the
teachers say of labelled and unlabelled news, and by the labels. It comes twice: `held.N`, which has not seen what was kept
apart and whose scores are printed, and `full.N`, which has learned from that too for a little while (`stored.py`).
"""

from __future__ import annotations

import argparse
import copy
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from asking import Arguments, Articles, Asker, Given, on, right
from feeding import READ, Feeder, article_batches, question_batches
from learning import SLICES, WEIGHTS, Course, Windows, autocast, forever, smaller, take_step, warm_up
from network import HEADS_OF, INNER, Layer, Network, load_tensors
from packed import large, read, split
from scoring import scores
from stored import joined, packed, unpacked
from torch import Tensor, nn
from torch.nn import functional

PART = 15_000_000
LAYERS, LOWER = [0, 2, 4, 6, 8, 11], 4
ARGUMENT_LAYERS = [8, 11]
WINDOWS = 320
"""Windows a step of teachers: the device could take more, its processor feeds it no faster."""
SHARES = {"masked": 0.12, "names": 0.15, "asked": 0.16, "full": 0.07}
"""What each stage, each teacher by itself, takes of the whole time; the student takes what is left."""
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


class School:
    """One training: what is learned from, those who teach, and the student; each stage takes its share of the whole time."""

    def __init__(self, data: dict[str, Any], given: argparse.Namespace) -> None:
        self.began, self.given, self.whole = time.time(), given, given.seconds
        self.types, self.kinds, self.bits = len(data["types"]), data["kinds"], data["codes"]
        self.asked = {
            name: Articles(data[f"asked_{name}"]) for name in ("learned", "silver", "held", "check")
        }
        self._feed(data["times"])
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.tensors = {name: large(value) for name, value in data["tensors"].items()}
        self.sets = {
            name: Windows(split(value), self.device)
            for name, value in data.items()
            if isinstance(value, dict) and "ids" in value and not name.startswith("asked")
        }
        for one in self.asked.values():
            one.settle(self.device)
        self.teachers: list[Network] = []
        self.askers: list[Asker] = []

    def _feed(self, times: dict[str, int]) -> None:
        """Begins the processes that make batches, before the device is begun."""
        shared = [(self.asked["learned"], 1.0), (self.asked["silver"], 1.2)]
        kept = [(self.asked["held"], 1.0)]
        self.for_askers = Feeder(partial(question_batches, self.asked["learned"], times, self.bits), 4)
        self.for_student = Feeder(partial(article_batches, shared, times, self.bits), 6)
        self.for_full = Feeder(partial(article_batches, kept, times, self.bits), 1)

    def tell(self, *what: object) -> None:
        print(*what, f"{time.time() - self.began:.0f}s", flush=True)

    def teach_teachers(self) -> None:
        """Masked words, then those who teach: each begins where the masked words ended."""
        first = Network(len(self.tensors["emb.word"]))
        load_tensors(first, self.tensors, list(range(12)))
        first.to(self.device)
        seconds = SHARES["masked"] * self.whole
        warm_up(first, self.sets["plain"], self.device, seconds=seconds, size=WINDOWS)
        labelled = [(self.sets["corp"], 1.0), (self.sets["marsad"], 1.3)]
        for seed in range(self.given.teachers):
            self.teachers.append(copy.deepcopy(first))
            teach_names(self.teachers[-1], labelled, self.device, SHARES["names"] * self.whole, seed)
        self.seen("teachers", self.teachers, 1)
        for seed in range(self.given.askers):
            asker = Asker(copy.deepcopy(first), self.types, self.kinds, self.bits).to(self.device)
            teach_asked(asker, self.for_askers, self.device, SHARES["asked"] * self.whole, seed)
            self.askers.append(asker)
        self.judged("askers", self._asked)
        self.tell("teachers")

    def _asked(self, articles: Articles) -> np.ndarray:
        answers: np.ndarray = told_of_questions(self.askers, articles, self.bits, self.device).cpu().numpy()
        return answers

    def lesson(self, name: str, share: float) -> Lesson:
        return self.sets[name], told_of_windows(self.teachers, self.sets[name], self.device), share

    def reading(self, name: str) -> Reading:
        articles = self.asked[name]
        said = told_of_windows(self.teachers, articles.windows, self.device)
        return articles, said, told_of_questions(self.askers, articles, self.bits, self.device)

    def teach_student(self) -> None:
        """The student, taught without what is kept apart, and with it."""
        lessons = [self.lesson("corp", 1.0), self.lesson("marsad", 1.1)]
        readings = [self.reading("learned"), self.reading("silver")]
        student = self._student()
        left = self.whole - (time.time() - self.began) - (SHARES["full"] + 0.05) * self.whole
        feeders = [(self.for_student, [0, 1], 2.2)]
        learn(student, lessons, readings, feeders, self.device, max(left, 5.0), RATES["student"])
        self.write(student, "held")
        lessons += [
            self.lesson(*one) for one in (("corp_held", 0.4), ("corp_last", 0.6), ("marsad_held", 0.5))
        ]
        readings.append((self.asked["held"], None, None))
        feeders = [(self.for_student, [0, 1], 1.5), (self.for_full, [2], 0.3)]
        seconds = SHARES["full"] * self.whole
        learn(student, lessons, readings, feeders, self.device, seconds, RATES["full"], seed=2)
        self.write(student, "full")

    def _student(self) -> Student:
        layers = nn.ModuleList(Layer(0.1, INNER) for _ in ARGUMENT_LAYERS)
        for to, at in zip(layers, ARGUMENT_LAYERS, strict=True):
            to.load_state_dict(self.askers[0].network.layers[at].state_dict())
        arguments = Arguments(layers, self.types, self.kinds, self.bits)
        student = Student(smaller(self.teachers[0], LAYERS, INNER), arguments).to(self.device)
        if self.given.goes_on:
            student.load_state_dict(unpacked(joined(self.given.goes_on)))
        return student

    def write(self, student: Student, name: str) -> None:
        """Writes the parts of a student, and prints what it scores."""
        self.given.out.mkdir(parents=True, exist_ok=True)
        raw = packed(student)
        for n, at in enumerate(range(0, len(raw), PART)):
            (self.given.out / f"{name}.{n}").write_bytes(raw[at : at + PART])
        self.tell(name, "written", len(raw))
        self.seen(name, [student.network])
        self.judged(name, lambda articles: student_answers(student, articles, self.bits, self.device))

    def seen(self, what: str, networks: list[Network], sets: int = len(SEEN)) -> None:
        for name, task in SEEN[:sets]:
            print("   ", what, name, scores(networks, self.sets[name], task, self.device), flush=True)

    def judged(self, what: str, answers: Callable[[Articles], np.ndarray]) -> None:
        for name in ("held", "check"):
            shares = right(self.asked[name], answers(self.asked[name]))
            print("   ", what, name, "actors, recipients, both:", shares, flush=True)


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
    torch.set_float32_matmul_precision("high")
    school = School(read(given.gathered), given)
    school.teach_teachers()
    school.teach_student()


if __name__ == "__main__":
    main()
