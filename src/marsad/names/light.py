"""The light tagger: sums of feature vectors and two small layers, learned from annotated news; numpy alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from marsad.errors import ModelError
from marsad.names.features import Ints
from marsad.names.pieces import Pieces, read_pieces
from marsad.names.tagging import MOVE, Floats, log_softmax
from marsad.names.windows import cut_token
from marsad.types import Part, Token

PACK = Path(__file__).parent / "pack"
TAGS_EACH = 9
REMEMBERED = 100_000
WAYS = {"ours": 0.4, "anercorp": 0.2, "guide": 0.4}
"""The ways of annotating the tagger learned, in the order of its outputs, and what each weighs in a record: that of our
many articles, that of ANERcorp, and that of the few articles that keep wholly to the guide."""


class WordVectors:
    """Vectors of words: the mean of those of their pieces, `[tokens, 48]`, remembered by word."""

    def __init__(self, pieces: Pieces, table: Floats) -> None:
        self.pieces, self._table = pieces, table
        self._known: dict[str, Floats] = {}

    def __call__(self, part: Part) -> Floats:
        """The vectors of a part's tokens."""
        found = [self._known.get(token.text) for token in part.tokens]
        rows = [self._read(t) if v is None else v for t, v in zip(part.tokens, found, strict=True)]
        return np.array(rows, np.float32).reshape(len(rows), self._table.shape[1])

    def _read(self, token: Token) -> Floats:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        cut = list(cut_token(self.pieces, token.text, token.kind))
        rows = self._table[cut]
        vector: Floats = np.add.reduce(rows) / np.float32(len(cut))
        self._known[token.text] = vector
        return vector


class Light:
    """The weights; a call gives log probabilities `[tokens, 9]` of the tags `O, B-person, I-person, …`."""

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as saved:
                self.moves = np.asarray(MOVE * saved["moves"], np.float32)
                table = saved["vectors"] * saved["step"]
                self.vectors = WordVectors(Pieces(read_pieces(path.parent / "pieces.tsv")), table)
                self._table = saved["table"]
                self._scale = float(saved["scale"])
                self._bias, self._near, self._near_bias, self._out, self._out_bias = (
                    saved[name] for name in ("bias", "near", "near_bias", "out", "out_bias")
                )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                str(path), f"is no light tagger: {error}", remedy="install Marsad again"
            ) from error

    def ways(self, part: Part, features: Ints) -> Floats:
        """Log probabilities `[tokens, 3, 9]` of the tags, by each way of annotating."""
        if not part.tokens:
            return np.zeros((0, len(WAYS), TAGS_EACH), np.float32)
        summed = np.zeros((len(features), self._table.shape[1]), np.int16)
        for column in features.T:  # five times as fast as one sum over the middle axis
            summed += self._table[column]
        hidden = np.maximum(summed * self._scale + self._bias, 0.0)
        here = np.hstack([hidden, self.vectors(part)])
        edge = np.zeros((1, here.shape[1]))
        before, after = np.concatenate([edge, here[:-1]]), np.concatenate([here[1:], edge])
        second = np.maximum(np.hstack([before, here, after]) @ self._near.T + self._near_bias, 0.0)
        said = np.hstack([second, hidden]) @ self._out.T + self._out_bias
        ways = np.asarray(said, np.float32).reshape(len(said), len(WAYS), TAGS_EACH)
        return log_softmax(ways)

    def __call__(self, part: Part, features: Ints) -> Floats:
        """Log probabilities of the tags of each token, `[tokens, 9]`: the ways of annotating by what each weighs."""
        weights = np.array(list(WAYS.values()), np.float32)
        return log_softmax(np.einsum("twk,w->tk", self.ways(part, features), weights))


@cache
def load_light() -> Light:
    """The tagger that ships with Marsad, loaded once a process."""
    return Light(PACK / "light.npz")
