"""`marsad source`: how far sources are relied on, by the Admiralty code."""

from __future__ import annotations

import typer

from marsad.cli.library import open_library


def source(
    library: str = typer.Argument(..., help="The folder of the library."),
    name: str | None = typer.Argument(
        None, help="An outlet by its address, or an actor by name or key; without one, all that are graded."
    ),
    grade: str | None = typer.Option(None, help="A (completely reliable) to F (cannot be judged)."),
    by: str | None = typer.Option(None, help="Who says so."),
    note: str | None = typer.Option(None, help="Why."),
) -> None:
    """Show or set how far a source is relied on: A to F of the Admiralty code, set by people only.

    How far a statement is believed (1 to 6) is set with: marsad judge LIB ARTICLE attribution:a3 rate 2 --by NAME
    """
    if name is None and grade is None:
        _show(library)
        return
    if name is None or grade is None or by is None:
        raise typer.BadParameter("to grade a source, give its name, --grade and --by")
    with open_library(library, "w") as target:
        made = target.rate_source(name, grade, by=by, note=note)
    typer.echo(f"{made.no}\t{made.at}\t{made.by}\t{made.one}\t{made.value}\t{made.note or ''}".rstrip())


def _show(library: str) -> None:
    from marsad.corpus.grading import RELIABILITY

    with open_library(library) as opened:
        rated = [one for one in opened.decisions() if one.action == "rate"]
    for one in sorted(rated, key=lambda one: (str(one.value), one.one)):
        typer.echo(
            f"{one.value}\t{RELIABILITY[str(one.value)]}\t\u2068{one.one}\u2069\t{one.by}\t{one.note or ''}".rstrip()
        )
