"""`marsad add`: pages, feeds, sitemaps and archives into a library."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from marsad.batch import stand_back
from marsad.cli.library import bring_up_to_date, open_library
from marsad.cli.progress import Tally, listed, named, show_progress
from marsad.cli.read import check_names, check_published
from marsad.errors import NoPage, Skipped

if TYPE_CHECKING:
    from marsad.corpus import Added, Refused


class AddTally(Tally):
    """The counts of an adding so far."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: Counter[str] = Counter()

    def count(self, answer: Added | Refused) -> None:
        """Counts one answer."""
        from marsad.corpus import Added

        if isinstance(answer, Added):
            self.kept += answer.outcome != "known"
            self.outcomes[answer.outcome] += 1
            self.flagged.update(set(answer.flags))
        elif answer.reason == Skipped.reason:
            self.skipped.append(Path(answer.name).name)
        elif answer.reason != NoPage.reason:
            self.refused[answer.reason] += 1

    @property
    def inputs(self) -> int:
        """How many inputs have been answered."""
        return self.outcomes.total() + self.refused.total()

    def line(self) -> str:
        """The counts in one line: ``added 118 of 120 · known 1 · refused 1: 1 empty · 60 a second``."""
        parts = [f"added {self.kept:,} of {self.inputs:,}"]
        if self.outcomes["version"]:
            parts[0] += f", {self.outcomes['version']:,} of them new versions"
        if self.outcomes["known"]:
            parts.append(f"known {self.outcomes['known']:,}")
        if self.refused:
            parts.append(f"refused {self.refused.total():,}: {listed(self.refused)}")
        if self.skipped:
            parts.append(f"skipped {len(self.skipped):,}, no pages: {named(self.skipped)}")
        if self.flagged:
            parts.append(f"flagged: {listed(self.flagged)}")
        return " · ".join([*parts, f"{self.speed():,.0f} a second"])


def add(
    library: str = typer.Argument(..., help="The folder of the library (made by marsad init)."),
    inputs: list[str] = typer.Argument(
        ...,
        help="Pages, articles, folders, WARC archives, feeds, sitemaps, lists of addresses, URLs, or - for standard input.",
    ),
    published: str | None = typer.Option(
        None, help="The date of publication, when the page does not say it."
    ),
    jobs: int = typer.Option(1, min=1, help="How many processes read."),
    fast: bool = typer.Option(False, "--fast", help="Read names by lists, rules and the light tagger alone."),
    names: list[Path] = typer.Option([], "--names", help="Your own list of names (CSV); it wins over ours."),
    delay: float = typer.Option(1.0, min=0.0, help="Seconds between two questions to one server."),
    quiet: bool = typer.Option(
        False, "--quiet", "-q", help="No counts on standard error, only what went wrong."
    ),
    allow_private: bool = typer.Option(False, help="Let URLs lead to this machine or a private network."),
    index: bool = typer.Option(True, help="Let the search index take them in as they come."),
) -> None:
    """Add articles to a library, each once, and to its search index. A line on standard output says that an input is safe on the disk.

    The line has tabs between: new, version or known; the article's number, id and version; the input; for a version, what
    changed. Exit status: 0 all is in; 1 some input could not be read; 2 wrong usage, or the library cannot be opened.
    """
    from marsad.corpus import How
    from marsad.corpus.intake.visiting import Visitor
    from marsad.reader import FAST

    check_published(published)
    check_names(names)
    stand_back()
    how = How(published=published, tier=FAST if fast else None, names=tuple(names))
    visitor = Visitor(allow_private=allow_private, delay=delay)
    tally = AddTally()
    with open_library(library, "w") as target, show_progress(quiet=quiet, tally=tally):
        for answer in target.add(inputs, how=how, jobs=jobs, visitor=visitor, index=index):
            tally.count(answer)
            tell_answer(answer)
        if index:
            bring_up_to_date(target)
    raise typer.Exit(1 if tally.refused else 0)


def tell_answer(answer: Added | Refused) -> None:
    """Says what became of an input, which is on the disk by now."""
    from marsad.corpus import Refused

    if isinstance(answer, Refused):
        if answer.reason != Skipped.reason:
            typer.echo(f"marsad: {answer.message}", err=True)
        return
    cells = (
        answer.outcome,
        answer.no or "",
        answer.id,
        answer.version,
        answer.name,
        ", ".join(answer.changed),
    )
    typer.echo("\t".join(str(cell).replace("\t", " ").replace("\n", " ") for cell in cells).rstrip("\t"))
