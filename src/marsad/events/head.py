"""The event head: which words report which type of event, and who takes which part; learned from annotated news."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from marsad.errors import ModelError
from marsad.events.pairs import Pairs
from marsad.events.proposals import Proposal
from marsad.events.topics import TOPICS, topic_of, topics_of
from marsad.events.trigger_features import (
    BARE_WORD,
    ENTRY,
    FORMS,
    RULE,
    SAID_DISTANCES,
    WORD_DISTANCES,
    Ints,
    Said,
    field_rows,
    joined_rows,
    read_said,
    said_rows,
    word_rows,
    word_values,
)
from marsad.events.view import View
from marsad.names.light import WIDTH, load_light, product, seen_sums, told_sums
from marsad.names.rows import Rows, Table
from marsad.types import Token

Floats = npt.NDArray[np.float32]
Sums = npt.NDArray[np.int16]
PACK = Path(__file__).parent / "pack" / "head.npz"
REMEMBERED = 50_000
_WORD = np.dtype(
    [
        ("sums", np.int16, (5, 48)),
        ("vector", np.float32, WIDTH),
        ("bare", np.int64),
        ("topics", np.bool_, len(TOPICS)),
    ]
)
"""What the head keeps of a word: what it adds to the sums of the tokens that see it, its vector, the hash of the bare word, and
for which topics it speaks."""
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
        # numpy takes rows of 32 bytes from a table twice as fast as those of 27
        self._pair_rows = np.pad(self._pair_rows, ((0, 0), (0, -self._pair_rows.shape[1] % 32)))
        self._words = Rows(self._word_records, REMEMBERED)
        self._said = Rows(self._said_sums, REMEMBERED)
        self._of_field = cache(self._field_sums)
        # OpenBLAS multiplies by rows in order twice as fast as by columns in order
        self._near, self._out, self._dense, self._pair_out = (
            np.ascontiguousarray(weights.T)
            for weights in (np.vstack(np.split(near, 3, axis=1)), out, dense, pair_out)
        )

    def words(self, tokens: Sequence[Token]) -> Table:
        """What the head keeps of each word: worked out once and remembered."""
        return self._words([token.text for token in tokens], tokens)

    def trigger_sums(self, view: View, proposals: Sequence[Proposal], words: Table) -> Sums:
        """`[tokens, 48]`: the sums of the rows of weights of each token, which are those of `trigger_rows`.

        `words` is what the head keeps of them; what is said of a word is worked out once and remembered too.
        """
        said, topic = read_said(view, proposals), topic_of(words["topics"])
        told = self._said(said, said)
        told[:, 1:-1] += words["sums"]
        sums: Sums = seen_sums(told)
        joined = [at for at, one in enumerate(said) if one[ENTRY] or one[FORMS] or one[RULE]]
        if joined:
            sums[joined] += _summed(self._rows, joined_rows(said, words["bare"], topic, joined))
        sums += self._of_field(view.part.field == "title", topic)
        return sums

    def _field_sums(self, title: bool, topic: int) -> Sums:
        return _summed(self._rows, field_rows(title, topic))

    def _word_records(self, tokens: Sequence[Token]) -> Table:
        out = np.zeros(len(tokens), _WORD)
        values = word_values(tokens)
        out["sums"] = told_sums(self._rows, word_rows(values), WORD_DISTANCES)
        out["bare"] = values[:, BARE_WORD]
        out["vector"] = load_light().vectors(tokens)
        out["topics"] = topics_of(tokens)
        return out

    def _said_sums(self, said: Sequence[Said]) -> Table:
        return told_sums(self._rows, said_rows(said), SAID_DISTANCES)

    def trigger_scores(self, sums: Sums, vectors: Floats) -> Floats:
        """Log odds `[tokens, 1 + types]` against each other that a word reports no event, or one of each type.

        `sums` are those of `trigger_sums`, `vectors` `[tokens, 48]` those of the words.
        """
        size, width = sums.shape
        hidden = np.maximum(sums * self._step + self._bias, 0.0)
        here = np.zeros((size + 2, width + vectors.shape[1]), np.float32)  # nothing beyond the ends
        here[1:-1, :width], here[1:-1, width:] = hidden, vectors
        seen, third = product(here, self._near), len(self._near_bias)
        before, at, after = seen[:-2, :third], seen[1:-1, third : 2 * third], seen[2:, 2 * third :]
        near = np.maximum(before + at + after + self._near_bias, 0.0)
        scores: Floats = product(np.hstack([near, hidden]), self._out) + self._out_bias
        return scores

    def pair_scores(self, pairs: Pairs) -> Floats:
        """Log odds `[pairs, 3]` against each other that the party takes no part, acts, or is acted on."""
        if not len(pairs.rows):
            return np.zeros((0, 3), np.float32)
        summed = _summed(self._pair_rows, pairs.rows) * self._pair_step
        straight, bent = summed[:, :3], summed[:, 3 : 3 + len(self._pair_bias)]
        hidden = np.maximum(bent + product(pairs.dense, self._dense) + self._pair_bias, 0.0)
        scores: Floats = product(hidden, self._pair_out) + self._pair_out_bias + straight
        return scores


def _summed(table: npt.NDArray[np.int8], rows: Ints) -> Sums:
    """The sums of rows of a table; column by column, which is several times as fast as row by row."""
    size, columns = rows.shape
    found = table.take(rows.T.ravel(), 0).reshape(columns, -1)
    sums: Sums = np.add.reduce(found, 0, dtype=np.int16)
    return sums.reshape(size, -1)


@cache
def load_head() -> Head:
    """The event head that ships with Marsad, loaded once a process."""
    return Head(PACK)
