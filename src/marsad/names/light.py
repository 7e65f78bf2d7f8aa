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
OURS, GUIDE = 0, 18
"""Where the outputs begin: names as in our many articles, names as in the few that keep wholly to the guide."""
GUIDED = 0.4
"""What the second weighs."""


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
        vector = self._known[token.text] = np.asarray(self._table[cut].mean(0), np.float32)
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

    def __call__(self, part: Part, features: Ints) -> Floats:
        """Log probabilities of the tags of each token."""
        summed = self._table[features].sum(1, dtype=np.int32) * self._scale
        hidden = np.maximum(summed + self._bias, 0.0)
        here = np.hstack([hidden, self.vectors(part)])
        edge = np.zeros((1, here.shape[1]))
        before, after = np.concatenate([edge, here[:-1]]), np.concatenate([here[1:], edge])
        second = np.maximum(np.hstack([before, here, after]) @ self._near.T + self._near_bias, 0.0)
        said = np.hstack([second, hidden]) @ self._out.T + self._out_bias
        ways = [log_softmax(np.asarray(said[:, at : at + TAGS_EACH], np.float32)) for at in (OURS, GUIDE)]
        return log_softmax(ways[0] * (1 - GUIDED) + ways[1] * GUIDED)


@cache
def load_light() -> Light:
    """The tagger that ships with Marsad, loaded once a process."""
    return Light(PACK / "light.npz")
