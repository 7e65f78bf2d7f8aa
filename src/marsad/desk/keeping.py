"""What was worked out for one state of a library, kept for who asks the same before that changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")
Stamp = Hashable


class Kept(Generic[V]):
    """Values by key, all of one state: when the stamp of the state is another, nothing is known any more.

    No more is kept than `most` by the sum of what `weigh` says of each; what nobody asked for the longest goes first.

    >>> kept: Kept[str] = Kept(2, weigh=len)
    >>> kept.get(1, "a", lambda: "x"), kept.get(1, "a", lambda: "y"), kept.get(2, "a", lambda: "z")
    ('x', 'x', 'z')
    """

    def __init__(self, most: int, *, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._stamp: Stamp = None
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, stamp: Stamp, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key in the state with this stamp, made if it is not known; a stamp of `None` keeps nothing."""
        if stamp is None:
            return make()
        with self._lock:
            if stamp != self._stamp:
                self._values.clear()
                self._stamp, self._weight = stamp, 0
            elif key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if stamp == self._stamp and key not in self._values:
                self._put(key, value)
        return value

    def _put(self, key: Hashable, value: V) -> None:
        self._values[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._most and self._values:
            _, gone = self._values.popitem(last=False)
            self._weight -= self._weigh(gone)


__all__ = ["Kept", "Stamp"]
