"""The accurate tier's model: a small transformer, int8, that reads windows of an article on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from marsad.errors import ModelError
from marsad.names.light import PACK, TAGS_EACH, load_light
from marsad.names.tagging import Floats, log_softmax
from marsad.names.windows import OVERLAP, Window, cut_windows
from marsad.types import Part

SIZE, STATES = 384, "layers.3.oln"
"""How long a state is, and the output that holds the states: those of the fourth of six layers."""
WAYS = {"names": 0.6, "anercorp": 0.4}
"""The ways of annotating the transformer learned, in the order of its outputs, and what each weighs in a record."""

_TYPES = slice(len(WAYS) * TAGS_EACH, len(WAYS) * TAGS_EACH + 20)
HEADS = _TYPES.stop
"""How many outputs there are for each piece: the tags of both ways, "no event" and the types of events."""


class Told(msgspec.Struct, frozen=True):
    """What the transformer says of the tokens of each part of a document.

    `tags` `[tokens, 9]` are log probabilities of the tags of names, `types` `[tokens, 20]` of "no event" and the types of
    events in the order of the alphabet; `states` `[tokens, 384]` are those of the lower layers at the first piece of each
    token, for other layers to read on. Nothing in the fast tier.
    """

    tags: Sequence[Floats] = ()
    types: Sequence[Floats] = ()
    states: Sequence[Floats] = ()


_FUSED = "SkipLayerNormFusion"
"""What onnxruntime makes of a sum and its norm takes eight times as long as both apart: a quarter of the reader of arguments."""
NOTHING = Told()
"""What is told in the fast tier."""


def open_session(path: Path) -> Any:
    """The session that runs a graph of onnxruntime on one core; `ModelError` where it cannot be loaded."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_FUSED]
        )
    except Exception as error:  # onnxruntime has a dozen kinds, none documented
        raise ModelError(
            str(path.parent),
            f"{path.name} cannot be loaded: {error}",
            remedy="install Marsad again, or use --fast",
        ) from error


class Encoder:
    """The transformer; a call gives log probabilities `[tokens, 9]` of the tags `O, B-person, I-person, …` for each part."""

    def __init__(self, folder: Path) -> None:
        self._session = open_session(folder / "model.onnx")
        self.pieces = load_light().vectors.pieces

    def ways(self, parts: Sequence[Part]) -> list[Floats]:
        """Log probabilities `[tokens, 2, 9]` for each part, by each way of annotating."""
        return [_ways(heads) for heads in self._read_parts(parts)[0]]

    def tell(self, parts: Sequence[Part]) -> Told:
        """What is said of each token of each part, the ways of annotating names by what each weighs."""
        heads, states = self._read_parts(parts)
        weights = np.array(list(WAYS.values()), np.float32)
        return Told(
            [log_softmax(np.einsum("twk,w->tk", _ways(one), weights)) for one in heads],
            [log_softmax(one[:, _TYPES]) for one in heads],
            states,
        )

    def __call__(self, parts: Sequence[Part]) -> list[Floats]:
        """Log probabilities of the tags of each token of each part."""
        return list(self.tell(parts).tags)

    def _read_parts(self, parts: Sequence[Part]) -> tuple[list[Floats], list[Floats]]:
        heads = [np.zeros((len(part.tokens), HEADS), np.float32) for part in parts]
        states = [np.zeros((len(part.tokens), SIZE), np.float32) for part in parts]
        for window in cut_windows(parts, self.pieces):
            _put(heads, states, window, *self._read(window))
        return heads, states

    def _read(self, window: Window) -> tuple[Floats, Floats]:
        """Outputs `[tokens, HEADS]` and states `[tokens, SIZE]` of a window's tokens.

        One window at a time: eight together take half as long again on one core, a quarter of it for what fills up the
        shorter ones, and int8 rounds each then by what the others say.
        """
        ids = np.array([window.pieces], np.int64)
        heads, states = self._session.run(["heads", STATES], {"ids": ids, "mask": np.ones_like(ids)})
        firsts = list(window.firsts)
        return heads[0, firsts], states[0, firsts]


def _ways(heads: Floats) -> Floats:
    return log_softmax(heads[:, : _TYPES.start].reshape(len(heads), len(WAYS), TAGS_EACH))


def _put(heads: list[Floats], states: list[Floats], window: Window, read: Floats, words: Floats) -> None:
    """Writes what a window says; what two windows share is the earlier one's in its first half."""
    for number, (part, token) in enumerate(window.tokens):
        if number < OVERLAP // 2 and heads[part][token].any():
            continue
        heads[part][token], states[part][token] = read[number], words[number]


@cache
def has_encoder() -> bool:
    """Whether the transformer and what runs it are installed."""
    return (PACK / "model.onnx").exists() and find_spec("onnxruntime") is not None


@cache
def load_encoder() -> Encoder:
    """The transformer that ships with Marsad, loaded once a process."""
    return Encoder(PACK)
