"""How a reading goes: what was kept and what was refused and why, on standard error."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from marsad.batch import Refusal

if TYPE_CHECKING:
    import threading

    from rich.progress import Progress

    from marsad.types import Record

MOST_NAMED = 12
"""How many skipped files the counts name."""
SHOWN_AFTER = 1.0
"""Seconds before the line appears: a quick reading needs none."""


class Tally:
    """The counts of a reading so far."""

    def __init__(self) -> None:
        self.kept = 0
        self.refused: Counter[str] = Counter()
        self.skipped: list[str] = []
        self.flagged: Counter[str] = Counter()
        self.begun = time.monotonic()

    def add(self, answer: Record | Refusal) -> None:
        """Counts one answer."""
        if isinstance(answer, Refusal):
            if answer.skipped:
                self.skipped.append(answer.skipped)
            else:
                self.refused[answer.reason] += 1
            return
        self.kept += 1
        self.flagged.update({flag.flag for flag in answer.flags})

    @property
    def inputs(self) -> int:
        """How many inputs have been answered, without those that were skipped."""
        return self.kept + self.refused.total()

    def line(self) -> str:
        """The counts in one line: ``kept 118 of 120 · refused 2: 1 empty, 1 not text · flagged: 3 date-unknown``."""
        parts = [f"kept {self.kept:,} of {self.inputs:,}"]
        if self.refused:
            parts.append(f"refused {self.refused.total():,}: {listed(self.refused)}")
        if self.skipped:
            parts.append(f"skipped {len(self.skipped):,}, no pages: {named(self.skipped)}")
        if self.flagged:
            parts.append(f"flagged: {listed(self.flagged)}")
        return " · ".join([*parts, f"{self.speed():,.0f} a second"])

    def speed(self) -> float:
        """How many inputs were answered in a second."""
        return self.inputs / max(time.monotonic() - self.begun, 0.001)


def named(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def listed(counts: Counter[str]) -> str:
    """The counts with their names, the most frequent first."""
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common())


@contextmanager
def show_progress(*, quiet: bool = False, tally: Tally | None = None) -> Iterator[Tally]:
    """A tally that a terminal shows while it grows; at the end its line, when there was more than one input or one was skipped."""
    tally = tally or Tally()
    with _live(tally) if not quiet else _nothing():
        yield tally
    if not quiet and (tally.inputs > 1 or tally.skipped):
        import sys

        print(f"marsad: {tally.line()}", file=sys.stderr)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _live(tally: Tally) -> Iterator[None]:
    """A moving line on a terminal, drawn by a thread of its own; nothing where standard error is no terminal."""
    import sys

    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    drawer = threading.Thread(target=_draw, args=(tally, done), daemon=True)
    drawer.start()
    try:
        yield
    finally:
        done.set()
        drawer.join()


def _draw(tally: Tally, done: threading.Event) -> None:
    if done.wait(SHOWN_AFTER):
        return
    with _bar() as bar:
        task = bar.add_task(tally.line(), total=None)
        while not done.wait(0.2):
            bar.update(task, description=tally.line())


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
