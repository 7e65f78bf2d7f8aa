"""Makes the pack of a trained network: `model.onnx`, int8. Its pieces are those of the light tagger.

python training/model/pack.py student.pt --out src/marsad/names/pack
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from network import Network

from export import export


def main() -> None:
    """Packs what the command line names."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("student", type=Path)
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    state = {name: value.float() for name, value in torch.load(given.student).items()}
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    network = Network(len(state["word.weight"]), layers, inner=len(state["layers.0.fi.bias"]))
    network.load_state_dict(state)
    given.out.mkdir(parents=True, exist_ok=True)
    export(network, given.out / "model.onnx")
    print(layers, "layers", (given.out / "model.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
