"""`marsad versions`: how an article changed."""

from __future__ import annotations

import typer

from marsad.cli.library import article_named, open_library


def versions(
    library: str = typer.Argument(..., help="The folder of the library."),
    article: str = typer.Argument(..., help="The id of the article, or its number in the library."),
) -> None:
    """Show the versions of an article, and what each changed in the one before."""
    with open_library(library) as source:
        for one in source.versions(article_named(article)):
            typer.echo(f"version {one.version}\t{one.no}\t{one.added}\t{one.url or ''}\t{one.id}")
            if difference := source.difference(one.no):
                typer.echo(difference)
