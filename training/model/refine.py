"""Lets the layers for arguments learn on, upon the states of a finished network, from labels alone; on a CPU.

    python training/model/refine.py gathered.xz --from FOLDER/full. --out FOLDER [--minutes 15]

The network itself stays as it is. The articles kept apart stay so; how often the actors, the recipients and both of their
triggers are right is printed before and after. Writes `refined.0`, whole.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from asking import Arguments, Articles, on, right
from joint import LOWER, NEW_RATE, Student, new_of
from learning import Course, autocast, take_step
from network import INNER, Layer, Network
from packed import read
from stored import joined, packed, unpacked
from torch import Tensor, nn
from torch.nn import functional

BATCH, RATE = 32, 1e-4


def states_of(network: Network, articles: Articles) -> Tensor:
    """The states `[words, 384]` of all words, half precision."""
    out = torch.zeros(len(articles.place), network.word.weight.shape[1], dtype=torch.float16)
    windows = articles.windows
    states = torch.zeros(len(windows), windows.ids.shape[1], out.shape[1], dtype=torch.float16)
    with torch.no_grad():
        for batch in windows.batches(24, None):
            ids, mask, _, _ = windows.take(batch)
            states[torch.from_numpy(batch), : ids.shape[1]] = network.layered(ids, mask)[LOWER - 1].half()
    window = np.repeat(articles.window[:-1], articles.counts[:, 1]) + articles.place[:, 0]
    out[:] = states[torch.from_numpy(window), torch.from_numpy(articles.place[:, 1])]
    return out


def asked_states(articles: Articles, questions: np.ndarray, words: int) -> Tensor:
    """Which words the questions read, `[questions, words]`."""
    first = articles.word[articles.of[questions]] + articles.head[questions, 1]
    at = np.minimum(first[:, None] + np.arange(words)[None], len(articles.place) - 1)
    return torch.from_numpy(at)


def answers(arguments: Arguments, articles: Articles, states: Tensor, bits: int) -> np.ndarray:
    """Probabilities `[pairs, 3]`."""
    arguments.eval()
    out = np.zeros((len(articles.columns["begin"]), 3), np.float32)
    order = np.argsort(articles.head[:, 2] - articles.head[:, 1])
    with torch.no_grad():
        for batch in np.array_split(order, len(order) // 64 + 1):
            given = on("cpu", articles.worded(np.unique(articles.of[batch]), batch, bits))
            told = arguments(states[asked_states(articles, batch, given["mask"].shape[1])], given)
            out[articles.parties(batch)[0]] = told.softmax(-1).numpy()
    return out


def main() -> None:
    """Refines as the command line asks."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("gathered", type=Path)
    args.add_argument("--from", dest="student", required=True)
    args.add_argument("--begins-as", help="another student, whose layers for arguments these begin as")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--minutes", type=float, default=15.0)
    given = args.parse_args()
    data = read(given.gathered)
    bits, times = data["codes"], data["times"]
    state = unpacked(joined(given.student))
    if given.begins_as:
        other = unpacked(joined(given.begins_as))
        state |= {name: one for name, one in other.items() if name.startswith("arguments.")}
    network = Network(len(state["network.word.weight"]), 6)
    layers = nn.ModuleList(Layer(0.1, INNER) for _ in range(2))
    student = Student(network, Arguments(layers, len(data["types"]), data["kinds"], bits))
    student.load_state_dict({name: state[name] for name in student.state_dict()})
    student.eval()
    sets = {name: Articles(data[f"asked_{name}"]).settle("cpu") for name in ("check", "held", "learned")}
    began = time.time()
    states = {name: states_of(network, one) for name, one in sets.items()}
    print(f"states {time.time() - began:.0f}s", flush=True)

    def look() -> None:
        for name in ("held", "check"):
            print(
                "   ",
                name,
                right(sets[name], answers(student.arguments, sets[name], states[name], bits)),
                flush=True,
            )

    look()
    learned, arguments = sets["learned"], student.arguments
    new = new_of(arguments)
    known = list(arguments.layers.parameters())
    rest = [p for p in arguments.parameters() if id(p) in new]
    groups = [{"params": known, "lr": 0.0, "base": RATE}, {"params": rest, "lr": 0.0, "base": NEW_RATE / 4}]
    best = torch.optim.AdamW(groups, weight_decay=0.01)
    draw = np.random.default_rng(3)
    often = np.repeat(np.arange(len(learned.head)), [times.get(learned.ids[a], 1) for a in learned.of])
    length = learned.head[:, 2] - learned.head[:, 1]
    course = Course("refined", None, 60 * given.minutes)
    arguments.train()
    while course.share() < 1:
        pool = draw.choice(often, BATCH * 20)
        pool = pool[np.argsort(length[pool], kind="stable")]
        for at in draw.permutation(20) * BATCH:
            batch = pool[at : at + BATCH]
            marked = on("cpu", learned.worded(np.unique(learned.of[batch]), batch, bits))
            with autocast("cpu"):
                told = arguments(
                    states["learned"][asked_states(learned, batch, marked["mask"].shape[1])], marked
                )
            loss = functional.cross_entropy(told, marked["parts"])
            take_step(arguments, best, loss, course.rate())
            course.tell(loss)
    look()
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "refined.0").write_bytes(packed(student))


if __name__ == "__main__":
    main()
