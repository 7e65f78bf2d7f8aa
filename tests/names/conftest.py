"""Reads a text into names; data of the tests lie beside them in YAML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.matching import load_lexicon, scan_document
from marsad.names import find_names
from marsad.text import read_document
from marsad.types import Article, Document, Names


@pytest.fixture(scope="session")
def named() -> Callable[[str], tuple[Document, Names]]:
    """The document and the names of a text."""

    def read(text: str) -> tuple[Document, Names]:
        scan = scan_document(read_document(Article(id="t", title="", text=text)), load_lexicon())
        return scan.document, find_names(scan)

    return read
