"""How far what is derived from the library has come: a mark a kind, written with what it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
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


BATCH = 200
"""Readings that are worked in at once: other writers wait for a second or so, and what is asked of the database is asked once."""
Told = Callable[[Sequence["Change"]], None]
"""Is told what was added, once that is safe on the disk."""
Taking = Callable[[Connection, Sequence["Change"]], None]
"""Works readings into one kind of derived rows."""


def work_in(library: Library, kinds: Mapping[str, Taking]) -> Iterator[int]:
    """Works the readings that are new into kinds of derived rows, named by their marks; gives how many are done, batch by batch.

    Each reading is unpacked once for all kinds. What was given is safe; a run that is killed is continued by the next one. The
    library must be open for writing.
    """
    done = 0
    while True:
        with library.reading() as connection:
            marks = {name: read_mark(connection, name) for name in kinds}
        batch = changes_after(library, min(marks.values()), BATCH)
        if not batch:
            return
        with library.writing() as connection:
            for name, take_in in kinds.items():
                if new := [one for one in batch if one.no > marks[name]]:
                    take_in(connection, new)
                    write_mark(connection, name, new[-1].no)
        done += len(batch)
        yield done


def changes_after(library: Library, after: int, most: int) -> list[Change]:
    """The next readings after one, the library let go of again: whoever is given them may ask it for other things."""
    changes = library.changes(after)
    try:
        return list(islice(changes, most))
    finally:
        if isinstance(changes, Generator):
            changes.close()
