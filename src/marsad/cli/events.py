"""`marsad events`: the events of articles as one flat table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import typer

from marsad.batch import Refusal
from marsad.cli.output import open_output
from marsad.cli.progress import Tally, show_progress
from marsad.cli.read import check_published, read_all, warn

_BOM = "\ufeff"
"""Without it Excel reads a CSV in the encoding of the machine, and Arabic as «Ø§Ù„»."""


class TableFormat(StrEnum):
    """The file formats of the table."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def events(
    paths: list[str] = typer.Argument(..., help="Pages, articles, folders, URLs, or - for standard input."),
    out: Path | None = typer.Option(
        None, help="Write here (.csv, .jsonl, .parquet) instead of standard output."
    ),
    format: TableFormat | None = typer.Option(
        None, help="csv, jsonl or parquet; else by the name of the file."
    ),
    published: str | None = typer.Option(
        None, help="The date of publication, when the page does not say it."
    ),
    once: bool = typer.Option(False, "--once", help="Only the first mention of each event in an article."),
    excel: bool = typer.Option(
        False,
        "--excel",
        help="A CSV that Excel opens as it is: it begins with a byte-order mark, lines end in CRLF.",
    ),
    jobs: int = typer.Option(1, min=1, help="How many processes read."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No counts on standard error."),
    allow_private: bool = typer.Option(False, help="Let URLs lead to this machine or a private network."),
) -> None:
    """Write the events of articles as a flat table, a row an event (columns: docs/events.md)."""
    check_published(published)
    shape = format or _by_name(out)
    with show_progress(quiet=quiet) as tally:
        rows = _rows(read_all(paths, published, jobs, allow_private), tally, once=once)
        if shape is TableFormat.parquet:
            _write_parquet(rows, out)
        else:
            with open_output(out) as file:
                if shape is TableFormat.csv:
                    _write_csv(rows, file, excel=excel)
                else:
                    _write_lines(rows, file)
    raise typer.Exit(1 if tally.refused else 0)


def _by_name(out: Path | None) -> TableFormat:
    suffix = out.suffix.removeprefix(".") if out else ""
    if suffix in ("", "csv", "txt"):
        return TableFormat.csv
    try:
        return TableFormat(suffix)
    except ValueError:
        raise typer.BadParameter(f"{out}: the name should end in .csv, .jsonl or .parquet") from None


def _rows(answers: Iterable[Any], tally: Tally, *, once: bool) -> Iterator[dict[str, Any]]:
    from marsad.events.table import rows_of

    for answer in answers:
        tally.add(answer)
        if isinstance(answer, Refusal):
            warn(answer)
            continue
        yield from (row for row in rows_of(answer) if not (once and row["same_as"]))


def _write_csv(rows: Iterable[dict[str, Any]], file: IO[str], *, excel: bool) -> None:
    from marsad.events.table import COLUMNS
    from marsad.export.csv_table import write_csv

    if excel:
        file.write(_BOM)
    file.writelines(write_csv(rows, COLUMNS, line_end="\r\n" if excel else "\n"))


def _write_lines(rows: Iterable[dict[str, Any]], file: IO[str]) -> None:
    file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_parquet(rows: Iterable[dict[str, Any]], out: Path | None) -> None:
    if out is None:
        raise typer.BadParameter("parquet is no text: name a file with --out")
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise typer.BadParameter("parquet needs pyarrow: pip install 'marsad[parquet]'") from None
    from marsad.events.table import COLUMNS
    from marsad.export.parquet import cell_of, schema_of

    held = [{column: cell_of(column, row[column]) for column in COLUMNS} for row in rows]
    table = pyarrow.Table.from_pylist(held, schema=schema_of(COLUMNS))
    part = out.with_name(out.name + ".part")
    try:
        pyarrow.parquet.write_table(table, part)
        part.replace(out)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}", param_hint="--out") from None
    finally:
        part.unlink(missing_ok=True)
