"""Whether an Arabic and a Latin spelling are one name: «حفتر» and Haftar, «شويغو» and Shoigu.

Both are reduced to the consonants that every transliteration keeps, sounds that are exchanged made equal; what is left is
compared letter by letter. `latin_key` and `arabic_key` are blocking keys for large lists.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from marsad.matching import load_lexicon
from marsad.text import fold

ALIKE = 0.72
"""The likeness from which two spellings count as one name: precision 0.98 on pairs the rule has not seen."""
_LOOSE, _LOOSENESS = str.maketrans("j", "k"), 0.2
"""«القذافي» is Gaddafi as well as Qaddafi: g and k count as one at a price."""
_PARTICLES = re.compile(r"^(al|el)[- ]?(?=[a-z]{3})")
_DOUBLED = re.compile(r"(.)\1+")


def same_name(arabic: str, latin: str) -> bool:
    """Whether an Arabic and a Latin spelling can be one name; of several words every one of the shorter must be met.

    >>> same_name("حفتر", "Haftar"), same_name("حفتر", "Hamdan")
    (True, False)
    """
    ours, theirs = arabic.split(), latin.replace("-", " ").split()
    if len(ours) == 1 and len(theirs) == 1:
        return likeness(arabic, latin) >= ALIKE
    few = min(len(ours), len(theirs))
    met = sum(any(likeness(a, b) >= ALIKE for b in theirs) for a in ours)
    return met >= few


def likeness(arabic: str, latin: str) -> float:
    """How alike an Arabic and a Latin word sound, 0 to 1."""
    one, two = arabic_key(arabic), latin_key(latin)
    if not one or not two:
        return 0.0
    return max(_ratio(one, two), _ratio(one.translate(_LOOSE), two.translate(_LOOSE)) - _LOOSENESS)


def _ratio(one: str, two: str) -> float:
    return 1 - Levenshtein.distance(one, two) / max(len(one), len(two))


@cache
def arabic_key(word: str) -> str:
    """The sounds of an Arabic word that survive a change of script."""
    table = _sounds("arabic")
    return _squeezed("".join(table.get(letter, "") for letter in fold(word).removeprefix("ال")))


@cache
def latin_key(word: str) -> str:
    """The sounds of a Latin word that survive a change of script."""
    table = _sounds("latin")
    rest, found = _PARTICLES.sub("", word.lower()), []
    while rest:
        length = next((n for n in (4, 3, 2, 1) if rest[:n] in table), 1)
        found.append(table.get(rest[:length], ""))
        rest = rest[length:]
    return _squeezed("".join(found))


def _squeezed(sounds: str) -> str:
    return _DOUBLED.sub(r"\1", sounds)


@cache
def _sounds(script: str) -> dict[str, str]:
    rows = load_lexicon().table("sound")
    return {
        str(form): str(row.get("sound") or "")
        for row in rows
        if row.get("script") == script
        for form in row.fields["spelled"]
    }
