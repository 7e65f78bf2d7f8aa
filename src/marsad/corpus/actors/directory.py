"""Who is who in a library: for each name of each article the actor that it is, the same for every command, screen and export."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, or_, select

from marsad.corpus.actors.grouping import Bonds, Name, group_all
from marsad.corpus.actors.values import Actor, Role
from marsad.corpus.store.decisions import list_decisions, standing
from marsad.corpus.store.naming import PERSON, blocks_of, is_full, name_key, plain_key, plain_name
from marsad.corpus.store.reading import AnyRow
from marsad.corpus.store.rows import BETWEEN
from marsad.corpus.store.schema import articles, entities
from marsad.corpus.store.values import Decision
from marsad.types import ENTITY_KINDS

_COLUMNS = (entities, articles.c.id.label("article_id"), articles.c.line, articles.c.published)
LINK = "link"
LAST_CHARACTER = "\uffff"
HOMONYM = "#"
"""What stands before the number of the split that tells a bearer of a name from the others."""


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """The actors of a library by key, and the key of each entity of each article."""

    actors: dict[str, Actor]
    keys: dict[tuple[int, str], str]
    homes: dict[str, str]

    def find(self, key: str) -> Actor | None:
        """The actor with a key, be it of one of its spellings; `None` where nothing is named so."""
        home = self.homes.get(key) or self.homes.get(plain_key(key), key)
        return self.actors.get(home)

    def key(self, article: int, entity: str | None) -> str | None:
        """The key of the actor that an entity of an article is."""
        return None if entity is None else self.keys.get((article, entity))


def read_directory(connection: Connection) -> Directory:
    """Who is who in the whole library, as it is now."""
    return _directory(connection.execute(_newest()).all(), standing(list_decisions(connection)))


def read_part(connection: Connection, *keys: str) -> Directory:
    """Who is who among those that keys can mean, and whom people took for them; the rest of the library is not read."""
    decided = standing(list_decisions(connection))
    rows: dict[tuple[int, str], AnyRow] = {}
    asked: set[tuple[str, str]] = set()
    wanted = {place for key in keys for place in _places_of(key)}
    while new := wanted - asked:
        asked |= new
        for place in new:
            for row in connection.execute(_in_place(*place)):
                rows[row.article, row.id] = row
        wanted = {(row.kind, row.block) for row in rows.values()}
        wanted |= {(LINK, _first_link(row)) for row in rows.values() if row.links}
        for one in decided:
            places = {place for key in (one.one, one.other) if key for place in _places_of(key)}
            if one.other is not None and places & (wanted | asked):
                wanted |= places
    ordered = sorted(
        rows.values(), key=lambda row: (row.published is None, row.published or "", row.article, row.id)
    )
    return _directory(ordered, decided)


def _newest() -> Select[Any]:
    query = select(*_COLUMNS).join(articles, entities.c.article == articles.c.no).where(articles.c.current)
    return query.order_by(articles.c.published.is_(None), articles.c.published, articles.c.no, entities.c.id)


def _in_place(kind: str, value: str) -> Select[Any]:
    if kind != LINK:
        return _newest().where(entities.c.kind == kind, entities.c.block == value)
    several = and_(entities.c.links >= value + BETWEEN, entities.c.links < value + BETWEEN + LAST_CHARACTER)
    return _newest().where(or_(entities.c.links == value, several))


def _places_of(key: str) -> set[tuple[str, str]]:
    """Where the rows of a key can stand: in the blocks of a kind, or under a number of a register."""
    kind, _, name = key.partition(HOMONYM)[0].partition(":")
    return {(kind, block) for block in blocks_of(kind, name)} if kind in ENTITY_KINDS else {(LINK, key)}


def _first_link(row: AnyRow) -> str:
    return str(row.links.split(BETWEEN)[0])


def _own_key(row: AnyRow) -> str:
    return name_key(row.kind, row.name, _first_link(row) if row.links else None)


def _directory(rows: Sequence[AnyRow], decided: Sequence[Decision]) -> Directory:
    own = _own_keys(rows, decided)
    grouped: dict[str, list[AnyRow]] = defaultdict(list)
    for row, key in zip(rows, own, strict=True):
        grouped[key].append(row)
    names = [_name(key, those) for key, those in grouped.items()]
    actors: dict[str, Actor] = {}
    homes: dict[str, str] = {}
    order = {(row.article, row.id): place for place, row in enumerate(rows)}
    for group in group_all(names, Bonds(decided)):
        its_rows = [row for name in group for row in grouped[name.key]]
        its_rows.sort(key=lambda row: order[row.article, row.id])
        actor = _actor(group, its_rows, grouped)
        actors[actor.key] = actor
        homes.update(dict.fromkeys(actor.keys, actor.key))
    keys = {(row.article, row.id): homes[key] for row, key in zip(rows, own, strict=True)}
    return Directory(actors=actors, keys=keys, homes=homes)


def _own_keys(rows: Sequence[AnyRow], decided: Sequence[Decision]) -> list[str]:
    """For each row its own key; a spelling that some article ties to a register is that number everywhere."""
    linked: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.links:
            linked.setdefault((row.kind, plain_name(row.name)), _first_link(row))
    told_apart = {
        (line, one.one): one.other for one in decided if one.action == "split" for line in one.value or ()
    }
    found = []
    for row in rows:
        link = _first_link(row) if row.links else linked.get((row.kind, plain_name(row.name)))
        key = name_key(row.kind, row.name, link)
        found.append(told_apart.get((row.line, key)) or key)
    return found


def _name(key: str, rows: Sequence[AnyRow]) -> Name:
    return Name(
        key=key,
        kind=rows[0].kind,
        block=rows[0].block,
        spellings=tuple(dict.fromkeys(row.name for row in rows)),
        linked=any(row.links for row in rows),
        apart=HOMONYM in key,
    )


def _actor(group: Sequence[Name], rows: Sequence[AnyRow], grouped: dict[str, list[AnyRow]]) -> Actor:
    counts = Counter(name for name, _ in dict.fromkeys((row.name, row.article) for row in rows))
    names = dict(counts.most_common())
    latin = Counter(row.latin for row in rows if row.latin)
    located = next((row for row in rows if row.lat is not None), rows[0])
    kind = Counter(row.kind for row in rows).most_common(1)[0][0]
    full = [name for name in names if kind != PERSON or is_full(name)]
    linked = [name.key for name in group if name.linked]
    return Actor(
        key=min(linked or [name.key for name in group], key=lambda key: (_earliest(grouped[key]), key)),
        kind=kind,
        name=(full or list(names))[0],
        latin=latin.most_common(1)[0][0] if latin else None,
        names=names,
        keys=tuple(name.key for name in group),
        links=tuple(dict.fromkeys(link for row in rows for link in (row.links or "").split(BETWEEN) if link)),
        country=located.country,
        lat=located.lat,
        lon=located.lon,
        alone=kind == PERSON and not full and not linked,
        seen=tuple((row.article, row.id) for row in rows),
        articles=tuple(dict.fromkeys(row.article_id for row in rows)),
        roles=tuple(
            Role(role=role, article=row.article_id, published=row.published)
            for row in rows
            for role in (row.roles or "").split(BETWEEN)
            if role
        ),
    )


def _earliest(rows: Sequence[AnyRow]) -> int:
    """The first article that came with a name: it stays the first, so that keys hardly ever change."""
    return min(int(row.article) for row in rows)
