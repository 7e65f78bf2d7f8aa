"""`marsad compact`: a library made smaller."""

from __future__ import annotations

import typer

from marsad.cli.library import open_library


def compact(
    library: str = typer.Argument(..., help="The folder of the library."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No counts on standard error."),
) -> None:
    """Pack the records of a library anew, by what all of them have in common, and leave no gaps in its file."""
    from marsad.corpus.store.compacting import compact as pack

    with open_library(library, "w") as target:
        for done in pack(target):
            if not quiet:
                typer.echo(f"marsad: {done:,} records packed", err=True)
