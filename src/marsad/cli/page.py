"""`marsad page`: what of a page is the article, and what was dropped and why."""

from __future__ import annotations

import typer

from marsad.errors import InputError, Skipped


def page(
    paths: list[str] = typer.Argument(..., help="Pages, or - for standard input."),
    allow_private: bool = typer.Option(False, help="Let URLs lead to this machine or a private network."),
) -> None:
    """Show what was kept of a page and what was dropped, with the reasons."""
    import sys

    from marsad.page.open import read_page
    from marsad.page.show import describe_page
    from marsad.page.sources import open_inputs

    failed = 0
    for item in open_inputs(paths, allow_private=allow_private, stdin=sys.stdin.buffer):
        try:
            if isinstance(item, InputError):
                raise item
            typer.echo(describe_page(read_page(item)))
        except InputError as error:
            failed += not isinstance(error, Skipped)
            typer.echo(f"marsad: {error}", err=True)
    raise typer.Exit(1 if failed else 0)
