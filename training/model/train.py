"""Trains the network on what `prepare.py` gathered: masked words, three teachers, one small student.

    python training/model/train.py prepared.xz --out FOLDER [--minutes 9]

On one GPU nine minutes do; on two CPU cores give it hours. The student comes as `student.N`, parts of one file
(half precision), which `pack.py` joins, finishes and quantises. What every stage scores on articles kept apart is printed.
"""

from __future__ import annotations

import argparse
import io
import time
from pathlib import Path

import numpy as np
import torch
from learning import Windows, distil, fine_tune, smaller, warm_up
from network import Network, load_tensors
from packed import large, read, split
from scoring import scores

PART = 15_000_000
LAYERS, NEURONS = [0, 2, 5, 8, 11], 1024
SHARES = {"masked": 0.15, "teacher": 0.12, "distil": 0.45}


def main() -> None:
    """Trains as the command line asks."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("prepared", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--minutes", type=float, default=9.0)
    args.add_argument("--teachers", type=int, default=3)
    given = args.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    began, whole = time.time(), given.minutes * 60
    data = read(given.prepared)
    tensors = {name: large(value) for name, value in data["tensors"].items()}
    table = tensors["emb.word"]
    tensors["emb.word"] = np.concatenate(
        [table, *(table[list(cut)].mean(0, keepdims=True) for cut in data["added"])]
    )
    sets = {
        name: Windows(split(value), device)
        for name, value in data.items()
        if isinstance(value, dict) and "ids" in value
    }
    print(
        "read",
        {name: len(windows) for name, windows in sets.items()},
        f"{time.time() - began:.0f}s",
        flush=True,
    )

    def tell(what: str, networks: list[Network]) -> None:
        print(what, f"{time.time() - began:.0f}s")
        for name, task in (("corp_held", "anercorp"), ("marsad_held", "names"), ("check", "names")):
            print("   ", name, scores(networks, sets[name], task, device), flush=True)

    first = Network(len(tensors["emb.word"]))
    load_tensors(first, tensors, list(range(12)))
    first.to(device)
    warm_up(first, sets["plain"], device, seconds=SHARES["masked"] * whole)
    labelled = [(sets["corp"], 1.0), (sets["marsad"], 1.2)]
    teachers = []
    for seed in range(given.teachers):
        teacher = Network(len(tensors["emb.word"])).to(device)
        teacher.load_state_dict(first.state_dict())
        fine_tune(teacher, labelled, device, seconds=SHARES["teacher"] * whole, seed=seed)
        teachers.append(teacher)
        if seed == 0:
            tell("one teacher", teachers)
    tell("teachers", teachers)
    student = smaller(teachers[0], LAYERS, NEURONS).to(device)
    left = max(whole - (time.time() - began) - 15, 5.0)
    distil(student, teachers, sets["plain"], labelled, device, seconds=left)
    tell("student", [student])
    file = io.BytesIO()
    torch.save({name: value.half().cpu() for name, value in student.state_dict().items()}, file)
    raw = file.getvalue()
    given.out.mkdir(parents=True, exist_ok=True)
    for n, at in enumerate(range(0, len(raw), PART)):
        (given.out / f"student.{n}").write_bytes(raw[at : at + PART])
    print("written", len(raw), f"{time.time() - began:.0f}s", flush=True)


if __name__ == "__main__":
    main()
