"""What a library holds in a format, piece by piece: records, tables and feeds, for the command line and the HTTP API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.export.csv_table import write_csv
from marsad.export.feed import FeedItem, write_atom, write_rss
from marsad.export.identity import iri_of

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.corpus.search.hits import Hit
    from marsad.types import Record


class Form(msgspec.Struct, frozen=True):
    """What a format is sent as: its media type, and the ending of a file of it."""

    media: str
    ending: str


FORMS = {
    "jsonl": Form("application/x-ndjson", "jsonl"),
    "csv": Form("text/csv", "csv"),
    "jsonld": Form("application/ld+json", "jsonld"),
    "annotations": Form("application/ld+json", "jsonld"),
    "prov": Form("application/json", "json"),
    "geojson": Form("application/geo+json", "geojson"),
    "ics": Form("text/calendar", "ics"),
    "graphml": Form("application/graphml+xml", "graphml"),
    "ftm": Form("application/x-ndjson", "ftm.json"),
    "rss": Form("application/rss+xml", "rss"),
    "atom": Form("application/atom+xml", "atom"),
}
"""The formats that can be written as they come; Parquet is a folder of files."""
FEEDS = frozenset({"rss", "atom"})
"""The formats that hold what a search finds."""


def record_pieces(library: Library, records: Iterable[Record], format: str) -> Iterator[str]:
    """Records of a library in a format, piece by piece."""
    if format == "jsonl":
        return (f"{record.to_json()}\n" for record in records)
    if format == "csv":
        from marsad.events.table import COLUMNS, rows_of

        return write_csv((row for record in records for row in rows_of(record)), COLUMNS)
    if format == "prov":
        from marsad.export.prov import write_prov

        return write_prov(records, lambda record: library.judgements(record.article.id))
    from marsad.export.formats import writer_of_format

    return writer_of_format(format)(records)


def table_pieces(
    library: Library, table: str, wanted: frozenset[int] | None, *, as_csv: bool
) -> Iterator[str]:
    """The rows of a table, or those of some articles by number, as CSV or JSON Lines."""
    rows, columns = library.rows(table), library.columns(table)
    if table == "claims":
        rows, columns = _graded(library, rows), [*columns, "reliability", "credibility"]
    if wanted is not None:
        number = "no" if table == "articles" else "article"
        rows = (row for row in rows if row[number] in wanted)
    return write_csv(rows, columns) if as_csv else json_lines(rows)


def _graded(library: Library, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    from marsad.corpus.actors import who_is_who
    from marsad.corpus.grading import grade_claims, grades_of

    directory, sites = who_is_who(library), {one.no: one.site for one in library.articles()}
    return grade_claims(rows, directory, grades_of(library, directory), sites)


def feed_pieces(library: Library, hits: Iterable[Hit], title: str, *, atom: bool) -> Iterator[str]:
    """What a search found, the newest first, as a feed."""
    from marsad.corpus.store.writing import now

    items = [_item(library, hit) for hit in hits]
    if not atom:
        return write_rss(title, items)
    return write_atom(title, items, updated=max((item.added for item in items), default=now()))


def _item(library: Library, hit: Hit) -> FeedItem:
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


def json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Rows as JSON Lines."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
