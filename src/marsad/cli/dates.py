"""`marsad dates`: the dates of texts and pages, each with its value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.batch import Refusal
from marsad.cli.output import open_output
from marsad.cli.progress import Tally, show_progress
from marsad.cli.read import check_published, read_all, warn

if TYPE_CHECKING:
    from marsad.types import Record

COLUMNS = (
    "article",
    "published",
    "field",
    "start",
    "end",
    "exact",
    "edtf",
    "duration",
    "kind",
    "from",
    "precision",
    "rule",
)


class DatesFormat(StrEnum):
    """What `marsad dates` writes."""

    text = "text"
    csv = "csv"
    jsonl = "jsonl"


def dates(
    paths: list[str] = typer.Argument(..., help="Pages, articles, folders, URLs, or - for standard input."),
    published: str | None = typer.Option(
        None, help="The day relative dates are reckoned from, when the page does not say it."
    ),
    format: DatesFormat = typer.Option(DatesFormat.text, help="text, csv or jsonl."),
    out: Path | None = typer.Option(None, help="Write here instead of standard output."),
    explain: bool = typer.Option(
        False, "--explain", help="With text: the steps from the words to the value."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No counts on standard error."),
    allow_private: bool = typer.Option(False, help="Let URLs lead to this machine or a private network."),
) -> None:
    """List the dates of articles: the words, the EDTF value, and how it was reached."""
    from marsad.export.csv_table import write_csv

    check_published(published)
    with open_output(out) as file, show_progress(quiet=quiet) as tally:
        records = _read(read_all(paths, published, 1, allow_private), tally)
        if format is DatesFormat.text:
            file.writelines(line + "\n" for one in records for line in _lines(one, explain=explain))
        else:
            rows = (row for one in records for row in rows_of(one))
            file.writelines(
                write_csv(rows, COLUMNS)
                if format is DatesFormat.csv
                else (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            )
    raise typer.Exit(1 if tally.refused else 0)


def _read(answers: Iterable[Record | Refusal], tally: Tally) -> Iterator[Record]:
    for answer in answers:
        tally.add(answer)
        if isinstance(answer, Refusal):
            warn(answer)
        else:
            yield answer


def rows_of(record: Record) -> Iterator[dict[str, object]]:
    """The dates of a record as flat rows."""
    article = record.article
    for date in record.dates:
        values = (
            article.id,
            article.published,
            date.field,
            date.start,
            date.end,
            date.exact,
            date.edtf,
            date.duration,
        )
        yield dict(zip(COLUMNS, (*values, date.kind, date.from_, date.precision, date.rule), strict=True))


def _lines(record: Record, *, explain: bool) -> Iterator[str]:
    from marsad.matching import load_lexicon
    from marsad.times.explain import explain_date

    for date in record.dates:
        yield f"{date.edtf or date.duration or date.kind}\t\u2068{date.exact}\u2069"
        if explain:
            yield from (f"\t{step}" for step in explain_date(date, record.article.published, load_lexicon()))
    for flag in record.flags:
        if flag.flag == "published_proposed":
            yield f"published?\t{flag.note}"
