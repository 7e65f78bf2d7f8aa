"""Every fact of a library that people judge, with the confidence it was read with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from marsad.corpus.store.reading import last_change, list_views

if TYPE_CHECKING:
    from sqlalchemy import Connection

FACT_KINDS = ("attribution", "event", "entity", "date")
"""The kinds of facts that are reviewed; a name's mentions are reviewed with the entity they are of."""


class Fact(msgspec.Struct, frozen=True, order=True, gc=False):
    """A fact of an article's current record. Facts sort by doubt: the least sure first."""

    confidence: float
    article: int
    kind: str
    id: str

    @property
    def key(self) -> tuple[int, str, str]:
        """What it is known by: article, kind, id."""
        return self.article, self.kind, self.id


class _Read(msgspec.Struct, gc=False):
    id: str
    confidence: float = 1.0


class _Named(msgspec.Struct, gc=False):
    entity: str
    confidence: float = 1.0


class _View(msgspec.Struct, gc=False):
    """What is taken of a record: the rest of it is passed over, which is several times faster than reading it."""

    mentions: list[_Named] = []
    dates: list[_Read] = []
    attributions: list[_Read] = []
    events: list[_Read] = []


class Facts:
    """The facts of all current articles, as of the last reading that was taken in."""

    def __init__(self) -> None:
        self.change = 0
        self._newest: dict[int, int] = {}
        self._facts: dict[int, tuple[Fact, ...]] = {}

    def catch_up(self, connection: Connection) -> bool:
        """Takes in what was read since; whether there was anything."""
        newest = last_change(connection)
        if newest == self.change:
            return False
        for line, article, view in list_views(connection, _View, after=self.change):
            self._facts.pop(self._newest.get(line, article), None)
            self._newest[line], self._facts[article] = article, tuple(_facts(article, view))
        self.change = newest
        return True

    def __iter__(self) -> Iterator[Fact]:
        for facts in self._facts.values():
            yield from facts


def _facts(article: int, view: _View) -> Iterator[Fact]:
    """An entity is as sure as its surest mention: what is certain once is there."""
    surest: dict[str, float] = {}
    for one in view.mentions:
        surest[one.entity] = max(surest.get(one.entity, 0.0), one.confidence)
    for kind, found in (("attribution", view.attributions), ("event", view.events), ("date", view.dates)):
        for fact in found:
            yield Fact(fact.confidence, article, kind, sys.intern(fact.id))
    for entity, confidence in surest.items():
        yield Fact(confidence, article, "entity", sys.intern(entity))


__all__ = ["FACT_KINDS", "Fact", "Facts"]
