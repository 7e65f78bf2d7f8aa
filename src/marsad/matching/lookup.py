"""Asking the lexicon about one text as a whole, where there is no document."""

from __future__ import annotations

from marsad.matching.index import load_lexicon
from marsad.text.normalise import fold


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of the entries that have the whole text as a form, in any spelling.

    >>> sorted(kinds_of("رأس الخيمة"))  # Ras al-Khaimah
    ['place']
    """
    return frozenset(entry.kind for entry, _ in load_lexicon().senses(fold(" ".join(text.split()))))


__all__ = ["kinds_of"]
