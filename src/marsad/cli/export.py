"""`marsad export`: what a library holds, in its own formats and in those of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.cli.feed import feed_pieces
from marsad.cli.library import open_library, selected_numbers
from marsad.cli.output import open_output

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.types import Record


class ExportFormat(StrEnum):
    """What `marsad export` writes."""

    jsonl = "jsonl"
    csv = "csv"
    jsonld = "jsonld"
    annotations = "annotations"
    prov = "prov"
    geojson = "geojson"
    ics = "ics"
    graphml = "graphml"
    parquet = "parquet"
    rss = "rss"
    atom = "atom"
    ftm = "ftm"


class ExportTable(StrEnum):
    """The tables of a library."""

    records = "records"
    articles = "articles"
    entities = "entities"
    mentions = "mentions"
    claims = "claims"
    events = "events"
    judgements = "judgements"
    decisions = "decisions"
    refusals = "refusals"


TABLES = frozenset({ExportFormat.jsonl, ExportFormat.csv})
"""The formats that tables can be written in; the others hold records."""
FEEDS = frozenset({ExportFormat.rss, ExportFormat.atom})
"""The formats that hold what a search finds."""


def export(
    library: str = typer.Argument(..., help="The folder of the library."),
    format: ExportFormat = typer.Option(ExportFormat.jsonl, help="The format (docs/exports.md)."),
    table: ExportTable = typer.Option(
        ExportTable.records, help="Which table; records are whole in JSON Lines, a row an event in CSV."
    ),
    query: str | None = typer.Option(None, help="Only the articles that meet this query (docs/search.md)."),
    saved: str | None = typer.Option(
        None, help="The same, by the name under which `marsad watch` saved a query."
    ),
    title: str | None = typer.Option(None, help="The title of a feed (rss, atom); else its query."),
    limit: int = typer.Option(50, min=1, max=1000, help="The most articles of a feed (rss, atom)."),
    gold: bool = typer.Option(
        False, "--gold", help="What people judged, as annotated articles (JSON Lines only)."
    ),
    out: Path | None = typer.Option(None, help="Write here instead of standard output."),
) -> None:
    """Write what a library holds: the records of its articles, one of its tables, or the judgements as gold data."""
    _check(format, table, query or saved, gold=gold)
    if format is ExportFormat.parquet:
        _write_parquet(library, query, saved, out)
        return
    from marsad.export.streams import json_lines, record_pieces, table_pieces

    with open_library(library) as source, open_output(out) as file:
        asked = _query(source, query, saved)
        if format in FEEDS:
            atom = format is ExportFormat.atom
            asked = asked or ""
            file.writelines(feed_pieces(source, asked, atom=atom, title=title or saved or asked, limit=limit))
        elif gold:
            file.writelines(json_lines(source.gold()))
        elif table is not ExportTable.records:
            wanted = None if asked is None else frozenset(selected_numbers(source, asked))
            as_csv = format is ExportFormat.csv
            file.writelines(table_pieces(source, table.value, wanted, as_csv=as_csv))
        else:
            file.writelines(record_pieces(source, _records(source, asked), format.value))


def _check(format: ExportFormat, table: ExportTable, query: str | None, *, gold: bool) -> None:
    """Nothing, or a usage error when the options do not fit together."""
    if gold and (format is not ExportFormat.jsonl or table is not ExportTable.records or query):
        raise typer.BadParameter("annotated articles are JSON Lines: leave out --format, --table and --query")
    if table is not ExportTable.records and format not in TABLES:
        raise typer.BadParameter(f"{format.value} holds whole records: leave out --table")
    if query and table in (ExportTable.judgements, ExportTable.decisions, ExportTable.refusals):
        raise typer.BadParameter(f"a query selects articles, not {table.value}: leave out --query")
    if format in FEEDS and not query:
        raise typer.BadParameter("a feed is of a search: say which with --query or --saved")


def _query(library: Library, query: str | None, saved: str | None) -> str | None:
    if query and saved:
        raise typer.BadParameter("give --query or --saved, not both")
    if saved is None:
        return query
    from marsad.corpus.search.watches import find_watch

    return find_watch(library, saved).query


def _write_parquet(library: str, query: str | None, saved: str | None, out: Path | None) -> None:
    from marsad.export.parquet import write_parquet

    if out is None:
        raise typer.BadParameter("parquet is a folder of files: name one that is not there yet with --out")
    with open_library(library) as source:
        try:
            write_parquet(_records(source, _query(source, query, saved)), out)
        except ImportError:
            raise typer.BadParameter("parquet needs pyarrow: pip install 'marsad[parquet]'") from None


def _records(library: Library, query: str | None) -> Iterator[Record]:
    """The records of all articles, or of those that meet a query, in the order in which the articles came; each says who is who."""
    from marsad.corpus.actors import signed_records

    return signed_records(library, None if query is None else selected_numbers(library, query))
