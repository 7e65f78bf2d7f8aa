"""What a whole library speaks of: who is named and under which spellings, who is quoted, what happened where and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from marsad.corpus.actors import Actor, Directory, who_is_who
from marsad.corpus.search.days import days_of
from marsad.corpus.store.judging import RATE
from marsad.corpus.store.naming import name_key, plain_name
from marsad.corpus.store.reading import list_views
from marsad.corpus.store.rows import BETWEEN
from marsad.times.edtf import closed
from marsad.types import ENTITY_KINDS

if TYPE_CHECKING:
    from marsad.corpus import Library, StoredArticle

T = TypeVar("T")


class Party(msgspec.Struct, frozen=True):
    """Somebody in an event, by the words of the article and, if it names one, the actor."""

    name: str
    key: str | None = None


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an article; `first` and `last` are the days it can mean, as YYYYMMDD.

    `source` is on whose word it stands, none where the outlet says it itself.
    """

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
    source: Party | None = None
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


class Overview(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The articles of a library with what is said in them, by number and order, and who is who in them.

    What screens make of it again and again is made once: an overview never changes.
    """

    change: int
    decided: int
    articles: dict[int, StoredArticle]
    directory: Directory
    happenings: tuple[Happening, ...]
    quoted: tuple[Quoted, ...]
    keys: dict[int, dict[str, str]]
    """For each article the actors of its entities."""
    certainties: dict[str, float] = {}
    """For each place with a point, by key, how sure it is there: as sure as the article that tells it best."""

    @property
    def actors(self) -> dict[str, Actor]:
        """The actors by key."""
        return self.directory.actors

    @cached_property
    def by_time(self) -> tuple[Happening, ...]:
        """The events in the order of the first day that each can mean; those without a day come first."""
        return tuple(sorted(self.happenings, key=lambda one: (one.first or 0, one.article, one.id)))

    @cached_property
    def by_type(self) -> dict[str, tuple[Happening, ...]]:
        """The events of each type by name of the type, in the order of time."""
        found: dict[str, list[Happening]] = defaultdict(list)
        for one in self.by_time:
            found[one.type].append(one)
        return {kind: tuple(found[kind]) for kind in sorted(found)}

    @cached_property
    def by_actor(self) -> dict[str, tuple[Happening, ...]]:
        """The events in which each actor acts or is acted on, or, of places, which happened there, in the order of time."""
        found: dict[str, list[Happening]] = defaultdict(list)
        for one in self.by_time:
            parties = (*one.actors, *one.recipients, *((one.place,) if one.place else ()))
            for key in dict.fromkeys(party.key for party in parties if party.key):
                found[key].append(one)
        return {key: tuple(those) for key, those in found.items()}

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that events of this library have."""
        return tuple(sorted({one.status for one in self.happenings}))

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The outlets by name."""
        return tuple(sorted({one.site for one in self.articles.values() if one.site}))

    @cached_property
    def by_weight(self) -> tuple[Actor, ...]:
        """The actors, those in the most articles first."""
        return tuple(sorted(self.actors.values(), key=lambda one: (-one.weight, one.name, one.key)))

    @cached_property
    def _usual(self) -> dict[str, str]:
        """The usual name of each actor by all its keys: screens ask for them by the thousand."""
        return {key: one.name for one in self.actors.values() for key in (one.key, *one.keys)}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of this overview under a name, made when it is first asked for."""
        if name not in self.__dict__:
            self.__dict__[name] = make()
        return cast(T, self.__dict__[name])

    def chosen(self, *, type: str = "", actor: str = "") -> tuple[Happening, ...]:
        """The events of a type, of an actor, or both, in the order of time; all where neither is named."""
        if actor:
            found = self.actor(actor)
            those = self.by_actor.get(found.key if found else actor, ())
            return tuple(one for one in those if type in ("", one.type))
        return self.by_type.get(type, ()) if type else self.by_time

    def actor(self, key: str | None) -> Actor | None:
        """The actor with a key, be it that of one of its spellings."""
        return self.directory.find(key or "")

    def outlet(self, article: int) -> str:
        """The outlet of an article, or "" where none is known."""
        found = self.articles.get(article)
        return (found.site or "") if found else ""

    def name(self, party: Party) -> str:
        """The name of a party: its actor's usual one, or the words of the article."""
        return self._usual.get(party.key or "") or party.name


def count_of_who(library: Library) -> int:
    """How many decisions there are on who is who; grades of sources change nothing about that."""
    return sum(one.action != RATE for one in library.decisions(everything=True))


def survey(library: Library) -> Overview:
    """What a library speaks of as it is now, by its own notion of who is who (`marsad.corpus.actors`)."""
    change, decided = library.last_change(), count_of_who(library)
    articles = {one.no: one for one in library.articles()}
    directory = who_is_who(library)
    local = _local_names(library.rows("entities"), directory)
    claims = list(library.rows("claims"))
    sources = {(row["article"], row["id"]): row for row in claims if row["source"]}
    happenings = tuple(
        _happening(row, directory, local[row["article"]], sources.get((row["article"], row["claim"])))
        for row in library.rows("events")
        if row["article"] in articles and not row["same_as"]
    )
    return Overview(
        change=change,
        decided=decided,
        articles=articles,
        directory=directory,
        happenings=happenings,
        quoted=_quoted(claims, articles, directory),
        keys=by_article(directory),
        certainties=_certainties(library, directory),
    )


class _Point(msgspec.Struct, frozen=True):
    certainty: float = 0.0


class _Place(msgspec.Struct, frozen=True):
    id: str
    geo: _Point | None = None


class _Placed(msgspec.Struct, frozen=True):
    """What is taken of a record to know how sure its places are; the rest is passed over."""

    entities: tuple[_Place, ...] = ()


def _certainties(library: Library, directory: Directory) -> dict[str, float]:
    found: dict[str, float] = {}
    with library.reading() as connection:
        for _, article, record in list_views(connection, _Placed):
            for one in record.entities:
                key = directory.key(article, one.id) if one.geo else None
                if one.geo and key:
                    found[key] = max(found.get(key, 0.0), one.geo.certainty)
    return found


def by_article(directory: Directory) -> dict[int, dict[str, str]]:
    """For each article the actors of its entities."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for (article, entity), key in directory.keys.items():
        found[article][entity] = key
    return dict(found)


def _local_names(rows: Iterable[dict[str, Any]], directory: Directory) -> Mapping[int, dict[str, str]]:
    """For each article the actors of its spellings, the longest spelling first."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        for form in (row["name"], *(row["forms"] or "").split(BETWEEN)):
            key = directory.key(row["article"], row["id"])
            if form and key:
                found[row["article"]].setdefault(form, key)
    for article, forms in found.items():
        found[article] = dict(sorted(forms.items(), key=lambda one: -len(one[0])))
    return found


def _happening(
    row: dict[str, Any], directory: Directory, local: Mapping[str, str], said: dict[str, Any] | None
) -> Happening:
    first, last = reach_of(row["date"])
    place = row["place"] and Party(row["place"], directory.key(row["article"], row["place_entity"]))
    kept = ("article", "id", "type", "mode", "status", "date", "trigger", "claim", "dead", "injured")
    return Happening(
        first=first,
        last=last,
        place=place or None,
        actors=_parties(row["actors"], local, directory),
        recipients=_parties(row["recipients"], local, directory),
        source=Party(said["source"], directory.key(said["article"], said["entity"])) if said else None,
        **{name: row[name] for name in kept},
    )


def _parties(names: str | None, local: Mapping[str, str], directory: Directory) -> tuple[Party, ...]:
    """The tables keep the words of a party, «وزير الخارجية سامي الطاهري»; its actor is whoever those words name last."""
    found = (name for name in (names or "").split(BETWEEN) if name)
    return tuple(Party(name, _named_in(name, local) or _of_name(name, directory)) for name in found)


def _named_in(words: str, local: Mapping[str, str]) -> str | None:
    if words in local:
        return local[words]
    padded = f" {words} "
    return next((key for form, key in local.items() if f" {form} " in padded), None)


def _of_name(words: str, directory: Directory) -> str | None:
    """The actor of whom some words are a name elsewhere, «النيابة العمومية»; one word may be any word, «الشباب»."""
    if len(words.split()) < 2:
        return None
    keys = (name_key(kind, words) for kind in ENTITY_KINDS)
    return next((directory.homes[key] for key in keys if key in directory.homes), None)


@lru_cache(maxsize=1 << 15)
def reach_of(edtf: str | None) -> tuple[int | None, int | None]:
    """The first and the last day that a date or an interval can mean, or twice `None`.

    >>> reach_of("2024-02/2024-03-05"), reach_of("XXXX-09")
    ((20240201, 20240305), (None, None))
    """
    days = days_of(closed(edtf))
    return (days.first, days.last) if days else (None, None)


def _quoted(
    claims: Iterable[dict[str, Any]],
    articles: Mapping[int, StoredArticle],
    directory: Directory,
) -> tuple[Quoted, ...]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in claims:
        if row["source"] and row["article"] in articles:
            actor = directory.key(row["article"], row["entity"])
            grouped[actor or f"words:{plain_name(row['source'])}"].append(row)
    found = [_quoted_one(key, rows, articles, directory.find(key)) for key, rows in grouped.items()]
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
