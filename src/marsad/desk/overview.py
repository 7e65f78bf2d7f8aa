"""What a whole library speaks of: who is named and under which spellings, who is quoted, what happened where and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.corpus.search.days import days_of
from marsad.text import fold

if TYPE_CHECKING:
    from marsad.corpus import Library, StoredArticle

_BETWEEN = " | "
"""What stands between several names in one column of the library's tables."""


class Party(msgspec.Struct, frozen=True):
    """Somebody in an event, by the words of the article and, if it names one, the actor."""

    name: str
    key: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One name of the library with every spelling, and where it stands: `seen` are pairs of article and entity."""

    key: str
    kind: str
    name: str
    latin: str | None = None
    names: dict[str, int]
    links: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    seen: tuple[tuple[int, str], ...]

    @property
    def weight(self) -> int:
        """In how many articles it stands; one article may name it twice as two."""
        return len({no for no, _ in self.seen})


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an article; `first` and `last` are the days it can mean, as YYYYMMDD."""

    article: int
    id: str
    type: str
    mode: str | None
    status: str
    date: str | None
    first: int | None
    last: int | None
    place: Party | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: str
    claim: str | None
    dead: int | None
    injured: int | None


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on whose word things are said: how often, and by which outlets."""

    key: str
    actor: str | None
    name: str
    kind: str
    count: int
    articles: int
    outlets: dict[str, int]


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a library with what is said in them, by number, key and order."""

    change: int
    articles: dict[int, StoredArticle]
    actors: dict[str, Actor]
    happenings: tuple[Happening, ...]
    quoted: tuple[Quoted, ...]
    keys: dict[int, dict[str, str]]
    """For each article the actors of its entities."""

    def outlet(self, article: int) -> str:
        """The outlet of an article, or "" where none is known."""
        found = self.articles.get(article)
        return (found.site or "") if found else ""

    def name(self, party: Party) -> str:
        """The name of a party: its actor's usual one, or the words of the article."""
        actor = self.actors.get(party.key or "")
        return actor.name if actor else party.name


def survey(library: Library) -> Overview:
    """What a library speaks of as it is now.

    Names are one actor when they share a link (a place in GeoNames, an item of Wikidata) or a kind and a folded spelling.
    """
    change = library.last_change()
    articles = {one.no: one for one in library.articles()}
    rows = [row for row in library.rows("entities") if row["article"] in articles]
    keys = _keys(rows)
    actors = _actors(rows, keys)
    local = _local_names(rows, keys)
    happenings = tuple(
        _happening(row, keys, local[row["article"]])
        for row in library.rows("events")
        if row["article"] in articles and not row["same_as"]
    )
    return Overview(
        change=change,
        articles=articles,
        actors=actors,
        happenings=happenings,
        quoted=_quoted(library.rows("claims"), articles, keys, actors),
        keys=_by_article(keys),
    )


Keys = Mapping[tuple[int, str], str]


def _keys(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, str], str]:
    """The key of the actor that each entity of each article is."""
    linked: dict[tuple[str, str], str] = {}
    for row in rows:
        if row["links"]:
            linked.setdefault((row["kind"], fold(row["name"])), row["links"].split(_BETWEEN)[0])
    return {(row["article"], row["id"]): _key(row, linked) for row in rows}


def _by_article(keys: Keys) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for (article, entity), key in keys.items():
        found[article][entity] = key
    return dict(found)


def _key(row: dict[str, Any], linked: Mapping[tuple[str, str], str]) -> str:
    if row["links"]:
        return str(row["links"].split(_BETWEEN)[0])
    spelt = (row["kind"], fold(row["name"]))
    return linked.get(spelt, ":".join(spelt))


def _actors(rows: Iterable[dict[str, Any]], keys: Keys) -> dict[str, Actor]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[keys[row["article"], row["id"]]].append(row)
    return {key: _actor(key, those) for key, those in grouped.items()}


def _actor(key: str, rows: list[dict[str, Any]]) -> Actor:
    names = Counter(row["name"] for row in rows)
    latin = Counter(row["latin"] for row in rows if row["latin"])
    located = next((row for row in rows if row["lat"] is not None), rows[0])
    links = dict.fromkeys(link for row in rows for link in (row["links"] or "").split(_BETWEEN) if link)
    return Actor(
        key=key,
        kind=Counter(row["kind"] for row in rows).most_common(1)[0][0],
        name=names.most_common(1)[0][0],
        latin=latin.most_common(1)[0][0] if latin else None,
        names=dict(names.most_common()),
        links=tuple(links),
        country=located["country"],
        lat=located["lat"],
        lon=located["lon"],
        seen=tuple((row["article"], row["id"]) for row in rows),
    )


def _local_names(rows: Iterable[dict[str, Any]], keys: Keys) -> Mapping[int, dict[str, str]]:
    """For each article the actors of its spellings, the longest spelling first."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        for form in (row["name"], *(row["forms"] or "").split(_BETWEEN)):
            if form:
                found[row["article"]].setdefault(form, keys[row["article"], row["id"]])
    for article, forms in found.items():
        found[article] = dict(sorted(forms.items(), key=lambda one: -len(one[0])))
    return found


def _happening(row: dict[str, Any], keys: Keys, local: Mapping[str, str]) -> Happening:
    first, last = reach_of(row["date"])
    place = row["place"] and Party(row["place"], keys.get((row["article"], row["place_entity"])))
    kept = ("article", "id", "type", "mode", "status", "date", "trigger", "claim", "dead", "injured")
    return Happening(
        first=first,
        last=last,
        place=place or None,
        actors=_parties(row["actors"], local),
        recipients=_parties(row["recipients"], local),
        **{name: row[name] for name in kept},
    )


def _parties(names: str | None, local: Mapping[str, str]) -> tuple[Party, ...]:
    """The tables keep the words of a party, «وزير الخارجية سامي الطاهري»; its actor is whoever those words name last."""
    return tuple(Party(name, _named_in(name, local)) for name in (names or "").split(_BETWEEN) if name)


def _named_in(words: str, local: Mapping[str, str]) -> str | None:
    if words in local:
        return local[words]
    padded = f" {words} "
    return next((key for form, key in local.items() if f" {form} " in padded), None)


def reach_of(edtf: str | None) -> tuple[int | None, int | None]:
    """The first and the last day that a date or an interval can mean, or twice `None`.

    >>> reach_of("2024-02/2024-03-05"), reach_of("XXXX-09")
    ((20240201, 20240305), (None, None))
    """
    ends = [days_of(part) for part in (edtf or "").split("/") if part not in ("", "..")]
    if not ends or any(end is None for end in ends):
        return None, None
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    return min(first.first, last.first), max(first.last, last.last)


def _quoted(
    claims: Iterable[dict[str, Any]],
    articles: Mapping[int, StoredArticle],
    keys: Keys,
    actors: Mapping[str, Actor],
) -> tuple[Quoted, ...]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in claims:
        if row["source"] and row["article"] in articles:
            actor = keys.get((row["article"], row["entity"] or ""))
            grouped[actor or f"words:{fold(row['source'])}"].append(row)
    found = [_quoted_one(key, rows, articles, actors.get(key)) for key, rows in grouped.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def _quoted_one(
    key: str, rows: list[dict[str, Any]], articles: Mapping[int, StoredArticle], actor: Actor | None
) -> Quoted:
    outlets = Counter(articles[row["article"]].site or "" for row in rows)
    words = Counter(row["source"] for row in rows)
    return Quoted(
        key=key,
        actor=actor.key if actor else None,
        name=actor.name if actor else words.most_common(1)[0][0],
        kind=Counter(row["source_kind"] or "unnamed" for row in rows).most_common(1)[0][0],
        count=len(rows),
        articles=len({row["article"] for row in rows}),
        outlets=dict(outlets.most_common()),
    )
