"""A written word as the pieces the encoder knows: the likeliest cut under a unigram model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

BEGIN, PAD, END, UNKNOWN = range(4)
"""The ids of the special pieces: they stand first in every list of pieces."""
_OPENS = "▁"
_MOST_LETTERS = 60
"""Longer words are cut there: no Arabic word is longer, and time must stay bounded."""
_REMEMBERED = 200_000
_PENALTY = 10.0
"""How much worse than the rarest piece an unknown letter is, as in SentencePiece."""


class Pieces:
    """The pieces of a model and their scores; it cuts words and remembers what it has cut.

    A row with a score above zero is a whole word that is never cut and is no part of another one: the most usual
    words of Arabic news, which shorten a page by a quarter.

    Source: Kudo, "Subword Regularization", ACL 2018 (the unigram model and its Viterbi cut).
    """

    def __init__(self, rows: Iterable[tuple[str, float]]) -> None:
        listed = list(rows)
        self._words = {piece: n for n, (piece, score) in enumerate(listed) if score > 0}
        self._pieces = {
            piece: (score, n) for n, (piece, score) in enumerate(listed) if n > UNKNOWN and score <= 0
        }
        self._size = len(listed)
        self._longest = _longest_by_opening(self._pieces)
        self._unknown = min((score for _, score in listed), default=0.0) - _PENALTY, UNKNOWN
        self._cut: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return self._size

    def cut(self, word: str, *, opens: bool = True) -> tuple[int, ...]:
        """The ids of a word's pieces, at least one; `opens` tells whether a space stands before it."""
        text = _OPENS + word if opens else word
        known = self._cut.get(text)
        if known is None:
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            whole = self._words.get(text)
            known = self._cut[text] = (whole,) if whole else self._likeliest(text[:_MOST_LETTERS])
        return known

    def _likeliest(self, text: str) -> tuple[int, ...]:
        size, known, longest = len(text), self._pieces.get, self._longest.get
        best = [0.0] + [-1e9] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            so_far = best[start]
            most = start + longest(text[start : start + 2], 1)
            for end in range(start + 1, min(size, most) + 1):
                found = known(text[start:end])
                if found is None:
                    if end > start + 1:
                        continue
                    found = self._unknown
                score = so_far + found[0]
                if score > best[end]:
                    best[end], back[end] = score, (start, found[1])
        ids: list[int] = []
        at = size
        while at:
            at, piece = back[at]
            if not (ids and ids[-1] == piece == UNKNOWN):
                ids.append(piece)
        return tuple(reversed(ids))


def _longest_by_opening(pieces: Iterable[str]) -> dict[str, int]:
    """How long the longest piece is that opens with two letters."""
    longest: dict[str, int] = {}
    for piece in pieces:
        opening = piece[:2]
        if len(piece) > longest.get(opening, 1):
            longest[opening] = len(piece)
    return longest


def read_pieces(path: Path) -> list[tuple[str, float]]:
    """The pieces and scores of a file, one a line, a tab between."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [(piece, float(score)) for piece, score in rows]
