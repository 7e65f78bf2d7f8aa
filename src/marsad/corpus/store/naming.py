"""What a name of an article is known by in the whole library: its key, and the block in which its other spellings are found."""

from __future__ import annotations

from marsad.names.variants import bones, key_of, units
from marsad.text import fold

PERSON = "person"
_BLOCK_WORDS = 2


def name_key(kind: str, name: str, link: str | None = None) -> str:
    """The key of a name: its number in a register, or its kind and folded spelling.

    >>> name_key("person", "مفتاح الجازوى") == name_key("person", "مفتاح الجازوي")
    True
    >>> name_key("place", "القاهرة", "geonames:360630")  # Cairo
    'geonames:360630'
    """
    return link or f"{kind}:{fold(name)}"


def block_of(kind: str, name: str) -> str:
    """What all spellings of a name share: of a person the consonants of the family name, of others those of the first words.

    >>> block_of("person", "خليفة حفتر") == block_of("person", "حفتر")
    True
    """
    if kind == PERSON:
        return key_of(name)
    return "".join(bones(word.removeprefix("ال")) for word in fold(name).split()[:_BLOCK_WORDS])


def parts_of(name: str) -> tuple[str, ...]:
    """The folded parts of a person's name; one alone is of nobody."""
    return units(fold(name))


def is_full(name: str) -> bool:
    """Whether a person's name has more than one part: a family name alone never tells who it is.

    >>> is_full("حفتر"), is_full("خليفة حفتر")
    (False, True)
    """
    return len(parts_of(name)) > 1
