"""What speaks for and against one fact: the claims and events of the other articles of its story, set beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from marsad.corpus.copies import copies_among, nearest_origins
from marsad.corpus.copies.values import Copy
from marsad.corpus.corroboration.comparing import compare_readings
from marsad.corpus.corroboration.events import Told, is_same, told_of
from marsad.corpus.corroboration.origins import trace
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim, Relation
from marsad.corpus.store.identity import address_of
from marsad.times.edtf import Reach, reach_of
from marsad.types import Attribution, Event, Record

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.stories.values import Story

Stand = Literal["supports", "contradicts", "updates", "updated", "repeats"]
_STANDS: tuple[Stand, ...] = ("contradicts", "supports", "updates", "updated", "repeats")
HAPPENED, DENIED, AHEAD = "happened", "denied", frozenset({"planned", "called_for"})


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that bears on a fact: what the fact's article says, what stands against or beside it elsewhere.

    The other passage `supports`, `contradicts` or `updates` the own one; it is `updated` by it where it is the earlier count; it
    `repeats` it where both come from one origin and are no two witnesses. `rule` is that of a relation, or ``event`` where
    both tell that the same thing happened.
    """

    stand: Stand
    topic: str
    rule: str
    own: Claim
    other: Claim


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in a story that bears on a fact; `corroborated_by` and `contradicted_by` name the independent origins.

    One origin is named once however many articles print it, and never where it is the fact's own.
    """

    corroborated_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """An event as an article tells it, with its sentence as a claim on whose word it happened."""

    told: Told
    claim: Claim
    address: str
    reach: Reach | None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the articles of a story say that can be set beside each other; gathered once for all their facts."""

    relations: tuple[Relation, ...] = ()
    happened: tuple[Happened, ...] = ()


def gather_evidence(records: Iterable[Record], copies: Iterable[Copy] = ()) -> Evidence:
    """The evidence of some articles on one happening; `copies` are the pairs of copies among them."""
    readings = {record.article.id: Reading(record) for record in records}
    near = nearest_origins(copies)
    return Evidence(
        relations=compare_readings(readings, near),
        happened=tuple(one for reading in readings.values() for one in _happened(reading, readings, near)),
    )


def evidence_of(library: Library, story: Story) -> Evidence:
    """The evidence of a story of a library."""
    records = [library.record(ident) for ident in story.articles]
    return gather_evidence(records, copies_among(library, story.articles))


def weigh_event(evidence: Evidence, record: Record, event: Event) -> Weighed:
    """What bears on an event of an article: its day, its counts, denials, and that it happened at all."""
    chain = _chain(record, event)

    def is_own(claim: Claim, rule: str) -> bool:
        return claim.article == record.article.id and any(
            _is_of(claim, rule, event, mention, record)
            for mention in chain
            if mention.trigger.field == "text" and claim.start <= mention.trigger.start < claim.end
        )

    return _weighed([*_witnesses(evidence.relations, is_own), *_same(evidence, record, chain)])


def weigh_statement(evidence: Evidence, record: Record, statement: Attribution) -> Weighed:
    """What bears on a statement: on its counts, its days, its denials, and on the events that it tells."""
    content = statement.content
    if content.field != "text":
        return Weighed()
    inside = [one for one in record.events if one.attribution == statement.id]
    first = statement.sources[0].exact if statement.sources else None

    def is_own(claim: Claim, rule: str) -> bool:
        said = claim.sources[0] if claim.sources else None
        return (
            claim.article == record.article.id
            and claim.start < content.end
            and content.start < claim.end
            and said == first
        )

    relations = _witnesses(evidence.relations, is_own)
    events = (one for event in inside for one in _same(evidence, record, [event]))
    return _weighed([*relations, *events])


def _is_of(claim: Claim, rule: str, event: Event, mention: Event, record: Record) -> bool:
    """Whether a claim of the sentence of an event's mention is of that event and not of another one there."""
    if claim.day is not None:
        return claim.about == event.type
    if claim.low is None:
        return _is_denied(claim, rule, mention)
    for one in (event, mention):
        if _counts(one, claim.topic):
            return _meets(one, claim)
    there = (one for one in record.events if claim.start <= one.trigger.start < claim.end)
    return not any(_counts(one, claim.topic) for one in there)


def _is_denied(claim: Claim, rule: str, mention: Event) -> bool:
    """Whether a denial, or what is denied, is that of an event: who denies a deed does not deny that it was done."""
    denying = mention.type == "REJECT" or mention.status == DENIED
    if claim.topic == "denial":
        return denying
    if rule == "accusation":
        return (mention.type, mention.mode) == ("ACCUSE", "allege")
    return not denying


def _counts(event: Event, topic: str) -> bool:
    return getattr(event.size, topic, None) is not None


def _meets(event: Event, claim: Claim) -> bool:
    """Whether the count that an event has is the one that is claimed."""
    size = getattr(event.size, claim.topic)
    return not isinstance(size, int) or (claim.low or 0) <= size <= (claim.high or 0)


def _witnesses(relations: tuple[Relation, ...], is_own: Callable[[Claim, str], bool]) -> Iterator[Witness]:
    """The relations that have a claim of the fact at one end, told from that end.

    Of what was copied a relation says nothing but whom it repeats; what bears on the original bears on the copy too.
    """
    originals: dict[tuple[object, ...], Claim] = {}
    for relation, mine, other in _ends(relations):
        if is_own(mine, relation.rule) and not is_own(other, relation.rule):
            yield _witness(relation, mine, mine, other)
            if mine.copied and not other.copied and relation.bearing == "repeats":
                originals[_key(other)] = mine
    for relation, mine, other in _ends(relations):
        own = originals.get(_key(mine))
        if own is not None and relation.bearing != "repeats" and not is_own(other, relation.rule):
            yield _witness(relation, mine, own, other)


def _ends(relations: Iterable[Relation]) -> Iterator[tuple[Relation, Claim, Claim]]:
    for one in relations:
        yield one, one.claim, one.other
        yield one, one.other, one.claim


def _witness(relation: Relation, mine: Claim, own: Claim, other: Claim) -> Witness:
    """A relation told from one of its ends; `own` is the claim that is shown for it."""
    stand: Stand = relation.bearing
    if relation.bearing == "updates" and mine is relation.claim:
        stand = "updated"
    elif relation.bearing == "supports" and house_of(own) == house_of(other):
        stand = "repeats"
    topic = f"day {own.about}" if own.day else own.topic
    return Witness(stand=stand, topic=topic, rule=relation.rule, own=own, other=other)


def house_of(claim: Claim) -> str:
    """Whose word a claim is to who counts: an outlet and the nameless sources that it heard are one, for nobody can tell."""
    return claim.origin.partition(": ")[0]


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.article, claim.start, claim.topic, claim.value


def _chain(record: Record, event: Event) -> list[Event]:
    """All mentions of an event in its article."""
    first = event.same_as or event.id
    return [one for one in record.events if first in (one.id, one.same_as)]


def _happened(
    reading: Reading, readings: Mapping[str, Reading], near: Mapping[str, Copy]
) -> Iterator[Happened]:
    for event in reading.record.events:
        sentence = reading.sentence(event.trigger.start) if event.trigger.field == "text" else None
        if sentence is None:
            continue
        at = event.trigger.start
        claim = reading.claim("event", sentence.start, sentence.end, at, about=event.type)
        yield Happened(
            told=told_of(reading, event, sentence),
            claim=trace(claim, readings, near),
            address=address_of(reading.article.url) or reading.article.id,
            reach=reach_of(event.date.edtf) if event.date else None,
        )


def _same(evidence: Evidence, record: Record, events: Iterable[Event]) -> Iterator[Witness]:
    """The events of other articles that are the same as one of these, one of each article.

    Where an article tells it on the fact's own word and on its own beside that, it is no witness but repeats it.
    """
    idents = {one.id for one in events}
    found: dict[str, Witness] = {}
    for mine in evidence.happened:
        if mine.claim.article != record.article.id or mine.told.event.id not in idents:
            continue
        for other in evidence.happened:
            stand = _stand(mine, other) if _is_elsewhere(mine, other) else None
            if stand:
                witness = Witness(stand=stand, topic="event", rule="event", own=mine.claim, other=other.claim)
                before = found.get(other.claim.article)
                if before is None or (stand == "repeats" != before.stand):
                    found[other.claim.article] = witness
    return iter(found.values())


def _is_elsewhere(mine: Happened, other: Happened) -> bool:
    """Whether another page, and not another version of the same, tells the same event."""
    return other.address != mine.address and is_same(mine.told, other.told) and _meet(mine, other)


def _meet(one: Happened, other: Happened) -> bool:
    """Whether two events can be of one day; where one of them has none, the words alone tell."""
    if one.reach is None or other.reach is None:
        return True
    ends = one.reach.last, other.reach.last
    return (ends[1] is None or one.reach.first is None or one.reach.first <= ends[1]) and (
        ends[0] is None or other.reach.first is None or other.reach.first <= ends[0]
    )


def _stand(mine: Happened, other: Happened) -> Stand | None:
    """How one telling of an event stands to another, by the status that each gives it.

    An event that is denied elsewhere may be denied by who is said to have done it: that is left to the denials.
    """
    own, theirs = mine.told.event, other.told.event
    if own.historical != theirs.historical:
        return None
    stand: Stand | None = None
    if own.status == theirs.status:
        stand = "supports"
    elif own.status in AHEAD and theirs.status == HAPPENED:
        stand = "updates"
    elif theirs.status in AHEAD and own.status == HAPPENED:
        stand = "updated"
    return "repeats" if stand and house_of(mine.claim) == house_of(other.claim) else stand


def _weighed(witnesses: Iterable[Witness]) -> Weighed:
    """The witnesses in order, each once: of what was copied the original, where it is among them."""
    found: dict[tuple[object, ...], Witness] = {}
    for one in witnesses:
        found.setdefault((one.stand, one.topic, *_key(one.other)), one)
    originals = {(one.stand, one.topic, one.other.origin) for one in found.values() if not one.other.copied}
    kept = [
        one
        for one in found.values()
        if one.stand == "repeats"
        or not one.other.copied
        or (one.stand, one.topic, one.other.origin) not in originals
    ]
    kept.sort(key=lambda one: (_STANDS.index(one.stand), one.other.published or "", one.other.article))
    return Weighed(
        corroborated_by=_voices(kept, "supports"),
        contradicted_by=_voices(kept, "contradicts"),
        witnesses=tuple(kept),
    )


def _voices(witnesses: Iterable[Witness], stand: Stand) -> tuple[str, ...]:
    """The origins that stand so to a fact, by the names they are first given."""
    named: dict[str, str] = {}
    for one in witnesses:
        if one.stand == stand:
            named.setdefault(house_of(one.other), one.other.voice)
    return tuple(named.values())


__all__ = [
    "Evidence",
    "Weighed",
    "Witness",
    "evidence_of",
    "gather_evidence",
    "weigh_event",
    "weigh_statement",
]
