"""What state a library is in, in a few numbers, and which of its articles something has changed about since another."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from marsad.corpus.store.judging import RATE
from marsad.corpus.store.schema import articles, decisions, judgements, meta, records


class LibraryState(msgspec.Struct, frozen=True, kw_only=True):
    """The newest reading, judgement and decision of a library, and how far what is derived from it has come.

    `who` counts the decisions on who is who; grades of sources change nothing about that.
    """

    change: int
    judged: int
    decided: int
    who: int
    marks: tuple[tuple[str, str], ...]


def state_of(connection: Connection) -> LibraryState:
    """The state that a library is in."""
    newest = (
        connection.scalar(select(func.max(table.c.no))) or 0 for table in (records, judgements, decisions)
    )
    change, judged, decided = newest
    who = connection.scalar(select(func.count()).select_from(decisions).where(decisions.c.action != RATE))
    marks = connection.execute(select(meta.c.key, meta.c.value).order_by(meta.c.key))
    return LibraryState(
        change=change,
        judged=judged,
        decided=decided,
        who=who or 0,
        marks=tuple((row.key, row.value) for row in marks),
    )


def touched_since(connection: Connection, before: LibraryState) -> set[int]:
    """The numbers of all versions of the articles that were read or judged since a state."""
    read = select(records.c.article).where(records.c.no > before.change)
    judged = select(judgements.c.article).where(judgements.c.no > before.judged)
    lines = select(articles.c.line).where(articles.c.no.in_(read.union(judged)))
    return set(connection.scalars(select(articles.c.no).where(articles.c.line.in_(lines))))


__all__ = ["LibraryState", "state_of", "touched_since"]
