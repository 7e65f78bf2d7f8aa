"""The accurate tier's model: a small transformer, int8, that reads windows of an article on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from marsad.errors import ModelError
from marsad.names.light import PACK, TAGS_EACH, load_light
from marsad.names.pieces import PAD
from marsad.names.tagging import Floats, log_softmax
from marsad.names.windows import OVERLAP, Window, cut_windows
from marsad.types import Part

BATCH = 8
"""Windows read together: more do not make it faster on one core."""
WAYS = {"names": 0.6, "anercorp": 0.4}
"""The ways of annotating the transformer learned, in the order of its outputs, and what each weighs in a record."""


class Encoder:
    """The transformer; a call gives log probabilities `[tokens, 9]` of the tags `O, B-person, I-person, …` for each part."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has a dozen kinds, none documented
            raise ModelError(
                str(folder),
                f"the model cannot be loaded: {error}",
                remedy="install Marsad again, or use --fast",
            ) from error
        self.pieces = load_light().vectors.pieces

    def ways(self, parts: Sequence[Part]) -> list[Floats]:
        """Log probabilities `[tokens, 2, 9]` for each part, by each way of annotating."""
        windows = list(cut_windows(parts, self.pieces))
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].pieces))
        read: dict[int, Floats] = {}
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            read.update(zip(batch, self._read([windows[n] for n in batch]), strict=True))
        out = [np.zeros((len(part.tokens), len(WAYS), TAGS_EACH), np.float32) for part in parts]
        for number, window in enumerate(windows):
            _put(out, window, read[number])
        return out

    def __call__(self, parts: Sequence[Part]) -> list[Floats]:
        """Log probabilities of the tags of each token of each part: the ways of annotating by what each weighs."""
        weights = np.array(list(WAYS.values()), np.float32)
        return [log_softmax(np.einsum("twk,w->tk", ways, weights)) for ways in self.ways(parts)]

    def _read(self, batch: Sequence[Window]) -> list[Floats]:
        size = max(len(window.pieces) for window in batch)
        ids = np.full((len(batch), size), PAD, np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.pieces)] = window.pieces
        (rows,) = self._session.run(["names"], {"ids": ids, "mask": (ids != PAD).astype(np.int64)})
        kept = [rows[row, list(window.firsts)] for row, window in enumerate(batch)]
        return [log_softmax(one.reshape(len(one), len(WAYS), TAGS_EACH)) for one in kept]


def _put(out: list[Floats], window: Window, scores: Floats) -> None:
    """Writes a window's scores; what two windows share is the earlier one's in its first half."""
    for number, (part, token) in enumerate(window.tokens):
        if number < OVERLAP // 2 and out[part][token].any():
            continue
        out[part][token] = scores[number]


@cache
def has_encoder() -> bool:
    """Whether the transformer and what runs it are installed."""
    return (PACK / "model.onnx").exists() and find_spec("onnxruntime") is not None


@cache
def load_encoder() -> Encoder:
    """The transformer that ships with Marsad, loaded once a process."""
    return Encoder(PACK)
