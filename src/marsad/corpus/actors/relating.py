"""How two names relate: as spellings of one, as a short and a full form, or as neighbours that may be a slip of the pen."""

from __future__ import annotations

from itertools import islice, product

from rapidfuzz import fuzz

from marsad.corpus.actors.grouping import agree
from marsad.corpus.actors.values import Actor
from marsad.corpus.store.naming import PERSON, parts_of
from marsad.names.variants import is_variant
from marsad.text import fold

NEAR_PART, NEAR_WORDING = 70, 86
"""Least alikeness (of 100, rapidfuzz) of two given or family names, and of the names of two bodies."""
MOST_SPELLINGS = 6
RELATIONS = ("spelling", "short_form", "family_name", "given_name", "family_alone", "wording")
"""How names can relate, the closest first."""


def relation_of(one: Actor, other: Actor) -> tuple[str, str, str] | None:
    """How two actors' closest names relate, and which these are; `None` where no two are near."""
    found = []
    for a, b in product(*(islice(actor.names, MOST_SPELLINGS) for actor in (one, other))):
        persons = PERSON in (one.kind, other.kind)
        relation = relate_persons(a, b) if persons else relate_wordings(a, b)
        if relation:
            found.append((RELATIONS.index(relation), a, b))
    if not found:
        return None
    rank, a, b = min(found)
    return RELATIONS[rank], a, b


def relate_persons(one: str, other: str) -> str | None:
    """How two names of persons relate.

    >>> relate_persons("مفتاح الجازوي", "مفتاح الجازولي")  # the family names are near
    'family_name'
    >>> relate_persons("مفتاح الجازوي", "الجازوي"), relate_persons("مفتاح الجازوي", "سامي العلي")
    ('family_alone', None)
    """
    few, many = sorted((parts_of(one), parts_of(other)), key=len)
    if not few:
        return None
    if len(few) == 1:
        alone = len(many) > 1 and is_variant(few[0], many[-1])
        return "family_alone" if alone else None
    if agree(one, other):
        return "spelling" if len(few) == len(many) else "short_form"
    same_given, same_family = is_variant(few[0], many[0]), is_variant(few[-1], many[-1])
    if same_given and _is_near(few[-1], many[-1]):
        return "family_name"
    return "given_name" if same_family and _is_near(few[0], many[0]) else None


def relate_wordings(one: str, other: str) -> str | None:
    """How the names of two bodies or other things relate.

    >>> relate_wordings("هيئة المرافئ الليبية", "هيئة المرافىء الليبية")  # a ports authority
    'wording'
    """
    return "wording" if fuzz.ratio(fold(one), fold(other)) >= NEAR_WORDING else None


def _is_near(one: str, other: str) -> bool:
    return is_variant(one, other) or (min(len(one), len(other)) > 2 and fuzz.ratio(one, other) >= NEAR_PART)
