"""The command line: one file per command, heavy modules imported when a command runs."""

from __future__ import annotations

from marsad.cli.main import app


def run() -> None:
    """The program `marsad`."""
    app()


__all__ = ["app", "run"]
