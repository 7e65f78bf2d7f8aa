"""An order that was learned from headlines: a small net upon what an article and a headline share.

It weighs what a sum cannot: a name that is missing tells against an article more than a verb that is, since reports repeat
names and seldom the verbs of their headlines; and what one share is worth depends on the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Self

import msgspec
import numpy as np

from marsad.corpus.search.analysis import PACK
from marsad.corpus.search.meaning import Floats
from marsad.errors import ModelError

NOWHERE = 200
"""The place of a word that a text does not have."""
FILE = "order.npz"
_FAR, _RARE, _LONG, _MANY = 20.0, 5.0, 6.0, 10.0
"""Units of places, rarity, letters and words."""
_UNMET = 0.3
_DOUBT, _FARTHEST = 0.01, 6.0
Zones = tuple[Floats, Floats, Floats]
"""How far words are met in the first places of texts, in their opening, and in all, each `[words, texts]`."""


class Net(msgspec.Struct, frozen=True):
    """What was learned: the shares it looks at, their usual size, and the weights of a straight sum and of one hidden layer."""

    names: tuple[str, ...]
    mean: Floats
    spread: Floats
    straight: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    echo: Floats
    """How likely a word of a headline stands in its article and in the opening of it, by `signs_of`: two logits."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """The net of a file; `ModelError` if it is none."""
        try:
            with np.load(path) as saved:
                names = tuple(saved["names"].tobytes().decode().split("\n"))
                arrays = {
                    name: saved[name].astype(np.float32) for name in cls.__struct_fields__ if name != "names"
                }
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                str(path), f"this is no learned order: {error}", remedy="install Marsad again"
            ) from error
        return cls(names=names, **arrays)

    def score(self, shares: Mapping[str, Floats]) -> Floats:
        """What articles are worth by what they share with a headline."""
        values = (np.stack([shares[name] for name in self.names], 1) - self.mean) / self.spread
        values = np.clip(values, -_FARTHEST, _FARTHEST)
        return np.asarray(
            values @ self.straight + np.tanh(values @ self.hidden + self.bias) @ self.out, np.float32
        )


@cache
def load_net() -> Net:
    """The net that ships with Marsad, loaded once a process."""
    return Net.read(PACK / FILE)


def signs_of(written: Sequence[str], rarity: Floats) -> Floats:
    """What can be seen of each word of a headline, whether its article will have it: how rare and how long it is, a number, the
    prefix of a verb, the article, an ending, and where it stands."""
    many = len(written)
    rows = [
        (
            1.0,
            rare / _RARE,
            (rare / _RARE) ** 2,
            len(word) / _LONG,
            word[:1] in ("ي", "ت"),
            word.startswith("ال"),
            word[:1].isdigit(),
            at / max(many - 1, 1),
            at == 0,
            word.endswith(("ة", "ه")),
            word.endswith("ات"),
            word.endswith(("ين", "ون")),
            word[:1] in ("و", "ب", "ل", "ف"),
            word.endswith("ي"),
            many / _MANY,
        )
        for at, (word, rare) in enumerate(zip(written, rarity.tolist(), strict=True))
    ]
    return np.array(rows, np.float32)


def look_closer(
    written: Sequence[str], rarity: Floats, met: Mapping[str, Zones], first: Floats
) -> dict[str, Floats]:
    """What is missing of a headline, by how likely its words were to be there, and how it lies in the text."""
    doubts = np.log(1 - 1 / (1 + np.exp(-(signs_of(written, rarity) @ load_net().echo.T))) + _DOUBT).T
    roots, alike = met["roots"], met["alike"]
    there = first < NOWHERE
    follows = there[1:] & there[:-1] & (first[1:] > first[:-1])
    near = np.where(there, np.exp(-first / _FAR), 0)
    return {
        "missing_whole": doubts[0] @ (1 - roots[2]),
        "missing_opening": doubts[1] @ (1 - roots[1]),
        "unlike_whole": doubts[0] @ (1 - alike[2]),
        "unlike_opening": doubts[1] @ (1 - alike[1]),
        "sum_stems": rarity @ met["stems"][2],
        "sum_alike": rarity @ alike[2],
        "sum_opening": rarity @ alike[1],
        "unmet": (alike[2] < _UNMET).mean(0),
        "early": rarity @ near / rarity.sum(),
        "order": follows.sum(0) / max(len(written) - 1, 1),
    }
