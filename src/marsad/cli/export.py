"""`marsad export`: what a library holds, as JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import typer

from marsad.cli.library import open_library
from marsad.cli.output import open_output

if TYPE_CHECKING:
    from marsad.corpus import Library


class ExportFormat(StrEnum):
    """What `marsad export` writes."""

    jsonl = "jsonl"
    csv = "csv"


class ExportTable(StrEnum):
    """The tables of a library."""

    records = "records"
    articles = "articles"
    entities = "entities"
    mentions = "mentions"
    claims = "claims"
    events = "events"
    judgements = "judgements"
    refusals = "refusals"


def export(
    library: str = typer.Argument(..., help="The folder of the library."),
    format: ExportFormat = typer.Option(ExportFormat.jsonl, help="jsonl or csv."),
    table: ExportTable = typer.Option(
        ExportTable.records, help="Which table; records are whole in JSON Lines, a row an event in CSV."
    ),
    gold: bool = typer.Option(
        False, "--gold", help="What people judged, as annotated articles (JSON Lines only)."
    ),
    out: Path | None = typer.Option(None, help="Write here instead of standard output."),
) -> None:
    """Write what a library holds: the records of all articles, one of its tables, or the judgements as gold data."""
    if gold and (format is ExportFormat.csv or table is not ExportTable.records):
        raise typer.BadParameter("annotated articles are JSON Lines: leave out --format and --table")
    with open_library(library) as source, open_output(out) as file:
        if gold:
            _write_lines(source.gold(), file)
        elif table is ExportTable.records and format is ExportFormat.jsonl:
            file.writelines(f"{record.to_json()}\n" for record in source.records())
        elif format is ExportFormat.jsonl:
            _write_lines(source.rows(table.value), file)
        else:
            _write_csv(*_csv_rows(source, table), file)


def _csv_rows(source: Library, table: ExportTable) -> tuple[list[str], Iterator[dict[str, Any]]]:
    if table is ExportTable.records:
        from marsad.events.table import COLUMNS, rows_of

        return list(COLUMNS), (row for record in source.records() for row in rows_of(record))
    return source.columns(table.value), source.rows(table.value)


def _write_csv(columns: list[str], rows: Iterable[dict[str, Any]], file: IO[str]) -> None:
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _write_lines(rows: Iterable[dict[str, Any]], file: IO[str]) -> None:
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
