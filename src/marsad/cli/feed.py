"""What a search of a library finds, as an RSS or Atom feed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marsad.cli.library import bring_up_to_date

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.corpus.search.hits import Hit
    from marsad.export.feed import FeedItem


def feed_pieces(library: Library, query: str, *, atom: bool, title: str, limit: int) -> Iterator[str]:
    """The newest articles that meet a query to the letter, as a feed in pieces."""
    from marsad.corpus.search.parsing import parse_query
    from marsad.corpus.search.syncing import open_index
    from marsad.corpus.store.writing import now
    from marsad.export.feed import write_atom, write_rss

    asked = parse_query(query)
    bring_up_to_date(library)
    index = open_index(library)
    try:
        hits = index.search(asked, limit=limit, sort="date", facets=False, strict=True).hits
    finally:
        index.close()
    items = [_item(library, hit) for hit in hits]
    if not atom:
        return write_rss(title, items)
    newest = max((item.added for item in items), default=now())
    return write_atom(title, items, updated=newest)


def _item(library: Library, hit: Hit) -> FeedItem:
    from marsad.export.feed import FeedItem
    from marsad.export.identity import iri_of

    article = library.article(hit.no)
    return FeedItem(
        iri=iri_of(article.id),
        url=article.url,
        title=hit.title,
        summary=hit.snippet.text,
        added=article.added,
        published=hit.published,
        site=hit.site,
    )
