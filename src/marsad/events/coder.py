"""From triggers to events: arguments, place, date, status, size, and whose words carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from marsad.events.arguments import load_arguments
from marsad.events.circumstances import with_place, with_status
from marsad.events.contexts import read_contexts
from marsad.events.crowds import as_protest
from marsad.events.deciding import (
    Chosen,
    choose_parties,
    choose_triggers,
    heard,
    likeliest,
    of_both,
    unsure_spots,
)
from marsad.events.deeds import with_deeds
from marsad.events.elapsed import is_historical
from marsad.events.grammar import Grammar, read_grammar
from marsad.events.head import Floats, load_head
from marsad.events.linking import link_events
from marsad.events.modes import told_mode
from marsad.events.nisba import of_state, read_states
from marsad.events.no_events import without_echoes
from marsad.events.opponents import clash, without_opponents, without_refusers
from marsad.events.pair_features import Fame, read_pairs
from marsad.events.parties import Spot
from marsad.events.passives import passive_of
from marsad.events.proposals import Proposal
from marsad.events.refusals import refusal_of
from marsad.events.retold import without_charges, without_retold
from marsad.events.roles import Roles, read_roles
from marsad.events.senses import mode_of
from marsad.events.setting import (
    Setting,
    carrying,
    read_date,
    read_place,
    read_setting,
    report_date,
    spoken,
    visited_place,
)
from marsad.events.settling import confidence_of, with_parties
from marsad.events.sides import of_sides
from marsad.events.size import read_size, with_single
from marsad.events.status import read_status
from marsad.events.tolls import by_cause, with_tolls
from marsad.events.triggers import Trigger, find_triggers
from marsad.events.view import View, view_part
from marsad.matching import Scan
from marsad.names.encoder import NOTHING, Told
from marsad.names.offices import Offices, read_offices
from marsad.times.calendar import reference_date
from marsad.types import Attribution, DateExpression, Event, EventDate, Mention, Names, Source, Span

_ACCUSABLE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID"})


class Part(msgspec.Struct, frozen=True, gc=False):
    """A part as the layer sees it, what the rules propose in it, and the words that only tell again what others report."""

    view: View
    proposals: tuple[Proposal, ...]
    retold: frozenset[int]

    def spot(self, at: int, kind: str) -> Spot:
        """The trigger at a token, of an event of that type: the words the rules propose there, else the likeliest entry's."""
        one = next((p for p in self.proposals if p.trigger.match.first <= at < p.trigger.match.last), None)
        match = one.trigger.match if one else likeliest(self.view, at)
        if match is None:
            return Spot(at, at + 1, kind, None, None)
        return Spot(match.first, match.last, kind, match, one)


class Read(msgspec.Struct, frozen=True):
    """A document as the layer sees it before it decides anything."""

    parts: tuple[Part, ...]
    grammar: Grammar
    setting: Setting
    offices: Offices
    fame: Fame
    published: str | None
    states: dict[str, Mention] = {}
    """The first mention of each country, by its code."""


def read_parts(
    scan: Scan,
    names: Names,
    dates: Sequence[DateExpression],
    attributions: Sequence[Attribution],
    published: str | None,
) -> Read:
    """The parts of a document with the rules' proposals."""
    grammar = read_grammar(scan.lexicon)
    day = reference_date(published)
    published = day.isoformat() if day else None
    offices = read_offices(scan.document.parts, names)
    setting = read_setting(scan.document.parts, names, offices.phrases, dates, published, grammar.place_leads)
    parts = []
    for number, (part, matches) in enumerate(zip(scan.document.parts, scan.matches, strict=True)):
        phrases = offices.phrases[number] if offices.phrases else ()
        view = view_part(number, part, matches, phrases, names.mentions, dates, attributions)
        triggers = tuple(find_triggers(view, grammar.senses))
        kept = tuple(without_retold(view, triggers))
        told = set(map(id, kept))
        retold = frozenset(trigger.match.first for trigger in triggers if id(trigger) not in told)
        proposals = tuple(_proposals(view, kept, grammar, setting, published))
        parts.append(Part(view, proposals, retold))
    fame = Fame(
        Counter(mention.entity for mention in names.mentions),
        frozenset(mention.entity for mention in names.mentions if mention.field == "title"),
    )
    states = read_states(scan, names)
    return Read(tuple(parts), grammar, setting, offices, fame, published, states)


def _proposals(
    view: View, triggers: Sequence[Trigger], grammar: Grammar, setting: Setting, published: str | None
) -> Iterator[Proposal]:
    dated = {at for first, last in view.dates.items() for at in range(first, last)}
    for trigger in triggers:
        if trigger.match.first in dated:
            continue
        roles = read_roles(view, trigger, grammar.patterns[trigger.sense.args])
        said = _said_by(view, trigger)
        told = _with_speaker(roles, trigger, said)
        wanted = _is_wanted(trigger, told, grammar, said)
        event = _event(view, trigger, told, said, grammar, setting, published) if wanted else None
        yield Proposal(trigger, roles, event)


def _said_by(view: View, trigger: Trigger) -> Attribution | None:
    """The attribution whose cue a trigger is."""
    match = trigger.match
    return spoken(view, view.tokens[match.first].start, view.tokens[match.last - 1].end)


def _with_speaker(roles: Roles, trigger: Trigger, said: Attribution | None) -> Roles:
    """The same roles for an event; of a verbal act the speaker has his."""
    told = msgspec.structs.replace(roles, actors=list(roles.actors), recipients=list(roles.recipients))
    if said is not None and trigger.sense.verbal:
        _speak(told, said)
    return told


def find_events(
    scan: Scan,
    names: Names,
    dates: Sequence[DateExpression],
    attributions: Sequence[Attribution],
    published: str | None,
    told: Told = NOTHING,
) -> tuple[Event, ...]:
    """The events of a document in the order of the text; later mentions of one point to the first.

    `told` is what the transformer says of the document, in the accurate tier.

    «قالت رويترز إن الجيش قصف درنة أمس» (Reuters said the army shelled Derna yesterday) gives one event, an ASSAULT
    by «الجيش», carried by the attribution to «رويترز».
    """
    read = read_parts(scan, names, dates, attributions, published)
    found = [one for part in read.parts for one in _part_events(part, read, told)]
    events = [_with_offices(event, read.offices) for event in without_opponents([e for e, _ in found])]
    return link_events(events, [day for _, day in found])


def _with_offices(event: Event, offices: Offices) -> Event:
    return msgspec.structs.replace(
        event, actors=offices.named(event.actors), recipients=offices.named(event.recipients)
    )


def _part_events(part: Part, read: Read, told: Told) -> Iterator[tuple[Event, EventDate | None]]:
    """The events of a part, each with the day of the report where that is its date for want of another."""
    view, head = part.view, load_head()
    words = head.words(view.tokens)
    vectors = words["vector"]
    scores = head.trigger_scores(head.trigger_sums(view, part.proposals, words), vectors)
    if told.types:
        scores = heard(scores, told.types[view.number], head.types)
    chosen = choose_triggers(view, part.proposals, part.retold, scores, head.types, read.grammar.senses)
    chosen = without_charges(view, by_cause(view, chosen, read.grammar.senses))
    chosen = [*without_echoes(view, chosen)]
    coded = with_deeds(view, [*tell(part, read, chosen, vectors, told.states)], read.grammar.charges)
    coded = with_tolls(view, coded, read.grammar.senses)
    for one, event, said in coded:
        event = with_status(view, one.trigger, event, said, read.published)
        event = with_single(view, one.trigger, with_place(view, event, read.setting))
        telling = said if one.trigger.sense.verbal else None
        sentence = view.sentence(one.trigger.match.first)
        yield event, None if event.date else report_date(view, read.setting, sentence, telling)


def tell(
    part: Part, read: Read, chosen: Sequence[Chosen], vectors: Floats, states: Sequence[Floats] = ()
) -> Iterator[tuple[Chosen, Event, Attribution | None]]:
    """The events of chosen triggers with those who take part; their status and place are the rules' as yet.

    Beside each the attribution whose cue it is. `vectors` `[tokens, size]` are those of the words.
    """
    view, head = part.view, load_head()
    told = [(one, _told(view, one, read)) for one in chosen]
    spots = [
        Spot(
            one.trigger.match.first,
            one.trigger.match.last,
            event.type,
            one.listed,
            one.proposal or passive_of(view, one, read.grammar.patterns),
        )
        for one, event in told
    ]
    pairs = read_pairs(view, spots, read.grammar.senses, vectors, read.fame)
    scores = head.pair_scores(pairs)
    if states:
        unsure = unsure_spots(scores, pairs)
        read_by = load_arguments()(view.part.sentences, pairs, states[view.number], unsure)
        scores = of_both(scores, read_by)
    parties = choose_parties(view, pairs, scores)
    found = {(party.start, party.end) for party in pairs.parties if party.kind.startswith("found ")}
    accusations: dict[str, tuple[Attribution, tuple[Source, ...]]] = {}
    earlier: list[Event] = []
    for (one, event), named in zip(told, parties, strict=True):
        event = with_parties(view, one, event, named, found, read.grammar)
        said = spoken(view, event.trigger.start, event.trigger.end)
        if said is not None and event.type == "ACCUSE":
            accusations[said.id] = said, event.recipients
        elif event.attribution in accusations and event.type in _ACCUSABLE:
            event = _as_accused(event, *accusations[event.attribution or ""])
        if refusal_of(view, one.trigger) is not None:
            event = without_refusers(event, earlier)
        event = of_sides(view, one.trigger, event, read.grammar.sides, earlier)
        event = of_state(view, one.trigger, event, read.states)
        earlier.append(event)
        yield one, event, said


def _as_accused(event: Event, accusation: Attribution, accused: tuple[Source, ...]) -> Event:
    """What somebody is accused of: the accuser did not do it, and where nobody else is named the accused did, but none it befell."""
    actors = tuple(actor for actor in event.actors if not clash(actor, accusation.sources))
    doers = tuple(one for one in accused if not clash(one, event.recipients))
    return msgspec.structs.replace(event, actors=actors or doers)


def _told(view: View, one: Chosen, read: Read) -> Event:
    """The event of a trigger: the rules' own where they make one of that type."""
    proposal = one.proposal
    if proposal is not None and proposal.event is not None and proposal.event.type == one.type:
        return proposal.event
    said = _said_by(view, one.trigger)
    roles = _with_speaker(proposal.roles if proposal is not None else Roles([], [], []), one.trigger, said)
    return _event(view, one.trigger, roles, said, read.grammar, read.setting, read.published)


def _event(
    view: View,
    trigger: Trigger,
    roles: Roles,
    said: Attribution | None,
    grammar: Grammar,
    setting: Setting,
    published: str | None,
) -> Event:
    match, sense = trigger.match, trigger.sense
    start, end = view.tokens[match.first].start, view.tokens[match.last - 1].end
    sentence = view.sentence(match.first)
    own = carrying(view, start, end, verbal=sense.verbal)
    date = read_date(view, setting, start, end, sentence, said if sense.verbal else None)
    status = read_status(view, trigger, own, roles, date, published)
    kind, mode = sense.type, told_mode(view, match, sense.type, mode_of(view, match, sense))
    if refusal_of(view, trigger) is None:
        kind, mode = as_protest(kind, trigger, roles.actors, grammar.crowds) or (kind, mode)
    if status == "planned":
        kind = grammar.types[kind].get("planned") or kind
    return Event(
        id="",
        trigger=Span(field=view.part.field, start=start, end=end, exact=view.part.text[start:end]),
        type=kind,
        mode=mode if kind != grammar.types[sense.type].get("planned") else None,
        contexts=read_contexts(view, sentence, sense.contexts),
        actors=tuple(roles.actors),
        recipients=tuple(roles.recipients),
        place=(visited_place(view, roles.recipients) if mode == "visit" else None)
        or read_place(view, setting, start, end, sentence),
        date=date,
        status=status,
        historical=is_historical(view, trigger, date, published),
        size=read_size(view, trigger, sentence),
        attribution=own.id if own else None,
        rule=f"frame.{match.entry.id.removeprefix('ev.')}",
        confidence=confidence_of(roles.actors, roles.recipients),
    )


def _speak(roles: Roles, said: Attribution) -> None:
    """Gives a verbal act the speaker the attribution found, and keeps the speaker out of the recipients."""
    speakers = list(said.sources[:1])
    if (
        speakers
        and speakers[0].implicit
        and any(not actor.implicit and actor.entity for actor in roles.actors)
    ):
        return
    if speakers and roles.actors and any(clash(r, speakers) for r in roles.recipients):
        return  # «كما دعا الحكومة»: the verb does not agree with what was taken for the speaker
    roles.recipients = [r for r in roles.recipients if not clash(r, speakers)]
    for actor in roles.actors:  # a phrase after the verb that is not the speaker is whom he addresses
        if (
            speakers
            and not roles.recipients
            and not actor.implicit
            and not clash(actor, speakers)
            and actor.start > said.cue.end
            if said.cue
            else False
        ):
            roles.recipients = [actor]
    roles.actors = speakers or roles.actors


def _is_wanted(trigger: Trigger, roles: Roles, grammar: Grammar, said: Attribution | None) -> bool:
    """Whether enough is known for an event: somebody acts or is acted on, or the trigger says enough alone."""
    sense = trigger.sense
    if sense.spoken and said is None:
        return False
    if sense.object in ("actor", "person") and not roles.recipients:
        return False
    if trigger.form in ("participle", "ppart"):
        return (
            bool(said)
            or bool(roles.actors and roles.recipients)
            or (trigger.form == "ppart" and bool(roles.recipients))
        )
    if roles.nameless or roles.actors or roles.recipients:
        return True
    if sense.bare is not None:
        return sense.bare
    return bool(grammar.types[sense.type].get("bare"))
