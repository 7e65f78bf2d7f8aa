"""The weights of a student as the parts of one file: matrices in the 7 bits that are shipped."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

LARGEST = 63


def joined(lead: str) -> bytes:
    """What a student's parts hold."""
    path = Path(lead)
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(path.name + "*")))


def unpacked(raw: bytes) -> dict[str, Tensor]:
    """The weights, in full precision."""
    return {
        name: torch.from_numpy(np.asarray(one[0] * one[1][:, None] if isinstance(one, tuple) else one))
        for name, one in pickle.loads(raw).items()
    }


def packed(student: nn.Module) -> bytes:
    """The student's weights: matrices as whole numbers in ±63 with a scale a row, the rest in full."""
    out: dict[str, Any] = {}
    for name, value in student.state_dict().items():
        array = value.detach().float().cpu().numpy()
        if array.ndim == 2 and min(array.shape) > 64:
            scale = np.maximum(np.abs(array).max(1), 1e-8) / LARGEST
            out[name] = np.round(array / scale[:, None]).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = array
    return pickle.dumps(out, protocol=5)
