"""The index of a library brought up to it, and made anew where that is needed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.fts_index import FtsIndex
from marsad.corpus.search.index import SearchIndex
from marsad.corpus.search.tantivy_index import TantivyIndex
from marsad.corpus.store.checking import WATERMARK
from marsad.corpus.store.lock import FolderLock
from marsad.corpus.store.marks import changes_after
from marsad.corpus.store.whole import write_whole
from marsad.errors import IndexBusy, IndexDamaged, LibraryError

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "tantivy": TantivyIndex,
    "fts": lambda place: FtsIndex(place / "search.db"),
}
"""The engines by name, each with its own place inside the index folder of a library."""
BATCH = 2000
"""Readings that are committed together: what a killed run has to do again, and the memory it needs."""


class Said(msgspec.Struct, frozen=True):
    """What an index folder says of itself: whose it is, up to which reading it goes, and where an index lies that was made
    anew beside the one before; the others lie under the name of their engine."""

    library: str = ""
    change: int = 0
    places: dict[str, str] = {}


def index_place(library: Library, engine: str = "tantivy") -> Path:
    """Where the index lies that answers: another one has its own place, and takes this one's when it is whole."""
    folder = library.index_folder
    return folder / _read_said(folder).places.get(engine, engine)


def index_stamp(library: Library) -> Hashable:
    """What is another whenever an index of the library holds more than before, or another one answers."""
    with suppress(FileNotFoundError):
        said = (library.index_folder / WATERMARK).stat()
        return said.st_mtime_ns, said.st_ino, said.st_size
    return None


def open_index(library: Library, engine: str = "tantivy") -> SearchIndex:
    """The search index of a library as it is; it may lag behind the library (`catch_up`).

    Raises `IndexDamaged` where it is not whole, of another version, or of another library.
    """
    folder, place = library.index_folder, index_place(library, engine)
    if not place.exists():
        claim_folder(library, folder)
    if place.exists() and _read_said(folder).library != library.id:
        raise IndexDamaged(str(folder), "it is the index of another library", remedy="run: marsad reindex")
    index = ENGINES[engine](place)
    if place != index_place(library, engine):  # another took its place while it was opened
        index.close()
        return open_index(library, engine)
    if index.watermark() > library.last_change():
        index.close()
        raise IndexDamaged(str(folder), "it holds more than the library", remedy="run: marsad reindex")
    return index


def missing(library: Library, index: SearchIndex) -> int:
    """How many readings of a library its index does not hold."""
    return max(0, library.last_change() - index.watermark())


def catch_up(library: Library, engine: str = "tantivy", *, anew: bool = False) -> Iterator[int]:
    """Puts into the index what the library has more than it, and gives the number of readings done, batch by batch.

    What was given is safe: a run that is killed is continued by the next one. With `anew` an index is made beside the one
    that answers, and takes its place when it is whole. One that is damaged or of another version or library answers nobody:
    it is emptied and filled again. Raises `IndexBusy` while another program does the same.
    """
    folder = library.index_folder
    claim_folder(library, folder)
    with lock_folder(folder):
        _sweep(folder, index_place(library, engine), engine)
        usable = _is_usable(library, engine)
        if not usable:
            _clear(library, folder, engine)
        if anew and usable:
            yield from _make_beside(library, folder, engine)
        else:
            yield from _take_in(library, folder, engine)


def _take_in(library: Library, folder: Path, engine: str) -> Iterator[int]:
    """Fills the index that answers; the folder never says more than it holds."""
    with closing(ENGINES[engine](index_place(library, engine))) as index:
        for done in _fill(library, index):
            say_held(library, folder, index.watermark())
            yield done
        say_held(library, folder, index.watermark())


def _make_beside(library: Library, folder: Path, engine: str) -> Iterator[int]:
    """Makes an index that answers from the moment when it is whole; the one before is removed by the next run."""
    now = index_place(library, engine)
    place = f"{engine}-{int(now.name.partition('-')[2] or 0) + 1}"
    try:
        with closing(ENGINES[engine](folder / place)) as index:
            yield from _fill(library, index)
            say_held(library, folder, index.watermark(), {engine: place})
    except BaseException:
        _sweep(folder, now, engine)  # on a full disk its room is needed
        raise


def _fill(library: Library, index: SearchIndex) -> Iterator[int]:
    done, mark = 0, index.watermark()
    while batch := changes_after(library, mark, BATCH):
        mark = batch[-1].no
        index.update(articles_of(batch), mark, gone=gone_of(batch))
        done += len(batch)
        yield done


def articles_of(batch: Iterable[Change]) -> Iterator[IndexedArticle]:
    """The articles that readings put into an index."""
    return (IndexedArticle.from_record(one.article, one.record) for one in batch if one.current)


def gone_of(batch: Iterable[Change]) -> list[int]:
    """The numbers whose place is taken: by a later version, or by a reading that is no longer the article's."""
    return list({no for one in batch for no in (*one.replaces, one.article)})


def _is_usable(library: Library, engine: str) -> bool:
    try:
        open_index(library, engine).close()
    except IndexDamaged:
        return False
    return True


def _clear(library: Library, folder: Path, engine: str) -> None:
    """Removes an index; what the folder says of itself goes first, so that it never says too much."""
    place = index_place(library, engine)
    say_held(library, folder, 0)
    if place.exists():
        shutil.rmtree(place)


def _sweep(folder: Path, place: Path, engine: str) -> None:
    """Removes the indexes that answer no more, and those that were not finished; what somebody has open stays until later."""
    for one in folder.iterdir():
        if one.name.partition("-")[0] == engine and one != place:
            shutil.rmtree(one, ignore_errors=True)


def claim_folder(library: Library, folder: Path) -> None:
    """Says whose a new index folder is before anything is put into it; whoever has the lock has done so."""
    with suppress(IndexBusy), lock_folder(folder):
        if not (folder / WATERMARK).exists() and not any(one.is_dir() for one in folder.iterdir()):
            say_held(library, folder, 0)


def say_held(library: Library, folder: Path, change: int, places: Mapping[str, str] | None = None) -> None:
    """Says in the folder what it holds and where, whole or not at all."""
    said = Said(library.id, change, _read_said(folder).places | dict(places or {}))
    write_whole(folder / WATERMARK, msgspec.json.encode(said))


def _read_said(folder: Path) -> Said:
    try:
        return msgspec.json.decode((folder / WATERMARK).read_bytes(), type=Said)
    except (OSError, msgspec.MsgspecError):
        return Said()


def lock_folder(folder: Path) -> FolderLock:
    """The right to write to an index; `IndexBusy` while another program has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FolderLock(folder)
    except OSError as error:
        raise LibraryError(
            str(folder), f"it cannot be made: {error}", remedy="check the rights and the disk"
        ) from error
    except LibraryError as error:
        raise IndexBusy(str(folder), error.problem, remedy=error.remedy) from None
