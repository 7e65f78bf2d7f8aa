"""`marsad actor`: a person under all spellings, with roles over time."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import open_library

if TYPE_CHECKING:
    from marsad.corpus.actors import Actor


class ActorFormat(StrEnum):
    """What `marsad actor` writes."""

    text = "text"
    json = "json"


def actor(
    library: str = typer.Argument(..., help="The folder of the library."),
    name: str = typer.Argument(..., help="A full name, or a family name for all who bear it."),
    format: ActorFormat = typer.Option(ActorFormat.text, help="text or json."),
) -> None:
    """Show who a name is in a library: its spellings, the articles, and the roles in the order of publication."""
    from marsad.corpus.actors import find_actors

    with open_library(library) as source:
        found = find_actors(source, name)
    if format is ActorFormat.json:
        import msgspec

        for one in found:
            typer.echo(msgspec.json.encode(one).decode())
        return
    for line in _lines(found):
        typer.echo(line)


def _lines(found: list[Actor]) -> Iterator[str]:
    yield f"{len(found)} persons"
    for one in found:
        yield ""
        yield f"\u2068{one.name}\u2069 · {len(one.articles)} articles"
        yield "  names: " + " · ".join(f"\u2068{name}\u2069 {count}" for name, count in one.names)
        before = None
        for role in one.roles:
            if role.role != before:
                yield f"  {(role.published or '?')[:10]} \u2068{role.role}\u2069 · {role.article}"
            before = role.role
