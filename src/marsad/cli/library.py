"""What the commands on a library have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import typer

from marsad.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from marsad.corpus import Library

WRONG_USAGE = 2


@contextmanager
def open_library(location: str, mode: Literal["r", "w", "new"] = "r") -> Iterator[Library]:
    """The library at a place; where it cannot be opened the command ends with status 2, where it fails later with 1."""
    from marsad.corpus import Library

    try:
        library = Library.create(location) if mode == "new" else Library.open(location, mode)
    except LibraryError as error:
        typer.echo(f"marsad: {error}", err=True)
        raise typer.Exit(WRONG_USAGE) from None
    with library:
        try:
            yield library
        except UsageError as error:
            typer.echo(f"marsad: {error}", err=True)
            raise typer.Exit(WRONG_USAGE) from None
        except LibraryError as error:
            typer.echo(f"marsad: {error}", err=True)
            raise typer.Exit(1) from None


def bring_up_to_date(location: str) -> None:
    """Finds copies and stories among new articles; says so where it cannot, since the answer may then lack the newest."""
    from marsad.corpus import Library
    from marsad.corpus.derived import catch_up, lag

    try:
        with Library.open(location) as library:
            if not lag(library):
                return
        with Library.open(location, "w") as library:
            for done in catch_up(library):
                typer.echo(f"marsad: {done:,} readings looked through", err=True)
    except LibraryError as error:
        typer.echo(f"marsad: the newest articles may be missing: {error}", err=True)
