"""The light tagger: sums of feature vectors and two small layers, learned from annotated news; numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from marsad.errors import ModelError
from marsad.names.features import (
    DISTANCES,
    RULE_DISTANCES,
    WORD_DISTANCES,
    Ints,
    Rule,
    rule_rows,
    word_rows,
)
from marsad.names.pieces import Pieces, read_pieces
from marsad.names.rows import Rows, Table
from marsad.names.tagging import MOVE, Floats, log_softmax
from marsad.names.windows import cut_token
from marsad.types import Part, Token

PACK = Path(__file__).parent / "pack"
TAGS_EACH = 9
WIDTH = 48
ALONE = 262_144
"""Multiplications up to which OpenBLAS keeps a product to one thread. Above, it wakes one for each core, and their waiting
for each other costs more than the product: 5 to 8 ms of processor time instead of 0.4 on two busy cores.

Source: OpenBLAS, `interface/gemm.c` (`SMP_THRESHOLD_MIN` times `GEMM_MULTITHREAD_THRESHOLD`)."""
_FOURS = 4
REMEMBERED = 100_000
_WORD = np.dtype([("sums", np.int16, (len(DISTANCES), WIDTH)), ("vector", np.float32, WIDTH)])
"""What the tagger keeps of a word: what it adds to the sums of the tokens that see it, and its vector."""
WAYS = {"ours": 0.4, "anercorp": 0.2, "guide": 0.4}
"""The ways of annotating the tagger learned, in the order of its outputs, and what each weighs in a record: that of our
many articles, that of ANERcorp, and that of the few articles that keep wholly to the guide."""


class WordVectors:
    """Vectors of words: the mean of those of their pieces, `[tokens, 48]`."""

    def __init__(self, pieces: Pieces, table: Floats) -> None:
        self.pieces, self._table = pieces, table

    def __call__(self, tokens: Sequence[Token]) -> Floats:
        """The vectors of tokens."""
        if not tokens:
            return np.zeros((0, self._table.shape[1]), np.float32)
        cuts = [cut_token(self.pieces, token.text, token.kind) for token in tokens]
        sizes = np.array([len(cut) for cut in cuts])
        found = self._table[list(chain.from_iterable(cuts))]
        sums = np.add.reduceat(found, np.cumsum(sizes) - sizes)
        return np.asarray(sums / sizes[:, None].astype(np.float32), np.float32)


class Light:
    """The weights; a call gives log probabilities `[tokens, 9]` of the tags `O, B-person, I-person, …`.

    What a word adds to the sums, and what the rules' saying does, is worked out once and remembered.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as saved:
                self.moves = np.asarray(MOVE * saved["moves"], np.float32)
                pieces = Pieces(read_pieces(path.parent / "pieces.tsv"))
                self.vectors = WordVectors(pieces, saved["vectors"] * saved["step"])
                self._table, self._scale = saved["table"], saved["scale"]
                self._bias, near, self._near_bias, out, self._out_bias = (
                    saved[name] for name in ("bias", "near", "near_bias", "out", "out_bias")
                )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                str(path), f"is no light tagger: {error}", remedy="install Marsad again"
            ) from error
        # OpenBLAS multiplies by rows in order twice as fast as by columns in order
        self._near = np.ascontiguousarray(np.vstack(np.split(near, 3, axis=1)).T)
        self._out = np.ascontiguousarray(out.T)
        self._words = Rows(self._word_records, REMEMBERED)
        self._rules = Rows(self._rule_sums, REMEMBERED)

    def ways(self, part: Part, rules: Sequence[Rule]) -> Floats:
        """Log probabilities `[tokens, 3, 9]` of the tags, by each way of annotating; `rules` is said of each token."""
        size = len(part.tokens)
        words = self._words([token.text for token in part.tokens], part.tokens)
        sums = seen_sums(words["sums"] + self._rules(rules, rules))
        hidden = np.maximum(sums * self._scale + self._bias, 0.0)
        here = np.zeros(
            (size + 2, 2 * WIDTH), np.float32
        )  # nothing before the first token nor after the last
        here[1:-1, :WIDTH], here[1:-1, WIDTH:] = hidden, words["vector"]
        near, third = product(here, self._near), len(self._near_bias)
        before, at, after = near[:-2, :third], near[1:-1, third : 2 * third], near[2:, 2 * third :]
        second = np.maximum(before + at + after + self._near_bias, 0.0)
        said = product(np.hstack([second, hidden]), self._out) + self._out_bias
        return log_softmax(said.reshape(size, len(WAYS), TAGS_EACH))

    def word_vectors(self, part: Part) -> Floats:
        """The vectors `[tokens, 48]` of the words of a part."""
        return self._words([token.text for token in part.tokens], part.tokens)["vector"]

    def _word_records(self, tokens: Sequence[Token]) -> Table:
        out = np.zeros(len(tokens), _WORD)
        out["sums"] = told_sums(self._table, word_rows(tokens), WORD_DISTANCES)
        out["vector"] = self.vectors(tokens)
        return out

    def _rule_sums(self, rules: Sequence[Rule]) -> Table:
        return told_sums(self._table, rule_rows(rules), RULE_DISTANCES)

    def __call__(self, part: Part, rules: Sequence[Rule]) -> Floats:
        """Log probabilities of the tags of each token, `[tokens, 9]`: the ways of annotating by what each weighs."""
        weights = np.array(list(WAYS.values()), np.float32)
        return log_softmax(np.einsum("twk,w->tk", self.ways(part, rules), weights))


def told_sums(table: Table, rows: Ints, distances: tuple[int, ...]) -> Table:
    """`[tokens, distances, width]`: what each token adds to the sums of the tokens that see it from each distance.

    `rows` of the table are those of a token, `distances` from how far each of them is seen, without a gap.
    """
    order, ends = _by_distance(distances)
    found = table.take(rows.T[order].ravel(), 0).reshape(len(order), len(rows), table.shape[1])
    out = np.empty((len(rows), len(ends), table.shape[1]), np.int16)
    for at, (first, last) in enumerate(pairwise((0, *ends))):  # five times as fast as one `reduceat`
        np.add.reduce(found[first:last], 0, np.int16, out=out[:, at])
    return out


@cache
def _by_distance(distances: tuple[int, ...]) -> tuple[Ints, tuple[int, ...]]:
    """The columns ordered by their distance, and where each distance ends among them."""
    order = np.argsort(distances, kind="stable")
    ordered = np.take(distances, order)
    return order, tuple(np.searchsorted(ordered, np.unique(ordered), "right").tolist())


def seen_sums(told: Table) -> Table:
    """Of each token the sum of what it and its neighbours tell it, from `[tokens, distances, width]`."""
    size, reach = len(told), told.shape[1] // 2
    out = np.zeros((size + 2 * reach, told.shape[2]), told.dtype)
    for at in range(told.shape[1]):
        out[2 * reach - at : 2 * reach - at + size] += told[:, at]
    return out[reach : reach + size]


def product(rows: Floats, weights: Floats) -> Floats:
    """`rows @ weights`, a few rows at a time, so that one thread does it (`ALONE`).

    Rows are filled up to fours: where one is left over OpenBLAS adds up in another order.
    """
    size, width = rows.shape
    few = min(ALONE // weights.size, max(size + -size % _FOURS, _FOURS))
    padded = np.zeros((size + -size % few, width), np.float32)
    padded[:size] = rows
    product: Floats = padded.reshape(-1, few, width) @ weights
    return product.reshape(-1, weights.shape[1])[:size]


@cache
def load_light() -> Light:
    """The tagger that ships with Marsad, loaded once a process."""
    return Light(PACK / "light.npz")
