"""The accurate tier's model: a small transformer, int8, that reads windows of an article on the CPU."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
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
"""The ways of annotating names the transformer learned, in the order of its outputs, and what each weighs in a record."""
ROLES = ("actor", "recipient", "place")
ROLE_SIZE = 64


class Told(msgspec.Struct, frozen=True):
    """What the transformer says of the tokens of a part.

    `names` `[tokens, 9]`: log probabilities of the tags `O, B-person, I-person, …`; `types` `[tokens, 1 + types]` and
    `status` `[tokens, statuses]`: those of what event a word reports, none first, and of its status; `triggers` and
    `arguments` `[tokens, 3, 64]`: vectors whose products, and a constant, are the log odds of each of `ROLES`.
    """

    names: Floats
    types: Floats
    status: Floats
    triggers: Floats
    arguments: Floats


class Encoder:
    """The transformer; a call gives what it says of the tokens of each part.

    `types` and `statuses` name the outputs (of types: those after the first), `role_bias` `[3]` is the constant of each role.
    """

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
            told = self._session.get_modelmeta().custom_metadata_map
            self.types = tuple(told["types"].split())
            self.statuses = tuple(told["statuses"].split())
            self.role_bias = np.array(told["role_bias"].split(), np.float32)
        except Exception as error:  # onnxruntime has a dozen kinds, none documented
            raise ModelError(
                str(folder),
                f"the model cannot be loaded: {error}",
                remedy="install Marsad again, or use --fast",
            ) from error
        self.pieces = load_light().vectors.pieces

    def __call__(self, parts: Sequence[Part]) -> list[Told]:
        """What the transformer says of each part."""
        windows = list(cut_windows(parts, self.pieces))
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].pieces))
        sizes = (
            len(WAYS) * TAGS_EACH,
            1 + len(self.types),
            len(self.statuses),
            *(2 * [len(ROLES) * ROLE_SIZE]),
        )
        out = [np.zeros((len(part.tokens), sum(sizes)), np.float32) for part in parts]
        read: dict[int, Floats] = {}
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            read.update(zip(batch, self._read([windows[n] for n in batch]), strict=True))
        for number, window in enumerate(windows):
            _put(out, window, read[number])
        return [_told(np.split(rows, np.cumsum(sizes)[:-1], axis=1)) for rows in out]

    def _read(self, batch: Sequence[Window]) -> list[Floats]:
        size = max(len(window.pieces) for window in batch)
        ids = np.full((len(batch), size), PAD, np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.pieces)] = window.pieces
        (rows,) = self._session.run(["told"], {"ids": ids, "mask": (ids != PAD).astype(np.int64)})
        return [rows[row, list(window.firsts)] for row, window in enumerate(batch)]


def _put(out: list[Floats], window: Window, rows: Floats) -> None:
    """Writes what is said of a window's tokens; what two windows share is the earlier one's in its first half."""
    for number, (part, token) in enumerate(window.tokens):
        if number < OVERLAP // 2 and out[part][token].any():
            continue
        out[part][token] = rows[number]


def _told(columns: Sequence[Floats]) -> Told:
    names, types, status, triggers, arguments = columns
    ways = log_softmax(names.reshape(len(names), len(WAYS), TAGS_EACH))
    weights = np.array(list(WAYS.values()), np.float32)
    return Told(
        np.einsum("twk,w->tk", ways, weights),
        log_softmax(types),
        log_softmax(status),
        triggers.reshape(len(names), len(ROLES), ROLE_SIZE),
        arguments.reshape(len(names), len(ROLES), ROLE_SIZE),
    )


def has_encoder() -> bool:
    """Whether the pack holds the transformer."""
    return (PACK / "model.onnx").exists()


@cache
def load_encoder() -> Encoder:
    """The transformer that ships with Marsad, loaded once a process."""
    return Encoder(PACK)
