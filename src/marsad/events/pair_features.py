"""What the event head knows of a trigger and a party together: who stands where, led by what, as what the rules see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import msgspec
import numpy as np

from marsad.events.pairs import Floats, Pairs
from marsad.events.parties import NOTHING, RELAY, SPEAKER, VOICE, Party, Spot, Voices, read_parties, voices_of
from marsad.events.senses import Sense
from marsad.events.trigger_features import Ints, hashed
from marsad.events.triggers import form_of
from marsad.events.view import View
from marsad.names.features import weight_rows, word_features
from marsad.names.light import product

BITS = 16
_ACTING = frozenset({"person", "organization", "place", "group", "unnamed", "medium"})
_COMMAS = frozenset("،,")
_DISTANCES = np.array((0, 1, 2, 3, 4, 6, 9, 14, 22, 40))
_AFTER, _BEFORE, _AROUND, _EARLIER, _FAR = range(1, 6)
_MOST_MENTIONS, _MOST_RANK, _MOST_BARE = 5, 4, 3
_MOST_BETWEEN, _OF_BETWEEN = np.array((3, 3, 2)), np.array((16, 4, 1))
"""How many verbs, marks and boundaries between two are told apart, and what each counts in the number they give together."""
_INNER = 10
_MOST_MEMBERS = 3 * _INNER
_OF_SPEECH = SPEAKER | RELAY | VOICE


class Fame(msgspec.Struct, frozen=True):
    """How often a document names each entity, and which the title names."""

    count: Mapping[str, int]
    title: frozenset[str]


def read_pairs(
    view: View, spots: Sequence[Spot], senses: Mapping[str, Sense], vectors: Floats, fame: Fame
) -> Pairs:
    """The pairs of triggers and parties of a part: those of one sentence or the one before, and those the rules join.

    `vectors` `[tokens, size]` are those of the words; `dense` holds for each pair that of the trigger, of the party's
    first word and of the word before it.
    """
    voices = [voices_of(view, spot) for spot in spots]
    parties, codes = read_parties(view, spots, voices) if spots else ([], NOTHING)
    if not parties:
        none = np.zeros(0, np.int64)
        return Pairs(
            spots,
            (),
            none,
            none,
            none,
            np.zeros((0, 1), np.int64),
            np.zeros((0, 3 * vectors.shape[1]), np.float32),
        )
    around = _Around(view, parties, fame)
    firsts = np.array([spot.first for spot in spots])
    lasts = np.array([spot.last for spot in spots])
    sentence = around.numbers[firsts]
    pairs = _merged(around.near(sentence), codes.pairs)
    spot, party = np.divmod(pairs, len(parties))
    same = sentence[spot] == around.sentence[party]
    earlier = (sentence[spot] - 1 == around.sentence[party]) & around.acting[party]
    said = codes.of(pairs)
    relation = np.array(
        (
            *around.relations(firsts[spot], lasts[spot], party, same, earlier),
            said + 1,
            codes.of(pairs - party + around.lead[party]) + 1,
            _within(voices, parties, spot, party),
            said & _OF_SPEECH,
        )
    ).T
    told = np.array([_spot_value(view, *one, senses) for one in zip(spots, voices, strict=True)], np.int64)
    values = _values(told, around.values, relation, spot, party)
    first = around.first[party]
    before = vectors[first - 1]
    before[first == 0] = 0.0
    dense = np.concatenate((vectors[firsts[spot]], vectors[first], before), 1)
    return Pairs(spots, parties, spot, party, said, weight_rows(values, BITS), dense)


def _merged(numbers: Ints, others: Ints) -> Ints:
    """Both rows of numbers in order, each number once."""
    both = np.concatenate((numbers, others))
    both.sort()
    new = np.ones(len(both), np.bool_)
    new[1:] = both[1:] != both[:-1]
    merged: Ints = both[new]
    return merged


class _Around:
    """The parties of a part as arrays: what each is, and where it stands among the others."""

    def __init__(self, view: View, parties: Sequence[Party], fame: Fame) -> None:
        self.first = np.array([p.first for p in parties])
        self.last = np.array([p.last for p in parties])
        held = view.part.sentences
        self.numbers = np.repeat(np.arange(len(held)), [one.last - one.first for one in held])
        """Of each token the number of its sentence."""
        self.sentence = self.numbers[self.first]
        self.acting = np.array([p.kind in _ACTING for p in parties])
        inner = [_is_inner(p) for p in parties]
        lead, member = _joined_to(view, parties, inner)
        self.lead = np.array(lead)
        top = ~np.array(inner)
        self._tops = np.cumsum(top) - 1
        self._top_first, self._top_last = self.first[top], self.last[top]
        links = {last - 1: hashed(f"link {name}") for _, (last, name) in view.links.items()}
        led = [_led(party, links) for party in parties]
        bare = np.array([p.clitics in ("", "و", "ف") and p.first - 1 not in links for p in parties])
        self._bare = np.concatenate([[0], np.cumsum(bare[top])])
        size = len(view.tokens)
        marks = {n for n, token in enumerate(view.tokens) if token.kind == "mark"}
        self._counts = _counted(
            size, view.finite.keys() - view.auxiliaries, marks, view.stops | view.relatives
        )
        self.values = np.array(
            [
                (*_party_values(view, party, fame), led[first], min(beside, _MOST_MEMBERS), 1)
                for party, first, beside in zip(parties, lead, member, strict=True)
            ],
            np.int64,
        )

    def near(self, sentence: Ints) -> Ints:
        """The pairs of triggers in these sentences with the parties there and, of those that act, in the one before.

        Each is one number: that of the trigger times that of all parties, and the party's.
        """
        begin, end = (
            np.searchsorted(self.sentence, sentence - 1),
            np.searchsorted(self.sentence, sentence, "right"),
        )
        counts = end - begin
        spot = np.repeat(np.arange(len(sentence)), counts)
        party = np.arange(len(spot)) - np.repeat(np.cumsum(counts) - counts - begin, counts)
        kept = (self.sentence[party] == sentence[spot]) | self.acting[party]
        pairs: Ints = (spot * len(self.first) + party)[kept]
        return pairs

    def relations(
        self, first: Ints, last: Ints, party: Ints, same: Ints, earlier: Ints
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """`[pairs]` each: side, side with rank, side with distance, what stands between; of a joined party its leader's."""
        lead = self.lead[party]
        begin, end = self.first[lead], self.last[lead]
        after, before = begin >= last, end <= first
        side = np.where(after, _AFTER, np.where(before, _BEFORE, _AROUND))
        side = np.where(same, side, np.where(earlier, _EARLIER, _FAR))
        low = np.where(after, last, np.where(before, end, 0))
        high = np.where(after, begin, np.where(before, first, 0))
        apart = np.where(same, np.maximum(high - low, 0), np.abs(self.first[party] - first))
        distance = np.searchsorted(_DISTANCES, apart)
        between = np.minimum(self._counts[high] - self._counts[low], _MOST_BETWEEN)
        begun = np.searchsorted(self._top_first, last)
        over = np.searchsorted(self._top_last, first, side="right")
        top = self._tops[lead]
        rank = np.where(after, top - begun, np.where(before, over - 1 - top, 9))
        rank = np.where(same, np.minimum(np.maximum(rank, 0), _MOST_RANK), 9)
        bare = np.where(after, self._bare[top] - self._bare[np.minimum(begun, top)], 7)
        bare = np.where(same, np.minimum(np.maximum(bare, 0), _MOST_BARE), 9)
        crossed = between @ _OF_BETWEEN * same + side * 100
        return side, side * 100 + rank * 10 + bare, side * 20 + distance, crossed


def _is_inner(party: Party) -> bool:
    """Whether a party is a name within a larger phrase, or a stretch of one."""
    return party.holder is not None and party.kind.startswith(("name ", "found "))


def _counted(size: int, *kinds: Set[int]) -> Ints:
    """`[tokens, kinds]`: how many tokens of each kind stand before each."""
    is_one = np.zeros((size + 1, len(kinds)), np.int64)
    for number, at in enumerate(kinds):
        is_one[[n + 1 for n in at if n < size], number] = 1
    return is_one.cumsum(0)


def _joined_to(
    view: View, parties: Sequence[Party], inner: Sequence[bool]
) -> tuple[Sequence[int], Sequence[int]]:
    """For each party the first of those it is joined to by «و» or a comma, and how many stand between.

    Of a name in a larger phrase it is that phrase, and the number is greater by ten.
    """
    lead, member = list(range(len(parties))), [0] * len(parties)
    before: int | None = None
    for n, party in enumerate(parties):
        if inner[n]:
            continue
        if before is not None and _is_joined(view, parties[before], party):
            lead[n], member[n] = lead[before], member[before] + 1
        before = n
    tops = {(p.first, p.last): n for n, p in enumerate(parties) if not inner[n]}
    for n, party in enumerate(parties):
        if inner[n] and party.holder is not None:
            outer = tops.get((party.holder.first, party.holder.last))
            member[n] = 2 * _INNER if outer is None else _INNER + member[outer]
            lead[n] = n if outer is None else lead[outer]
    return lead, member


def _is_joined(view: View, before: Party, party: Party) -> bool:
    """Whether only «و», a comma or both stand between two parties."""
    if party.clitics == "و":
        return all(view.fold(at) in _COMMAS for at in range(before.last, party.first))
    if party.clitics or not 1 <= party.first - before.last <= 2:
        return False
    return [view.fold(at) for at in range(before.last, party.first)] in (["و"], ["،"], [","], ["،", "و"])


def _led(party: Party, links: Mapping[int, int]) -> int:
    """The preposition before a party, apart or written on to it, or «و»."""
    if party.clitics[-1:] in ("ل", "ب", "ك"):
        return hashed(f"clitic {party.clitics[-1]}")
    return hashed("and") if party.clitics == "و" else links.get(party.first - 1, 0)


def _party_values(view: View, party: Party, fame: Fame) -> tuple[int, ...]:
    holder, entity, folds = party.holder, party.entity, view.folds
    before = folds.get(party.first - 1, "")
    known = 7 if entity is None else min(fame.count.get(entity, 0), _MOST_MENTIONS) + 1
    titled = 3 if entity is None else 1 + (entity in fame.title)
    held = 1
    if holder is not None:
        held = 2 + (party.first == holder.first) + 2 * (party.last == holder.last)
        held += 4 * (holder.kind == "person") + 8 * (holder.kind == "organization")
    return (
        hashed(party.kind),
        1 + (entity is not None),
        hashed(folds.get(party.first, "")),
        hashed(before),
        hashed(folds.get(party.last, "")),
        known * 8 + titled,
        1 + (party.clitics == "و" or before == "و"),
        held,
        1 if holder is None else hashed(folds[holder.head]),
    )


def _spot_value(view: View, spot: Spot, voices: Voices, senses: Mapping[str, Sense]) -> tuple[int, ...]:
    match, one = spot.match, spot.proposal
    if match is None:
        bare = word_features(view.tokens[spot.first])[1]
        lemma, pattern, feature = f"word {bare}", "", view.finite.get(spot.first, "")
        form, written, clitics = "verb" if feature else "noun", 1, ""
    else:
        lemma, feature, clitics = match.entry.id, one.trigger.feature if one else match.feature, match.clitics
        pattern = senses[match.entry.id].args
        form = one.trigger.form if one else form_of(match)
        written = hashed(match.enclitic) * 2 + match.definite
    return (
        hashed(lemma),
        hashed(spot.type),
        hashed(form + feature.partition(":")[0]),
        hashed(pattern),
        hashed(feature),
        written,
        hashed(clitics),
        hashed(view.links[spot.first - 1][1]) if spot.first - 1 in view.links else 0,
        hashed(view.fold(spot.first - 1)),
        hashed(view.fold(spot.last)),
        500 + (view.part.field == "title"),
        1 + (voices.cue is not None) + 2 * (voices.inside is not None),
    )


def _within(voices: Sequence[Voices], parties: Sequence[Party], spot: Ints, party: Ints) -> Ints:
    """Whether a party stands in the same reported words as the trigger: 1 when there are none, 2 no, 3 yes."""
    held = [one.inside for one in voices]
    if not any(held):
        return np.ones_like(spot)
    low = np.array([-1 if one is None else one.content.start for one in held])[spot]
    high = np.array([-1 if one is None else one.content.end for one in held])[spot]
    start = np.array([p.start for p in parties])[party]
    return np.where(low < 0, 1, 2 + ((low <= start) & (start < high)))


_SPOT = (
    "lemma",
    "type",
    "form",
    "pattern",
    "feature",
    "written",
    "clitics",
    "after",
    "previous",
    "next",
    "field",
    "spoken",
)
_PARTY = (
    "kind",
    "entity",
    "head",
    "before",
    "behind",
    "fame",
    "joins",
    "held",
    "holder",
    "led",
    "member",
    "one",
)
_RELATION = ("side", "place", "near", "between", "rules", "lead", "within", "speech")
"""The values above by name: of a trigger, of a party, and of both together; `one` is 1."""
_COLUMNS = (
    {"kind": 1},
    {"entity": 1},
    {"place": 1},
    {"near": 1},
    {"between": 1},
    {"led": 7, "side": 1},
    {"rules": 1},
    {"rules": 31, "type": 1},
    {"rules": 37, "form": 1},
    {"rules": 41, "kind": 1},
    {"fame": 1},
    {"joins": 10, "side": 1},
    {"within": 10, "side": 1},
    {"spoken": 1000, "rules": 1},
    {"lemma": 3, "side": 1},
    {"lemma": 11, "led": 7, "side": 1},
    {"lemma": 13, "kind": 3, "side": 1},
    {"lemma": 17, "place": 1},
    {"lemma": 19, "rules": 1},
    {"type": 1009, "led": 7, "side": 1},
    {"type": 1013, "kind": 1, "side": 1},
    {"type": 1019, "place": 1},
    {"form": 23, "led": 7, "place": 1},
    {"form": 29, "kind": 1, "place": 1},
    {"pattern": 43, "form": 1, "led": 7, "side": 1},
    {"pattern": 47, "form": 1, "place": 1},
    {"pattern": 53, "rules": 1},
    {"pattern": 59, "kind": 1, "side": 1},
    {"type": 61, "head": 1},
    {"head": 1},
    {"before": 1},
    {"behind": 1},
    {"before": 67, "side": 1},
    {"form": 71, "near": 1},
    {"form": 73, "between": 1},
    {"type": 79, "spoken": 8, "speech": 1},
    {"written": 83, "form": 1, "place": 1},
    {"after": 89, "form": 1, "side": 1},
    {"previous": 97, "side": 1, "form": 1},
    {"feature": 101, "place": 1},
    {"type": 103, "fame": 1},
    {"lemma": 107, "fame": 1},
    {"clitics": 109, "place": 1},
    {"kind": 113, "led": 7, "place": 1},
    {"next": 127, "place": 1},
    {"field": 9, "side": 1},
    {"type": 131, "entity": 5, "side": 1},
    {"member": 7, "one": 2000},
    {"member": 3001, "side": 100, "lead": 1},
    {"member": 31, "kind": 1},
    {"held": 5003, "kind": 1},
    {"held": 5009, "type": 1},
    {"holder": 149, "type": 1},
    {"holder": 151, "place": 1},
    {"lead": 157, "member": 32, "form": 1},
    {"lemma": 163, "lead": 1, "member": 64},
    {"between": 137, "place": 1},
    {"joins": 139, "rules": 1, "side": 1000},
    {"type": 141, "form": 1, "kind": 1, "place": 1},
    {"led": 143, "before": 1},
)
"""The value of each feature: values above alone, in twos and in threes, each column with factors of its own."""
_SPOT_FACTORS, _PARTY_FACTORS, _RELATION_FACTORS = (
    np.array([[column.get(name, 0) for column in _COLUMNS] for name in names])
    for names in (_SPOT, _PARTY, _RELATION)
)
_EXACT_FACTORS = _RELATION_FACTORS.astype(np.float32)


def _values(spots: Ints, parties: Ints, relation: Ints, spot: Ints, party: Ints) -> Ints:
    """`[pairs, features]`: what the trigger, the party and both together add to the value of each feature."""
    # The last sums stay below 2 ** 24, so floating point, several times as fast, gives them exactly.
    together: Ints = product(relation.astype(np.float32), _EXACT_FACTORS).astype(np.int64)
    together += (spots @ _SPOT_FACTORS)[spot]
    together += (parties @ _PARTY_FACTORS)[party]
    return together
