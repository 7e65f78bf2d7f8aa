"""What was done on a desk and by whom: entries that are added and never changed, each sealed with the one before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import msgspec

TRAIL = """
CREATE TABLE trail (no INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL,
  address TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, seal BLOB NOT NULL) STRICT;
CREATE TRIGGER trail_unchanged BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is only added to'); END;
CREATE TRIGGER trail_kept BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is only added to'); END;
"""
_LONGEST = 300
_AT_ONCE = 1000
_COLUMNS = "no, at, who, role, address, action, target, outcome"
Writing = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Entry(msgspec.Struct, frozen=True):
    """One thing that somebody did or tried: when (UTC), who, from which address, what, and what came of it."""

    no: int
    at: str
    who: str
    role: str
    address: str
    action: str
    target: str
    outcome: str


class Trail:
    """The entries of a file of accounts."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def add(self, *, who: str, role: str, address: str, action: str, target: str, outcome: str) -> None:
        """Adds an entry, sealed with the hash of itself and the seal of the one before."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said = tuple(text[:_LONGEST] for text in (at, who, role, address, action, target, outcome))
        with self._writing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                last = connection.execute("SELECT seal FROM trail ORDER BY no DESC LIMIT 1").fetchone()
                connection.execute(
                    "INSERT INTO trail (at, who, role, address, action, target, outcome, seal)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*said, _seal(last[0] if last else b"", said)),
                )
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def count(self) -> int:
        """How many entries there are."""
        with self._writing() as connection:
            return int(connection.execute("SELECT count(*) FROM trail").fetchone()[0])

    def newest(self, limit: int, *, skip: int = 0) -> tuple[Entry, ...]:
        """Some entries, the newest first."""
        query = f"SELECT {_COLUMNS} FROM trail ORDER BY no DESC LIMIT ? OFFSET ?"
        with self._writing() as connection:
            return tuple(Entry(*row) for row in connection.execute(query, (limit, skip)))

    def before(self, no: int | None, limit: int) -> tuple[Entry, ...]:
        """Some entries that are older than one with a number, the newest first; of all where none is named.

        Unlike pages by place, these do not move when something is added.
        """
        query = f"SELECT {_COLUMNS} FROM trail WHERE ? IS NULL OR no < ? ORDER BY no DESC LIMIT ?"
        with self._writing() as connection:
            return tuple(Entry(*row) for row in connection.execute(query, (no, no, limit)))

    def entries(self) -> Iterator[Entry]:
        """All entries, the oldest first."""
        after = 0
        while rows := self._after(after):
            yield from rows
            after = rows[-1].no

    def _after(self, no: int) -> list[Entry]:
        query = f"SELECT {_COLUMNS} FROM trail WHERE no > ? ORDER BY no LIMIT {_AT_ONCE}"
        with self._writing() as connection:
            return [Entry(*row) for row in connection.execute(query, (no,))]

    def broken(self) -> int | None:
        """The number of the first entry whose seal does not fit what it says or what stood before it; `None`: all fit.

        It shows entries that were changed, taken out or put in by other programs, not entries cut off from the end.
        """
        seal, expected = b"", 1
        while rows := self._sealed(expected - 1):
            for no, *said, kept in rows:
                seal = _seal(seal, tuple(said))
                if no != expected or seal != kept:
                    return expected
                expected += 1
        return None

    def _sealed(self, after: int) -> list[tuple[Any, ...]]:
        """The next entries with their seals; a thousand at a time, since whoever signs in waits for the file meanwhile."""
        query = f"SELECT {_COLUMNS}, seal FROM trail WHERE no > ? ORDER BY no LIMIT {_AT_ONCE}"
        with self._writing() as connection:
            return connection.execute(query, (after,)).fetchall()


def _seal(before: bytes, said: tuple[str, ...]) -> bytes:
    return hashlib.sha256(before + msgspec.json.encode(said)).digest()
