"""Arabic names that a Latin word can mean: Haftar is «حفتر»."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

_MOST = 6
_ALIKE = 70
"""How alike (0 to 100) the romanised Arabic word and the Latin one must be: «أحمر» and
Omar have the same consonants."""


_NEAR_BEST = 10
"""How far behind the best one an Arabic word may be: Chahed is «شاهد», not «شهود» as well."""


def is_latin(word: str) -> bool:
    """Whether a folded word is written in Latin letters."""
    return word[:1].isalpha() and word[:1] < "\u0250"


def arabic_forms(word: str, terms: Callable[[str, str], Iterable[str]]) -> list[str]:
    """The words of Arabic names in the index that sound like a Latin word, the most alike first.

    `terms` gives the terms of a field that begin with something; those of ``sounds`` are ``hftr/حفتر``.
    """
    from marsad.names.scripts import ALIKE, latin_key, likeness

    key = latin_key(word)
    if not key:
        return []
    same = [term.partition("/")[2] for term in terms("sounds", f"{key}/")]
    near = [term.partition("/")[2] for term in terms("sounds", key[0])] if not same else []
    candidates = same or [form for form in near if likeness(form, word) >= ALIKE]
    ranked = sorted(((_sounds(form, word), form) for form in candidates), reverse=True)
    least = max(_ALIKE, ranked[0][0] - _NEAR_BEST) if ranked else 0
    return [form for alike, form in ranked if alike >= least][:_MOST]


def _sounds(form: str, word: str) -> float:
    """How alike a Latin word and the best romanisation of an Arabic one are, with the article (Essebsi) or without it."""
    from marsad.names import romanise

    spellings = (*romanise(form), *romanise(f"ال{form}"))
    return max(fuzz.ratio(spelled.lower().removeprefix("al-"), word) for spelled in spellings)
