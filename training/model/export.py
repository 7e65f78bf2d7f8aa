"""Writes a trained network as an int8 ONNX graph, built node by node from operators that onnxruntime fuses.

Weights are int8 by output channel, in seven bits: without VNNI the CPU adds two products in sixteen bits, and eight
bits would overflow there. Activations are quantised on the fly. Embeddings are int8 by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from learning import SLICES
from network import HEADS, HIDDEN, TYPES, Network
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from marsad.names.encoder import STATES

MICROSOFT = "com.microsoft"
LARGEST = 63


def quantise(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a matrix as int8 in ±63, and the scale of each row."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / LARGEST
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.values: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.values.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        rows, scale = quantise(weight)
        inputs = [
            x,
            self.constant(f"{name}.w", rows.T),
            self.constant(f"{name}.s", scale),
            self.constant(f"{name}.z", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.b", bias.astype(np.float32)),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def norm(self, x: str, other: str, name: str, state: dict[str, np.ndarray]) -> str:
        gamma, beta = (self.constant(f"{name}.{p}", state[f"{name}.{p}"]) for p in ("weight", "bias"))
        # Not SkipLayerNormalization, which takes eight times as long here (2.5 µs a piece against 0.3).
        both = self.node("Add", [x, other], f"{name}.sum")
        return self.node("LayerNormalization", [both, gamma, beta], name, epsilon=1e-12)


def _embed(graph: _Graph, state: dict[str, np.ndarray]) -> str:
    rows, scale = quantise(state["word.weight"])
    row = graph.node("Gather", [graph.constant("word.q", rows), "ids"], "word.row")
    by = graph.node("Gather", [graph.constant("word.s", scale[:, None]), "ids"], "word.scale")
    word = graph.node("Mul", [graph.node("Cast", [row], "word.float", to=TensorProto.FLOAT), by], "word")
    sized = graph.node("Shape", ["ids"], "ids.shape", start=1, end=2)
    zero, one = graph.constant("zero", np.array([0])), graph.constant("one", np.array([1]))
    positions = graph.constant("pos.all", state["pos.weight"])
    pos = graph.node("Slice", [positions, zero, sized, zero, one], "pos")
    return graph.norm(word, pos, "eln", state)


def _layer(graph: _Graph, x: str, at: str, state: dict[str, np.ndarray]) -> str:
    joined = [np.concatenate([state[f"{at}.{p}.{w}"] for p in "qkv"]) for w in ("weight", "bias")]
    packed = graph.linear(x, f"{at}.qkv", *joined)
    parts = [f"{at}.{p}" for p in "qkv"]
    graph.nodes.append(helper.make_node("Split", [packed, "thirds"], parts, axis=2))
    mixed = graph.node(
        "MultiHeadAttention", [*parts, "", "mask32"], f"{at}.mixed", MICROSOFT, num_heads=HEADS
    )
    out = graph.linear(mixed, f"{at}.ao", state[f"{at}.ao.weight"], state[f"{at}.ao.bias"])
    x = graph.norm(x, out, f"{at}.aln", state)
    inner = graph.linear(x, f"{at}.fi", state[f"{at}.fi.weight"], state[f"{at}.fi.bias"])
    inner = graph.node("Gelu", [inner], f"{at}.gelu", MICROSOFT)
    out = graph.linear(inner, f"{at}.fo", state[f"{at}.fo.weight"], state[f"{at}.fo.bias"])
    return graph.norm(x, out, f"{at}.oln", state)


def export(network: Network, path: Path) -> None:
    """Writes `path`: inputs `ids`, `mask` `[batch, pieces]`; outputs `heads` and the states, by piece.

    `heads` are both ways of annotating names, then "no event" and the types of events in the order of the alphabet
    (`marsad.names.encoder`). What the network learned of the status of events stays out: it has shown no use.
    """
    state = {name: value.detach().float().cpu().numpy() for name, value in network.state_dict().items()}
    graph = _Graph()
    graph.constant("thirds", np.array([HIDDEN] * 3))
    graph.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
    x = _embed(graph, state)
    for at in range(len(network.layers)):
        x = _layer(graph, x, f"layers.{at}", state)
    types = SLICES["types"][[0, *(TYPES.index(kind) for kind in sorted(TYPES[1:]))]]
    kept = np.concatenate([SLICES["names"], SLICES["anercorp"], types])
    weight, bias = state["heads.weight"][kept], state["heads.bias"][kept]
    rows = graph.node("MatMul", [x, graph.constant("heads.w", weight.T)], "heads.mul")
    graph.node("Add", [rows, graph.constant("heads.b", bias)], "heads")
    _write(graph, path, [_ints("ids"), _ints("mask")], [_floats("heads", len(bias)), _floats(STATES, HIDDEN)])


def export_layers(layers: Iterable[nn.Module], path: Path) -> None:
    """Writes layers alone: inputs `marked` `[batch, tokens, 384]` and `mask`; output `read`, of the same shape."""
    graph = _Graph()
    graph.constant("thirds", np.array([HIDDEN] * 3))
    graph.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
    x = "marked"
    for at, layer in enumerate(layers):
        state = {f"layers.{at}.{name}": value.detach().numpy() for name, value in layer.state_dict().items()}
        x = _layer(graph, x, f"layers.{at}", state)
    graph.node("Identity", [x], "read")
    _write(graph, path, [_floats("marked", HIDDEN), _ints("mask")], [_floats("read", HIDDEN)])


def _ints(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"])


def _floats(name: str, size: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "pieces", size])


def _write(
    graph: _Graph, path: Path, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
) -> None:
    model = helper.make_model(
        helper.make_graph(graph.nodes, "marsad", inputs, outputs, graph.values),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=8,
        producer_name="marsad",
    )
    path.write_bytes(model.SerializeToString(deterministic=True))
