"""`marsad schema`: the JSON Schema of the record."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of the record."""
    import msgspec

    from marsad.types import Record

    encoded = msgspec.json.encode(msgspec.json.schema(Record))
    typer.echo(msgspec.json.format(encoded, indent=2).decode())
