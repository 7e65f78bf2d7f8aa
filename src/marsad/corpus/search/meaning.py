"""What a text means as a vector: the weighted mean of its words' vectors, with what all news have in common taken out.

The vectors of words are distilled from a sentence encoder (`pack/card.json`, `training/build_search_vectors.py`); at run time
there is no network, only a table and sums.

Sources: Tulkens and van Dongen, "Model2Vec", 2024 (the vectors of single words out of a sentence encoder); Arora, Liang and
Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017 (weights by frequency, the common component).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from marsad.corpus.search.analysis import PACK, Keys, read_words
from marsad.corpus.search.fields import LEAD
from marsad.errors import ModelError
from marsad.names.light import PACK as NAMES_PACK
from marsad.names.pieces import UNKNOWN, Pieces, read_pieces

HEAD_WEIGHT = 2.0
"""What a word of the title or of the lead weighs beside one of the rest."""
LONGEST = 1000
"""Words of an article that are read: what comes later changes its mean little."""
Floats = npt.NDArray[np.float32]


class Meaning:
    """The vectors of words and pieces of words; `width` numbers each."""

    def __init__(self, folder: Path = PACK) -> None:
        path = folder / "vectors.npz"
        try:
            with np.load(path) as saved:
                words = saved["words"].tobytes().decode().split("\n")
                self._rows, self._weights, self._common = (
                    saved[name] for name in ("rows", "weights", "common")
                )
            self._pieces = Pieces(read_pieces(NAMES_PACK / "pieces.tsv"))
        except (OSError, ValueError, KeyError) as error:
            remedy = "install Marsad again"
            raise ModelError(str(path), f"these are no word vectors: {error}", remedy=remedy) from error
        self._known: dict[str, tuple[int, ...]] = {word: (n,) for n, word in enumerate(words)}
        self._first_piece = len(words) - UNKNOWN - 1
        self.width = int(self._rows.shape[1])

    def of_article(self, title: str, text: str) -> Floats:
        """The vector of an article, of length one; nothing but zeros where no word says anything."""
        head = [word.keys for word in read_words(title)]
        body = [word.keys for word in read_words(text)[:LONGEST]]
        return self._mean([*head, *body[:LEAD]], body[LEAD:])

    def of_words(self, text: str) -> Floats | None:
        """The vector of a query's words, of length one, or `None` where none of them says anything."""
        vector = self._mean((), [word.keys for word in read_words(text)])
        return vector if vector.any() else None

    def _mean(self, head: Iterable[Keys], rest: Iterable[Keys]) -> Floats:
        rows: list[int] = []
        shares: list[float] = []
        for words, weight in ((head, HEAD_WEIGHT), (rest, 1.0)):
            for keys in words:
                found = () if keys.stop else self._rows_of(keys.form)
                rows += found
                shares += [weight / len(found)] * len(found) if found else ()
        if not rows:
            return np.zeros(self.width, np.float32)
        weights = self._weights[rows] * np.array(shares, np.float32)
        total = weights @ self._rows[rows].astype(np.float32)
        total -= self._common.T @ (self._common @ total)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, np.float32)

    def _rows_of(self, form: str) -> tuple[int, ...]:
        """The rows of a word, or of the pieces of one that is not listed."""
        found = self._known.get(form)
        if found is None:
            cut = self._pieces.cut(form)
            found = tuple(piece + self._first_piece for piece in cut if piece > UNKNOWN)
        return found


@cache
def load_meaning() -> Meaning:
    """The vectors that ship with Marsad, loaded once a process."""
    return Meaning()
