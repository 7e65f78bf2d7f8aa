"""How far what is derived from the library has come: a mark a kind, written with what it speaks of."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from marsad.corpus.store.schema import meta

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change


def read_mark(connection: Connection, name: str) -> int:
    """The number of the last reading that was worked into a kind of derived rows; 0 before the first."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == name)) or 0)


def write_mark(connection: Connection, name: str, change: int) -> None:
    """Says up to which reading a kind of derived rows goes, in the transaction that wrote them."""
    connection.execute(delete(meta).where(meta.c.key == name))
    connection.execute(insert(meta), [{"key": name, "value": str(change)}])


def next_changes(library: Library, name: str, most: int) -> list[Change]:
    """The next readings to work into a kind of derived rows."""
    with library.reading() as connection:
        mark = read_mark(connection, name)
    return changes_after(library, mark, most)


def changes_after(library: Library, after: int, most: int) -> list[Change]:
    """The next readings after one, the library let go of again: whoever is given them may ask it for other things."""
    changes = library.changes(after)
    try:
        return list(islice(changes, most))
    finally:
        if isinstance(changes, Generator):
            changes.close()
