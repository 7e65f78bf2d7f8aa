"""Things that stand at stretches of characters or tokens, asked for by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from operator import itemgetter
from typing import Generic, TypeVar

Held = TypeVar("Held")


class Stretches(Generic[Held]):
    """Things by the stretch `[start, end)` each stands at: what stands at a place is found without a walk over all.

    >>> held = Stretches([(0, 9, "قال"), (4, 6, "نعم"), (20, 25, "لا")])  # said; yes; no
    >>> held.over(5, 7)
    ['قال', 'نعم']
    """

    def __init__(self, stretches: Iterable[tuple[int, int, Held]]) -> None:
        numbered = [(start, end, n, held) for n, (start, end, held) in enumerate(stretches)]
        self._held = sorted(numbered, key=itemgetter(0))
        self._starts = [one[0] for one in self._held]
        self._reach = list(accumulate((one[1] for one in self._held), max))
        """How far the stretches up to each one reach: where that ends before a place, so does the walk back."""

    def over(self, start: int, end: int) -> list[Held]:
        """What shares a place with `[start, end)`, in the order in which it was given."""
        at = bisect_left(self._starts, end)
        if not at or self._reach[at - 1] <= start:
            return []
        found: list[tuple[int, Held]] = []
        while at and self._reach[at - 1] > start:
            at -= 1
            _, last, number, held = self._held[at]
            if last > start:
                found.append((number, held))
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        return [held for _, held in found]
