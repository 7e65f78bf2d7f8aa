"""Trains the first layers of the encoder on labelled windows alone: what two CPU cores can do in an hour and a half.

    python training/model/direct.py prepared.xz --out student.pt [--layers 6] [--minutes 75]
    python training/model/direct.py prepared.xz --out shipped.pt --goes-on student.pt --all --minutes 8 --rate 4e-5

The second command lets a trained network learn, at a low rate, from what was kept apart to score the first. The lowest
layers are kept: they carry what tagging needs (Sajjad et al. 2020, "Poor man's BERT", found the same of BERT).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from learning import Windows, fine_tune
from network import Network, load_tensors
from packed import large, read, split
from scoring import scores

BATCH = 12
CORP, MARSAD = 1.0, 1.4
"""How often a batch comes from ANERcorp and from Marsad's own articles."""


def main() -> None:
    """Trains as the command line asks."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("prepared", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--layers", type=int, default=6)
    args.add_argument("--minutes", type=float, default=75.0)
    args.add_argument("--rate", type=float, default=1.5e-4)
    args.add_argument("--goes-on", type=Path)
    args.add_argument("--all", action="store_true", help="learn from the articles kept apart too")
    given = args.parse_args()
    data = read(given.prepared)
    tensors = {name: large(value) for name, value in data["tensors"].items()}
    network = Network(len(tensors["emb.word"]), given.layers)
    load_tensors(network, tensors, list(range(given.layers)))
    if given.goes_on:
        network.load_state_dict({k: v.float() for k, v in torch.load(given.goes_on).items()})

    def windows(*names: str) -> Windows:
        return Windows([row for name in names for row in split(data[name])], "cpu")

    corp = windows("corp", "corp_last") if given.all else windows("corp")
    marsad = windows("marsad", "marsad_held") if given.all else windows("marsad")
    held = {name: windows(name) for name in ("corp_held", "marsad_held", "check")}
    sets = [(corp, CORP), (marsad, MARSAD)]
    fine_tune(network, sets, "cpu", seconds=60 * given.minutes, size=BATCH, lr=given.rate, saved=given.out)
    for name, task in (("corp_held", "anercorp"), ("marsad_held", "names"), ("check", "names")):
        print(name, scores([network], held[name], task, "cpu"), flush=True)


if __name__ == "__main__":
    main()
