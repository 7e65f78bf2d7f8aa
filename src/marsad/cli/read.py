"""`marsad read`: pages and articles to records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.batch import How, Refusal, read_inputs, read_one, use_lists
from marsad.cli.output import Format, Language, open_output, writer_of
from marsad.cli.progress import Tally, show_progress
from marsad.errors import InputError, UsageError

if TYPE_CHECKING:
    from marsad.types import Record


def read(
    paths: list[str] = typer.Argument(..., help="Pages, articles, folders, URLs, or - for standard input."),
    published: str | None = typer.Option(
        None, help="The date of publication, when the page does not say it."
    ),
    out: Path | None = typer.Option(None, help="Write here instead of standard output."),
    format: Format = typer.Option(Format.json, help="The format (docs/exports.md)."),
    jobs: int = typer.Option(1, min=1, help="How many processes read."),
    fast: bool = typer.Option(False, "--fast", help="Read names by lists, rules and the light tagger alone."),
    explain: bool = typer.Option(
        False, "--explain", help="With text and html: say by which rule each fact was found."
    ),
    language: Language | None = typer.Option(
        None, help="The language of a report's own words (text: en, html: ar)."
    ),
    quiet: bool = typer.Option(
        False, "--quiet", "-q", help="No counts on standard error, only what went wrong."
    ),
    names: list[Path] = typer.Option([], "--names", help="Your own list of names (CSV); it wins over ours."),
    allow_private: bool = typer.Option(False, help="Let URLs lead to this machine or a private network."),
) -> None:
    """Read pages into records. Exit status: 0 all read; 1 some input could not be read; 2 wrong usage."""
    check_published(published)
    check_names(names)
    on_terminal = out is None and sys.stdout.isatty()
    write = writer_of(format, language, explain=explain, on_terminal=on_terminal)
    with open_output(out) as file, show_progress(quiet=quiet) as tally:
        file.writelines(
            write(_kept(read_all(paths, published, jobs, allow_private, names, fast=fast), tally))
        )
    raise typer.Exit(1 if tally.refused else 0)


def _kept(answers: Iterable[Record | Refusal], tally: Tally) -> Iterator[Record]:
    """The records among the answers; all are counted, and why there is no record is printed."""
    for answer in answers:
        tally.add(answer)
        if isinstance(answer, Refusal):
            warn(answer)
        else:
            yield answer


def warn(refusal: Refusal) -> None:
    """Prints why an input gave no record; what was skipped is named in the counts."""
    if not refusal.skipped:
        typer.echo(f"marsad: {refusal.message}", err=True)


def check_published(published: str | None) -> None:
    """Nothing, or a usage error when the date given is none."""
    from marsad.page.given import read_given_date

    if published is not None:
        try:
            read_given_date(published)
        except (ValueError, InputError) as error:
            raise typer.BadParameter(f"{published!r} is no date; write it like 2023-09-28") from error


def check_names(names: Sequence[Path]) -> None:
    """Puts the user's lists of names to use, or stops with a usage error that names file, line and remedy."""
    try:
        use_lists(names)
    except UsageError as error:
        raise typer.BadParameter(str(error), param_hint="--names") from error


def read_all(
    paths: list[str],
    published: str | None,
    jobs: int,
    allow_private: bool,
    names: Sequence[Path] = (),
    *,
    fast: bool = False,
) -> Iterator[Record | Refusal]:
    """A record for each input in order, or the message of what could not be read."""
    from marsad.page.sources import open_inputs
    from marsad.reader import FAST

    stdin = sys.stdin.buffer if "-" in paths else None
    inputs = open_inputs(paths, allow_private=allow_private, stdin=stdin)
    how = How(published=published, tier=FAST if fast else None, names=tuple(names))
    return read_inputs(inputs, how, jobs)


__all__ = ["check_names", "check_published", "read", "read_all", "read_one"]
