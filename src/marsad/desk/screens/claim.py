"""The card of a statement: on whose word, what exactly, what it tells, and who corroborates or contradicts it."""

from __future__ import annotations

import msgspec

from marsad.corpus import Standing
from marsad.desk.bearings import Corroboration, corroborate_fact, grouped, rows_of
from marsad.desk.overview import Happening
from marsad.desk.passages import passages_of
from marsad.desk.screens.article import judged_facts, read
from marsad.desk.screens.event import credibility_of, maybe_same, reliability_of
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError
from marsad.export.chains import Chain, chain_of, outlet_of
from marsad.types import Attribution, Event


class ClaimData(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with its chain, the events that it tells, and who corroborates and who contradicts it.

    `reliability` is the letter of whose word it is, `credibility` the number of the statement (the Admiralty code); `elsewhere` are
    events of other articles that may be the same as those it tells.
    """

    article: int
    title: str
    claim: Attribution
    chain: Chain
    reliability: str
    credibility: str
    events: tuple[Event, ...]
    corroboration: Corroboration
    elsewhere: tuple[Happening, ...]
    judgements: tuple[Standing, ...]


def show(asked: Asked[State]) -> View:
    """The statement of the path."""
    whole, wanted = read(asked), asked.path["claim"]
    record = whole.record
    claim = next((one for one in record.attributions if one.id == wanted), None)
    if claim is None:
        raise LibraryError(
            wanted, "the article has no such statement", remedy="see who says what in the article"
        )
    overview = asked.session.overview()
    events = tuple(one for one in record.events if one.attribution == claim.id and one.same_as is None)
    elsewhere = {
        (one.article, one.id): one
        for event in events
        for one in maybe_same(overview, asked.article, event.id)
    }
    data = ClaimData(
        article=asked.article,
        title=record.article.title,
        claim=claim,
        chain=chain_of(claim, record),
        reliability=reliability_of(asked, claim),
        credibility=credibility_of(whole.judgements, claim),
        events=events,
        corroboration=corroborate_fact(asked.session, asked.article, record, claim),
        elsewhere=tuple(elsewhere.values()),
        judgements=tuple(
            one
            for one in whole.judgements
            if one.judgement.kind == "attribution" and one.fact is not None and one.fact.id == claim.id
        ),
    )
    said_by = claim.sources[0].exact if claim.sources else asked.words["nobody"]
    return View(
        title=f"{asked.words.value(claim.act)} · {said_by}",
        data=data,
        rows=rows_of(_row(data), data.corroboration.testimonies),
        extra={
            "record": record,
            "passages": passages_of(record, claim),
            "outlet": outlet_of(record.article),
            "overview": overview,
            "keys": overview.keys.get(asked.article, {}),
            "judged": judged_facts(whole.judgements),
            "groups": grouped(data.corroboration.testimonies),
        },
    )


def _row(data: ClaimData) -> dict[str, object]:
    claim = data.claim
    return {
        "id": claim.id,
        "act": claim.act,
        "mode": claim.mode,
        "sources": " | ".join(one.exact for one in data.chain.sources),
        "content": claim.content.exact,
        "field": claim.content.field,
        "start": claim.content.start,
        "end": claim.content.end,
        "hedge": claim.hedge.exact if claim.hedge else None,
        "article": data.article,
    }


CLAIM = Screen(
    name="claim", path="article/{no:str}/claim/{claim:str}", state=State, show=show, lasting="article"
)
