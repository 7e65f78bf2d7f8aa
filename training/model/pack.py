"""Makes the pack of a trained network: `model.onnx` (int8) and `words.tsv`.

python training/model/pack.py student.pt --prepared prepared.xz --out src/marsad/names/pack
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from network import Network
from packed import read

from export import export


def main() -> None:
    """Packs what the command line names."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("student", type=Path)
    args.add_argument("--prepared", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    state = {name: value.float() for name, value in torch.load(given.student).items()}
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    network = Network(len(state["word.weight"]), layers, inner=len(state["layers.0.fi.bias"]))
    network.load_state_dict(state)
    given.out.mkdir(parents=True, exist_ok=True)
    export(network, given.out / "model.onnx")
    rows = read(given.prepared)["pieces"]
    lines = [f"{piece}\t{score:.5g}\n" for piece, score in rows]
    (given.out / "words.tsv").write_text("".join(lines), encoding="utf-8")
    print(layers, "layers", len(rows), "pieces", (given.out / "model.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
