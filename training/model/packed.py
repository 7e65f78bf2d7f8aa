"""Windows and tensors as few large arrays, small enough to be sent to another machine; needs numpy alone."""

from __future__ import annotations

import lzma
import pickle
from pathlib import Path
from typing import Any

import numpy as np

Window = dict[str, np.ndarray]


def join(windows: list[Window]) -> dict[str, Any]:
    """The windows' arrays end to end, with their lengths."""
    if not windows:
        return {}
    return {
        key: (
            np.concatenate([np.atleast_1d(w[key]) for w in windows]),
            np.array([len(np.atleast_1d(w[key])) for w in windows]),
        )
        for key in windows[0]
    }


def split(joined: dict[str, Any]) -> list[Window]:
    """What `join` joined."""
    parts = {key: np.split(whole, np.cumsum(lengths)[:-1]) for key, (whole, lengths) in joined.items()}
    return [dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True)]


def small(matrix: np.ndarray) -> Any:
    """A matrix of four-bit blocks (as the wheel holds it) as whole numbers and scales; others as they are."""
    if matrix.ndim < 2 or matrix.shape[1] % 32:
        return matrix
    blocks = matrix.reshape(-1, 32)
    # The scale may be negative, and the largest of a block stands at −8: the least step is what fits best.
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scale = largest / -8
    whole = np.round(blocks / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8)
    if np.abs(whole * scale[:, None] - blocks).max() > 1e-3 * np.abs(matrix).max():
        return matrix.astype(np.float16)
    return matrix.shape, whole, scale.astype(np.float32)


def large(value: Any) -> np.ndarray:
    """What `small` made small."""
    if isinstance(value, tuple):
        shape, whole, scale = value
        return (whole * scale[:, None]).reshape(shape).astype(np.float32)
    return np.asarray(value, np.float32)


def write(path: Path, value: Any) -> None:
    """Writes a value, compressed."""
    path.write_bytes(lzma.compress(pickle.dumps(value, protocol=5), preset=2))


def read(path: Path) -> Any:
    """Reads what `write` wrote."""
    return pickle.loads(lzma.decompress(path.read_bytes()))
