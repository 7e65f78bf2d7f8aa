"""Spelling a name in Latin letters by a learned model of aligned pieces (training/build_romaniser.py).

A piece is an Arabic letter with the Latin letters it gives («م» with «mo»); the chance of a piece depends on up to five
pieces before it, with Witten-Bell smoothing towards shorter histories.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

ORDER = 6
_BEAM = 100
_USUAL, _ENOUGH = 6, 8
"""How many of the most frequent pieces of a letter are tried wherever fewer than enough are known to follow."""
_ATTESTED, _COUNTED, _OFTEN = 6.0, 3.0, 0.7
"""What it speaks for a spelling, as log odds, that people are known to bear it, or that a census counts it, and for each step
(`Graphones`) of how many bear it: measured on pairs that the model has not seen."""
_NEVER = 1e-7
_Path = tuple[float, str, str]
"""The cost so far, the Latin letters, and the last pieces, a space between them."""
_Context = tuple[str, int, int]
"""Pieces in a row, how often they were seen, and how many pieces were seen after them."""
_MARKS = dict.fromkeys((1600, *range(1611, 1632), 1648))


def clean(word: str) -> str:
    """A word without vowel signs; its letters keep their hamza and their ة, which tell sounds apart."""
    return word.translate(_MARKS)


class Graphones:
    """The chances of runs of pieces, the Latin names known to be borne, and how many people a census counts with a name.

    A step of `counted` is a natural logarithm of hundreds of people.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        attested: frozenset[str] = frozenset(),
        counted: Mapping[str, int] | None = None,
    ) -> None:
        self._counts, self._attested, self._counted = counts, attested, counted or {}
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
        best = {latin: chance * math.exp(self._borne(latin)) for latin, chance in best.items()}
        return tuple(sorted(best, key=lambda latin: (-best[latin], latin))[:count])

    def _borne(self, latin: str) -> float:
        """What it speaks for a spelling, as log odds, that people bear it."""
        steps = self._counted.get(latin)
        known = _ATTESTED if latin in self._attested else _COUNTED if steps is not None else 0.0
        return known + _OFTEN * (steps or 0)

    def _step(self, paths: list[_Path], letter: str, beam: int) -> list[_Path]:
        grown = []
        usual = self._pieces[letter]
        for cost, latin, history in paths:
            contexts = self._contexts(history)
            kept = history if history.count(" ") < ORDER - 2 else history.partition(" ")[2]
            seen = self._next.get((history.rpartition(" ")[2], letter), ())
            for piece in seen if len(seen) >= _ENOUGH else dict.fromkeys([*seen, *usual]):
                more = -math.log(self._chance(piece, contexts))
                grown.append((cost + more, latin + piece[1:], f"{kept} {piece}"))
        return sorted(grown)[:beam]

    def _contexts(self, history: str) -> list[_Context]:
        """The ends of a history that are known, the shortest first."""
        found = []
        while history:
            total, kinds = self._after.get(history, (0, 0))
            if total:
                found.append((history, total, kinds))
            history = history.partition(" ")[2]
        return found[::-1]

    def _chance(self, piece: str, contexts: list[_Context]) -> float:
        """The chance of a piece after a history, each longer context correcting what the shorter ones say."""
        chance = (self._counts.get(piece, 0) + _NEVER) / self._base
        for history, total, kinds in contexts:
            chance = (self._counts.get(f"{history} {piece}", 0) + kinds * chance) / (total + kinds)
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
    model = json.loads(gzip.decompress((resources.files("marsad.names") / name).read_bytes()))
    counted = {name: int(step) for step, names in model["counted"].items() for name in names.split()}
    return Graphones(model["runs"], frozenset(model["attested"].split()), counted)
