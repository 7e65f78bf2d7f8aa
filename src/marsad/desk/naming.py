"""Which articles name whom: facets that count actors instead of spellings, and names in queries that mean an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from marsad.corpus.actors import Actor
from marsad.corpus.search import Facet, Query
from marsad.corpus.search.index import FACET_VALUES
from marsad.corpus.search.syntax import And, Beside, Filter, Node, Not, Numbered, Or, Phrase
from marsad.corpus.store.naming import name_key
from marsad.desk.overview import Overview
from marsad.types import ENTITY_KINDS

NAMING = "naming"
"""The name under which an overview keeps which articles name whom."""
_ACTING = ("person", "organization")
Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


class Column:
    """Who is named in which article, in one sense: who acts, or which place; actors of one name are one."""

    def __init__(self, pairs: Iterable[tuple[int, Actor]]) -> None:
        self.names: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        found: dict[tuple[int, int], None] = {}
        for no, actor in pairs:
            at = self._keys.get(actor.key)
            if at is None:
                at = self._keys[actor.key] = self.names.setdefault(spelt(actor.name), len(self.names))
            found[no, at] = None
        rows = np.array(list(found), dtype=np.int64).reshape(-1, 2)
        self._articles, self._named = rows[:, 0].copy(), rows[:, 1].copy()
        self._spelt = list(self.names)

    def facet(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[Facet, ...]:
        """Who is named in the most of the articles that are chosen, by number."""
        counts = np.bincount(self._named[chosen[self._articles]], minlength=len(self._spelt))
        first = np.argsort(-counts, kind="stable")[:FACET_VALUES]
        return tuple(Facet(self._spelt[at], int(counts[at])) for at in first if counts[at])

    def articles(self, name: str, keys: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the articles that name whoever bears a name or, where it is nobody's usual one, the actors with keys."""
        usual = self.names.get(spelt(name))
        meant = {self._keys[key] for key in keys if key in self._keys} if usual is None else {usual}
        return tuple(np.unique(self._articles[np.isin(self._named, list(meant))]).tolist())

    @property
    def last(self) -> int:
        """The greatest number of an article."""
        return int(self._articles.max(initial=0))


class Naming:
    """Who is named in which article of an overview, for the filters ``actor`` and ``place`` of a query."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._columns = {"actor": Column(_acting(overview)), "place": Column(_places(overview))}
        self._size = 1 + max(column.last for column in self._columns.values())

    def facets(self, numbers: Sequence[int]) -> dict[str, tuple[Facet, ...]]:
        """Who acts, and which places are named, in articles with these numbers; those that came in since are passed over."""
        wanted: Numbers = np.array(numbers, dtype=np.int64)
        chosen = np.zeros(self._size, dtype=np.bool_)
        chosen[wanted[wanted < self._size]] = True
        return {field: column.facet(chosen) for field, column in self._columns.items()}

    def meant(self, query: Query) -> Query:
        """A query whose names in quotation marks mean the actor under all spellings; who is nobody's name stays as it is."""
        return msgspec.structs.replace(query, root=self._meant(query.root))

    def _meant(self, node: Node) -> Node:
        match node:
            case Filter(field, Phrase(name)) if field in self._columns:
                found = self._columns[field].articles(name, list(self._keys(name)))
                return Numbered(found) if found else node
            case And(parts) | Or(parts) | Beside(parts):
                return type(node)(tuple(map(self._meant, parts)))
            case Not(part):
                return Not(self._meant(part))
            case _:
                return node

    def _keys(self, name: str) -> Iterator[str]:
        """The keys of those of whom a name is one spelling."""
        for kind in ENTITY_KINDS:
            actor = self._overview.actor(name_key(kind, name))
            if actor is not None:
                yield actor.key


def naming_of(overview: Overview) -> Naming:
    """Who is named in which article, worked out once for an overview."""
    return overview.once(NAMING, lambda: Naming(overview))


def spelt(name: str) -> str:
    """A name as a query can have it between quotation marks.

    >>> spelt('شركة "القلم" للنشر')
    'شركة القلم للنشر'
    """
    return " ".join(name.replace('"', " ").split())


def _acting(overview: Overview) -> Iterator[tuple[int, Actor]]:
    """The persons and bodies of each article, and everything else that has a part in an event there; the weightiest first."""
    taking = {
        (one.article, party.key) for one in overview.happenings for party in (*one.actors, *one.recipients)
    }
    for actor in overview.by_weight:
        acts = actor.kind in _ACTING
        for no, _ in actor.seen:
            if acts or (no, actor.key) in taking:
                yield no, actor


def _places(overview: Overview) -> Iterator[tuple[int, Actor]]:
    """The places of each article, the weightiest first."""
    return ((no, one) for one in overview.by_weight if one.kind == "place" for no, _ in one.seen)


__all__ = ["Naming", "naming_of", "spelt"]
