"""Spelling a name in Latin letters by a learned model of aligned pieces (training/build_romaniser.py).

A piece is an Arabic letter with the Latin letters it gives («م» with «mo»); the chance of a piece depends on up to five
pieces before it, with Witten-Bell smoothing towards shorter histories.
"""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

ORDER = 6
_BEAM = 100
_USUAL, _ENOUGH = 6, 8
"""How many of the most frequent pieces of a letter are tried wherever fewer than enough are known to follow."""
_ATTESTED, _COUNTED, _OFTEN = 9.0, 6.2, 0.75
"""What it speaks for a spelling, as log odds, that people are known to bear it, or that only a census counts it, and for each
step of how many bear it: measured on pairs that the model has not seen."""
_NEVER = 1e-7
_REMEMBERED = 200_000
_Path = tuple[float, str, str]
"""The cost so far, the Latin letters, and the last pieces, a space between them."""
_Growth = tuple[float, str, str]
"""The cost of a piece, the Latin letters it adds, the last pieces after it."""
_Context = tuple[Mapping[str, int], int, int]
"""How often each piece was seen after some pieces in a row, how often these were, and how many different ones."""
_MARKS = dict.fromkeys((1600, *range(1611, 1632), 1648))


def clean(word: str) -> str:
    """A word without vowel signs; its letters keep their hamza and their ة, which tell sounds apart."""
    return word.translate(_MARKS)


class Borne:
    """The Latin names people are known to bear, as sorted hashes; of each how many a census counts with it.

    One in ten thousand other names has the hash of a known one.
    """

    def __init__(self, hashes: npt.NDArray[np.uint32], steps: npt.NDArray[np.int8]) -> None:
        self._hashes, self._steps = hashes, steps

    def odds(self, latin: str) -> float:
        """What it speaks for a spelling, as log odds, that people bear it."""
        number = zlib.crc32(latin.encode())
        at = int(np.searchsorted(self._hashes, np.uint32(number)))
        if at == len(self._hashes) or self._hashes[at] != number:
            return 0.0
        steps = int(self._steps[at])
        return _ATTESTED + _OFTEN * steps if steps >= 0 else _COUNTED + _OFTEN * (-1 - steps)


class Graphones:
    """The chances of runs of pieces; `borne` knows which Latin names people bear."""

    def __init__(self, counts: Mapping[str, int], borne: Borne | None = None) -> None:
        self._borne = borne
        self._history = max((run.count(" ") for run in counts), default=0)
        self._after: dict[str, _Context] = {}
        self._pieces: dict[str, list[str]] = defaultdict(list)
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._grown: dict[tuple[str, str], list[_Growth]] = {}
        after: dict[str, dict[str, int]] = defaultdict(dict)
        for run, count in counts.items():
            history, _, piece = run.rpartition(" ")
            after[history][piece] = count
            if not history and piece not in "^$":
                self._pieces[piece[0]].append(piece)
            elif history and " " not in history and piece != "$":
                self._next[history, piece[0]].append(piece)
        self._after = {history: (told, sum(told.values()), len(told)) for history, told in after.items()}
        for pieces in self._pieces.values():
            pieces.sort(key=lambda piece: -counts[piece])
            del pieces[_USUAL:]
        self._single = after[""]
        self._base = sum(self._single.values())

    def spell(self, word: str, count: int = 1, *, beam: int = _BEAM) -> tuple[str, ...]:
        """The likeliest Latin spellings of a word, best first; a narrow `beam` is fast and a little less right."""
        paths: list[_Path] = [(0.0, "", "^")]
        for letter in clean(word):
            if letter in self._pieces:
                paths = self._step(paths, letter, beam)
        best: dict[str, float] = {}
        for cost, latin, history in paths:
            chance = math.exp(-cost + math.log(self._chance("$", self._contexts(history))))
            best[latin] = best.get(latin, 0.0) + chance
        if self._borne is not None:
            best = {latin: chance * math.exp(self._borne.odds(latin)) for latin, chance in best.items()}
        return tuple(sorted(best, key=lambda latin: (-best[latin], latin))[:count])

    def _step(self, paths: list[_Path], letter: str, beam: int) -> list[_Path]:
        grown = [
            (cost + more, latin + letters, history)
            for cost, latin, before in paths
            for more, letters, history in self._growths(before, letter)
        ]
        return sorted(grown)[:beam]

    def _growths(self, history: str, letter: str) -> list[_Growth]:
        """What a letter may give after a history, remembered."""
        known = self._grown.get((history, letter))
        if known is None:
            if len(self._grown) >= _REMEMBERED:
                self._grown.clear()
            known = self._grown[history, letter] = list(self._growing(history, letter))
        return known

    def _growing(self, history: str, letter: str) -> Iterator[_Growth]:
        contexts = self._contexts(history)
        kept = history if history.count(" ") < self._history - 1 else history.partition(" ")[2]
        seen = self._next.get((history.rpartition(" ")[2], letter), ())
        usual = self._pieces[letter]
        for piece in seen if len(seen) >= _ENOUGH else dict.fromkeys([*seen, *usual]):
            more = -math.log(self._chance(piece, contexts))
            yield more, piece[1:], f"{kept} {piece}" if kept else piece

    def _contexts(self, history: str) -> list[_Context]:
        """The ends of a history that are known, the shortest first."""
        found = []
        while history:
            known = self._after.get(history)
            if known is not None:
                found.append(known)
            history = history.partition(" ")[2]
        return found[::-1]

    def _chance(self, piece: str, contexts: list[_Context]) -> float:
        """The chance of a piece after a history, each longer context correcting what the shorter ones say."""
        chance = (self._single.get(piece, 0) + _NEVER) / self._base
        for told, total, kinds in contexts:
            chance = (told.get(piece, 0) + kinds * chance) / (total + kinds)
        return chance


@cache
def graphones() -> Graphones:
    """The whole model that comes with the package: half a second to load, for searches and lists of spellings."""
    return _load("romaniser.json.gz")


@cache
def quick_graphones() -> Graphones:
    """The small model that every reading uses."""
    return _load("romaniser_quick.json.gz")


def _load(name: str) -> Graphones:
    folder = resources.files("marsad.names")
    with (folder / "borne.npz").open("rb") as file, np.load(file) as saved:
        borne = Borne(saved["hashes"], saved["steps"])
    return Graphones(json.loads(gzip.decompress((folder / name).read_bytes())), borne)
