"""Rows of numbers by key, worked out for many new keys at a time and kept in one growing table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[Any]
Item = TypeVar("Item")
_FIRST_SIZE = 4096


class Rows(Generic[Item]):
    """A row for each key; `compute` works out those of items whose keys are new.

    When the table has `most` rows it is begun anew. Threads wait for each other.
    """

    def __init__(self, compute: Callable[[list[Item]], Table], most: int) -> None:
        self._compute, self._most = compute, most
        self._one_at_a_time = Lock()
        self._at: dict[Any, int] = {}
        self._table = compute([])

    def __call__(self, keys: Sequence[Any], items: Sequence[Item]) -> Table:
        """The rows of items, each known by its key, in their order."""
        with self._one_at_a_time:
            at = self._places(keys, items)
            return self._table.take(at, 0)

    def _places(self, keys: Sequence[Any], items: Sequence[Item]) -> npt.NDArray[np.intp]:
        """Where in the table the rows of items are; those that are new are worked out."""
        at = list(map(self._at.get, keys))
        if None in at:
            new = {key: item for key, item, row in zip(keys, items, at, strict=True) if row is None}
            if len(self._at) + len(new) > self._most:
                self._at.clear()
                new = dict(zip(keys, items, strict=True))
            self._learn(new)
            at = [self._at[key] for key in keys]
        return np.array(at, np.intp)

    def _learn(self, new: dict[Any, Item]) -> None:
        first, last = len(self._at), len(self._at) + len(new)
        if last > len(self._table):
            grown = np.empty((max(2 * last, _FIRST_SIZE), *self._table.shape[1:]), self._table.dtype)
            grown[:first] = self._table[:first]
            self._table = grown
        self._table[first:last] = self._compute(list(new.values()))
        self._at.update(zip(new, range(first, last), strict=True))
