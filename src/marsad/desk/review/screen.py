"""Review: one fact of a queue in its passage, how it was found, what can be said of it, and how far the queue is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from marsad.corpus import Standing, StoredArticle
from marsad.corpus.review import Fact, Judged, Progress, Queue
from marsad.corpus.store.anchors import find_fact
from marsad.desk.judging import NAMELESS
from marsad.desk.passages import parts_of, passages_of
from marsad.desk.review.fields import fields_of
from marsad.desk.review.states import ReviewState, address_of, key_of
from marsad.desk.session import Session
from marsad.desk.states import query_of
from marsad.desk.views import Asked, Screen, View
from marsad.errors import QueryError
from marsad.export.chains import chain_of, outlet_of
from marsad.export.text import counts_of
from marsad.types import Attribution, Entity, Event, Record

COMING = 8
"""How many facts the page tells of, with the one that is shown."""
_SHORT = 90
"""Letters that are told of one that comes."""
SENT_TO = "review/judge"
"""Where the forms of the page are sent, behind the language; the state of the page goes along."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the queue; `decision` is what counts of it so far, and in a check by a second person only that one's own."""

    article: int
    kind: str
    fact: str
    confidence: float
    decision: str | None = None
    by: str | None = None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The fact that is shown: where it stands in the queue (from 1), what was read, in which article."""

    place: int
    item: Item
    fact: Any
    article: StoredArticle
    judgements: tuple[Standing, ...]


class ReviewData(msgspec.Struct, frozen=True, kw_only=True):
    """A queue, the fact shown and those behind it; `problem` says what in the query cannot be understood."""

    query: str
    kind: str
    order: str
    check: str
    by: str
    progress: Progress
    shown: Shown | None
    items: tuple[Item, ...]
    problem: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A queue at work for one person: what is in it and what of it is done."""

    queue: Queue
    judged: Judged
    done: frozenset[tuple[int, str, str]]
    by: str
    blind: bool

    def item(self, fact: Fact) -> Item:
        """A fact with what counts of it, as far as this person may see that."""
        found = self.judged.decision(fact.key, self.by if self.blind else "")
        return Item(
            article=fact.article,
            kind=fact.kind,
            fact=fact.id,
            confidence=fact.confidence,
            decision=found.judgement.action if found else None,
            by=found.judgement.by if found else None,
        )

    def place(self, at: str) -> int | None:
        """Where the fact that an address names stands; without one, or where it is gone, the first that is open."""
        found = self.queue.place(key_of(at)) if at else None
        if found is not None:
            return found
        first = self.queue.next_open(self.done)
        return self.queue.place(first.key) if first else None

    def following(self, place: int) -> str:
        """The address of the next open fact behind a place, or "" where nothing else is open."""
        done = self.done | {self.queue.facts[place].key}
        found = self.queue.next_open(done, place)
        return address_of(found.key) if found else ""


def line_up(session: Session, state: ReviewState, by: str) -> Line:
    """The queue of a state for one person. A check holds what somebody else judged, and is done where this person has.

    `QueryError` where the query cannot be understood.
    """
    review = session.review()
    judged = review.judged
    articles = session.select(state.q) if state.q.strip() else None
    keys = judged.decided(state.check) if state.check else None
    queue = review.queue(kind=state.kind, articles=articles, keys=keys, order=state.order)
    done = judged.decided(by if state.check else "")
    return Line(queue, judged, frozenset(done), by, bool(state.check))


def show(asked: Asked[ReviewState]) -> View:
    """The fact that the state names, or the first that is open."""
    state, by, problem = asked.state, asked.by or NAMELESS, None
    try:
        line = line_up(asked.session, state, by)
    except QueryError as error:
        problem = str(error)
        line = Line(Queue(()), asked.session.review().judged, frozenset(), by, blind=True)
    place = line.place(state.at)
    start = 0 if place is None else place
    shown, extra = None, {}
    if place is not None:
        record = asked.session.library.record(line.queue.facts[place].article)
        shown = _shown(asked, line, place, record)
        extra = _explained(asked, shown, record, line)
    items = tuple(line.item(one) for one in line.queue.facts[start : start + state.size])
    return View(
        title=asked.words["review"],
        data=ReviewData(
            query=state.q,
            kind=state.kind,
            order=state.order,
            check=state.check,
            by=by,
            progress=line.queue.progress(line.done),
            shown=shown,
            items=items,
            problem=problem,
        ),
        rows=[msgspec.structs.asdict(one) for one in items],
        extra={
            "sent_to": lambda at: f"/{asked.words.language}/{SENT_TO}{query_of(state, at=at)}",
            "people": line.judged.people(),
            "last": line.judged.last_of(by),
            "coming": COMING,
            "words_of": _words_of(asked, items[1:COMING]),
            "first": address_of(line.queue.facts[0].key) if len(line.queue) else "",
            **extra,
        },
    )


def _shown(asked: Asked[ReviewState], line: Line, place: int, record: Record) -> Shown:
    fact = line.queue.facts[place]
    said = line.judged.facts.get(fact.key, [])
    own = [one for one in said if not line.blind or one.judgement.by == line.by]
    return Shown(
        place=place + 1,
        item=line.item(fact),
        fact=find_fact(record, fact.kind, fact.id),
        article=asked.session.library.article(fact.article),
        judgements=tuple(own),
    )


def _explained(asked: Asked[ReviewState], shown: Shown, record: Record, line: Line) -> dict[str, Any]:
    """What the page shows of a fact beside its value: passages, chain, fields of the form, the way on."""
    fact, place = shown.fact, shown.place - 1
    said_in = _statement(record, fact)
    facts = line.queue.facts
    mine = own_edits(shown.judgements, line.by)
    return {
        "record": record,
        "event": fact,
        "at": address_of(facts[place].key),
        "passages": passages_of(record, fact),
        "marks": list(dict.fromkeys((one.part, one.style) for one in parts_of(record, fact))),
        "chain": chain_of(said_in, record) if said_in else None,
        "outlet": outlet_of(record.article),
        "keys": asked.session.overview().keys.get(shown.item.article, {}),
        "counts": list(counts_of(fact)) if isinstance(fact, Event) else [],
        "date": _date_of(record, fact),
        "mentions": [one for one in record.mentions if isinstance(fact, Entity) and one.entity == fact.id],
        "others": [one.name for one in record.entities if isinstance(fact, Entity) and one.id != fact.id],
        "fields": fields_of(fact, mine),
        "before": address_of(facts[place - 1].key) if place else "",
        "behind": address_of(facts[place + 1].key) if place + 1 < len(facts) else "",
        "following": line.following(place),
    }


def _words_of(asked: Asked[ReviewState], items: tuple[Item, ...]) -> dict[tuple[int, str, str], str]:
    """The words that facts stand in, by article, kind and number: whoever judges knows them by their words."""
    found = {}
    for one in items:
        fact = find_fact(asked.session.record(one.article), one.kind, one.fact)
        exact = _exact(fact) or one.fact
        found[one.article, one.kind, one.fact] = (
            exact if len(exact) <= _SHORT else f"{exact[:_SHORT].rsplit(' ', 1)[0]} …"
        )
    return found


def _exact(fact: Any) -> str:
    """The words of a fact itself: what is said, the word that tells the event, the name, the date as printed."""
    if isinstance(fact, Attribution):
        return fact.content.exact
    if isinstance(fact, Event):
        return fact.trigger.exact
    return fact.name if isinstance(fact, Entity) else str(getattr(fact, "exact", ""))


def own_edits(judgements: tuple[Standing, ...], by: str) -> dict[str, Any]:
    """What somebody's edits that still stand say of a fact, all together."""
    edits: dict[str, Any] = {}
    for one in judgements:
        if one.judgement.by == by and one.judgement.action == "edit" and one.decides:
            edits |= one.judgement.value
    return edits


def _statement(record: Record, fact: object) -> Attribution | None:
    """The statement that a fact is, or stands in."""
    if isinstance(fact, Attribution):
        return fact
    wanted = fact.attribution if isinstance(fact, Event) else None
    return next((one for one in record.attributions if one.id == wanted), None)


def _date_of(record: Record, fact: object) -> Any:
    wanted = fact.date.from_ if isinstance(fact, Event) and fact.date else None
    return next((one for one in record.dates if one.id == wanted), None)


def items_of(line: Line, start: int, end: int) -> Iterator[Item]:
    """Some facts of a queue with what counts of each."""
    return (line.item(one) for one in line.queue.facts[start:end])


REVIEW = Screen(name="review", path="review", state=ReviewState, show=show)
