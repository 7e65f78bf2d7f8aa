"""Which words report events, of which type, and whom each gives which part: the rules' proposals and the head together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import msgspec
import numpy as np

from marsad.events.barred import (
    are_announcers,
    are_another,
    are_beside,
    are_earlier,
    are_no_party,
    are_not_befallen,
    are_of_before,
    are_of_next,
    are_passive,
    are_victims,
    do_nothing,
)
from marsad.events.head import ACTOR, RECIPIENT, Floats
from marsad.events.lists import lists_of, shared
from marsad.events.no_events import is_no_event
from marsad.events.pairs import Flags, Pairs
from marsad.events.parties import RULE_ACTOR, SPEAKER, TOLD_ACTOR, TOLD_RECIPIENT
from marsad.events.proposals import Proposal
from marsad.events.senses import Sense, is_ruled_out
from marsad.events.trigger_features import Ints
from marsad.events.triggers import Trigger, form_of, likelihood
from marsad.events.view import View
from marsad.matching import Entry, Match
from marsad.names.tagging import log_softmax
from marsad.types import Source

LEAST = 1.0
"""The log odds of an event against none from which a word reports one."""
RULES = 8.0
"""What it speaks for a type, as log odds, that the rules make an event of it. On 193 sentences neither learned from, the rules
alone have F1 0.64 over all types, both together 0.79 with 14, 0.82 with 6, 0.84 with 3; but the less it is, the more of PLOVER's
rules and of attacks told plainly («نفذت مقاتلات سلسلة غارات») the head takes out."""
SURE = 24.0
"""The same where the frames are sure of a word: the head has not learned from it (`sure`), and takes what it has not seen for none,
or too often takes it for none (`firm`)."""
UNWANTED = 1.0
"""What it speaks against an event, as log odds, that the rules find too little said of it."""
REFUSED = 2.5
"""What it speaks against an event, as log odds, that the frames know the word and no sense of it holds here."""
GUARDED = {"ASSAULT": 5.0, "PROTEST": 5.0}
"""What it speaks against an event of these types that the rules do not propose it: their frames know many near misses
(«مسيرة فنية», «هجوم لاذع») the head has seen few of."""
LIKELY, EARLIER, BESIDE = 0.35, 0.6, 0.7
"""The probability from which a party takes a part; from which one of the sentence before does that neither rules nor attributions
tie to the trigger; and from which somebody acts beside whoever says the words that are the act («اتهمت»)."""
SOLE = 0.17
"""The probability from which a part that nobody is likely to have goes to whoever is likeliest: chosen on articles kept apart
(who did what to whom .156 to .167 and .266 to .280), and what the thirty articles nobody learned from say too (.176 to .198)."""
WRITTEN, BESIDE_IT = 0.07, 0.03
"""The probability from which a part nobody is likely to have goes to the rules' recipient; and where that stands right behind
the trigger or behind its actor: chosen on 180 items written for it (`benchmarks/events_parties_*.yaml`, the first two)."""
_LEAST = min(SOLE, WRITTEN, BESIDE_IT)
TOLD = {ACTOR: 2.0, RECIPIENT: 0.5}
"""What it speaks for an actor and for a recipient, as log odds, that the rules' event has the party so."""
OWNED = 2.0
"""The same of a party in the genitive of a noun that tells so whom it befell («مقتل جندي»)."""
BROUGHT = 3.0
"""What it speaks for an actor that «من قبل» or «على يد» brings."""
BARRED = 20.0
"""What it speaks against what cannot be."""
LIGHT_REACH = 8
"""How many words the noun of a hollow verb stands from it at most."""
OPEN = 0.15
"""Between this probability and that of its contrary the head leaves open whether a party takes part."""
HEAD, READER = 0.65, 0.45
"""What the head and the transformer weigh where a party's part is told: chosen on articles neither had seen."""
_ROUTINE = frozenset({"AGREE", "CONSULT", "COOPERATE", "AID", "COERCE", "SUPPORT", "MOBILIZE"})
_ROUTINE_BEFORE, _ROUTINE_AFTER = 1, 4
_VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})


HEARD = 1.2
"""What the transformer weighs beside the head where they tell which words report events of which type: chosen, as `HEAD` and
`READER`, on articles neither had seen (types of a Tunisian radio's events .567 to .587 with `DOUBT` and `REFUSED`)."""
DOUBT = 2.5
"""What the transformer speaks against an event at most, as log odds: what the frames know stands («وصلت قطع بحرية إلى…»)."""


class Chosen(msgspec.Struct, frozen=True, gc=False):
    """A trigger and the type of its event; `listed` is its entry in the frames, `proposal` what the rules make of it."""

    trigger: Trigger
    type: str
    listed: Match | None
    proposal: Proposal | None


def heard(scores: Floats, read: Floats, types: Sequence[str]) -> Floats:
    """Log odds `[tokens, 1 + types]` by the head and by the transformer of the accurate tier together.

    Of the guarded types the head alone says it, which has seen more near misses.
    """
    odds = scores - scores[:, :1]
    told: Floats = odds + np.maximum(HEARD * (read - read[:, :1]), -DOUBT)
    guarded = [1 + at for at, kind in enumerate(types) if kind in GUARDED]
    told[:, guarded] = odds[:, guarded]
    return told


def choose_triggers(
    view: View,
    proposals: Sequence[Proposal],
    retold: frozenset[int],
    scores: Floats,
    types: Sequence[str],
    senses: Mapping[str, Sense],
) -> list[Chosen]:
    """The triggers of a part in order, by log odds `[tokens, 1 + types]`.

    A word in `retold` only tells again what another trigger reports.
    """
    odds = scores[:, 1:] - scores[:, :1]
    taken = {at for one in proposals for at in range(one.trigger.match.first, one.trigger.match.last)}
    taken |= retold
    found = [
        *_proposed(proposals, odds, types),
        *_unproposed(view, odds, types, senses, taken),
    ]
    return list(_without_light(view, sorted(found, key=lambda one: one.trigger.match.first)))


def _without_light(view: View, chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    """The triggers without verbs that are nothing without the noun they carry, where no rule makes an event of them.

    «[ألقت] الشرطة القبض على رجلين», «[لقي] سبعة مصرعهم»: the police laid hands on two men, seven met their death.
    """
    for one, after in zip_longest(chosen, chosen[1:]):
        made = one.proposal is not None and one.proposal.event is not None
        if made or after is None or not _is_hollow(view, one.trigger.match, after.trigger):
            yield one


def _is_hollow(view: View, match: Match, noun: Trigger) -> bool:
    """Whether a word is a verb that the lexicon has for nothing without a noun, and a few words on in its clause that noun."""
    carrier = view.supports.get(match.first)
    if carrier is None or not carrier.entry.fields.get("hollow") or noun.form not in ("masdar", "noun"):
        return False
    between = range(match.last, noun.match.first)
    alone = match.last == match.first + 1
    return (
        alone
        and len(between) <= LIGHT_REACH
        and not any(at in view.finite or at in view.stops for at in between)
    )


def _proposed(proposals: Sequence[Proposal], odds: Floats, types: Sequence[str]) -> Iterator[Chosen]:
    """The rules' triggers that stand; where they make no event of one, the head may."""
    for one in proposals:
        match = one.trigger.match
        sums = odds[match.first : match.last].max(0)
        if one.event is not None:
            sense = one.trigger.sense
            sums[types.index(one.event.type)] += SURE if sense.sure or sense.firm else RULES
        kind = types[int(sums.argmax())]
        if one.event is not None and one.event.type in GUARDED:
            kind = one.event.type
        against = GUARDED.get(kind, UNWANTED) if one.event is None else 0.0
        if sums[types.index(kind)] > LEAST + against:
            yield Chosen(typed(one.trigger, kind), kind, match, one)


def _unproposed(
    view: View, odds: Floats, types: Sequence[str], senses: Mapping[str, Sense], taken: set[int]
) -> Iterator[Chosen]:
    """Words that report an event though the rules propose none there."""
    for at in np.flatnonzero((odds > LEAST).any(1)).tolist():
        if at in taken or view.is_mark(at):
            continue
        kind = types[int(odds[at].argmax())]
        found = chosen_at(view, at, kind, None, senses)
        match = found.listed
        if match is not None and (
            is_ruled_out(view, match, senses[match.entry.id])
            or not taken.isdisjoint(range(match.first, match.last))  # «[فرض] عقوبات على»
        ):
            continue
        if (kind in _ROUTINE and _is_routine(view, at)) or is_no_event(view, at, kind):
            continue
        against = GUARDED.get(kind, REFUSED if match is not None else 0.0)
        if odds[at].max() <= LEAST + against:
            continue
        taken.update(range(match.first, match.last) if match else (at,))
        yield found


def _is_routine(view: View, at: int) -> bool:
    """Whether a word stands by what is no event: «[نظمت] الوزارة ورشة عمل», «[مقابلات] الجولة»."""
    low, high = at - _ROUTINE_BEFORE, at + _ROUTINE_AFTER
    return any(low < m.last and m.first < high for m in view.matches.between("routine", max(low, 0), high))


def chosen_at(
    view: View, at: int, kind: str, proposal: Proposal | None, senses: Mapping[str, Sense]
) -> Chosen:
    """The trigger at a token, of an event of that type, with what the rules propose there."""
    if proposal is not None:
        return Chosen(typed(proposal.trigger, kind), kind, proposal.trigger.match, proposal)
    match = likeliest(view, at)
    return Chosen(_trigger(view, at, kind, match, senses), kind, match, None)


def likeliest(view: View, at: int) -> Match | None:
    """The entry of the frames that most likely stands at a token: the longest, no verb behind «ب», with the fewest particles.

    None of those that only the rules know (`sure`): the head has not learned from them.
    """
    held = [m for m in view.matches.over("event_trigger", at) if not m.entry.fields.get("sure")]
    return max(held, key=lambda m: likelihood(view, m), default=None)


def typed(trigger: Trigger, kind: str) -> Trigger:
    """The trigger with a sense of that type."""
    if trigger.sense.type == kind:
        return trigger
    sense = msgspec.structs.replace(
        trigger.sense, type=kind, mode=None, mode_near={}, verbal=kind in _VERBAL, status=None, size=None
    )
    return msgspec.structs.replace(trigger, sense=sense)


def _trigger(view: View, at: int, kind: str, match: Match | None, senses: Mapping[str, Sense]) -> Trigger:
    """A trigger where the rules propose none: of the entry that stands there, else of the word as it is."""
    if match is not None:
        return typed(Trigger(match, senses[match.entry.id], form_of(match), match.feature), kind)
    token, feature = view.tokens[at], view.finite.get(at, "")
    entry = Entry(f"ev.{kind.lower()}.word", "event_trigger", {"type": kind})
    bare = Match(at, at + 1, token.start, token.end, entry, feature)
    return Trigger(bare, Sense(type=kind, args="none_named", verbal=kind in _VERBAL), form_of(bare), feature)


Parties = tuple[tuple[Source, ...], tuple[Source, ...]]


def choose_parties(view: View, pairs: Pairs, scores: Floats) -> list[Parties]:
    """For each trigger its actors and its recipients, by log odds `[pairs, 3]`; the likeliest first chosen.

    Whoever stands in the sentence before takes a part only where that is surer than not (`EARLIER`).
    """
    if not len(scores):
        return [((), ()) for _ in pairs.spots]
    beside = are_beside(view, pairs)
    lists = lists_of(view, pairs.parties)[pairs.party]
    likely = _likely(view, pairs, scores, beside, lists)
    by_spot: list[list[int]] = [[] for _ in pairs.spots]
    told_of = (likely[:, 1:].max(1) > SOLE) | pairs.said(TOLD_RECIPIENT)
    for n in np.flatnonzero(told_of).tolist():
        by_spot[int(pairs.spot[n])].append(n)
    chances = likely.tolist()
    return [_parties(view, pairs, chances, rows, beside, lists) for rows in by_spot]


def _likely(view: View, pairs: Pairs, scores: Floats, beside: Flags, lists: Ints) -> Floats:
    """The probabilities `[pairs, 3]` of the parts, none where a party cannot have one.

    `beside` is what `are_beside` says, `lists` the list each party stands in.
    """
    told = scores + _of_rules(pairs.codes)
    told[_are_owned(pairs), RECIPIENT] += OWNED
    told[_are_brought(view, pairs), ACTOR] += BROUGHT
    told[are_passive(pairs), ACTOR] -= BARRED
    likely = shared(view, np.exp(log_softmax(told)), pairs, lists)
    apart = are_earlier(view, pairs) | are_another(pairs)
    likely[apart[:, None] & (likely < EARLIER)] = 0.0
    likely[do_nothing(view, pairs, likely[:, ACTOR]), ACTOR] = 0.0
    likely[are_of_before(pairs, beside) & (likely[:, RECIPIENT] < EARLIER), RECIPIENT] = 0.0
    likely[are_of_next(pairs, beside), RECIPIENT] = 0.0
    likely[are_no_party(view, pairs), 1:] = 0.0
    likely[are_not_befallen(view, pairs, beside), RECIPIENT] = 0.0
    likely[are_victims(pairs, likely[:, RECIPIENT]), RECIPIENT] = 0.0
    likely[are_announcers(view, pairs, likely[:, RECIPIENT]), ACTOR] = 0.0
    return likely


def _are_brought(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the rules' actor stands behind what only brings an actor: «اعتقاله من قبل [فرقة أمنية]»."""
    ends = {last for last, name in view.links.values() if name == "by"}
    if not ends:
        return pairs.none()
    return pairs.where_party([party.first in ends for party in pairs.parties]) & pairs.said(RULE_ACTOR)


def _are_owned(pairs: Pairs) -> Flags:
    """Of which pairs the party stands right behind a noun whose genitive, by the rules, says whom it befell: «مقتل [جندي]»."""
    nouns = [s.match is not None and form_of(s.match) in ("masdar", "noun") for s in pairs.spots]
    found: Flags = (pairs.first == pairs.ends) & pairs.where_spot(nouns) & pairs.said(TOLD_RECIPIENT)
    return found


def unsure_spots(head: Floats, pairs: Pairs) -> frozenset[int]:
    """The triggers of which the head leaves open whether somebody takes a part: the transformer is asked about them alone."""
    if not len(head):
        return frozenset()
    part = 1.0 - np.exp(log_softmax(head + _of_rules(pairs.codes)))[:, 0]
    return frozenset(pairs.spot[(part > OPEN) & (part < 1.0 - OPEN)].tolist())


def of_both(head: Floats, reader: Floats) -> Floats:
    """Log probabilities `[pairs, 3]` by what the head and the transformer of the accurate tier say together.

    Of pairs that the transformer did not read (NaN) the head alone says it.
    """
    return log_softmax(np.where(np.isnan(reader), head, HEAD * head + READER * reader))


def _of_rules(codes: Ints) -> Floats:
    """`[pairs, 3]`: what it speaks for a part that the rules' event gives it."""
    out = np.zeros((len(codes), 3), np.float32)
    out[:, ACTOR] = TOLD[ACTOR] * ((codes & TOLD_ACTOR) > 0)
    out[:, RECIPIENT] = TOLD[RECIPIENT] * ((codes & TOLD_RECIPIENT) > 0)
    return out


class _Taken:
    """The parties given a part of one event so far."""

    def __init__(self, view: View, pairs: Pairs) -> None:
        self._view, self._pairs = view, pairs
        self.parts: list[tuple[int, int, int]] = []
        self._entities: set[str] = set()
        self._named: list[frozenset[str]] = []

    def holds(self, part: int) -> bool:
        """Whether somebody has the part."""
        return any(code % 4 == part for _, _, code in self.parts)

    def add(self, n: int, part: int) -> bool:
        """Whether the party of a pair could be given the part: nobody takes part twice, under no name."""
        number = int(self._pairs.party[n])
        party = self._pairs.parties[number]
        if party.entity in self._entities or _overlaps(self.parts, party.start, party.end):
            return False
        words = frozenset(map(self._view.fold, range(party.first, party.last)))
        if any(words <= others or words >= others for others in self._named):
            return False  # «مكتب الفهداوي» and «الفهداوي», or the same words again
        self.parts.append((party.start, party.end, number * 4 + part))
        self._named.append(words)
        if party.entity is not None:
            self._entities.add(party.entity)
        return True


def _parties(
    view: View,
    pairs: Pairs,
    likely: Sequence[Sequence[float]],
    rows: Sequence[int],
    beside: Flags,
    lists: Ints,
) -> Parties:
    chances = ((likely[n][part], n, part) for n in rows for part in (ACTOR, RECIPIENT))
    ranked = sorted([one for one in chances if one[0] >= _LEAST], reverse=True)
    taken, speakers = _Taken(view, pairs), set[int]()
    for probability, n, part in ranked:
        fellow = int(lists[n]) in speakers
        if probability < LIKELY or (speakers and part == ACTOR and probability < BESIDE and not fellow):
            continue
        if taken.add(n, part) and part == ACTOR and pairs.codes[n] & SPEAKER:
            speakers.add(int(lists[n]))
    for probability, n, part in ranked:
        least = SOLE
        if part == RECIPIENT and int(pairs.codes[n]) & TOLD_RECIPIENT:
            least = BESIDE_IT if beside[n] else WRITTEN
        if probability >= least and not taken.holds(part):
            taken.add(n, part)
    return tuple(
        tuple(
            pairs.parties[code // 4].as_source(view) for _, _, code in sorted(taken.parts) if code % 4 == part
        )
        for part in (ACTOR, RECIPIENT)
    )  # type: ignore[return-value]


def _overlaps(chosen: Sequence[tuple[int, int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high, _ in chosen)
