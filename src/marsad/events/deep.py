"""What the transformer of the accurate tier adds to the event head: types of words, parts of parties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from marsad.events.head import ACTOR, RECIPIENT, Floats
from marsad.events.pair_features import Pairs
from marsad.events.parties import Spot
from marsad.names.encoder import ROLES, Told, load_encoder
from marsad.names.tagging import log_softmax

HEAD_TYPES, DEEP_TYPES = 0.7, 0.7
"""What the odds of the head and of the transformer weigh where a word's event is told."""
HEAD_PARTS, DEEP_PARTS = 0.8, 0.5
"""What they weigh where a party's part is told."""
_COLUMNS = {ACTOR: ROLES.index("actor"), RECIPIENT: ROLES.index("recipient")}


def with_deep_types(scores: Floats, types: Sequence[str], told: Told) -> Floats:
    """Log probabilities `[tokens, 1 + types]` of head and transformer together; `types` names the head's outputs."""
    listed = load_encoder().types
    at = [0, *(1 + listed.index(kind) for kind in types)]
    return log_softmax(HEAD_TYPES * scores + DEEP_TYPES * told.types[:, at])


def with_deep_parts(scores: Floats, pairs: Pairs, spots: Sequence[Spot], told: Told) -> Floats:
    """Log probabilities `[pairs, 3]` of head and transformer together; of a party that word counts whose odds are best."""
    if not len(scores):
        return scores
    deep = np.zeros_like(scores)
    bias = load_encoder().role_bias
    products = np.einsum("srk,prk->spr", told.triggers[[spot.first for spot in spots]], told.arguments)
    for n, (spot, party) in enumerate(zip(pairs.spot.tolist(), pairs.party.tolist(), strict=True)):
        one = pairs.parties[party]
        best = products[spot, one.first : one.last].max(0) + bias
        for part, column in _COLUMNS.items():
            deep[n, part] = best[column]
    return log_softmax(HEAD_PARTS * scores + DEEP_PARTS * deep)
