"""Pairs of triggers and those who may take part: what each is, where both stand, and which of them something holds of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.events.parties import Party, Spot
from marsad.events.trigger_features import Ints

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class Pairs(msgspec.Struct, frozen=True, dict=True):
    """The pairs of a part that are weighed: `spot[i]` with `party[i]`, rows of weights, and vectors of their words.

    `codes` says what rules and attributions say of the party for the trigger (`marsad.events.parties`).
    """

    spots: Sequence[Spot]
    parties: Sequence[Party]
    spot: Ints
    party: Ints
    codes: Ints
    rows: Ints
    dense: Floats

    @cached_property
    def opens(self) -> Ints:
        """`[pairs]`: the token at which the trigger begins."""
        return np.array([spot.first for spot in self.spots], np.int64)[self.spot]

    @cached_property
    def ends(self) -> Ints:
        """`[pairs]`: the token at which the trigger ends."""
        return np.array([spot.last for spot in self.spots], np.int64)[self.spot]

    @cached_property
    def first(self) -> Ints:
        """`[pairs]`: the token at which the party begins."""
        return np.array([party.first for party in self.parties], np.int64)[self.party]

    @cached_property
    def last(self) -> Ints:
        """`[pairs]`: the token at which the party ends."""
        return np.array([party.last for party in self.parties], np.int64)[self.party]

    def said(self, codes: int) -> Flags:
        """Of which pairs one of these codes says something."""
        return (self.codes & codes) > 0

    def where_spot(self, flags: Sequence[bool]) -> Flags:
        """Of which pairs the trigger is one of those flagged."""
        found: Flags = np.array(flags, np.bool_)[self.spot]
        return found

    def where_party(self, flags: Sequence[bool]) -> Flags:
        """Of which pairs the party is one of those flagged."""
        found: Flags = np.array(flags, np.bool_)[self.party]
        return found

    def none(self) -> Flags:
        """None of the pairs."""
        return np.zeros(len(self.spot), np.bool_)
