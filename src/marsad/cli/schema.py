"""`marsad schema`: the JSON Schema of the record."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of the record."""
    import msgspec

    from marsad.export.schema import schema_of_record

    encoded = msgspec.json.encode(schema_of_record())
    typer.echo(msgspec.json.format(encoded, indent=2).decode())
