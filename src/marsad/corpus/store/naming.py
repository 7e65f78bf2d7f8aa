"""What a name of an article is known by in the whole library: its key, and the block in which its other spellings are found."""

from __future__ import annotations

import re

from marsad.names.variants import bones, key_of, units
from marsad.text import fold

PERSON = "person"
_BLOCK_WORDS = 2
_MARKS = (('"', '"'), ("«", "»"), ("“", "”"))
_QUOTES = re.compile('["«»“”„‹›]')


def name_key(kind: str, name: str, link: str | None = None) -> str:
    """The key of a name: its number in a register, or its kind and folded spelling.

    >>> name_key("person", "مفتاح الجازوى") == name_key("person", "مفتاح الجازوي")
    True
    >>> name_key("place", "القاهرة", "geonames:360630")  # Cairo
    'geonames:360630'
    >>> name_key("organization", "كتيبة «أسود الساحل»") == name_key("organization", "كتيبة أسود الساحل")
    True
    """
    return link or f"{kind}:{plain_name(name)}"


def plain_name(name: str) -> str:
    """A name folded, without quotation marks and with single spaces: what all its ways of printing share.

    >>> plain_name('تنظيم "داعش"'), plain_name("حـركة  النهضة")
    ('تنظيم داعش', 'حركه النهضه')
    """
    return " ".join(_QUOTES.sub(" ", fold(name)).split())


def plain_key(key: str) -> str:
    """A key as `name_key` makes it today, of one that was kept when quotation marks still told names apart."""
    return " ".join(_QUOTES.sub(" ", key).split()) if _QUOTES.search(key) or "\xa0" in key else key


def block_of(kind: str, name: str) -> str:
    """What all spellings of a name share: of a person the consonants of the family name, of others those of the first words.

    >>> block_of("person", "خليفة حفتر") == block_of("person", "حفتر")
    True
    """
    if kind == PERSON:
        return key_of(name)
    return "".join(_bones_of(name))


def blocks_of(kind: str, name: str) -> tuple[str, ...]:
    """The block of a name, and those in which libraries have it that kept quotation marks in blocks.

    >>> "تنزم«دعس»" in blocks_of("organization", "تنظيم داعش")
    True
    """
    if kind == PERSON:
        return (block_of(kind, name),)
    first, second = (*_bones_of(name), "", "")[:_BLOCK_WORDS]
    older = (
        whole
        for opening, closing in _MARKS
        for ending in ("", closing)
        for whole in (
            f"{opening}{first}{second}{ending}",
            f"{first}{opening}{second}{ending}",
            f"{opening}{first}{ending}{second}",
        )
    )
    return (f"{first}{second}", *dict.fromkeys(older))


def _bones_of(name: str) -> list[str]:
    return [bones(word.removeprefix("ال")) for word in plain_name(name).split()[:_BLOCK_WORDS]]


def parts_of(name: str) -> tuple[str, ...]:
    """The folded parts of a person's name; one alone is of nobody."""
    return units(fold(name))


def is_full(name: str) -> bool:
    """Whether a person's name has more than one part: a family name alone never tells who it is.

    >>> is_full("حفتر"), is_full("خليفة حفتر")
    (False, True)
    """
    return len(parts_of(name)) > 1
