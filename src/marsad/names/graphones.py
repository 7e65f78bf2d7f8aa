"""Spelling a name in Latin letters by a learned model of aligned pieces (training/build_romaniser.py).

A piece is an Arabic letter with the Latin letters it gives («م» with «mo»); the chance of a piece depends on up to five
pieces before it, with Witten-Bell smoothing towards shorter histories.
"""

from __future__ import annotations

import gzip
import heapq
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

ORDER = 6
_BEAM = 40
_USUAL, _ENOUGH = 6, 8
"""How many of the most frequent pieces of a letter are tried wherever fewer than enough are known to follow."""
_BORNE = 400
"""How much likelier a spelling is that people are known to bear: measured on pairs that the model has not seen."""
_NEVER = 1e-7
_Path = tuple[float, str, tuple[str, ...]]
_MARKS = dict.fromkeys((1600, *range(1611, 1632), 1648))


def clean(word: str) -> str:
    """A word without vowel signs; its letters keep their hamza and their ة, which tell sounds apart."""
    return word.translate(_MARKS)


class Graphones:
    """The chances of runs of pieces, and the Latin names known to be borne."""

    def __init__(self, counts: Mapping[str, int], attested: frozenset[str] = frozenset()) -> None:
        self._counts, self._attested = counts, attested
        self._after: dict[str, tuple[int, int]] = {}
        self._pieces: dict[str, list[str]] = defaultdict(list)
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for run, count in counts.items():
            history, _, piece = run.rpartition(" ")
            total = totals[history]
            total[0] += count
            total[1] += 1
            if not history and piece not in "^$":
                self._pieces[piece[0]].append(piece)
            elif history and " " not in history and piece != "$":
                self._next[history, piece[0]].append(piece)
        self._after = {history: (total[0], total[1]) for history, total in totals.items()}
        for pieces in self._pieces.values():
            pieces.sort(key=lambda piece: -counts[piece])
            del pieces[_USUAL:]
        self._base = sum(count for run, count in counts.items() if " " not in run)
        self._chances: dict[tuple[str, ...], float] = {}

    def spell(self, word: str, count: int = 1, *, beam: int = _BEAM) -> tuple[str, ...]:
        """The likeliest Latin spellings of a word, best first; a narrow `beam` is fast and a little less right."""
        paths: list[_Path] = [(0.0, "", ("^",))]
        for letter in clean(word):
            if letter in self._pieces:
                paths = self._step(paths, letter, beam)
        best: dict[str, float] = {}
        for cost, latin, history in paths:
            chance = math.exp(-cost - self._cost((*history, "$")))
            best[latin] = best.get(latin, 0.0) + chance * (_BORNE if latin in self._attested else 1)
        return tuple(sorted(best, key=lambda latin: (-best[latin], latin))[:count])

    def _step(self, paths: list[_Path], letter: str, beam: int) -> list[_Path]:
        grown = []
        usual = self._pieces[letter]
        for cost, latin, history in paths:
            seen = self._next.get((history[-1], letter), ())
            for piece in seen if len(seen) >= _ENOUGH else dict.fromkeys([*seen, *usual]):
                run = (*history, piece)[-ORDER:]
                grown.append((cost + self._cost(run), latin + piece[1:], run[1 - ORDER :]))
        return heapq.nsmallest(beam, grown)

    def _cost(self, run: tuple[str, ...]) -> float:
        return -math.log(self._chance(run[-ORDER:]))

    def _chance(self, run: tuple[str, ...]) -> float:
        """The chance of the last piece of a run after the others, remembered."""
        known = self._chances.get(run)
        if known is None:
            known = self._chances[run] = self._smoothed(run)
        return known

    def _smoothed(self, run: tuple[str, ...]) -> float:
        if len(run) == 1:
            return (self._counts.get(run[0], 0) + _NEVER) / self._base
        shorter = self._chance(run[1:])
        total, kinds = self._after.get(" ".join(run[:-1]), (0, 0))
        if not total:
            return shorter
        return (self._counts.get(" ".join(run), 0) + kinds * shorter) / (total + kinds)


@cache
def graphones() -> Graphones:
    """The whole model that comes with the package: half a second to load, for searches and lists of spellings."""
    return _load("romaniser.json.gz")


@cache
def quick_graphones() -> Graphones:
    """The small model that every reading uses."""
    return _load("romaniser_quick.json.gz")


def _load(name: str) -> Graphones:
    model = json.loads(gzip.decompress((resources.files("marsad.names") / name).read_bytes()))
    return Graphones(model["runs"], frozenset(model["attested"].split()))
