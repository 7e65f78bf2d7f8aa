"""The small words that tell how a name goes on («التابعة», «في», «عبد»), by their role in the lexicon."""

from __future__ import annotations

from functools import cache

from marsad.matching import load_lexicon
from marsad.text import fold


@cache
def linking(role: str) -> frozenset[str]:
    """The folded words of a role.

    >>> sorted(linking("owned"))  # belonging to: «الهيئة العليا التابعة للوزارة»
    ['التابع', 'التابعتين', 'التابعه', 'التابعين']
    """
    rows = load_lexicon().table("name_link")
    return frozenset(fold(form) for row in rows if row.get("role") == role for form in row.fields["forms"])
