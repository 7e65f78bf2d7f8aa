"""The index of a library brought up to it, and made anew where that is needed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.fts_index import FtsIndex
from marsad.corpus.search.index import SearchIndex
from marsad.corpus.search.tantivy_index import TantivyIndex
from marsad.corpus.store.checking import WATERMARK
from marsad.corpus.store.lock import FolderLock
from marsad.corpus.store.marks import changes_after
from marsad.errors import IndexBusy, IndexDamaged, LibraryError, UsageError

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "tantivy": lambda folder: TantivyIndex(folder / "tantivy"),
    "fts": lambda folder: FtsIndex(folder / "fts" / "search.db"),
}
"""The engines by name, each with its own folder inside the index folder of a library."""
BATCH = 2000
"""Readings that are committed together: what a killed run has to do again, and the memory it needs."""


def open_index(library: Library, engine: str = "tantivy") -> SearchIndex:
    """The search index of a library as it is; it may lag behind the library (`catch_up`).

    Raises `IndexDamaged` where it is not whole, of another version, or of another library.
    """
    folder = _folder(library)
    if (folder / engine).exists() and _owner(folder) != library.id:
        raise IndexDamaged(str(folder), "it is the index of another library", remedy="run: marsad reindex")
    index = ENGINES[engine](folder)
    if index.watermark() > library.last_change():
        index.close()
        raise IndexDamaged(str(folder), "it holds more than the library", remedy="run: marsad reindex")
    return index


def catch_up(library: Library, engine: str = "tantivy", *, anew: bool = False) -> Iterator[int]:
    """Puts into the index what the library has more than it, and gives the number of readings done, batch by batch.

    What was given is safe: a run that is killed is continued by the next one. `anew` begins with an empty index, as does
    an index that is damaged or of another version or library. Raises `IndexBusy` while another program does the same.
    """
    folder = _folder(library)
    lock = _lock(folder)
    try:
        if anew or _must_begin_anew(library, engine):
            _clear(library, folder, engine)
        if not (folder / WATERMARK).exists():
            _write_mark(library, folder, 0)
        index = ENGINES[engine](folder)
        try:
            yield from _take_in(library, folder, index)
        finally:
            index.close()
    finally:
        lock.release()


def _take_in(library: Library, folder: Path, index: SearchIndex) -> Iterator[int]:
    done, mark = 0, index.watermark()
    while batch := changes_after(library, mark, BATCH):
        mark = batch[-1].no
        index.update(_articles(batch), mark, gone=_gone(batch))
        _write_mark(library, folder, mark)
        done += len(batch)
        yield done
    _write_mark(library, folder, mark)


def _articles(batch: Iterable[Change]) -> Iterator[IndexedArticle]:
    return (IndexedArticle.from_record(one.article, one.record) for one in batch if one.current)


def _gone(batch: Iterable[Change]) -> list[int]:
    """The numbers whose place is taken: by a later version, or by a reading that is no longer the article's."""
    return list({no for one in batch for no in (*one.replaces, one.article)})


def _must_begin_anew(library: Library, engine: str) -> bool:
    try:
        open_index(library, engine).close()
    except IndexDamaged:
        return True
    return False


def _clear(library: Library, folder: Path, engine: str) -> None:
    """Removes an index; what the folder says of itself goes first, so that it never says too much."""
    _write_mark(library, folder, 0)
    if (folder / engine).exists():
        shutil.rmtree(folder / engine)


def _write_mark(library: Library, folder: Path, change: int) -> None:
    """Says in the folder what it holds, whole or not at all."""
    said = json.dumps({"library": library.id, "change": change})
    part = folder / f"{WATERMARK}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / WATERMARK)


def _owner(folder: Path) -> str | None:
    try:
        said = json.loads((folder / WATERMARK).read_text(encoding="utf-8"))
        return str(said["library"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _folder(library: Library) -> Path:
    if library.index_folder is None:
        raise UsageError(
            library.name, "a library on a server has no search index yet", remedy="use one in a folder"
        )
    return library.index_folder


def _lock(folder: Path) -> FolderLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FolderLock(folder)
    except OSError as error:
        raise LibraryError(
            str(folder), f"it cannot be made: {error}", remedy="check the rights and the disk"
        ) from error
    except LibraryError as error:
        raise IndexBusy(str(folder), error.problem, remedy=error.remedy) from None
