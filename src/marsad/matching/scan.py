"""A document with the lexicon entries found in each of its parts: what every layer reads from."""

from __future__ import annotations

import msgspec

from marsad.matching.engine import Lexicon, Matches, find_matches
from marsad.types import Document


class Scan(msgspec.Struct, frozen=True):
    """A document and, for each of its parts, the matches; the layers share one scan."""

    document: Document
    lexicon: Lexicon
    matches: tuple[Matches, ...]


def scan_document(document: Document, lexicon: Lexicon) -> Scan:
    """The matches of every part of a document, found in one pass."""
    return Scan(document, lexicon, tuple(find_matches(part, lexicon) for part in document.parts))
