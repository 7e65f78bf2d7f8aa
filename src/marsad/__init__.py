"""Marsad reads Arabic news into a sourced record: who did what to whom, where, when, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.version import __version__

if TYPE_CHECKING:
    from marsad.corpus import Library
    from marsad.reader import read, read_article
    from marsad.times import find_dates, propose_published
    from marsad.types import Article, Record

__all__ = [
    "Article",
    "Library",
    "Record",
    "__version__",
    "find_dates",
    "propose_published",
    "read",
    "read_article",
]

_HOME = {
    "Article": "marsad.types",
    "Library": "marsad.corpus",
    "Record": "marsad.types",
    "find_dates": "marsad.times",
    "propose_published": "marsad.times",
    "read": "marsad.reader",
    "read_article": "marsad.reader",
}


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: `import marsad` alone costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
