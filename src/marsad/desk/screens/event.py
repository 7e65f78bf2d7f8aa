"""The card of an event: who did what to whom, where, when, on whose word, in which words, and where else it may be told."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from marsad.corpus import Standing
from marsad.corpus.grading import UNGRADED, source_key
from marsad.corpus.store.judging import RATE
from marsad.desk.bearings import Corroboration, corroborate_fact, grouped, rows_of
from marsad.desk.overview import Happening, Overview
from marsad.desk.passages import passages_of
from marsad.desk.screens.article import event_row, judged_facts, read
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError
from marsad.export.chains import Chain, chain_of, outlet_of
from marsad.export.text import counts_of
from marsad.types import Attribution, Event


class EventData(msgspec.Struct, frozen=True, kw_only=True):
    """An event, the statement it stands in and that statement's chain, who corroborates and who contradicts it.

    `elsewhere` are events of other articles that may be the same, whether or not they are of the same story.
    `reliability` is the letter of whose word it is, `credibility` the number of the statement (the Admiralty code).
    """

    article: int
    title: str
    event: Event
    statement: Attribution | None
    chain: Chain | None
    reliability: str
    credibility: str
    corroboration: Corroboration
    elsewhere: tuple[Happening, ...]
    judgements: tuple[Standing, ...]


def show(asked: Asked[State]) -> View:
    """The event of the path."""
    whole = read(asked)
    record = whole.record
    event = next((one for one in record.events if one.id == asked.path["event"]), None)
    if event is None:
        raise LibraryError(
            asked.path["event"], "the article has no such event", remedy="see the article's table"
        )
    statement = next((one for one in record.attributions if one.id == event.attribution), None)
    overview = asked.session.overview()
    elsewhere = maybe_same(overview, asked.article, event.id)
    judged = [
        one
        for one in whole.judgements
        if one.judgement.kind == "event" and one.fact is not None and one.fact.id == event.id
    ]
    data = EventData(
        article=asked.article,
        title=record.article.title,
        event=event,
        statement=statement,
        chain=chain_of(statement, record) if statement else None,
        reliability=reliability_of(asked, statement),
        credibility=credibility_of(whole.judgements, statement),
        corroboration=corroborate_fact(asked.session, asked.article, record, event),
        elsewhere=elsewhere,
        judgements=tuple(judged),
    )
    return View(
        title=f"{asked.words.value(event.type)} · {event.trigger.exact}",
        data=data,
        rows=rows_of(event_row(event, record), data.corroboration.testimonies),
        extra={
            "record": record,
            "passages": passages_of(record, event),
            "chain": data.chain,
            "event": event,
            "counts": list(counts_of(event)),
            "groups": grouped(data.corroboration.testimonies),
            "outlet": outlet_of(record.article),
            "outlets": len({overview.outlet(one.article) for one in elsewhere}),
            "overview": overview,
            "keys": overview.keys.get(asked.article, {}),
            "judged": judged_facts(whole.judgements),
            "date": next((one for one in record.dates if event.date and one.id == event.date.from_), None),
        },
    )


def reliability_of(asked: Asked[State], statement: Attribution | None) -> str:
    """The letter of whose word a statement is, of the outlet's where it is nobody else's."""
    overview = asked.session.overview()
    keys, outlet = overview.keys.get(asked.article, {}), overview.outlet(asked.article)
    source = statement.sources[0] if statement and statement.sources else None
    key = source_key(
        source.exact if source else None, keys.get(source.entity or "") if source else None, outlet
    )
    return asked.session.reliability().get(key or "", UNGRADED[0])


def credibility_of(judged: Iterable[Standing], statement: Attribution | None) -> str:
    """The number that people gave a statement last."""
    rated = [one for one in judged if one.judgement.action == RATE and not one.undone and statement]
    own = [one for one in rated if statement and one.fact is not None and one.fact.id == statement.id]
    return str(own[-1].judgement.value) if own else UNGRADED[1]


def maybe_same(overview: Overview, article: int, event: str) -> tuple[Happening, ...]:
    """Events of other articles of the same type, on days that meet, with a place or a party in common; one an article.

    It is a hint, not a finding: copies count too.
    """
    own = overview.once("by_id", lambda: {(one.article, one.id): one for one in overview.happenings}).get(
        (article, event)
    )
    if own is None or own.first is None:
        return ()
    alike = (one for one in overview.chosen(type=own.type) if one.article != article and _alike(own, one))
    found = {one.article: one for one in alike}
    return tuple(found.values())


def _alike(own: Happening, other: Happening) -> bool:
    if other.type != own.type or other.first is None or own.first is None:
        return False
    if (other.first > (own.last or 0)) or ((other.last or 0) < own.first):
        return False
    return bool(_points(own) & _points(other))


def _points(one: Happening) -> set[str]:
    parties = (*one.actors, *one.recipients, *((one.place,) if one.place else ()))
    return {party.key or party.name for party in parties}


EVENT = Screen(
    name="event", path="article/{no:str}/event/{event:str}", state=State, show=show, lasting="article"
)
