"""How a library changes while a desk is open, told article by article, so that only what changed is worked out anew."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from marsad.corpus.store.changing import LibraryState, state_of, touched_since

if TYPE_CHECKING:
    from marsad.corpus import Library


class Pulse:
    """The state of a library as of the last commit; looking again costs next to nothing while nobody commits."""

    def __init__(self, library: Library) -> None:
        self._library, self._lock = library, threading.Lock()
        self._stamp: int | None = None
        self._touched: Counter[int] = Counter()
        with library.reading() as connection:
            self._state = state_of(connection)

    def state(self) -> LibraryState:
        """The state as of now."""
        stamp = (
            self._library.stamp()
        )  # before what is read: what is committed meanwhile is seen by the next look
        with self._lock:
            if stamp is None or stamp != self._stamp:
                self._look()
                self._stamp = stamp
            return self._state

    def touched(self, article: int) -> int:
        """How often something about an article, in any of its versions, was seen to have changed since the desk was opened."""
        return self.all_touched((article,))[article]

    def all_touched(self, articles: Iterable[int]) -> dict[int, int]:
        """The same of some articles, for which is looked once."""
        self.state()
        return {article: self._touched[article] for article in articles}

    def _look(self) -> None:
        with self._library.reading() as connection:
            now = state_of(connection)
            if (now.change, now.judged) != (self._state.change, self._state.judged):
                self._touched.update(touched_since(connection, self._state))
        self._state = now


__all__ = ["Pulse"]
