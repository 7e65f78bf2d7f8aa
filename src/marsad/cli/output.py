"""What `marsad read` writes: records as JSON, as a report for the terminal, or as one page."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

if TYPE_CHECKING:
    from marsad.types import Record

Writer = Callable[[Iterable["Record"]], Iterator[str]]
REPORT_WIDTH = 100
"""Columns of a text report that goes to no terminal."""


class Format(StrEnum):
    """What `marsad read` writes."""

    json = "json"
    jsonl = "jsonl"
    text = "text"
    html = "html"
    jsonld = "jsonld"
    annotations = "annotations"
    prov = "prov"
    geojson = "geojson"
    ics = "ics"
    graphml = "graphml"
    ftm = "ftm"


class Language(StrEnum):
    """The language of a report's own words."""

    ar = "ar"
    en = "en"


def writer_of(format: Format, language: Language | None, *, explain: bool, on_terminal: bool) -> Writer:
    """What turns records into pieces of output; JSON that goes to a terminal is laid out for reading."""
    if format is Format.html:
        from marsad.export import page_of_records

        return partial(page_of_records, explain=explain, language=language or Language.ar)
    if format is Format.text:
        width = shutil.get_terminal_size().columns if on_terminal else REPORT_WIDTH
        bold = on_terminal and "NO_COLOR" not in os.environ
        return partial(_reports, explain=explain, language=language or Language.en, width=width, bold=bold)
    if format not in (Format.json, Format.jsonl):
        from marsad.export.formats import writer_of_format

        return writer_of_format(format.value)
    return partial(_json, indented=on_terminal and format is Format.json)


def _reports(
    records: Iterable[Record], *, explain: bool, language: str, width: int, bold: bool
) -> Iterator[str]:
    from marsad.export import report_of_record

    for at, record in enumerate(records):
        rule = f"\n{'─' * width}\n\n" if at else ""
        report = report_of_record(record, explain=explain, language=language, width=width, bold=bold)
        yield f"{rule}{report}\n"


def _json(records: Iterable[Record], *, indented: bool) -> Iterator[str]:
    import msgspec

    for record in records:
        line = record.to_json()
        yield (msgspec.json.format(line, indent=2) if indented else line) + "\n"


@contextmanager
def open_output(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if out is None:
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part")
    try:
        file = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}", param_hint="--out") from None
    try:
        with file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


__all__ = ["Format", "Language", "Writer", "open_output", "writer_of"]
