"""Killed processes, two writers, a full disk, a folder that may not be written to: a clear error, and the library whole."""

from __future__ import annotations

import importlib.util
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marsad.corpus import Added, Library
from marsad.corpus.search import catch_up, open_index
from marsad.corpus.store.lock import FolderLock
from marsad.corpus.store.whole import write_whole
from marsad.errors import LibraryError

from .conftest import given, in_folder, outcomes, put

ROOT = Path(__file__).parent.parent.parent
NOBODY = 65534


def kill_script() -> ModuleType:
    """The script that kills many more."""
    spec = importlib.util.spec_from_file_location("kills", ROOT / "benchmarks/kills.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_acknowledged_survives_being_killed(tmp_path: Path) -> None:
    assert kill_script().run_rounds(str(tmp_path / "lib"), range(12), 1, random.Random(1)) > 40


def run(code: str, *args: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def test_of_two_who_make_a_library_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    with FolderLock(folder), pytest.raises(LibraryError, match="is writing to it"):
        Library.create(folder)
    (folder / "library.sqlite.part").write_bytes(b"what one that was killed has left")
    with Library.create(folder) as library:
        assert outcomes(put(library, given(1))) == ["new"]


OPEN_TO_WRITE = """
import sys
from marsad.corpus import Library
from marsad.corpus.search import catch_up, open_index
from marsad.corpus.store.lock import FolderLock
from marsad.errors import LibraryError
try:
    with Library.open(sys.argv[1], "w") as library:
        print("open", len(list(library.articles())))
except LibraryError as error:
    print(error)
"""


@in_folder
def test_two_writers(library: Library, tmp_path: Path) -> None:
    put(library, given(1))
    message = f"process {os.getpid()} on "
    with pytest.raises(LibraryError, match=message):
        Library.open(tmp_path / "lib", "w")
    refused = run(OPEN_TO_WRITE, str(tmp_path / "lib")).stdout
    assert message in refused
    assert "wait until it has ended" in refused
    with Library.open(tmp_path / "lib") as reader:
        assert [one.id for one in reader.articles()] == ["a1"]
    library.close()
    assert run(OPEN_TO_WRITE, str(tmp_path / "lib")).stdout == "open 1\n"


@in_folder
def test_readers_see_what_was_committed_when_they_began(library: Library, tmp_path: Path) -> None:
    put(library, *(given(n) for n in range(3)))
    with Library.open(tmp_path / "lib") as reader:
        listing = reader.articles()
        assert next(listing).id == "a0"
        put(library, given(7))
        assert [one.id for one in listing] == ["a1", "a2"]
        assert [one.id for one in reader.articles()] == ["a0", "a1", "a2", "a7"]


READ_AS_NOBODY = """
import os, sys
import marsad.types
from marsad.corpus import Library
from marsad.corpus.search import catch_up, open_index
from marsad.corpus.store.lock import FolderLock
from marsad.errors import LibraryError
os.setuid(int(sys.argv[2])) if os.getuid() == 0 else None
with Library.open(sys.argv[1]) as library:
    print(*[one.id for one in library.articles()], library.check().clean)
try:
    Library.open(sys.argv[1], "w")
except LibraryError as error:
    print(error)
"""


def test_a_folder_that_may_not_be_written_to() -> None:
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "lib"
        with Library.create(folder) as library:
            put(library, given(1), given(2))
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        done = run(READ_AS_NOBODY, str(folder), str(NOBODY))
        folder.chmod(0o755)
    assert done.stdout.splitlines()[:1] == ["a1 a2 True"], done.stderr
    assert "may not be written to" in done.stdout.splitlines()[1]


def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    with Library.create(folder) as library:
        put(library, given(0))
    limit = (folder / "library.sqlite").stat().st_size + 200_000
    code = """
import sys
from tests.corpus.conftest import FAST, TEXTS, given
from marsad.corpus import Library
from marsad.corpus.search import catch_up, open_index
from marsad.corpus.store.lock import FolderLock
from marsad.errors import LibraryError
with Library.open(sys.argv[1], "w") as library:
    try:
        for answer in library.add((given(n, TEXTS[n % 4] + str(n) * 3000) for n in range(1, 400)), how=FAST):
            print(answer.id, flush=True)
    except LibraryError as error:
        print("error:", error, flush=True)
"""
    hold = (resource.RLIMIT_FSIZE, (limit, limit))
    done = run(code, str(folder), cwd=ROOT, preexec_fn=lambda: resource.setrlimit(*hold))
    lines = done.stdout.splitlines()
    assert lines[-1].startswith(f"error: {folder}: the disk"), done.stderr
    assert "make room" in lines[-1]
    with Library.open(folder, "w") as library:
        assert library.check().clean
        assert {one.id for one in library.articles()} == {"a0", *lines[:-1]}
        assert outcomes(put(library, given(500))) == ["new"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("anew", [False, True])
def test_a_full_disk_under_the_index_is_told(small_disk: Path, anew: bool) -> None:
    ballast = small_disk / "ballast"
    with Library.create(small_disk / "lib") as library:
        put(library, *(given(n) for n in range(4)))
        if anew:
            list(catch_up(library))
        ballast.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 16_384))
        with pytest.raises(LibraryError, match=r"the disk is full \(make room"):
            list(catch_up(library, anew=anew))
        assert library.check().clean
        with open_index(library) as index:
            assert index.count() == (4 if anew else 0)
        ballast.unlink()
        list(catch_up(library, anew=anew))
        with open_index(library) as index:
            assert index.count() == 4
        assert library.check().clean


def test_what_is_not_taken_from_the_generator_is_not_in_the_library(library: Library) -> None:
    answers = library.add(given(n) for n in range(3))
    first = next(answers)
    answers.close()
    assert isinstance(first, Added)
    assert library.check().clean


def test_a_lock_that_was_given_back_leaves_the_next_one_alone(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    first.release()
    with FolderLock(tmp_path):
        first.release()
        assert (tmp_path / "writer.json").exists()
        with pytest.raises(LibraryError, match=f"process {os.getpid()} on"):
            FolderLock(tmp_path)
    assert not (tmp_path / "writer.json").exists()


def test_small_files_are_on_the_disk_before_they_get_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: done.append("sync") or sync(handle))

    def renamed(path: Path, target: Path) -> Path:
        done.append(f"{path.name} to {target.name}")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", renamed)
    write_whole(tmp_path / "list.json", b"[]")
    assert done == ["sync", "list.json.part to list.json", "sync"]
    assert [one.name for one in tmp_path.iterdir()] == ["list.json"]


def test_orphans_end_with_the_process_that_was_killed(tmp_path: Path) -> None:
    import signal
    import time

    Library.create(tmp_path / "lib").close()
    command = [sys.executable, str(ROOT / "benchmarks/kills.py"), "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--work", str(tmp_path / "lib"), "read", "1"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert process.stdout.readline().startswith("article")
    workers = children(process.pid)
    assert workers
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in workers):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("this system does not list the children of a process")
    return [int(one) for one in listed.read_text().split()]
