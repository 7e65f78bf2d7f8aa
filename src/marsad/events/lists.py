"""Those named in one breath take one part: «السعودية ومصر والإمارات»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from marsad.events.head import Floats
from marsad.events.pairs import Flags, Pairs
from marsad.events.parties import HIDDEN_ACTOR, HIDDEN_RECIPIENT, Party
from marsad.events.phrases import can_act, read_group
from marsad.events.trigger_features import Ints
from marsad.events.view import View
from marsad.types import NounPhrase

LIKELY = 0.45
"""The mean probability from which a list shares a part: the least that loses nobody on articles learned from, where the thirty and
five lists of plain sentences gain alike from 0 to 0.6."""


def lists_of(view: View, parties: Sequence[Party]) -> Ints:
    """`[parties]`: the number of the list each stands in, another one for each that stands alone."""
    found = np.arange(len(parties))
    whole = {party.first: n for n, party in enumerate(parties) if _is_whole(party)}
    seen: set[int] = set()
    for first, n in whole.items():
        if first in seen or not _may_be_joined(parties[n].last, whole):
            continue
        members = _members(view, first)
        seen.update(member.first for member in members)
        found[[whole[member.first] for member in members if member.first in whole]] = n
    return found


def _members(view: View, first: int) -> list[NounPhrase]:
    """The phrases of a list; the last of one whose verb follows it too: «السعودية ومصر [واليمن] قطعت»."""
    sentence = view.sentence(first)
    members, after = read_group(view, first, sentence.last)
    last = view.phrases.get(after)
    before = any(at in view.finite and at not in view.auxiliaries for at in range(sentence.first, first))
    if members and not before and last is not None and last.clitics == "و" and can_act(last):
        members.append(last)
    return members


def _is_whole(party: Party) -> bool:
    holder = party.holder
    return holder is not None and (holder.first, holder.last) == (party.first, party.last)


def _may_be_joined(at: int, whole: Mapping[int, int]) -> bool:
    """Whether another phrase begins where one ends, or behind a mark or a lone «و» there."""
    return at in whole or at + 1 in whole or at + 2 in whole


def shared(view: View, likely: Floats, pairs: Pairs, lists: Ints) -> Floats:
    """`likely` `[pairs, 3]` with, for each trigger, at least the mean of a list of its sentence for each of its members.

    `lists` `[pairs]` are the numbers of the lists. Nobody shares the part of one whom only a pronoun or verb brings, nor of
    one whose word is the trigger («[متظاهرون] وصحفيون»).
    """
    if (lists == pairs.party).all():
        return likely
    number = pairs.spot * (1 + len(pairs.parties)) + lists
    _, at, sizes = np.unique(number, return_inverse=True, return_counts=True)
    if sizes.max(initial=0) < 2:
        return likely
    kept = ~np.isin(number, number[_are_apart(view, pairs)])
    sums = np.zeros((len(sizes), likely.shape[1]), np.float32)
    np.add.at(sums, at, likely)
    means = np.where(kept[:, None], sums[at] / sizes[at, None], likely)
    most: Floats = np.where(means >= LIKELY, np.maximum(likely, means), likely)
    return most


def _are_apart(view: View, pairs: Pairs) -> Flags:
    """Of which pairs the party is not written for the trigger: in another sentence, understood, or the trigger itself."""
    sentence = np.array([view.sentence(spot.first).first for spot in pairs.spots], np.int64)[pairs.spot]
    own = np.array([view.sentence(party.first).first for party in pairs.parties], np.int64)[pairs.party]
    itself = (pairs.first <= pairs.opens) & (pairs.opens < pairs.last)
    hidden = pairs.said(HIDDEN_ACTOR | HIDDEN_RECIPIENT)
    found: Flags = (sentence != own) | hidden | itself | _are_told_elsewhere(pairs)
    return found


def _are_told_elsewhere(pairs: Pairs) -> Flags:
    """Of which pairs nothing is said, but the same somebody has a part where he stands elsewhere: «بوتين و[حفتر] ناقشا …، إن لقاءات حفتر»."""
    known = {one.entity: n for n, one in enumerate(pairs.parties) if one.entity is not None}
    entity = np.array([known.get(one.entity or "", -1) for one in pairs.parties], np.int64)[pairs.party]
    number = np.where(entity >= 0, pairs.spot * (1 + len(pairs.parties)) + entity, -1)
    told = np.unique(number[(pairs.codes > 0) & (entity >= 0)])
    found: Flags = (pairs.codes == 0) & np.isin(number, told)
    return found
