"""The command line: one file per command, heavy modules imported when a command runs."""

from __future__ import annotations

import gc

from marsad.cli.main import app

GARBAGE_AFTER = 50_000
"""How many new objects make Python look for circles of garbage: the lexicon alone would set it off a hundred times at
the usual 700, 20 ms of the start."""


def run() -> None:
    """The program `marsad`."""
    gc.set_threshold(GARBAGE_AFTER)
    app()


__all__ = ["app", "run"]
