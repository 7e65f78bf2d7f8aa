"""`marsad timeline`: what happened, day by day, as the articles of a library tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from marsad.cli.library import open_library, selected_numbers

if TYPE_CHECKING:
    from marsad.corpus import Library


def timeline(
    library: str = typer.Argument(..., help="The folder of the library."),
    query: str | None = typer.Argument(
        None, help="Only from articles that meet this query (docs/search.md)."
    ),
) -> None:
    """List the events of a library by their dates, the first one first; events without a date are left out.

    A line has tabs between: the date (EDTF), the type, its status, who, to whom, the place, the article and the event's id.
    What several articles tell stands once for each of them, so that each line leads to its words.
    """
    with open_library(library) as source:
        wanted = None if query is None else frozenset(selected_numbers(source, query))
        for row in _dated(source, wanted):
            parts = (row[name] or "" for name in ("type", "status", "actors", "recipients", "place"))
            cells = (row["date"], *parts, row["article"], row["id"])
            typer.echo("\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in cells))


def _dated(source: Library, wanted: frozenset[int] | None) -> list[dict[str, Any]]:
    """The rows of dated events of some articles (all) in their current versions, in the order of their dates."""
    current = {one.no for one in source.articles()}
    kept = current if wanted is None else current & wanted
    rows = [row for row in source.rows("events") if row["date"] and row["article"] in kept]
    return sorted(rows, key=lambda row: (row["date"], row["article"], row["start"]))
