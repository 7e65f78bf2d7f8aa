"""What texts mean: the vectors of their words, alone and as a weighted mean with what all news have in common taken out.

The vectors of words are distilled from a sentence encoder (`pack/card.json`, `training/build_search_vectors.py`); at run time
there is no network, only a table and sums.

Sources: Tulkens and van Dongen, "Model2Vec", 2024 (the vectors of single words out of a sentence encoder); Arora, Liang and
Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017 (weights by frequency, the common component);
Khattab and Zaharia, "ColBERT", SIGIR 2020 (each word of a query looks for the word of the text that is most like it).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.corpus.search.analysis import PACK, Keys, keys_in, stem_of
from marsad.corpus.search.fields import LEAD
from marsad.corpus.search.same_words import respelt
from marsad.errors import ModelError
from marsad.names.light import PACK as NAMES_PACK
from marsad.names.light import product
from marsad.names.pieces import UNKNOWN, Pieces, read_pieces
from marsad.names.rows import Rows

HEAD_WEIGHT = 2.0
"""What a word of the title or of the lead weighs beside one of the rest."""
LONGEST = 1000
"""Words of an article that are read: what comes later changes its mean little."""
KEPT = 128
"""Words that say something, from the first one on, that are kept of an article one by one."""
_IDS = 1 << 16
_MOST_KEPT = 200_000
"""Words whose numbers are kept in memory: some 20 MB."""
_MOST_TOLD = 60_000
"""Words of which it is kept what they add to a mean: 30 MB at most."""
_WEAK, _PREFIXES, _ROOT = re.compile("[اويىةءئؤ]"), "تن", 3
Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint16]


class Reading(msgspec.Struct, frozen=True):
    """A text as the mean of its words, of length one or nothing but zeros, and as the numbers of its first words.

    A listed word has its own number; a word that is not listed has that of a listed one with the same stem, or a number
    above those that it shares with few others; 0 stands for no word.
    """

    vector: Floats
    words: Ids


class Question(msgspec.Struct, frozen=True):
    """What is looked for: the mean of its words, of length one, and its words one by one, by number, by stem and as written."""

    vector: Floats
    words: Ids
    stems: tuple[str, ...]
    written: tuple[str, ...] = ()


class Meaning:
    """The vectors of words and pieces of words; `width` numbers each."""

    def __init__(self, folder: Path = PACK) -> None:
        path = folder / "vectors.npz"
        try:
            with np.load(path) as saved:
                words, stems = (saved[name].tobytes().decode().split("\n") for name in ("words", "stems"))
                stems, self._stem_of = _stemmed(words, stems, saved["stem_of"].astype(np.int64))
                self._rows, self._weights, self._common = (
                    saved[name] for name in ("rows", "weights", "common")
                )
            self._pieces = Pieces(read_pieces(NAMES_PACK / "pieces.tsv"))
        except (OSError, ValueError, KeyError) as error:
            remedy = "install Marsad again"
            raise ModelError(str(path), f"these are no word vectors: {error}", remedy=remedy) from error
        lengths = np.sqrt(np.einsum("ij,ij->i", self._rows, self._rows, dtype=np.float32))
        self._table_of_weights = np.ones(_IDS, np.float32)
        self._table_of_weights[0] = 0
        self._table_of_weights[1 : len(words) + 1] = (self._weights * lengths)[: len(words)]
        roots: dict[str, int] = {}
        root_of_stem = np.array([roots.setdefault(strip_weak(stem), len(roots)) for stem in stems], np.int64)
        self._table_of_roots = np.arange(_IDS, dtype=np.int64) + _IDS
        self._table_of_roots[1 : len(words) + 1] = root_of_stem[self._stem_of]
        self._scales = (1 / np.maximum(lengths, 1)).astype(np.float32)
        self._known = {word: n for n, word in enumerate(words)}
        _, usual = np.unique(
            self._stem_of, return_index=True
        )  # the first, that is the most usual word of a stem
        self._of_stem = {stems[self._stem_of[n]]: n for n in usual.tolist()}
        self.width = int(self._rows.shape[1])
        self._told: Rows[str] = Rows(self._tell, _MOST_TOLD)
        self._numbers: dict[str, int] = {}

    def read_article(self, title: str, text: str) -> Reading:
        """What an article means; its title and the words that open it weigh more."""
        return self.read_words(keys_in(title), keys_in(text))

    def read_words(self, title: Sequence[Keys], text: Sequence[Keys]) -> Reading:
        """What an article means whose words are read."""
        first = [keys for keys in (*title, *text[:LEAD]) if not keys.stop]
        rest = [keys for keys in text[LEAD:LONGEST] if not keys.stop]
        said = [*first, *rest][:KEPT]
        words = np.zeros(KEPT, np.uint16)
        words[: len(said)] = [self._number(keys) for keys in said]
        return Reading(self._mean(first, rest), words)

    def read_query(self, text: str) -> Question | None:
        """What a query's words mean, or `None` where none of them says anything."""
        words = _telling(text)
        vector = self._mean((), list(words.values()))
        return self._question(words, vector) if vector.any() else None

    def read_terms(self, text: str) -> Question | None:
        """A query's words alone, whatever they mean together, or `None` where they are too frequent to be looked for."""
        return self.ask_like(text, np.zeros(self.width, np.float32))

    def ask_like(self, text: str, vector: Floats) -> Question | None:
        """The words of a text as a question for what means the same as a vector; `None` where none of them says anything."""
        words = _telling(text)
        return self._question(words, vector) if words else None

    def _question(self, words: Mapping[str, Keys], vector: Floats) -> Question:
        numbers = np.array([self._number(keys) for keys in words.values()], np.uint16)
        return Question(vector, numbers, tuple(words), tuple(keys.exact for keys in words.values()))

    def shares(self, words: Ids, weights: Floats, texts: Ids, opening: int = LEAD) -> tuple[Floats, Floats]:
        """How much of some words, by weight, is met by each of the texts `[texts, KEPT]`, and by their first words.

        A word is met by the word of the text most like it: wholly by one of the same stem, by another one as far as the
        square of their cosine goes.
        """
        found, at = distinct(texts)
        alike = self.cosines(words, found) ** 2
        alike[self.stems(words)[:, None] == self.stems(found)[None, :]] = 1.0
        alike[:, found == 0] = 0.0
        met = alike[:, at]
        whole, first = (weights @ part.max(2) / weights.sum() for part in (met, met[:, :, :opening]))
        return np.asarray(whole, np.float32), np.asarray(first, np.float32)

    def cosines(self, words: Ids, others: Ids) -> Floats:
        """How alike words are to others, `[words, others]`, by their numbers; never below 0."""
        return np.asarray(np.maximum(product(self.units(others), self.units(words).T).T, 0.0), np.float32)

    def weigh(self, words: Ids) -> Floats:
        """What words weigh in a mean, by their numbers: rare ones, and those that are not listed, nearly 1, no word 0."""
        return self._table_of_weights[words]

    def roots(self, words: Ids) -> npt.NDArray[np.int64]:
        """What is left of words by their numbers without weak letters; a word that is not listed is its own."""
        return self._table_of_roots[words]

    def _mean(self, head: Sequence[Keys], rest: Sequence[Keys]) -> Floats:
        forms = [keys.form for keys in (*head, *rest)]
        if not forms:
            return np.zeros(self.width, np.float32)
        shares = np.ones(len(forms), np.float32)
        shares[: len(head)] = HEAD_WEIGHT
        total = shares @ self._told(forms, forms)
        total -= self._common.T @ (self._common @ total)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, np.float32)

    def _tell(self, forms: list[str]) -> Floats:
        """What words add to a mean: their vectors by their weights, of those that are not listed the mean of their pieces."""
        told = np.zeros((len(forms), self.width), np.float32)
        for at, form in enumerate(forms):
            if rows := self._rows_of(form):
                told[at] = self._weights[rows] @ self._rows[rows].astype(np.float32) / len(rows)
        return told

    def _rows_of(self, form: str) -> list[int]:
        """The rows of a word, or of the pieces of one that is not listed: those follow the words."""
        known = self._known.get(form)
        if known is not None:
            return [known]
        first = len(self._known) - UNKNOWN - 1
        return [piece + first for piece in self._pieces.cut(form) if piece > UNKNOWN]

    def _number(self, keys: Keys) -> int:
        number = self._numbers.get(keys.form)
        if number is None:
            if len(self._numbers) >= _MOST_KEPT:
                self._numbers.clear()
            number = self._numbers[keys.form] = self._counted(keys)
        return number

    def _counted(self, keys: Keys) -> int:
        found = self._known.get(keys.form, self._of_stem.get(keys.stem))
        if found is not None:
            return found + 1
        first = len(self._known) + 1
        return first + zlib.crc32(keys.stem.encode()) % (_IDS - first)

    def units(self, words: Ids) -> Floats:
        """The vectors of words by their numbers, of length one; nothing but zeros for those that are not listed."""
        listed = (words > 0) & (words <= len(self._known))
        at = np.where(listed, words.astype(np.int64) - 1, 0)
        scales = np.where(listed, self._scales[at], np.float32(0))
        return np.asarray(self._rows[at] * scales[:, None], np.float32)

    def stems(self, words: Ids) -> npt.NDArray[np.int64]:
        """The stems of words by their numbers; a word that is not listed is its own."""
        own = words.astype(np.int64) + _IDS
        listed = (words > 0) & (words <= len(self._known))
        return np.where(listed, self._stem_of[np.where(listed, words.astype(np.int64) - 1, 0)], own)


def _stemmed(
    words: Sequence[str], stems: list[str], stem_of_word: npt.NDArray[np.int64]
) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Stems, and for each word the number of its own: those that were kept, but one for spellings of one word (`same_words`)."""
    numbers = {stem: n for n, stem in enumerate(stems)}
    for at in respelt(words):
        stem_of_word[at] = numbers.setdefault(stem_of(words[at]), len(numbers))
    return list(numbers), stem_of_word


def strip_weak(stem: str) -> str:
    """The letters of a stem that its inflection leaves alone: no weak ones, and no prefix of a verb before three others.

    >>> strip_weak("يفوز") == strip_weak("فاز")  # "he wins", "he won"
    True
    """
    strong = _WEAK.sub("", stem)
    if len(strong) > _ROOT and strong[0] in _PREFIXES:
        strong = strong[1:]
    return strong if len(strong) > 1 else stem


def _telling(text: str) -> dict[str, Keys]:
    """The words of a text that say something, each stem once."""
    return {keys.stem: keys for keys in keys_in(text) if not keys.stop}


def distinct(texts: Ids) -> tuple[Ids, npt.NDArray[np.int64]]:
    """The words of texts, each once and in order, and for each place of the texts the one that stands there."""
    there = np.zeros(_IDS, bool)
    there[texts] = True
    found = np.flatnonzero(there)
    places = np.empty(_IDS, np.int64)  # what stands where no word is, is never asked for
    places[found] = np.arange(len(found))
    return found.astype(np.uint16), places[texts]


@cache
def load_meaning() -> Meaning:
    """The vectors that ship with Marsad, loaded once a process."""
    return Meaning()
