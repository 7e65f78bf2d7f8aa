"""The actors of a library that a name can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.corpus.actors.directory import Directory, read_directory, read_part
from marsad.corpus.actors.grouping import agree
from marsad.corpus.actors.values import Actor
from marsad.corpus.store.naming import PERSON, is_full, name_key
from marsad.errors import UsageError
from marsad.names.scripts import same_name
from marsad.names.variants import same_person
from marsad.text import fold
from marsad.types import ENTITY_KINDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.corpus.library import Library


def who_is_who(library: Library) -> Directory:
    """All actors of a library, and which of them each name of each article is."""
    with library.reading() as connection:
        return read_directory(connection)


def find_actors(library: Library, name: str) -> list[Actor]:
    """The persons a name can mean, the one with most articles first.

    A full name means one person under all spellings, and whom people took for the same; a family name all who bear it,
    each by himself. Articles that give a family name and nothing else are of nobody, unless people say whose they are:
    a family name alone never makes two persons one. A name in Latin letters means all whom it can spell: Haftar, «خليفة حفتر».
    """
    if name.isascii():
        found = [one for one in who_is_who(library).actors.values() if not one.alone and _is_spelt(one, name)]
        return sorted(found, key=lambda one: (-one.weight, one.name))
    with library.reading() as connection:
        directory = read_part(connection, name_key(PERSON, name))
    found = [one for one in directory.actors.values() if not one.alone and _can_mean(one, name)]
    return sorted(found, key=lambda one: (-one.weight, one.name))


def _can_mean(actor: Actor, name: str) -> bool:
    if name_key(PERSON, name) in actor.keys:
        return True
    full = [one for one in actor.names if is_full(one)]
    if is_full(name):
        return any(agree(name, one) for one in full)
    return any(same_person(fold(name), fold(one)) for one in full)


def _is_spelt(actor: Actor, latin: str) -> bool:
    """Whether Latin letters can spell a full name of a person, or its family name."""
    return actor.kind == PERSON and any(is_full(one) and same_name(one, latin) for one in actor.names)


def key_named(connection: Connection, words: str) -> str:
    """The key that a key or a name means; `UsageError` where the library names nobody so, or several.

    A name that stands in the library just so is meant before all others: «الجازوي» is the family name alone where articles
    give it alone.
    """
    if words.partition(":")[0].isascii() and ":" in words:
        directory = read_part(connection, words)
        if words in directory.homes:
            return words
        raise UsageError(words, "the library names nobody so", remedy="see: marsad actor LIB NAME")
    found = (_key_of_kind(connection, kind, words) for kind in ENTITY_KINDS)
    key = next(filter(None, found), None)
    if key is None:
        raise UsageError(words, "the library names nobody so", remedy="see: marsad actor LIB NAME")
    return key


def _key_of_kind(connection: Connection, kind: str, name: str) -> str | None:
    key = name_key(kind, name)
    directory = read_part(connection, key)
    if key in directory.homes:
        return key
    meant = [one for one in directory.actors.values() if fold(name) in map(fold, one.names)]
    if kind == PERSON and not meant:
        meant = [one for one in directory.actors.values() if not one.alone and _can_mean(one, name)]
    if len(meant) > 1:
        names = "، ".join(one.name for one in meant)
        raise UsageError(name, f"it can be {names}", remedy="give the full name, or a key")
    return meant[0].key if meant else None
