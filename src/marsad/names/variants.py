"""Whether two names are one: short and full forms, spellings and transliterations; never two people of one family.

The same comparison serves an article and, with blocking keys (`key_of`), a corpus.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from marsad.matching import load_lexicon
from marsad.text import fold

_WEAK = re.compile("[اويهءى]")
_ALIKE = 78
_SHORTEST_VARIANT, _SHORTEST_BONES, _LONG_BONES = 4, 2, 5
_CLASSES = str.maketrans("غقكثطذظضصشپڤ", "جججتتدزدسسبف")
"""Letters that transliterations of one foreign sound exchange: غوتيريش، جوتيريش."""


_OPENING_VOWELS = frozenset("اي")


@lru_cache(maxsize=4096)
def units(name: str) -> tuple[str, ...]:
    """The parts of a folded name, particles joined to what they open.

    >>> units("محمد بن سلمان ال سعود")  # given name, father's name, family
    ('محمد', 'بن سلمان', 'ال سعود')
    """
    parts: list[str] = []
    waiting = ""
    for word in name.replace('"', " ").replace("-", " ").split():
        place = _particles().get(word)
        if place == "opens":
            waiting = f"{waiting} {word}".strip()
        elif waiting:
            parts.append(f"{waiting} {word}")
            waiting = ""
        elif parts and place in ("closes", "completes"):
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.append(word)
    return tuple([*parts, waiting] if waiting else parts)


@cache
def _particles() -> dict[str, str]:
    rows = load_lexicon().table("name_particle")
    return {fold(form): str(row.get("place")) for row in rows for form in row.fields["forms"]}


def same_person(short: str, full: str) -> bool:
    """Whether two folded names of persons can be one person.

    Yes for the family name alone, a fuller name that opens alike and holds the shorter one, and other spellings of
    every part; no for two given names before one family name.
    """
    few, many = units(short), units(full)
    if len(few) > len(many):
        few, many = many, few
    if not few:
        return False
    if len(few) == 1:
        return (len(many) == 1 and is_variant(few[0], many[0])) or (
            len(many) > 1 and is_variant(few[0], many[-1])
        )
    if len(few) == len(many):
        return all(is_variant(a, b) for a, b in zip(few, many, strict=True))
    if not is_variant(few[0], many[0]):
        return few == many[-len(few) :]
    return _holds(many, few)


def _holds(many: tuple[str, ...], few: tuple[str, ...]) -> bool:
    """Whether the parts of the shorter name stand in the longer one in their order."""
    rest = iter(many)
    return all(any(is_variant(part, other) for other in rest) for part in few)


def is_variant(one: str, two: str) -> bool:
    """Whether two folded parts of names are spellings of one.

    >>> is_variant("نتنياهو", "نتانياهو"), is_variant("محمد", "محمود")
    (True, False)
    """
    one, two = _bare(one), _bare(two)
    if one == two:
        return True
    if min(len(one), len(two)) < _SHORTEST_VARIANT - 1:
        return False
    known = [_latin(one), _latin(two)]
    if all(known):
        alike = bones(one) == bones(two)
        return alike and (bool(known[0] & known[1]) or len(bones(one)) >= _LONG_BONES)
    return _sound_alike(one, two)


@lru_cache(maxsize=1 << 14)
def variant_keys(part: str) -> tuple[str, ...]:
    """What two folded parts of names share one of where `is_variant` holds: their bones, or these with one letter left out."""
    whole = bones(_bare(part))
    if len(whole) < _SHORTEST_VARIANT:
        return (whole,)
    return tuple({whole, *(whole[:at] + whole[at + 1 :] for at in range(len(whole)))})


def _bare(part: str) -> str:
    """A part without the article and inner spaces: «عبد الله», «عبدالله»."""
    joined = part.replace(" ", "")
    return joined[2:] if joined.startswith("ال") and len(joined) > 4 else joined


def _sound_alike(one: str, two: str) -> bool:
    a, b = bones(one), bones(two)
    if min(len(a), len(b)) < _SHORTEST_BONES or abs(len(one) - len(two)) > 2:
        return False
    if a == b:
        first, second = one.translate(_CLASSES)[0], two.translate(_CLASSES)[0]
        return first == second or bool({first, second} & _OPENING_VOWELS)
    near = Levenshtein.distance(a, b) == 1 and min(len(a), len(b)) >= _SHORTEST_VARIANT
    return near and one[0] == two[0] and fuzz.ratio(one, two) >= _ALIKE


def bones(word: str) -> str:
    """The consonants that survive every transliteration, exchangeable ones made equal."""
    return _WEAK.sub("", word.translate(_CLASSES))


@cache
def _latin(word: str) -> frozenset[str]:
    """The Latin spellings of a listed name word; empty for others."""
    found: set[str] = set()
    for key in (word, "ال" + word):
        for entry, _ in load_lexicon().senses(key):
            if entry.kind == "name_word":
                found.update(str(entry.get("en")).lower().split("|"))
    return frozenset(found)


def key_of(name: str) -> str:
    """The blocking key of a person's name: the consonants of its last part, so that variants meet.

    >>> key_of("خليفة حفتر") == key_of("حفتر")
    True
    """
    parts = units(fold(name))
    return bones(_bare(parts[-1])) if parts else ""
