"""Whether an unknown word is shaped like a foreign name or like an Arabic word."""

from __future__ import annotations

from functools import cache

from marsad.matching import Lexicon


def letter_runs(word: str) -> frozenset[str]:
    """The runs of two to four letters of a word, its edges marked."""
    edged = f"^{word}$"
    return frozenset(edged[at : at + n] for n in (2, 3, 4) for at in range(len(edged) - n + 1))


class WordShapes:
    """The weights of runs of letters by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known: dict[str, float] = {}
        self._weights = {
            run: int(row.get("tenths"))
            for row in lexicon.table("word_shape")
            for run in str(row.get("runs")).split()
        }

    def foreignness(self, fold: str) -> float:
        """Log-odds that a folded word is a foreign name: above 0 rather that, below -2 an Arabic word."""
        known = self._known.get(fold)
        if known is None:
            known = self._known[fold] = self._weigh(fold)
        return known

    def _weigh(self, fold: str) -> float:
        weights = self._weights  # whole tenths: the sum is the same in any order of the runs
        return (weights.get("_", 0) + sum([weights.get(run, 0) for run in letter_runs(fold)])) / 10


@cache
def word_shapes(lexicon: Lexicon) -> WordShapes:
    """The word shapes of a lexicon, shared by all articles."""
    return WordShapes(lexicon)
