"""The index of a library kept up to it while articles are added, by whoever adds them."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.corpus.search.syncing import (
    BATCH,
    articles_of,
    catch_up,
    claim_folder,
    gone_of,
    index_place,
    lock_folder,
    missing,
    open_index,
    say_held,
)
from marsad.corpus.search.tantivy_index import TantivyIndex
from marsad.corpus.store.marks import Told
from marsad.errors import LibraryError

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change

SECONDS = 20.0
"""What was added so long ago is committed with what is added next, so that others find it."""
Work = Generator[None, Sequence["Change"] | None, None]


@contextmanager
def following(library: Library) -> Iterator[Told]:
    """Whom to tell what was added, so that the index takes it in: its records need not be read from the disk again.

    The index is committed now and then and at the end, each time with the reading up to which it goes. Where it cannot follow
    (another program writes to it, it is damaged, it lacks thousands of readings), it lags behind as if nobody had told it, and
    `catch_up` brings it up.
    """
    work = _follow(library)

    def tell(changes: Sequence[Change] | None) -> None:
        with suppress(StopIteration, LibraryError):
            work.send(changes)

    with closing(work):
        with suppress(StopIteration, LibraryError):
            next(work)
        try:
            yield tell
        finally:
            tell(None)


def _follow(library: Library) -> Work:
    folder = library.index_folder
    claim_folder(library, folder)
    index = open_index(library)
    lacking = missing(library, index)
    index.close()
    if lacking > BATCH:
        return
    for _ in catch_up(library):
        pass
    with lock_folder(folder), closing(TantivyIndex(index_place(library))) as index:
        if index.watermark() == library.last_change():
            yield from _fill(library, folder, index)


def _fill(library: Library, folder: Path, index: TantivyIndex) -> Work:
    """Puts in what is told, some thousands of readings a commit; ends where a reading is missing between, or with `None`."""
    mark, more = index.watermark(), True
    while more:
        with index.filling() as filling:
            first, until = mark, time.monotonic() + SECONDS
            while more and mark - first < BATCH and time.monotonic() < until:
                changes = yield
                more = bool(changes) and changes is not None and changes[0].no == mark + 1
                if more and changes:
                    mark = changes[-1].no
                    filling.put(articles_of(changes), mark, gone=gone_of(changes))
        say_held(library, folder, mark)
