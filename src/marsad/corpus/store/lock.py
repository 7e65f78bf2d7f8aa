"""One writer at a time: a lock that the operating system takes back when its process ends, however it ends."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from marsad.errors import LibraryError

_WAIT = "wait until it has ended, or end it"
_ADVISORY = 0x4D52_5344
"""The key of the lock on PostgreSQL: «MRSD»."""


class Lock(Protocol):
    """The right to write, until it is released."""

    def release(self) -> None:
        """Gives the right back."""


class FolderLock:
    """The right to write into a folder: an exclusive transaction on an empty SQLite file beside the library.

    SQLite's own locks work on every system it works on and end with the process. `writer.json` says whose lock it is.
    """

    def __init__(self, folder: Path) -> None:
        self._holder = folder / "writer.json"
        try:
            self._connection = sqlite3.connect(
                folder / "writer.lock", timeout=0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.OperationalError as error:
            raise self._refusal(folder, error) from None
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
            self._holder.write_text(json.dumps(_this_process()), encoding="utf-8")
        except (sqlite3.OperationalError, OSError) as error:
            self._connection.close()
            raise self._refusal(folder, error) from None

    def _refusal(self, folder: Path, error: Exception) -> LibraryError:
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
        """Gives the right back; a second call does nothing."""
        self._holder.unlink(missing_ok=True)
        self._connection.close()


class ServerLock:
    """The right to write into a database on a PostgreSQL server: an advisory lock of one open session."""

    def __init__(self, engine: Engine) -> None:
        self._connection: Connection = engine.connect()
        if not self._connection.scalar(text(f"SELECT pg_try_advisory_lock({_ADVISORY})")):
            holder = self._connection.scalar(
                text(f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {_ADVISORY}")
            )
            self._connection.close()
            raise LibraryError(
                engine.url.render_as_string(), f"server process {holder} is writing to it", remedy=_WAIT
            )

    def release(self) -> None:
        """Gives the right back."""
        self._connection.execute(text(f"SELECT pg_advisory_unlock({_ADVISORY})"))
        self._connection.close()


def _this_process() -> dict[str, object]:
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
