"""`marsad reread`: the articles of a library read again by this Marsad."""

from __future__ import annotations

from pathlib import Path

import typer

from marsad.cli.add import AddTally, tell_answer
from marsad.cli.library import open_library
from marsad.cli.progress import show_progress
from marsad.cli.read import check_names


def reread(
    library: str = typer.Argument(..., help="The folder of the library."),
    jobs: int = typer.Option(1, min=1, help="How many processes read."),
    fast: bool = typer.Option(False, "--fast", help="Read names by lists, rules and the light tagger alone."),
    names: list[Path] = typer.Option([], "--names", help="Your own list of names (CSV); it wins over ours."),
    all: bool = typer.Option(False, "--all", help="Also what this very version, lexicon and tier has read."),
    quiet: bool = typer.Option(
        False, "--quiet", "-q", help="No counts on standard error, only what went wrong."
    ),
) -> None:
    """Read again what another version, lexicon or tier has read. Old records are kept; judgements follow their words."""
    from marsad.corpus import How
    from marsad.reader import FAST

    check_names(names)
    how = How(tier=FAST if fast else None, names=tuple(names))
    tally = AddTally()
    with open_library(library, "w") as target, show_progress(quiet=quiet, tally=tally):
        for answer in target.reread(how=how, jobs=jobs, everything=all):
            tally.count(answer)
            tell_answer(answer)
    raise typer.Exit(1 if tally.refused else 0)
