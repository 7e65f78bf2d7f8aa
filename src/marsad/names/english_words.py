"""The English of the words that names of bodies and places are made of, looked up by their bare Arabic forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from marsad.matching import load_lexicon
from marsad.text import fold

LONGEST = 5
"""How many words a listed expression has at most («محكمة جنائية دولية»)."""
_ENDINGS = ("ه", "ين", "ون", "ات")
_SHORTEST_STEM = 3
_WAYS = ("common", "proper", "purpose", "as_place", "numbered")


class Noun(msgspec.Struct, frozen=True):
    """An English noun and how it joins: `common` and `proper` say where a common noun and a proper name stand, `purpose` what «ل» is,
    `agrees` what adjectives it takes (`m`, `f`, `p`), `opens` that it opens names of bodies and places, `as_place` what it is where a
    place is named, `numbered` with a number."""

    en: str
    agrees: str
    the: bool = False
    sport: bool = False
    opens: bool = False
    common: str = "of"
    proper: str = "of"
    purpose: str = "for"
    as_place: str = ""
    numbered: str = ""


class Adjective(msgspec.Struct, frozen=True):
    """An English adjective; `agrees` is the gender its Arabic form shows, `nation` that it stands first, `site` that it is never
    part of a proper name."""

    en: str
    nation: bool = False
    site: bool = False
    agrees: str = "m"


def bare(word: str) -> str:
    """A folded word without its article.

    >>> bare("الوزاره")  # the ministry
    'وزاره'
    """
    if len(word) > _SHORTEST_STEM + 2 and word.startswith("وال"):
        return "و" + word[3:]
    return word.removeprefix("ال") if len(word) > _SHORTEST_STEM else word


def key_of(words: Sequence[str]) -> str:
    """Folded words without their articles, under which an expression is listed."""
    return " ".join(map(bare, words))


def find_heads(words: Sequence[str]) -> Iterator[tuple[Noun, int]]:
    """The expressions that open a name at the first of some folded words, and how many words they have, the longest first."""
    return _matching(_heads(), words)


def find_noun(words: Sequence[str]) -> tuple[Noun, int] | None:
    """The longest noun at the first of some folded words, and how many words it has."""
    noun, head = next(_matching(_nouns(), words), None), next(_matching(_heads(), words), None)
    if noun is None or head is None or noun[1] != head[1]:
        return max((one for one in (noun, head) if one), key=lambda one: one[1], default=None)
    inner = noun[0]  # «حركة» inside a name: its own English, the ways of a noun that opens names
    ways: dict[str, Any] = {"proper": head[0].proper, "purpose": head[0].purpose, "opens": True}
    if inner.common == "of":
        ways["common"] = head[0].common
    return msgspec.structs.replace(inner, **ways), noun[1]


def find_adjective(words: Sequence[str]) -> tuple[Adjective, int] | None:
    """The adjective at the first of some folded words («كوري جنوبي» has two)."""
    for length in (2, 1):
        if length <= len(words):
            shown = "".join(dict.fromkeys(_gender(word) for word in words[:length]))
            for key in (key_of(words[:length]), " ".join(_stem(bare(word)) for word in words[:length])):
                found = _adjectives().get(key)
                if found is not None:
                    agrees = "f" if found.agrees == "f" else shown[:1]
                    return msgspec.structs.replace(found, agrees=agrees), length
    return None


def find_name(word: str) -> tuple[str, str] | None:
    """How a common word is written as a name (Shifa), and what it is as a title (King)."""
    return _names().get(bare(word))


@cache
def body_words() -> frozenset[str]:
    """The first and last words of what opens English names of bodies: «Party», «Council»."""
    return frozenset(word for noun in _heads().values() for word in (noun.en.split()[0], noun.en.split()[-1]))


def _matching(table: dict[str, Noun], words: Sequence[str]) -> Iterator[tuple[Noun, int]]:
    for length in range(min(LONGEST, len(words)), 0, -1):
        found = table.get(key_of(words[:length]))
        if found is not None:
            yield found, length


def _gender(word: str) -> str:
    if word.endswith(("ين", "ون")):
        return "p"
    return "f" if word.endswith(("ه", "ات", "اء")) else "m"


def _stem(word: str) -> str:
    """An adjective without the ending of gender or number: «ليبيه», «ليبيين», «ليبيون» are «ليبي»."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - 1:
            return word[: -len(ending)]
    return word


@cache
def _heads() -> dict[str, Noun]:
    found = {}
    for row in load_lexicon().table("english_head"):
        ways: dict[str, Any] = {name: row.get(name) for name in _WAYS if row.get(name)}
        for form in row.fields["forms"]:
            words = fold(form).split()
            found[key_of(words)] = Noun(str(row.get("en")), _gender(words[0]), True, opens=True, **ways)
    return found


@cache
def _nouns() -> dict[str, Noun]:
    found = {}
    for row in load_lexicon().table("english_noun"):
        for form in row.fields["forms"]:
            words = fold(form).split()
            agrees = str(row.get("agrees") or _gender(words[0]))
            found[key_of(words)] = Noun(
                str(row.get("en")),
                agrees,
                the=bool(row.get("the")),
                sport=bool(row.get("sport")),
                common=str(row.get("common") or "of"),
            )
    return found


@cache
def _adjectives() -> dict[str, Adjective]:
    """Adjectives by their bare masculine form and by any other form listed, which is feminine."""
    found = {}
    for row in load_lexicon().table("english_adjective"):
        one = Adjective(str(row.get("en")), bool(row.get("nation")), bool(row.get("site")))
        masculine, *others = (key_of(fold(form).split()) for form in row.fields["forms"])
        found[masculine] = one
        found |= dict.fromkeys(others, msgspec.structs.replace(one, agrees="f"))
    return found


@cache
def _names() -> dict[str, tuple[str, str]]:
    rows = load_lexicon().table("english_name")
    return {
        bare(fold(form)): (str(row.get("en")), str(row.get("title") or ""))
        for row in rows
        for form in row.fields["forms"]
    }
