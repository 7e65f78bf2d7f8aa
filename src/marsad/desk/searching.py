"""The search index of a desk: open as long as the desk is, and asked one question at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.corpus import Library
from marsad.corpus.search import SearchIndex, index_place, open_index
from marsad.errors import IndexDamaged


class OpenIndex:
    """The index of a library; a damaged one is let go of, and `mend` has it made anew beside the pages."""

    def __init__(self, library: Library, mend: Callable[[], None]) -> None:
        self._library, self._mend = library, mend
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None
        self.place: Path | None = None

    @contextmanager
    def asked(self) -> Iterator[SearchIndex]:
        """The index for one question; `IndexDamaged` where it is not whole."""
        with self._lock:
            try:
                if self._index is not None and self.place != index_place(self._library):
                    self._let_go()  # it was made anew beside this one
                if self._index is None:
                    self.place, self._index = index_place(self._library), open_index(self._library)
                yield self._index
            except IndexDamaged:
                self._let_go()
                self._mend()
                raise

    def close(self) -> None:
        """Lets go of the index once nobody asks it anything."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index = None


__all__ = ["OpenIndex"]
