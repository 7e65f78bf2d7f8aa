"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there, as an unprivileged user, and gone afterwards."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

USERS = ("postgres", "nobody")
"""Whom the server runs as when the tests run as root, which PostgreSQL refuses: the first of them that there is."""
QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=16MB",
    "max_connections=40",
    "listen_addresses=",
)
"""The server is killed with the tests: nothing of it has to outlive the machine."""
STARTING_SECONDS = 60
PROGRAMS = ("initdb", "postgres", "psql")


class Server:
    """A server that runs, and the databases made on it."""

    def __init__(self, programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
        self.folder, self.process = folder, process
        self._programs = programs
        self._numbers = itertools.count(1)

    def address(self, database: str, user: str = "marsad") -> str:
        """The address of a database, as `Library.open` takes it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"news{next(self._numbers)}"
        self.ask(f"CREATE DATABASE {name}")
        return self.address(name)

    def ask(self, statement: str, address: str | None = None) -> str:
        """What `psql` answers to a statement; an error where the server refuses it."""
        command = [self._programs / "psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        done = subprocess.run(
            [*command, address or self.address("postgres")], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


def find_programs() -> Path | None:
    """Where PostgreSQL's programs lie: where Debian puts the newest of them, or on the path."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
    found = shutil.which("initdb")
    places = [*([Path(found).resolve().parent] if found else []), *places]
    return next((one for one in reversed(places) if all((one / name).exists() for name in PROGRAMS)), None)


@contextmanager
def run_server() -> Iterator[Server]:
    """A server; where there is no PostgreSQL the test is skipped, but not on machines that test every change (`CI`)."""
    programs = find_programs()
    if programs is None:
        missing = "PostgreSQL is not installed: apt-get install postgresql"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="marsad-pg-") as name:
        folder = Path(name)
        _make_cluster(programs, folder)
        options = itertools.chain.from_iterable(("-c", one) for one in QUICK)
        command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **_unprivileged())
        try:
            _await_start(folder, process)
            yield Server(programs, folder, process)
        finally:
            process.send_signal(signal.SIGQUIT)  # at once, and without tidying up what is removed anyway
            process.wait(STARTING_SECONDS)


def _make_cluster(programs: Path, folder: Path) -> None:
    if os.getuid() == 0:
        os.chown(folder, int(_unprivileged()["user"]), -1)
    command = [programs / "initdb", "-D", folder / "data", "-U", "marsad", "-A", "trust"]
    subprocess.run(
        [*command, "-E", "UTF8", "--no-locale", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=folder,
        **_unprivileged(),
    )


def _unprivileged() -> dict[str, Any]:
    """How to start a program as somebody else than root."""
    if os.getuid() != 0:
        return {}
    known = {one.pw_name: one for one in pwd.getpwall()}
    user = next(known[name] for name in USERS if name in known)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _await_start(folder: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING_SECONDS
    status = folder / "data" / "postmaster.pid"
    while not (status.exists() and status.read_text().rstrip().endswith("ready")):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError((folder / "log").read_text(errors="replace")[-2000:])
        time.sleep(0.05)
