"""A queue of facts to judge: which, in which order, how many are done, and which comes next."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING, Literal

import msgspec

from marsad.corpus.review.facts import Fact, Facts
from marsad.corpus.review.judged import Judged, Key

if TYPE_CHECKING:
    from marsad.corpus.library import Library

Order = Literal["doubt", "article"]
_KEPT = 8
"""Queues that are kept ready: of a large library each takes some tens of milliseconds to put together."""


class Progress(msgspec.Struct, frozen=True):
    """How many facts of a queue are judged, of how many."""

    judged: int
    total: int


class Queue:
    """Facts in the order in which they are to be judged."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._places = {fact.key: place for place, fact in enumerate(facts)}

    def __len__(self) -> int:
        return len(self.facts)

    def place(self, key: Key) -> int | None:
        """Where a fact stands in the queue, from 0."""
        return self._places.get(key)

    def progress(self, done: Collection[Key]) -> Progress:
        """How many of its facts are done."""
        return Progress(sum(key in self._places for key in done), len(self.facts))

    def next_open(self, done: Set[Key], after: int = -1) -> Fact | None:
        """The next fact that is not done behind a place; from the end on the first of those that were skipped."""
        round_about = chain(range(after + 1, len(self.facts)), range(after + 1))
        return next((self.facts[at] for at in round_about if self.facts[at].key not in done), None)


class Review:
    """All facts of a library in the order of doubt and all judgements, kept in memory and up to the library.

    Of a library that has grown since only what came is read.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._facts = Facts()
        self._sorted: list[Fact] = []
        self._queues: dict[object, Queue] = {}
        self._lock = threading.Lock()
        self.judged = Judged()

    def catch_up(self) -> None:
        """Takes in what was read and judged since."""
        with self._lock, self._library.reading() as connection:
            if self._facts.catch_up(connection):
                self._sorted = sorted(self._facts)
            self.judged.catch_up(connection)

    def queue(
        self,
        *,
        kind: str = "",
        articles: frozenset[int] | None = None,
        keys: Set[Key] | None = None,
        order: Order = "doubt",
    ) -> Queue:
        """The facts of a kind (or all), of some articles, and of those given, the least sure first or article by article."""
        if keys is not None:
            return self._make(kind, articles, keys, order)
        asked = self._facts.change, kind, articles, order
        with self._lock:
            if asked not in self._queues:
                while len(self._queues) >= _KEPT:
                    del self._queues[next(iter(self._queues))]
                self._queues[asked] = self._make(kind, articles, None, order)
            return self._queues[asked]

    def _make(self, kind: str, articles: Set[int] | None, keys: Set[Key] | None, order: Order) -> Queue:
        chosen = [
            one
            for one in self._sorted
            if kind in ("", one.kind)
            and (articles is None or one.article in articles)
            and (keys is None or one.key in keys)
        ]
        if order == "article":
            chosen.sort(key=lambda one: one.article)
        return Queue(chosen)


__all__ = ["Order", "Progress", "Queue", "Review"]
