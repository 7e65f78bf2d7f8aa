"""Actors: everybody and every place the library names, and one of them with spellings, roles, events, and who speaks of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from marsad.corpus import StoredArticle
from marsad.corpus.actors import Actor, Period, periods_of
from marsad.corpus.store.reading import find_views
from marsad.desk.overview import Happening, Overview
from marsad.desk.states import ActorsState, ActorState, page_numbers
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError
from marsad.text import fold
from marsad.types import Mention, Source, Span

AT_MOST = 60
"""How many articles of an actor, the newest, are read for spellings, roles and voices."""
_SHOWN = 25


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in the list."""

    key: str
    kind: str
    name: str
    latin: str | None
    articles: int


class ActorsData(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the list of actors."""

    total: int
    page: int
    items: tuple[ActorRow, ...]


class ActorData(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its roles over time; other counts are of its `read` newest articles out of all."""

    actor: Actor
    read: int
    spellings: dict[str, int]
    roles: tuple[Period, ...]
    spoken_of_by: dict[str, int]
    met: tuple[tuple[str, str | None, int], ...]
    happenings: tuple[Happening, ...]
    articles: tuple[StoredArticle, ...]


def show_all(asked: Asked[ActorsState]) -> View:
    """The actors with the most articles first, those whose names hold the words asked for."""
    state = asked.state
    wanted = fold(state.q.strip()).lower()
    found = [one for one in asked.session.overview().by_weight if _is_wanted(one, wanted, state.kind)]
    rows = tuple(row_of(one) for one in found[state.offset : state.offset + state.size])
    return View(
        title=asked.words["actors"],
        data=ActorsData(total=len(found), page=state.page, items=rows),
        rows=[msgspec.structs.asdict(row) for row in rows],
        extra={"pages": page_numbers(len(found), state)},
    )


def row_of(actor: Actor) -> ActorRow:
    """An actor as the list shows it."""
    return ActorRow(key=actor.key, kind=actor.kind, name=actor.name, latin=actor.latin, articles=actor.weight)


def _is_wanted(actor: Actor, words: str, kind: str) -> bool:
    if kind and actor.kind != kind:
        return False
    names = (*actor.names, actor.latin or "")
    return not words or any(words in fold(name).lower() for name in names)


def show(asked: Asked[ActorState]) -> View:
    """The actor with the key of the state."""
    overview = asked.session.overview()
    actor = overview.actor(asked.state.key)
    if actor is None:
        raise LibraryError(asked.state.key or "key", "the library names nobody so", remedy="see the actors")
    articles = sorted(
        (overview.articles[no] for no in {no for no, _ in actor.seen}),
        key=lambda one: (one.published or "", one.no),
        reverse=True,
    )
    data = _gather(asked, overview, actor, articles)
    return View(
        title=actor.name,
        data=data,
        rows=[_article_row(one) for one in articles],
        extra={"overview": overview, "shown": articles[:_SHOWN]},
    )


def _gather(
    asked: Asked[ActorState], overview: Overview, actor: Actor, articles: list[StoredArticle]
) -> ActorData:
    ids: dict[int, set[str]] = defaultdict(set)
    for no, entity in actor.seen:
        ids[no].add(entity)
    newest = articles[:AT_MOST]
    with asked.session.library.reading() as connection:
        found = find_views(connection, _Naming, [one.no for one in newest])
    records = [(found[one.no], ids[one.no]) for one in newest if one.no in found]
    own = overview.chosen(actor=actor.key)
    return ActorData(
        actor=actor,
        read=len(newest),
        spellings=_spellings(records),
        roles=tuple(periods_of(actor)),
        spoken_of_by=_speakers(records),
        met=_met(own, overview, actor),
        happenings=own[::-1],
        articles=tuple(articles),
    )


class _Entity(msgspec.Struct, frozen=True):
    id: str
    name: str


class _Said(msgspec.Struct, frozen=True):
    content: Span
    sources: tuple[Source, ...] = ()


class _Naming(msgspec.Struct, frozen=True):
    """What is taken of a record to know how somebody is called in it, and by whom; the rest is passed over."""

    entities: tuple[_Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[_Said, ...] = ()


Read = tuple[_Naming, set[str]]
"""What is taken of a record, and the entities in it that are the actor."""


def _spellings(records: Iterable[Read]) -> dict[str, int]:
    counts = Counter(
        mention.exact for record, own in records for mention in record.mentions if mention.entity in own
    )
    return dict(counts.most_common())


def _speakers(records: Iterable[Read]) -> dict[str, int]:
    """Those in whose statements the actor is named."""
    counts: Counter[str] = Counter()
    for record, own in records:
        names = {entity.id: entity.name for entity in record.entities}
        spans = [one for one in record.mentions if one.entity in own]
        for said in record.attributions:
            source = said.sources[0] if said.sources else None
            content = said.content
            if (
                source
                and source.entity not in own
                and any(
                    one.field == content.field and content.start <= one.start < content.end for one in spans
                )
            ):
                counts[names.get(source.entity or "", source.exact)] += 1
    return dict(counts.most_common(_SHOWN))


def _met(
    own: Iterable[Happening], overview: Overview, actor: Actor
) -> tuple[tuple[str, str | None, int], ...]:
    """Those with whom the actor consults, by how often; a place meets nobody."""
    if actor.kind == "place":
        return ()
    counts: Counter[tuple[str, str | None]] = Counter()
    for one in own:
        if one.type == "CONSULT":
            others = (party for party in (*one.actors, *one.recipients) if party.key != actor.key)
            counts.update(list(dict.fromkeys((overview.name(party), party.key) for party in others)))
    return tuple((name, key, count) for (name, key), count in counts.most_common(_SHOWN))


def _article_row(one: StoredArticle) -> dict[str, object]:
    return {"no": one.no, "id": one.id, "title": one.title, "published": one.published, "site": one.site}


ACTORS = Screen(name="actors", path="actors", state=ActorsState, show=show_all, lasting="library")
ACTOR = Screen(name="actor", path="actor", state=ActorState, show=show, lasting="library")
