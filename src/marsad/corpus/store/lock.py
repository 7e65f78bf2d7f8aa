"""One writer at a time: a lock that the operating system takes back when its process ends, however it ends."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from marsad.errors import LibraryError

_WAIT = "wait until it has ended, or end it"
_ADVISORY = 0x4D52_5344
"""The key of the lock on PostgreSQL: «MRSD»."""
_PATIENCE = 2.0
"""Seconds that a server may take to see that the writer before was killed."""
_HOLDER = text(
    f"""SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND objid = {_ADVISORY} AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
)
LOCK_FILES = ("writer.lock", "writer.json", "writer.lock-journal")
"""What a lock leaves in its folder."""


class Lock(ABC):
    """The right to write, until it is released."""

    @abstractmethod
    def release(self) -> None:
        """Gives the right back."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class FolderLock(Lock):
    """The right to write into a folder: an exclusive transaction on an empty SQLite file beside the library.

    SQLite's own locks work on every system it works on and end with the process. `writer.json` says whose lock it is.
    """

    def __init__(self, folder: Path) -> None:
        lock, holder, _ = LOCK_FILES
        self._holder = folder / holder
        self._held = False
        try:
            self._connection = sqlite3.connect(
                folder / lock, timeout=0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.OperationalError as error:
            raise self._refusal(folder, error) from None
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
            self._holder.write_text(json.dumps(_this_process()), encoding="utf-8")
            self._held = True
        except (sqlite3.OperationalError, OSError) as error:
            self._connection.close()
            raise self._refusal(folder, error) from None

    def _refusal(self, folder: Path, error: Exception) -> LibraryError:
        if "full" in str(error):
            return LibraryError(str(folder), "the disk is full", remedy="make room and try again")
        if "locked" not in str(error):
            return LibraryError(
                str(folder), f"it may not be written to: {error}", remedy="check the rights and the disk"
            )
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            who = f"process {holder['pid']} on {holder['host']} is writing to it since {holder['since']}"
        except (OSError, ValueError, KeyError):
            who = "another process is writing to it"
        return LibraryError(str(folder), who, remedy=_WAIT)

    def release(self) -> None:
        """Gives the right back; a second call does nothing: the right, and `writer.json`, may be another's by then."""
        if self._held:
            self._held = False
            self._holder.unlink(missing_ok=True)
            self._connection.close()


class ServerLock(Lock):
    """The right to write into a database on a PostgreSQL server: an advisory lock of one open session.

    Whatever is written goes through that very session: if the server ends it, nothing more is written without the lock.
    """

    def __init__(self, engine: Engine) -> None:
        self._one_at_a_time = threading.RLock()
        self._name = engine.url.render_as_string()
        self._connection: Connection = engine.connect()
        try:
            self._acquire()
        except BaseException:
            self._connection.close()
            raise

    def _acquire(self) -> None:
        until = time.monotonic() + _PATIENCE
        while not self._ask(f"SELECT pg_try_advisory_lock({_ADVISORY})"):
            if time.monotonic() > until:
                raise LibraryError(self._name, self._who(), remedy=_WAIT)
            time.sleep(0.1)

    def _ask(self, query: str) -> bool:
        found = bool(self._connection.scalar(text(query)))
        self._connection.commit()  # the lock is the session's; a transaction left open would hold up the server
        return found

    def _who(self) -> str:
        row = self._connection.execute(_HOLDER).first()
        if row is None:
            return "another process is writing to it"
        return f"{row.application_name or 'another program'} is writing to it since {row.backend_start:%Y-%m-%d %H:%M:%S%z}"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction of the session that holds the lock; threads wait for each other."""
        with self._one_at_a_time:
            if self._connection.invalidated:  # it would open another session, which holds no lock
                raise LibraryError(
                    self._name, "the connection to the server was lost", remedy="open the library again"
                )
            with self._connection.begin():
                yield self._connection

    def release(self) -> None:
        """Gives the right back; where the server has ended the session, it has been given back already."""
        if not self._connection.invalidated:
            with suppress(DBAPIError):
                self._ask(f"SELECT pg_advisory_unlock({_ADVISORY})")
        self._connection.close()


def _this_process() -> dict[str, object]:
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
