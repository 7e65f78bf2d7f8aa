"""Writes into an index for ever, telling each watermark that is safe: run by the test that kills it.

python -m tests.corpus.search.writing ENGINE FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.corpus.search.conftest import ENGINES

from marsad.corpus.search import IndexedArticle

AT_ONCE = 20


def articles(mark: int) -> Iterator[IndexedArticle]:
    """The articles that come with a watermark."""
    for no in range((mark - 1) * AT_ONCE + 1, mark * AT_ONCE + 1):
        yield IndexedArticle(no=no, id=str(no), text=f"الخبر رقم {no} عن درنة وحفتر والانتخابات " * 5)


def main(engine: str, folder: Path) -> None:
    index = ENGINES[engine](folder)
    mark = index.watermark()
    while True:
        mark += 1
        index.update(articles(mark), mark)
        print(mark, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
