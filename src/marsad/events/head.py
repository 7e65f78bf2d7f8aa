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
                self._saved = {name: saved[name] for name in saved.files}
                self.types = tuple(str(name) for name in self._saved["types"])
                self._rows, self._row_step = self._saved["trigger_rows"], float(self._saved["trigger_step"])
                self._pair_rows, self._pair_step = self._saved["pair_rows"], float(self._saved["pair_step"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                str(path), f"is no event head: {error}", remedy="install Marsad again"
            ) from error

    def trigger_scores(self, rows: Ints, vectors: Floats) -> Floats:
        """Log probabilities `[tokens, 1 + types]` that a word reports no event, or one of each type.

        `rows` are those of `trigger_rows`, `vectors` `[tokens, 48]` those of the words.
        """
        if not len(rows):
            return np.zeros((0, 1 + len(self.types)), np.float32)
        weights = self._saved
        hidden = np.maximum(_summed(self._rows, rows) * self._row_step + weights["trigger_bias"], 0.0)
        here = np.hstack([hidden, vectors])
        edge = np.zeros((1, here.shape[1]))
        before, after = np.concatenate([edge, here[:-1]]), np.concatenate([here[1:], edge])
        near = np.hstack([before, here, after]) @ weights["near"].T + weights["near_bias"]
        said = np.hstack([np.maximum(near, 0.0), hidden]) @ weights["out"].T + weights["out_bias"]
        return log_softmax(np.asarray(said, np.float32))

    def pair_scores(self, pairs: Pairs) -> Floats:
        """Log probabilities `[pairs, 3]` that the party takes no part, acts, or is acted on."""
        if not len(pairs.rows):
            return np.zeros((0, 3), np.float32)
        weights = self._saved
        summed = _summed(self._pair_rows, pairs.rows) * self._pair_step
        straight, bent = summed[:, :3], summed[:, 3:]
        hidden = np.maximum(bent + pairs.dense @ weights["dense"].T + weights["pair_bias"], 0.0)
        said = hidden @ weights["pair_out"].T + weights["pair_out_bias"] + straight
        return log_softmax(np.asarray(said, np.float32))


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
