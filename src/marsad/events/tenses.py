"""What a word that no lexicon knows looks like as a verb."""

from __future__ import annotations

from functools import lru_cache

_SHORTEST_PAST = 5


@lru_cache(1 << 16)
def tense_of(fold: str) -> str:
    """The verb form a word no lexicon knows looks like, if any."""
    return "pres:3ms" if _looks_present(fold) else "past:3fs" if _looks_past(fold) else ""


def _looks_past(fold: str) -> bool:
    """Whether a word no lexicon knows looks like a past verb of a feminine subject: «ارتفعت», not «الوقت», «قوات»."""
    long = fold.endswith("ت") and len(fold) >= _SHORTEST_PAST
    return long and not fold.endswith(("ات", "يت", "وت")) and not fold.startswith(("ال", "وال", "بال", "لل"))


def _looks_present(fold: str) -> bool:
    stem = fold[1:] if fold[:1] in ("و", "ف") and len(fold) > 4 else fold
    return stem.startswith(("ي", "سي", "ست")) and len(stem) >= 4 and not stem.endswith(("ه", "ات", "يا"))
