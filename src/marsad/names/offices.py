"""Persons called only by their office: «الوزير» is the minister named before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from marsad.matching import load_lexicon
from marsad.text import fold
from marsad.types import Names, NounPhrase, Part, Source, Span

Spot = tuple[str, int]
_COMMAS = ("،", ",")
_REMEMBERED = 1 << 13
_HEADS_OF_STATE = ("رئيس", frozenset({"جمهوريه", "دوله", "الرئيس"}))


class Title(msgspec.Struct, frozen=True):
    """An office as the text attaches it to a name."""

    entity: str
    at: tuple[int, int]
    first: str
    words: frozenset[str]


class Offices(msgspec.Struct, frozen=True):
    """The phrases of each part with the entities their offices stand for, and these entities by field and start."""

    phrases: tuple[tuple[NounPhrase, ...], ...] = ()
    entities: dict[Spot, str] = {}

    def named(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """The sources, each that is only an office with the entity that holds it."""
        return tuple(
            source if source.entity else _with(source, self.entities.get((source.field, source.start)))
            for source in sources
        )


def _with(source: Source, entity: str | None) -> Source:
    return msgspec.structs.replace(source, entity=entity) if entity else source


def read_offices(parts: Sequence[Part], names: Names) -> Offices:
    """Whom each office without a name stands for.

    After «وزير الخارجية العماني بدر البوسعيدي», «الوزير» and «وزير الخارجية» are the same man (the minister).
    """
    order = {part.field: number for number, part in enumerate(parts)}
    texts = {part.field: part.text for part in parts}
    titles = [
        Title(entity.id, (order.get(role.field, 0), role.start), *_words(role.exact))
        for entity in names.entities
        if entity.kind == "person"
        for role in entity.roles
        if _is_his(texts.get(role.field, ""), role)
    ]
    if not titles:
        return Offices(names.phrases, {})
    found: dict[Spot, str] = {}
    resolved = []
    for number, phrases in enumerate(names.phrases):
        part = parts[number]
        kept = []
        for phrase in phrases:
            holder = _holder(part, number, phrase, titles)
            if holder:
                found[(part.field, phrase.start)] = holder
                phrase = msgspec.structs.replace(phrase, entity=holder)
            kept.append(phrase)
        resolved.append(tuple(kept))
    return Offices(tuple(resolved), found)


def _holder(part: Part, number: int, phrase: NounPhrase, titles: Sequence[Title]) -> str | None:
    if phrase.kind != "person" or phrase.entity or phrase.number not in ("s", ""):
        return None
    text = part.text[phrase.start : phrase.end]
    first, words = _words(text)
    fits = [title for title in titles if title.first == first and words <= title.words]
    if _is_vague(words):
        fits = [title for title in fits if title.words & _HEADS_OF_STATE[1]]
    elif len(words) == 1 and not fold(text).startswith("ال"):
        return None
    before = [title for title in fits if title.at <= (number, phrase.start)]
    if before:
        return max(before, key=lambda title: title.at).entity
    return next((title.entity for title in fits if title.words - _honours() <= words), None)


def _is_his(text: str, role: Span) -> bool:
    """Whether an office behind a comma is the named one's: another comma closes it («فلان، رئيس المجلس، إن …»)."""
    return not text[: role.start].rstrip().endswith(_COMMAS) or text[role.end :].lstrip()[:1] in _COMMAS


@cache
def _honours() -> frozenset[str]:
    """The words of titles that any holder of an office may bear: «الشيخ», «الدكتور», «اللواء»."""
    rows = load_lexicon().table("honorific")
    return frozenset(
        word.removeprefix("ال") for row in rows for form in row.fields["forms"] for word in fold(form).split()
    )


def _is_vague(words: frozenset[str]) -> bool:
    """«الرئيس» alone is the head of the state, not of whatever else has a president."""
    return words <= {_HEADS_OF_STATE[0], "الرئيس"}


@lru_cache(_REMEMBERED)
def _words(text: str) -> tuple[str, frozenset[str]]:
    """The first word of an office and all its words, without articles; «الرئيس» keeps a mark of its article."""
    words = [word.strip("،,\"'") for word in fold(text).split()]
    bare = [word.removeprefix("ال") for word in words]
    held = set(bare)
    if words and words[0] == "الرئيس":
        held.add("الرئيس")
    return (bare[0] if bare else ""), frozenset(held)
