"""The event head: which words report which type of event, and who takes which part; learned from annotated news."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from marsad.errors import ModelError
from marsad.events.pair_features import Pairs
from marsad.events.trigger_features import Ints
from marsad.names.light import product
from marsad.names.tagging import log_softmax

Floats = npt.NDArray[np.float32]
PACK = Path(__file__).parent / "pack" / "head.npz"
NOBODY, ACTOR, RECIPIENT = range(3)


class Head:
    """The weights: sums of feature vectors and small layers, as the light tagger of names has them.

    `types` names the outputs of `trigger_scores` after the first, which stands for "no event".
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file, np.load(file) as saved:
                self.types = tuple(str(name) for name in saved["types"])
                self._rows, self._step = saved["trigger_rows"], saved["trigger_step"]
                self._pair_rows, self._pair_step = saved["pair_rows"], saved["pair_step"]
                self._bias, near, self._near_bias, out, self._out_bias = (
                    saved[name] for name in ("trigger_bias", "near", "near_bias", "out", "out_bias")
                )
                dense, self._pair_bias, pair_out, self._pair_out_bias = (
                    saved[name] for name in ("dense", "pair_bias", "pair_out", "pair_out_bias")
                )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                str(path), f"is no event head: {error}", remedy="install Marsad again"
            ) from error
        self._near = np.hstack([beside.T for beside in np.split(near, 3, axis=1)])
        self._out, self._dense, self._pair_out = (
            np.ascontiguousarray(weights.T) for weights in (out, dense, pair_out)
        )

    def trigger_scores(self, rows: Ints, vectors: Floats) -> Floats:
        """Log probabilities `[tokens, 1 + types]` that a word reports no event, or one of each type.

        `rows` are those of `trigger_rows`, `vectors` `[tokens, 48]` those of the words.
        """
        size, width = len(rows), self._rows.shape[1]
        hidden = np.maximum(_summed(self._rows, rows) * self._step + self._bias, 0.0)
        here = np.zeros((size + 2, width + vectors.shape[1]), np.float32)  # nothing beyond the ends
        here[1:-1, :width], here[1:-1, width:] = hidden, vectors
        before, at, after = np.split(product(here, self._near), 3, axis=1)
        near = np.maximum(before[:-2] + at[1:-1] + after[2:] + self._near_bias, 0.0)
        return log_softmax(product(np.hstack([near, hidden]), self._out) + self._out_bias)

    def pair_scores(self, pairs: Pairs) -> Floats:
        """Log probabilities `[pairs, 3]` that the party takes no part, acts, or is acted on."""
        if not len(pairs.rows):
            return np.zeros((0, 3), np.float32)
        summed = _summed(self._pair_rows, pairs.rows) * self._pair_step
        straight, bent = summed[:, :3], summed[:, 3:]
        hidden = np.maximum(bent + product(pairs.dense, self._dense) + self._pair_bias, 0.0)
        return log_softmax(product(hidden, self._pair_out) + self._pair_out_bias + straight)


def _summed(table: npt.NDArray[np.int8], rows: Ints) -> npt.NDArray[np.int16]:
    """The sums of rows of a table, column by column: several times as fast as one sum over the middle axis."""
    total = np.zeros((len(rows), table.shape[1]), np.int16)
    for column in rows.T:
        total += table[column]
    return total


@cache
def load_head() -> Head:
    """The event head that ships with Marsad, loaded once a process."""
    return Head(PACK)
