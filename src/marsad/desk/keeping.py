"""What was worked out for one state of a library, kept for who asks the same before that changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

V = TypeVar("V")
Stamp = Hashable


class Kept(Generic[V]):
    """Values by key, each of one state: where the stamp of the state is another, its value is made anew, and no other.

    No more is kept than `most` by the sum of what `weigh` says of each; what nobody asked for the longest goes first. Of
    many who ask for the same at once, one makes it and the others wait.

    >>> kept: Kept[str] = Kept(2, weigh=len)
    >>> kept.get(1, "a", lambda: "x"), kept.get(1, "a", lambda: "y"), kept.get(2, "a", lambda: "z")
    ('x', 'x', 'z')
    """

    def __init__(self, most: int, *, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._values: OrderedDict[Hashable, tuple[Stamp, V]] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, tuple[threading.Lock, list[None]]] = {}

    def find(self, stamp: Stamp, key: Hashable) -> V | None:
        """The value of a key in the state with this stamp, if it is known."""
        with self._lock:
            found = self._values.get(key)
            if stamp is None or found is None or found[0] != stamp:
                return None
            self._values.move_to_end(key)
            return found[1]

    def get(self, stamp: Stamp, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key in the state with this stamp, made if it is not known; a stamp of `None` keeps nothing."""
        if stamp is None:
            return make()
        found = self.find(stamp, key)
        if found is not None:
            return found
        with self._alone(key):
            found = self.find(stamp, key)
            if found is None:
                found = make()
                self.put(stamp, key, found)
            return found

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """Lets one at a time make the value of a key; whoever comes last takes the lock away again."""
        with self._lock:
            lock, waiting = self._making.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._making.pop(key, None)

    def put(self, stamp: Stamp, key: Hashable, value: V) -> None:
        """Keeps a value of a key that was made for the state with this stamp."""
        with self._lock:
            self._drop(key)
            self._values[key] = stamp, value
            self._weight += self._weigh(value)
            while self._weight > self._most and self._values:
                self._drop(next(iter(self._values)))

    def _drop(self, key: Hashable) -> None:
        if key in self._values:
            self._weight -= self._weigh(self._values.pop(key)[1])


__all__ = ["Kept", "Stamp"]
