"""Whoever may take part in an event: the phrases and names round its trigger, and those the rules and speakers bring."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

import msgspec
import numpy as np

from marsad.events.phrases import as_source
from marsad.events.proposals import Proposal
from marsad.events.setting import spoken
from marsad.events.trigger_features import Ints
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Attribution, NounPhrase, Source

_KINDS = {
    "place": "organization",
    "group": "unnamed",
    "thing": "unnamed",
    "loose": "unnamed",
    "document": "unnamed",
    "misc": "unnamed",
}
_start = attrgetter("start")
RULE_ACTOR, RULE_RECIPIENT, HIDDEN_ACTOR, HIDDEN_RECIPIENT, TOLD_ACTOR, TOLD_RECIPIENT = 1, 2, 4, 8, 16, 32
SPEAKER, RELAY, VOICE = 64, 128, 256
"""Bits of what rules and attributions say of a party: the rules' actor or recipient, written or understood; those of the
rules' event; the speaker of the trigger as a cue, who relays him, whoever's words the trigger stands in."""


class Party(msgspec.Struct, frozen=True, gc=False):
    """Tokens `[first, last)` and characters `[start, end)` that name or describe somebody or something.

    `kind` is that of the phrase; of a name inside a phrase or outside all, ``name …``; of what only the rules see,
    ``found …``. `holder` is the phrase the tokens stand in.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    entity: str | None
    clitics: str
    holder: NounPhrase | None

    def as_source(self, view: View) -> Source:
        """The party as the source value of the record; a person with the office the phrase round the name gives."""
        if self.holder is not None and self.entity is not None and self.entity == self.holder.entity:
            return as_source(view, self.holder)
        kind = self.kind.rpartition(" ")[2]
        return Source(
            field=view.part.field,
            start=self.start,
            end=self.end,
            exact=view.part.text[self.start : self.end],
            entity=self.entity,
            kind=_KINDS.get(kind, kind),
        )


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A trigger to be given its parties: its tokens, the type of its event, its entry, and the rules' proposal for it."""

    first: int
    last: int
    type: str
    match: Match | None
    proposal: Proposal | None


class Voices(msgspec.Struct, frozen=True, gc=False):
    """Whose words a trigger is or stands in: the attribution whose cue it is, and the innermost to somebody that holds it."""

    cue: Attribution | None
    inside: Attribution | None


class Codes:
    """What rules and attributions say of parties for triggers: numbers for the few pairs of which they say anything."""

    def __init__(self, codes: Mapping[tuple[int, int], int], order: Sequence[int]) -> None:
        rank = {old: new for new, old in enumerate(order)}
        size = len(order)
        found = sorted((spot * size + rank[old], code) for (spot, old), code in codes.items())
        self._pairs, self._codes = np.array([(-1, 0), *found], np.int64).T
        self.pairs: Ints = self._pairs[1:]
        """The pairs of which something is said: the number of the trigger times that of all parties, and the party's."""

    def of(self, pairs: Ints) -> Ints:
        """The codes of pairs, 0 where nothing is said."""
        at = np.searchsorted(self._pairs, pairs, side="right") - 1
        codes: Ints = np.where(self._pairs[at] == pairs, self._codes[at], 0)
        return codes


NOTHING = Codes({}, ())
"""Nothing said of anybody."""


def voices_of(view: View, spot: Spot) -> Voices:
    """Whose words a trigger is or stands in."""
    start, end = view.tokens[spot.first].start, view.tokens[spot.last - 1].end
    return Voices(spoken(view, start, end), _voice_of(view, start))


def read_parties(view: View, spots: Sequence[Spot], voices: Sequence[Voices]) -> tuple[list[Party], Codes]:
    """The parties of a part by position, and what rules and attributions say of each for each trigger."""
    phrases = [
        Party(p.first, p.last, p.start, p.end, p.kind, p.entity, p.clitics, p) for p in view.phrases.values()
    ]
    taken = {(p.start, p.end) for p in phrases}
    names = [
        Party(at, last, m.start, m.end, f"name {m.kind}", m.entity, "", view.inside.get(at))
        for at, (last, m) in view.mentions.items()
        if (m.start, m.end) not in taken
    ]
    parties = sorted([*phrases, *names], key=lambda p: (p.start, p.end))
    said = [list(_said_of(spot, by)) for spot, by in zip(spots, voices, strict=True)]
    found = list(_found(view, parties, [source for row in said for source, _ in row]))
    parties += found
    numbers, edges = _numbers(parties), _Edges(parties)
    codes: dict[tuple[int, int], int] = {}
    for row, named in enumerate(said):
        for source, code in named:
            n = _party_of(parties, numbers, edges, source)
            if n is not None:
                codes[row, n] = codes.get((row, n), 0) | code
    order: Sequence[int] = range(len(parties))
    if found:
        order = sorted(order, key=lambda n: (parties[n].start, parties[n].end))
    return [parties[n] for n in order], Codes(codes, order)


def _said_of(spot: Spot, voices: Voices) -> Iterator[tuple[Source, int]]:
    one = spot.proposal
    if one is not None:
        for source in one.roles.actors:
            yield source, HIDDEN_ACTOR if source.implicit else RULE_ACTOR
        for source in one.roles.recipients:
            yield source, HIDDEN_RECIPIENT if source.implicit else RULE_RECIPIENT
        if one.event is not None:
            yield from ((source, TOLD_ACTOR) for source in one.event.actors)
            yield from ((source, TOLD_RECIPIENT) for source in one.event.recipients)
    if voices.cue is not None:
        yield from zip(voices.cue.sources[:2], (SPEAKER, RELAY), strict=False)
    if voices.inside is not None:
        yield voices.inside.sources[0], VOICE


def _voice_of(view: View, start: int) -> Attribution | None:
    """The innermost attribution to somebody whose content holds a character."""
    holding = [a for a in view.contents.over(start, start + 1) if a.sources]
    return min(holding, key=lambda a: a.content.end - a.content.start, default=None)


def _found(view: View, parties: Sequence[Party], sources: Sequence[Source]) -> Iterator[Party]:
    """Those among the sources that are none of the parties: loose phrases only the rules see."""
    seen = {(party.start, party.end) for party in parties}
    edges = _Edges(parties)
    for source in sources:
        if source.field != view.part.field or (source.start, source.end) in seen:
            continue
        seen.add((source.start, source.end))
        if any(_is_party(parties[n], source) for n in edges.touching(source)):
            continue
        first = max(bisect_right(view.tokens, source.start, key=_start) - 1, 0)
        last = max(bisect_right(view.tokens, source.end - 1, key=_start), first + 1)
        kind = f"found {source.kind}"
        yield Party(first, last, source.start, source.end, kind, source.entity, "", view.inside.get(first))


def _is_party(party: Party, source: Source) -> bool:
    return (party.start, party.end) == (source.start, source.end) or (
        (party.start == source.start or party.end == source.end)
        and party.start < source.end
        and source.start < party.end
    )


def _numbers(parties: Sequence[Party]) -> dict[tuple[int, int], int]:
    """The number of the first party that has each stretch of characters."""
    return {(parties[n].start, parties[n].end): n for n in reversed(range(len(parties)))}


class _Edges:
    """The numbers of the parties by where they start, and by where they end; most parts never ask."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._parties = parties

    @cached_property
    def _numbers(self) -> dict[tuple[str, int], list[int]]:
        numbers: dict[tuple[str, int], list[int]] = {}
        for n, party in enumerate(self._parties):
            numbers.setdefault(("start", party.start), []).append(n)
            numbers.setdefault(("end", party.end), []).append(n)
        return numbers

    def touching(self, source: Source) -> list[int]:
        """The numbers of the parties that start or end where a source does."""
        at = self._numbers
        return sorted([*at.get(("start", source.start), ()), *at.get(("end", source.end), ())])


def _party_of(
    parties: Sequence[Party], numbers: Mapping[tuple[int, int], int], edges: _Edges, source: Source
) -> int | None:
    """The number of the party a source is; none when it stands in another part."""
    exact = numbers.get((source.start, source.end))
    if exact is not None:
        return exact
    return next((n for n in edges.touching(source) if _is_party(parties[n], source)), None)
