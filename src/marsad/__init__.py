"""Marsad reads Arabic news into a sourced record: who did what to whom, where, when, and on whose word."""

from __future__ import annotations

from marsad.version import __version__

__all__ = ["__version__"]
