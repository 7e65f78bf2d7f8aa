"""The database behind a library: a file in its folder, or a PostgreSQL server."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from marsad.corpus.store.migrations import create_schema
from marsad.errors import LibraryError

Mode = Literal["r", "w"]
FILE = "library.sqlite"
PAGE_BYTES = 8192
"""Records have about a kilobyte: pages of the usual 4096 bytes would stay a quarter empty."""
BUSY_SECONDS = 30.0
"""How long a reader waits while SQLite mends the log of a writer that was killed."""


def is_server(location: str) -> bool:
    """Whether a library's location is a database on a server."""
    return location.startswith(("postgresql://", "postgresql+"))


def shown_name(location: str) -> str:
    """What a library is called in messages: its location, without the password that a server's may hold."""
    try:
        return make_url(location).render_as_string() if is_server(location) else location
    except SQLAlchemyError:
        return "postgresql://…"


def create_file(folder: Path) -> None:
    """Makes a new library in a folder, which may not hold anything else; it appears whole or not at all."""
    target, part = folder / FILE, folder / f"{FILE}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = {one.name for one in folder.iterdir()} - {part.name, f"{part.name}-journal"}
        if target.exists():
            raise LibraryError(str(folder), "there is a library already", remedy="add to it with: marsad add")
        if others:
            raise LibraryError(
                str(folder), "the folder is not empty", remedy="name a folder that is empty or new"
            )
        part.unlink(missing_ok=True)
        engine = _engine(part.resolve().as_uri() + "?mode=rwc", "w", wal=False)
        with told_errors(str(folder)), begin_writing(engine) as connection:
            create_schema(connection)
        engine.dispose()
        part.replace(target)
        _sync_folder(folder)
    except OSError as error:
        raise LibraryError(
            str(folder),
            f"it cannot be made: {(error.strerror or str(error)).lower()}",
            remedy="check the rights",
        ) from None


def open_file(folder: Path, mode: Mode) -> Engine:
    """The engine of the library in a folder; readers never write, and read what is committed at their start."""
    target = folder / FILE
    if not target.is_file():
        raise LibraryError(str(folder), "there is no library here", remedy=f"make one: marsad init {folder}")
    address = target.resolve().as_uri()
    if mode == "w":
        return _engine(f"{address}?mode=rw", "w")
    return _engine(f"{address}?{_reading(folder)}", "r")


def open_server(location: str) -> Engine:
    """The engine of the library on a PostgreSQL server."""
    try:
        return create_engine(location)
    except (SQLAlchemyError, ImportError) as error:
        raise LibraryError(
            shown_name(location), f"it cannot be opened: {error}", remedy="pip install psycopg2-binary"
        ) from None


def _reading(folder: Path) -> str:
    """How SQLite is to read: where it may write nothing, a file that nobody has open and that has no log is whole."""
    log, shared = folder / f"{FILE}-wal", folder / f"{FILE}-shm"
    if os.access(folder, os.W_OK) or shared.exists() or (log.exists() and log.stat().st_size):
        return "mode=ro"
    return "mode=ro&immutable=1"


def _engine(address: str, mode: Mode, *, wal: bool = True) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _pragmas(mode, wal):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(mode: Mode, wal: bool) -> tuple[str, ...]:
    """FULL: a commit is on the disk before it is acknowledged, also when the power fails."""
    if mode == "r":
        return ("query_only=ON",)
    kept = ("journal_mode=WAL",) if wal else (f"page_size={PAGE_BYTES}",)
    return (*kept, "foreign_keys=ON", "synchronous=FULL")


def _begin(connection: Connection) -> None:
    """Readers see what is committed when they begin, and stop nobody; who writes says so before he reads."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _sync_folder(folder: Path) -> None:
    """Makes a renaming last through a loss of power, where the system lets one open folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that writes: all of it is in the library afterwards, or nothing."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


_REMEDIES = (
    ("disk is full", "the disk is full", "make room; nothing that was acknowledged is lost"),
    (
        "disk I/O error",
        "the disk did not take or give the data",
        "make room or mend the disk, then: marsad check",
    ),
    ("readonly", "it may not be written to", "check the rights of the folder and the file"),
    ("read-only", "it may not be written to", "check the rights of the folder and the file"),
    ("unable to open", "its file cannot be opened", "check the rights of the folder and the file"),
    ("locked", "another program holds it", "end the program that has its file open"),
    ("malformed", "its file is damaged", "take it back from a copy"),
    ("not a database", "its file is no SQLite database", "take it back from a copy"),
)


@contextmanager
def told_errors(name: str) -> Iterator[None]:
    """Turns what the database reports into a `LibraryError` that says what to do; not what a row was refused for."""
    try:
        yield
    except (IntegrityError, DataError):
        raise
    except (DBAPIError, sqlite3.Error) as error:
        raise explain(name, error) from error


def explain(name: str, error: Exception) -> LibraryError:
    """The `LibraryError` for what a database reports."""
    reason: Any = getattr(error, "orig", None) or error
    for words, problem, remedy in _REMEDIES:
        if words in str(reason):
            return LibraryError(name, f"{problem} ({reason})", remedy=remedy)
    return LibraryError(name, f"the database refused: {reason}", remedy="run: marsad check")
