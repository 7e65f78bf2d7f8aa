"""What a search of a library finds, as an RSS or Atom feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marsad.cli.library import bring_up_to_date

if TYPE_CHECKING:
    from marsad.corpus import Library


def feed_pieces(library: Library, query: str, *, atom: bool, title: str, limit: int) -> Iterator[str]:
    """The newest articles that meet a query to the letter, as a feed in pieces."""
    from marsad.corpus.search.parsing import parse_query
    from marsad.corpus.search.syncing import open_index
    from marsad.export import streams

    asked = parse_query(query)
    bring_up_to_date(library)
    index = open_index(library)
    try:
        hits = index.search(asked, limit=limit, sort="date", facets=False, strict=True).hits
    finally:
        index.close()
    return streams.feed_pieces(library, hits, title, atom=atom)
