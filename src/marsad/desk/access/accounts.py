"""The accounts of a library: users with their passwords, tokens and sessions, beside the library and not in it.

They have a file of their own, `access.sqlite`: people sign in while `marsad add` holds the library's right to write, and a
library that is handed on as data takes nobody's password along unless its whole folder is copied.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time
from typing import Self

import msgspec

from marsad.desk.access import passwords
from marsad.desk.access.persons import ROLES, Person, Role
from marsad.desk.access.trail import TRAIL, Trail
from marsad.errors import LibraryError, UsageError

FILE = "access.sqlite"
IDLE = 8 * 3600
"""Seconds after which a session that nobody used has ended: a working day."""
LONGEST = 7 * 24 * 3600
"""Seconds after which any session has ended."""
_PATIENCE = 2.0
"""Seconds to wait for another program that has the file: everybody who asks something waits meanwhile."""
_NOTED = 60
"""Seconds between two notes that a session is in use, so that reading does not write."""
_DAY = 24 * 3600
_SHAPE = 1
_TABLES = f"""
CREATE TABLE users (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, since REAL NOT NULL) STRICT;
CREATE TABLE tokens (hash BLOB PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  since REAL NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE sessions (hash BLOB PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
  token TEXT NOT NULL, since REAL NOT NULL, used REAL NOT NULL) STRICT;
{TRAIL}
PRAGMA user_version={_SHAPE};
"""


class User(msgspec.Struct, frozen=True):
    """An account: its name, its role, since when (seconds of the epoch), and how many tokens of it are good."""

    name: str
    role: Role
    since: float
    tokens: int


class Accounts:
    """The accounts of the library in a folder; every method is safe to call from several threads and processes.

    `cost` is what a password costs to try; the default is for use, a smaller one for tests.
    """

    def __init__(self, folder: str | os.PathLike[str], *, cost: passwords.Cost | None = None) -> None:
        self.path = Path(folder) / FILE
        self._cost, self._lock = cost or passwords.Cost(), threading.Lock()
        self._nobody = passwords.keep(secrets.token_urlsafe(), self._cost)
        self._connection = _open(self.path)
        self.trail = Trail(self.writing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    def add(self, name: str, role: Role, password: str) -> None:
        """A new account; `UsageError` where the name is taken or no name, or the password too short."""
        kept = passwords.keep(password, self._cost)
        with self.writing() as connection:
            try:
                connection.execute(
                    "INSERT INTO users VALUES (?, ?, ?, ?)",
                    (checked_name(name), checked_role(role), kept, time()),
                )
            except sqlite3.IntegrityError:
                raise UsageError(name, "there is such a user", remedy="marsad user list shows all") from None

    def remove(self, name: str) -> None:
        """Takes an account away with its tokens and sessions; what it did stays in the trail."""
        self._change(name, "DELETE FROM users WHERE name = ?", name)

    def set_password(self, name: str, password: str) -> None:
        """Another password; whoever is signed in under the old one is signed out."""
        self._change(
            name, "UPDATE users SET password = ? WHERE name = ?", passwords.keep(password, self._cost), name
        )
        with self.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def set_role(self, name: str, role: Role) -> None:
        """Another role, from the next request on."""
        self._change(name, "UPDATE users SET role = ? WHERE name = ?", checked_role(role), name)

    def users(self) -> tuple[User, ...]:
        """All accounts by name."""
        query = (
            "SELECT name, role, since, (SELECT count(*) FROM tokens WHERE user = name AND until > ?)"
            " FROM users ORDER BY name"
        )
        with self.writing() as connection:
            return tuple(User(*row) for row in connection.execute(query, (time(),)))

    def new_token(self, name: str, days: int) -> str:
        """A token by which programs are this user for some days; only its hash is kept, so it is shown once."""
        secret, now = secrets.token_urlsafe(32), time()
        row = (_hash(secret), name, now, now + days * _DAY)
        self._change(
            name, "INSERT INTO tokens SELECT ?, name, ?, ? FROM users WHERE name = ?", row[0], *row[2:], name
        )
        return secret

    def revoke_tokens(self, name: str) -> int:
        """How many tokens the user had until now; `UsageError` where there is no such user."""
        with self.writing() as connection:
            if not connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
                raise _unknown(name)
            return connection.execute("DELETE FROM tokens WHERE user = ?", (name,)).rowcount

    def sign_in(self, name: str, password: str) -> str | None:
        """The secret of a new session, or `None`; an unknown name takes as long as a wrong password.

        A password that an earlier Marsad kept is kept anew, since only now it is known.
        """
        name = kept_name(name)
        kept = self._checked(name, password)
        if kept is None:
            return None
        if passwords.is_old(kept, self._cost):
            self._renew(name, password, kept)
        secret, now = secrets.token_urlsafe(32), time()
        row = (_hash(secret), name, secrets.token_urlsafe(24), now, now)
        with self.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE used < ? OR since < ?", (now - IDLE, now - LONGEST)
            )
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", row)
        return secret

    def _checked(self, name: str, password: str) -> str | None:
        """The password of a user as it is kept, where it is this one.

        As long as one user's is kept as an earlier Marsad did, both ways are tried for every name: how long it takes tells
        neither whether there is such a user nor how long ago he was here.
        """
        before = f"{passwords.BEFORE}%"
        with self.writing() as connection:
            found = connection.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
            other = connection.execute(
                "SELECT password FROM users WHERE password LIKE ? LIMIT 1", (before,)
            ).fetchone()
        own = found[0] if found else ""
        modern = self._nobody if own.startswith(passwords.BEFORE) or not own else own
        tried = [modern, *((own if own.startswith(passwords.BEFORE) else other[0],) if other else ())]
        right = {one for one in tried if passwords.matches(password, one)}
        return own if own in right else None

    def _renew(self, name: str, password: str, kept: str) -> None:
        """Keeps a password as it is kept today; one that is too short for that, or was changed meanwhile, stays as it is."""
        with suppress(UsageError), suppress(LibraryError):
            renewed = passwords.keep(password, self._cost)
            with self.writing() as connection:
                connection.execute(
                    "UPDATE users SET password = ? WHERE name = ? AND password = ?", (renewed, name, kept)
                )

    def sign_out(self, secret: str) -> None:
        """Ends a session."""
        with self.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hash(secret),))

    def of_session(self, secret: str) -> Person | None:
        """The user of a session that has not ended."""
        hashed, now = _hash(secret), time()
        query = "SELECT name, role, token, used FROM sessions JOIN users ON user = name WHERE hash = ? AND used > ? AND sessions.since > ?"
        with self.writing() as connection:
            found = connection.execute(query, (hashed, now - IDLE, now - LONGEST)).fetchone()
            if found is None:
                return None
            name, role, token, used = found
            if now - used > _NOTED:
                # Whoever reads does not wait for another program that writes: the next request notes it.
                with suppress(sqlite3.OperationalError):
                    connection.execute("UPDATE sessions SET used = ? WHERE hash = ?", (now, hashed))
        return Person(name=name, role=role, token=token, how="session")

    def of_token(self, secret: str) -> Person | None:
        """The user of a token that is good."""
        query = "SELECT name, role FROM tokens JOIN users ON user = name WHERE hash = ? AND until > ?"
        with self.writing() as connection:
            found = connection.execute(query, (_hash(secret), time())).fetchone()
        return Person(name=found[0], role=found[1], how="bearer") if found else None

    def _change(self, name: str, statement: str, *values: object) -> None:
        with self.writing() as connection:
            if not connection.execute(statement, values).rowcount:
                raise _unknown(name)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; each statement is on the disk when it returns."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.OperationalError as error:
                raise LibraryError(
                    str(self.path), f"it cannot be used: {error}", remedy="check its rights"
                ) from None


def kept_name(name: str) -> str:
    """A name that somebody typed as it is kept: one spelling of many, so that all of them are one name to try."""
    return unicodedata.normalize("NFC", name.strip())


def _unknown(name: str) -> UsageError:
    return UsageError(name, "there is no such user", remedy="marsad user list shows all")


def checked_name(name: str) -> str:
    """A name as it is kept; `UsageError` for one that could be taken for another or not be typed."""
    clean = unicodedata.normalize("NFC", name)
    if not 1 <= len(clean) <= 64 or clean != clean.strip() or not clean.isprintable():
        raise UsageError(
            name, "it is no name for a user", remedy="choose 1 to 64 letters, digits, signs and spaces"
        )
    return clean


def checked_role(role: str) -> Role:
    """A role; `UsageError` for what is none."""
    for one in ROLES:
        if one == role:
            return one
    raise UsageError(role, "it is no role", remedy=f"choose {', '.join(ROLES)}")


def has_accounts(folder: str | os.PathLike[str]) -> bool:
    """Whether the library in a folder has a file of accounts; nothing is made."""
    return (Path(folder) / FILE).is_file()


def _hash(secret: str) -> bytes:
    """Secrets of 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _open(path: Path) -> sqlite3.Connection:
    """The file, made where it is missing, for the eyes of its owner alone."""
    if not path.parent.is_dir():
        raise LibraryError(
            str(path.parent), "there is no library here", remedy=f"make one: marsad init {path.parent}"
        )
    try:
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not version:
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(str(path), f"it cannot be used: {error}", remedy="check its rights") from None
    if version > _SHAPE:
        connection.close()
        raise LibraryError(str(path), "a newer Marsad made it", remedy="update Marsad")
    return connection
