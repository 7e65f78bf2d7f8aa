"""`marsad audit`: what was done on a shared desk, and by whom."""

from __future__ import annotations

from enum import StrEnum

import typer

from marsad.cli.library import open_accounts


class AuditFormat(StrEnum):
    """What `marsad audit` writes."""

    text = "text"
    jsonl = "jsonl"


def audit(
    library: str = typer.Argument(..., help="The folder of the library."),
    format: AuditFormat = typer.Option(AuditFormat.text, help="text or jsonl."),
) -> None:
    """Tell what was done on a shared desk and by whom, the oldest first, and prove that no entry was changed.

    Exit status: 0 all entries are as they were written; 1 one was changed or taken out; 2 wrong usage.
    """
    import msgspec

    from marsad.export.bidi import plain

    with open_accounts(library, make=False) as accounts:
        for one in accounts.trail.entries():
            if format is AuditFormat.jsonl:
                typer.echo(msgspec.json.encode(one).decode())
                continue
            who = f"{one.who} ({one.role})" if one.role else one.who
            parts = (one.at, who, one.address, one.action, one.target, one.outcome)
            typer.echo("\t".join(plain(part) for part in parts))
        broken = accounts.trail.broken()
    if broken is not None:
        typer.echo(
            f"marsad: {library}: entry {broken} is not as it was written, or one before it is gone", err=True
        )
        raise typer.Exit(1)
