"""What people decided about the facts of today's records, kept up with the library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from marsad.corpus.store.judging import Standing, can_be_undone, place_judgements
from marsad.corpus.store.reading import last_change, list_judgements, newest_version, unpack_record
from marsad.corpus.store.schema import articles, judgements, records

if TYPE_CHECKING:
    from sqlalchemy import Connection

Key = tuple[int, str, str]
"""A fact by article, kind and id."""


class Judged:
    """The judgements on each fact, the first first; only articles that were judged or read again since are looked at anew."""

    def __init__(self) -> None:
        self._last = 0
        self._change = 0
        self._lines: dict[int, tuple[int, list[Standing]]] = {}
        self._facts: dict[Key, list[Standing]] = {}

    def catch_up(self, connection: Connection) -> None:
        """Takes in what was judged, and follows judgements into what was read again since."""
        last, change = connection.scalar(select(func.max(judgements.c.no))) or 0, last_change(connection)
        if (last, change) == (self._last, self._change):
            return
        for line in self._touched(connection):
            newest = newest_version(connection, line)
            placed = place_judgements(unpack_record(connection, newest), list_judgements(connection, line))
            self._lines[line] = newest, placed
        self._last, self._change = last, change
        facts: dict[Key, list[Standing]] = defaultdict(list)
        for newest, placed in self._lines.values():
            for one in placed:
                if one.fact is not None:
                    facts[newest, one.judgement.kind, one.fact.id].append(one)
        self._facts = dict(facts)

    def _touched(self, connection: Connection) -> set[int]:
        judged = select(articles.c.line).join(judgements).where(judgements.c.no > self._last)
        again = select(articles.c.line).join(records).where(records.c.no > self._change)
        return {*connection.scalars(judged)} | ({*connection.scalars(again)} & self._lines.keys())

    @property
    def facts(self) -> Mapping[Key, list[Standing]]:
        """All judgements on each fact that has some."""
        return self._facts

    def decision(self, key: Key, by: str = "") -> Standing | None:
        """What counts of a fact: the last that decides, of anybody or of one person."""
        found = (one for one in reversed(self._facts.get(key, [])) if one.decides)
        return next((one for one in found if by in ("", one.judgement.by)), None)

    def decided(self, by: str = "") -> set[Key]:
        """The facts that anybody, or one person, decided about."""
        return {key for key in self._facts if self.decision(key, by) is not None}

    def last_of(self, by: str) -> tuple[int, Standing] | None:
        """The last judgement of somebody that can be taken back, with the newest version of its article."""
        own = (
            (one.judgement.no, newest, one)
            for newest, placed in self._lines.values()
            for one in placed
            if one.judgement.by == by and can_be_undone(one)
        )
        found = max(own, key=lambda one: one[0], default=None)
        return None if found is None else found[1:]

    def people(self) -> dict[str, int]:
        """Who decided about how many facts, those with the most first."""
        counts: Counter[str] = Counter()
        for those in self._facts.values():
            counts.update({one.judgement.by for one in those if one.decides})
        return dict(counts.most_common())


__all__ = ["Judged", "Key"]
