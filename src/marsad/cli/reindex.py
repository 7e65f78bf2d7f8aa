"""`marsad reindex`: the search index of a library, brought up to date or made anew."""

from __future__ import annotations

import typer

from marsad.cli.library import open_library
from marsad.cli.search import Engine


def reindex(
    library: str = typer.Argument(..., help="The folder of the library."),
    index: Engine = typer.Option(Engine.tantivy, help="tantivy, or fts (SQLite's own)."),
    anew: bool = typer.Option(False, "--anew", help="Throw the index away first, whatever its state."),
    verify: bool = typer.Option(
        False, "--verify", help="Read the whole index afterwards and compare its checksums."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No counts on standard error."),
) -> None:
    """Put into the search index what the library has more than it; a damaged or outdated index is made anew."""
    from marsad.corpus.search.syncing import catch_up, open_index

    with open_library(library) as source:
        done = 0
        for done in catch_up(source, index.value, anew=anew):
            if not quiet:
                typer.echo(f"marsad: {done:,} readings indexed", err=True)
        held = open_index(source, index.value)
        try:
            if verify:
                held.verify()
            if not quiet:
                typer.echo(
                    f"marsad: the index holds {held.count():,} articles, {done:,} readings are new", err=True
                )
        finally:
            held.close()
