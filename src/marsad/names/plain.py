"""Ordinary words, which a name reader must know to doubt."""

from __future__ import annotations

from functools import cache

from marsad.matching import load_lexicon


@cache
def plain_words() -> frozenset[str]:
    """Folded words that the news uses and that are hardly ever names there."""
    rows = load_lexicon().table("plain_words")
    return frozenset(word for row in rows for word in str(row.get("words")).split())
