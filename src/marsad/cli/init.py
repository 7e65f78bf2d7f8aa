"""`marsad init`: a new library."""

from __future__ import annotations

import typer

from marsad.cli.library import open_library


def init(
    library: str = typer.Argument(..., help="The folder of the library: empty, or not there yet."),
) -> None:
    """Make a new library: a folder for articles, their pages, and what is read in them."""
    with open_library(library, "new"):
        typer.echo(f"marsad: {library} is ready; fill it with: marsad add {library} INPUT…", err=True)
