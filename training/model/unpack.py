"""Makes the packs of what `joint.py` trained: `model.onnx` of the names, `arguments.onnx` and `.npz` of the events.

python training/model/unpack.py FOLDER/full. --gathered gathered.xz --names src/marsad/names/pack --events src/marsad/events/pack
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from asking import Arguments
from network import INNER, Layer, Network
from packed import read
from stored import joined, unpacked
from torch import nn

from export import export, export_layers


def part_of(state: dict[str, torch.Tensor], lead: str) -> dict[str, torch.Tensor]:
    return {name.removeprefix(lead): value for name, value in state.items() if name.startswith(lead)}


def write_arguments(net: Arguments, types: list[str], folder: Path) -> None:
    """`arguments.onnx`, the layers in int8, and `arguments.npz`, the rest in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    export_layers(net.layers, folder / "arguments.onnx")
    arrays = {
        "trigger": net.trigger,
        "sentence": net.sentence.weight,
        "kind": net.kinds.weight,
        "type": net.types.weight,
        "code": net.code.weight.T,
        "dense": net.dense.weight.T,
        "dense_bias": net.dense.bias,
        "out": net.out.weight.T,
        "out_bias": net.out.bias,
    }
    halves = {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}
    np.savez_compressed(folder / "arguments.npz", types=np.array(types), **halves)


def main() -> None:
    """Packs what the command line names."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("parts", help="the parts' common beginning")
    args.add_argument(
        "--arguments", help="the parts of another student, whose layers for arguments are taken"
    )
    args.add_argument("--gathered", type=Path, required=True)
    args.add_argument("--names", type=Path, required=True)
    args.add_argument("--events", type=Path, required=True)
    given = args.parse_args()
    data = read(given.gathered)
    own = part_of(unpacked(joined(given.parts)), "network.")
    asked = part_of(unpacked(joined(given.arguments or given.parts)), "arguments.")
    layers = 1 + max(int(name.split(".")[1]) for name in own if name.startswith("layers."))
    network = Network(len(own["word.weight"]), layers)
    network.load_state_dict({name: own[name] for name in network.state_dict()})
    given.names.mkdir(parents=True, exist_ok=True)
    export(network.eval(), given.names / "model.onnx")
    count = 1 + max(int(name.split(".")[1]) for name in asked if name.startswith("layers."))
    arguments = Arguments(
        nn.ModuleList(Layer(0.0, INNER) for _ in range(count)),
        len(data["types"]),
        data["kinds"],
        data["codes"],
    )
    arguments.load_state_dict(asked)
    write_arguments(arguments.eval(), data["types"], given.events)


if __name__ == "__main__":
    main()
