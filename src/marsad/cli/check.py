"""`marsad check`: whether a library is whole."""

from __future__ import annotations

import typer

from marsad.cli.library import open_library


def check(library: str = typer.Argument(..., help="The folder of the library.")) -> None:
    """Verify a library: hashes, offsets, references, rows, versions and the index. Exit status 1 where something is wrong."""
    with open_library(library) as source:
        report = source.check()
    for name, count in report.counts.items():
        typer.echo(f"{name}\t{count}")
    for note in report.notes:
        typer.echo(f"marsad: note: {note}", err=True)
    for fault in report.faults:
        typer.echo(f"marsad: {fault.place}: {fault.problem} ({fault.remedy})", err=True)
    if report.clean:
        typer.echo(f"marsad: {library} is whole", err=True)
    raise typer.Exit(0 if report.clean else 1)
