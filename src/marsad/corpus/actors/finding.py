"""The persons of a library that a name can mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from marsad.corpus.actors.values import Actor, Role
from marsad.corpus.store.anchors import field_text
from marsad.corpus.store.reading import AnyRow, unpack_record
from marsad.corpus.store.schema import articles, entities
from marsad.names.variants import is_variant, key_of, same_person, units
from marsad.text import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.corpus.library import Library

PERSON = "person"


def find_actors(library: Library, name: str) -> list[Actor]:
    """The persons a name can mean, the one with most articles first.

    A full name means one person under all spellings; a family name all who bear it, each by himself. Articles that give
    a family name and nothing else are of nobody: a family name alone never makes two persons one.
    """
    with library.reading() as connection:
        rows = [row for row in _persons(connection) if key_of(row.name) == key_of(name)]
        wanted = fold(name)
        fits = _agree if _length(name) > 1 else same_person
        full = [row for row in rows if _length(row.name) > 1 and fits(wanted, fold(row.name))]
        groups = group_names(row.name for row in full)
        found = [_actor(connection, [row for row in full if row.name in group]) for group in groups]
    return sorted(found, key=lambda one: (-len(one.articles), one.name))


def group_names(names: Iterable[str]) -> list[frozenset[str]]:
    """Full names grouped by whom they mean.

    A name joins those it agrees with in every member, other spellings of itself first; one that agrees with two groups of
    fuller names stays by itself.

    >>> sorted(map(len, group_names(["مفتاح الجازوي", "مفتاح سعد الجازوي", "أنور الجازوي"])))  # two Miftahs are one, Anwar is not
    [1, 2]
    """
    groups: list[set[str]] = []
    for name in sorted(set(names), key=lambda one: (-_length(one), one)):
        fitting = [group for group in groups if all(_agree(name, one) for one in group)]
        spelt = [group for group in fitting if any(_length(one) == _length(name) for one in group)]
        if spelt or len(fitting) == 1:
            (spelt or fitting)[0].add(name)
        else:
            groups.append({name})
    return [frozenset(group) for group in groups]


def _agree(one: str, other: str) -> bool:
    """Whether two full names can be one person's; they open with the same given name."""
    first, second = units(fold(one)), units(fold(other))
    return is_variant(first[0], second[0]) and same_person(fold(one), fold(other))


def _length(name: str) -> int:
    return len(units(fold(name)))


def _persons(connection: Connection) -> list[AnyRow]:
    query = select(entities.c.article, entities.c.id, entities.c.name, articles.c.published)
    query = query.join(articles).where(entities.c.kind == PERSON, articles.c.current)
    return list(connection.execute(query.order_by(articles.c.published, articles.c.no)))


def _actor(connection: Connection, rows: list[AnyRow]) -> Actor:
    names = Counter(row.name for row in rows).most_common()
    seen: list[str] = []
    roles: list[Role] = []
    for row in rows:
        record = unpack_record(connection, row.article)
        seen.append(record.article.id)
        entity = next(one for one in record.entities if one.id == row.id)
        for span in entity.roles:
            text = field_text(record.article, span.field)[span.start : span.end]
            roles.append(Role(role=text, article=record.article.id, published=row.published))
    return Actor(
        name=names[0][0], names=tuple(names), articles=tuple(dict.fromkeys(seen)), roles=tuple(roles)
    )
