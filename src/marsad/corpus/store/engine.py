"""The database behind a library: a file in its folder, or a PostgreSQL server."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

from sqlalchemy import (
    Connection,
    Engine,
    PoolProxiedConnection,
    QueuePool,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError

from marsad.corpus.store.lock import LOCK_FILES
from marsad.corpus.store.migrations import create_schema
from marsad.corpus.store.schema import meta, metadata
from marsad.corpus.store.whole import sync_folder
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
    """Makes a new library in a folder, whose lock is held; it appears whole or not at all."""
    target, part = folder / FILE, folder / f"{FILE}.part"
    try:
        check_empty(folder)
        for left in (part, folder / f"{part.name}-journal"):
            left.unlink(missing_ok=True)
        engine = _engine(part.resolve().as_uri() + "?mode=rwc", "w", wal=False)
        with told_errors(str(folder)), begin_writing(engine) as connection:
            create_schema(connection)
        engine.dispose()
        part.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise _not_made(folder, error) from None


def make_folder(folder: Path) -> None:
    """Makes the folder of a new library, where it is not there yet; nothing else may lie in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_empty(folder)
    except OSError as error:
        raise _not_made(folder, error) from None


def check_empty(folder: Path) -> None:
    """Refuses a folder with a library, or with anything but what is left of a making that was killed."""
    if (folder / FILE).exists():
        raise LibraryError(str(folder), "there is a library already", remedy="add to it with: marsad add")
    if {one.name for one in folder.iterdir()} - {f"{FILE}.part", f"{FILE}.part-journal", *LOCK_FILES}:
        raise LibraryError(
            str(folder), "the folder is not empty", remedy="name a folder that is empty or new"
        )


def _not_made(folder: Path, error: OSError) -> LibraryError:
    problem = f"it cannot be made: {(error.strerror or str(error)).lower()}"
    return LibraryError(str(folder), problem, remedy="check the rights")


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
    """The engine of the library on a PostgreSQL server; the server's lists show the process under Marsad's name."""
    try:
        url = make_url(location)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        who = f"marsad, process {os.getpid()} on {socket.gethostname()}"
        # One that has waited may have been ended by the server: it is tried before it is used.
        return create_engine(url, connect_args={"application_name": who[:63]}, pool_pre_ping=True)
    except (SQLAlchemyError, ImportError) as error:
        remedy = "pip install 'marsad[postgres]'" if isinstance(error, ImportError) else "check the address"
        raise LibraryError(shown_name(location), f"it cannot be opened: {error}", remedy=remedy) from None


def create_tables(connection: Connection, name: str) -> None:
    """Makes a new library in a database on a server, beside tables of other programs if they are called otherwise."""
    held = set(inspect(connection).get_table_names())
    if meta.name in held:
        raise LibraryError(name, "there is a library already", remedy="add to it with: marsad add")
    if taken := sorted(held & metadata.tables.keys()):
        remedy = "make a database for it: createdb NAME"
        raise LibraryError(name, f"another program has tables called {', '.join(taken)}", remedy=remedy)
    create_schema(connection)


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


@contextmanager
def begin_reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the library as it is when it is first asked, whoever writes meanwhile."""
    still = {} if engine.dialect.name == "sqlite" else _STILL
    with engine.connect().execution_options(**still) as connection:
        yield connection


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that writes: all of it is in the library afterwards, or nothing."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


_STILL: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_ANSWER = "start the server, or check host and port"
_LOST = "try again when the server is there; nothing that was acknowledged is lost"
_REMEDIES = (
    ("Connection refused", "the server does not answer", _ANSWER),
    ("No such file or directory", "the server does not answer", _ANSWER),
    ("could not translate host name", "the server does not answer", _ANSWER),
    ("failed to resolve host", "the server does not answer", _ANSWER),
    ("timeout expired", "the server does not answer", _ANSWER),
    ("authentication failed", "the server does not let this user in", "check user and password (~/.pgpass)"),
    ("no password supplied", "the server does not let this user in", "check user and password (~/.pgpass)"),
    ("permission denied", "this user may not do that", "ask for the rights: GRANT, or own the database"),
    ("FATAL:  database", "there is no such database on the server", "make it: createdb NAME"),
    ("FATAL:  role", "the server does not know this user", "make it: createuser NAME"),
    ("server closed the connection", "the server is gone", _LOST),
    ("terminating connection", "the server ended the connection", _LOST),
    ("connection is closed", "the connection to the server was lost", _LOST),
    ("connection is lost", "the connection to the server was lost", _LOST),
    ("starting up", "the server is starting", _LOST),
    ("shutting down", "the server is being stopped", _LOST),
    ("No space left", "the disk of the server is full", "make room; nothing that was acknowledged is lost"),
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


class Watch:
    """An eye on a file: whether anybody has committed to it (SQLite's data_version), for microseconds a look."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, threading.Lock()
        self._connection: PoolProxiedConnection | None = None

    def stamp(self) -> int:
        """A number that is another after every commit; it is of this eye alone."""
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA data_version")
            return int(cast("tuple[int]", cursor.fetchone())[0])

    def close(self) -> None:
        """Lets go of its connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
