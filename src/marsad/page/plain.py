"""Plain text into an article."""

from __future__ import annotations

from marsad.types import Article


def read_plain(text: str, *, id: str, title: str | None = None) -> Article:
    """The article of a plain text."""
    return Article(id=id, title=title or "", text=text)
