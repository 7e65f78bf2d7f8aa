"""What the commands on a library have in common."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import typer

from marsad.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.desk.access import Accounts

WRONG_USAGE = 2
_OFTEN = 5.0
"""Seconds between two lines that say how far something is."""


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


@contextmanager
def open_accounts(location: str, *, make: bool = True) -> Iterator[Accounts]:
    """The accounts of the library at a place, made unless `make` says no; the command ends with status 2 where there are none."""
    with open_library(location) as library:
        folder = library.folder
    try:
        from marsad.desk.access import Accounts
        from marsad.desk.access.accounts import has_accounts
    except ImportError as error:
        typer.echo(f"marsad: the desk needs {error.name} (pip install 'marsad[desk]')", err=True)
        raise typer.Exit(WRONG_USAGE) from None
    try:
        if folder is None:
            remedy = "share a library in a folder"
            raise LibraryError(library.name, "a library on a server has no users of its own", remedy=remedy)
        if not make and not has_accounts(folder):
            raise LibraryError(
                location, "it has no users", remedy=f"make one: marsad user add {location} NAME"
            )
        with Accounts(folder) as accounts:
            yield accounts
    except (LibraryError, UsageError) as error:
        typer.echo(f"marsad: {error}", err=True)
        raise typer.Exit(WRONG_USAGE) from None


def article_named(name: str) -> str | int:
    """What `Library` knows an article by: its number where the name is one, else its id."""
    return int(name) if name.isascii() and name.isdigit() else name


def bring_up_to_date(library: Library, engine: str = "tantivy") -> None:
    """Lets the index catch up; says so where it cannot, since the answer may then miss the newest articles."""
    from marsad.corpus.search.syncing import catch_up
    from marsad.errors import IndexBusy

    try:
        for done in catch_up(library, engine):
            typer.echo(f"marsad: {done:,} readings indexed", err=True)
    except IndexBusy as error:
        typer.echo(f"marsad: the newest articles may be missing: {error}", err=True)


def selected_numbers(library: Library, query: str) -> list[int]:
    """The numbers of the articles of a library that meet a query of `marsad search` to the letter, in growing order."""
    from marsad.corpus.search.parsing import parse_query
    from marsad.corpus.search.syncing import open_index

    asked = parse_query(query)
    bring_up_to_date(library)
    index = open_index(library)
    try:
        return index.select(asked)
    finally:
        index.close()


def look_through(location: str) -> None:
    """Finds copies and stories among new articles; says so where it cannot, since the answer may then lack the newest."""
    from marsad.corpus import Library
    from marsad.corpus.derived import compare_new, lag

    try:
        with Library.open(location) as library:
            if not lag(library):
                return
        with Library.open(location, "w") as library:
            done, told = 0, time.monotonic()
            for done in compare_new(library):
                if time.monotonic() - told > _OFTEN:
                    typer.echo(f"marsad: {done:,} readings looked through so far", err=True)
                    told = time.monotonic()
            typer.echo(f"marsad: {done:,} readings looked through", err=True)
    except LibraryError as error:
        typer.echo(f"marsad: the newest articles may be missing: {error}", err=True)
