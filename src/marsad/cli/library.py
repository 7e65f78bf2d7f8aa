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
