"""An index of each kind, filled with the six articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.corpus.search.news import ALL

from marsad.corpus.search import FtsIndex, SearchIndex, TantivyIndex

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "tantivy": lambda folder: TantivyIndex(folder / "tantivy"),
    "fts": lambda folder: FtsIndex(folder / "search.db"),
}
Open = Callable[[], SearchIndex]


@pytest.fixture(params=ENGINES)
def open_it(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the index of a test, again and again."""
    opened = []

    def open_index() -> SearchIndex:
        opened.append(ENGINES[request.param](tmp_path))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()


@pytest.fixture
def index(open_it: Open) -> SearchIndex:
    """An index with the six articles."""
    index = open_it()
    index.update(ALL, 6)
    return index
