"""The commands of `marsad`, wired."""

from __future__ import annotations

import sys

import typer

from marsad.cli.actor import actor
from marsad.cli.add import add
from marsad.cli.audit import audit
from marsad.cli.check import check
from marsad.cli.compact import compact
from marsad.cli.copies import copies
from marsad.cli.dates import dates
from marsad.cli.desk import desk
from marsad.cli.events import events
from marsad.cli.export import export
from marsad.cli.init import init
from marsad.cli.judge import judge
from marsad.cli.judgements import judgements
from marsad.cli.page import page
from marsad.cli.read import read
from marsad.cli.reindex import reindex
from marsad.cli.reread import reread
from marsad.cli.schema import schema
from marsad.cli.search import search
from marsad.cli.source import source
from marsad.cli.story import story
from marsad.cli.timeline import timeline
from marsad.cli.user import user
from marsad.cli.versions import versions
from marsad.cli.watch import watch
from marsad.version import __version__

app = typer.Typer(
    name="marsad",
    help="Read Arabic news into a sourced record: who did what to whom, where, when, and on whose word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(read)
app.command()(events)
app.command()(dates)
app.command()(page)
app.command()(schema)
app.command()(init)
app.command()(add)
app.command()(versions)
app.command()(reread)
app.command()(judge)
app.command()(judgements)
app.command()(export)
app.command()(check)
app.command()(compact)
app.command()(search)
app.command()(reindex)
app.command()(watch)
app.command()(copies)
app.command()(story)
app.command()(timeline)
app.command()(actor)
app.command()(source)
app.command()(desk)
app.command()(user)
app.command()(audit)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit()


@app.callback()
def main(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Read Arabic news into a sourced record."""
    # Names of files may hold bytes that are no text; whatever a terminal says of itself, the output is UTF-8.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
