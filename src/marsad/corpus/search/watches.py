"""Saved searches: a query under a name beside the library, and which articles were told of already."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.syncing import open_index
from marsad.corpus.store.lock import FolderLock
from marsad.corpus.store.values import StoredArticle
from marsad.corpus.store.whole import write_whole
from marsad.corpus.store.writing import now
from marsad.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from marsad.corpus.library import Library

FOLDER = "watches"
_NAME = re.compile(r"[\w.-]{1,80}")


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A saved search: a query and its name."""

    name: str
    query: str


def list_watches(library: Library) -> list[Watch]:
    """The saved searches of a library, by name."""
    return [_read(path) for path in sorted(_folder(library).glob("*/search.json"))]


def watches_stamp(library: Library) -> tuple[tuple[str, int], ...]:
    """What is another as soon as another search is saved or one is forgotten; nothing for a library on a server."""
    if library.folder is None:
        return ()
    found = []
    for path in sorted(_folder(library).glob("*/search.json")):
        with suppress(FileNotFoundError):  # it is being forgotten
            found.append((path.parent.name, path.stat().st_mtime_ns))
    return tuple(found)


def find_watch(library: Library, name: str) -> Watch:
    """The saved search with a name; `UsageError` where there is none."""
    path = _place(library, name) / "search.json"
    if not path.exists():
        known = ", ".join(one.name for one in list_watches(library)) or "none"
        raise UsageError(name, f"no search is saved under this name (saved: {known})", remedy="give --query")
    return _read(path)


def save_watch(library: Library, watch: Watch) -> None:
    """Saves a search under its name. Another query under a name that is taken is `UsageError`: it has told of other articles."""
    parse_query(watch.query)
    folder = _place(library, watch.name)
    path = folder / "search.json"
    if path.exists() and _read(path).query != watch.query:
        remedy = f"name it otherwise, or forget that one: marsad watch LIB --name {watch.name} --forget"
        raise UsageError(watch.name, "another query is saved under this name", remedy=remedy)
    _write(path, msgspec.json.format(msgspec.json.encode(watch)))


def delete_watch(library: Library, name: str) -> None:
    """Forgets a saved search and what was told of it; `LibraryError` while a process is watching it."""
    find_watch(library, name)
    folder = _place(library, name)
    FolderLock(folder).release()
    shutil.rmtree(folder)


def last_look(library: Library, name: str, by: str) -> int:
    """Up to which article somebody has looked at what a saved search finds; 0 before the first look."""
    path = _look_of(library, name, by)
    return int(json.loads(path.read_bytes())["article"]) if path.exists() else 0


def keep_look(library: Library, name: str, by: str, article: int) -> None:
    """Notes that somebody has looked at what a saved search finds up to an article; what comes in later is new."""
    find_watch(library, name)
    _write(_look_of(library, name, by), msgspec.json.encode({"by": by, "article": article, "at": now()}))


def _look_of(library: Library, name: str, by: str) -> Path:
    """Where a look is kept: one file for each person, so that two who look at once are not in each other's way."""
    return _place(library, name) / "looks" / f"{hashlib.sha256(by.encode()).hexdigest()[:16]}.json"


class Watching:
    """A saved search at work, in one process at a time: what is new, and what was told.

    ::

        with Watching(library, watch) as watching:
            for article in watching.new():
                print(article.title)
                watching.tell(article)

    An article counts once: its later versions and readings are not new. What was told is on the disk when `tell` returns.
    """

    def __init__(self, library: Library, watch: Watch) -> None:
        self.watch = watch
        self._library, self._folder = library, _place(library, watch.name)
        self._log = self._folder / "told.jsonl"
        self._lock: FolderLock | None = None
        self._told: set[int] = set()
        self._passed: set[int] = set()

    def __enter__(self) -> Watching:
        self._lock = FolderLock(self._folder)
        self._told = set(_read_told(self._log))
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock:
            self._lock.release()

    def new(self) -> Iterator[StoredArticle]:
        """The articles that meet the query to the letter and were not told, in the order in which they came.

        The index is taken as it is (`catch_up` brings it up to date).
        """
        index = open_index(self._library)
        try:
            found = index.select(parse_query(self.watch.query))
        finally:
            index.close()
        for no in found:
            if no in self._passed:
                continue
            article = self._library.article(no)
            if article.line in self._told:
                self._passed.add(no)
            else:
                yield article

    def tell(self, article: StoredArticle) -> None:
        """Notes that an article was told, for ever."""
        line = {
            "line": article.line,
            "id": article.id,
            "at": now(),
        }
        with self._log.open("ab") as file:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._told.add(article.line)


def _read_told(path: Path) -> Iterator[int]:
    """The articles that were told; what a process that was killed while it wrote has left of a line is cut off."""
    data = path.read_bytes() if path.exists() else b""
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        os.truncate(path, whole)
    for line in data[:whole].splitlines():
        yield int(json.loads(line)["line"])


def _read(path: Path) -> Watch:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Watch)
    except msgspec.MsgspecError as error:
        raise LibraryError(str(path), f"it is no saved search: {error}", remedy="mend or delete it") from None


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data + b"\n")
    except OSError as error:
        raise LibraryError(
            str(path), f"it cannot be written: {error}", remedy="check rights and disk"
        ) from error


def _place(library: Library, name: str) -> Path:
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise UsageError(name, "that is no name for a search", remedy="use letters, digits, - and _")
    return _folder(library) / name


def _folder(library: Library) -> Path:
    if library.folder is None:
        raise UsageError(
            library.name,
            "saved searches lie beside a library, and this one is on a server",
            remedy="use one in a folder",
        )
    return library.folder / FOLDER


__all__ = [
    "Watch",
    "Watching",
    "delete_watch",
    "find_watch",
    "keep_look",
    "last_look",
    "list_watches",
    "save_watch",
]
