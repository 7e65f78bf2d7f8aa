"""Who takes which part in an event, as the transformer of the accurate tier reads the sentence with its trigger marked.

The lower layers of the transformer are read once for an article; upon their states two layers of their own look at one
trigger at a time, with the words round it and what rules and phrases say of them, and weigh every party.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import numpy as np

from marsad.errors import ModelError
from marsad.events.head import Floats
from marsad.events.pairs import Pairs
from marsad.events.trigger_features import Ints
from marsad.names.encoder import open_session
from marsad.names.light import product
from marsad.names.tagging import log_softmax
from marsad.types import Sentence

PACK = Path(__file__).parent / "pack"
REACH, BEFORE = 60, 36
"""Tokens of a trigger's sentence to each side that are read, and tokens of the sentence before."""
CODES = 9
"""How many bits say what rules and attributions say of a party (`marsad.events.parties`)."""
PLAIN_KINDS = (
    "person",
    "organization",
    "place",
    "group",
    "unnamed",
    "medium",
    "thing",
    "loose",
    "document",
    "misc",
)
_FORMS = {"": 0, "name": 1, "found": 2}
KINDS = len(_FORMS) * (1 + len(PLAIN_KINDS))


class Asked(msgspec.Struct, frozen=True):
    """One trigger with the words read for it.

    Tokens `[first, last)` of the part are read, the first `before` of them of the sentence before; `trigger` and the
    parties' stretches `begin`, `end` count from `first`. `rows` says which pairs the parties are.
    """

    type: str
    first: int
    last: int
    before: int
    trigger: tuple[int, int]
    rows: Ints
    begin: Ints
    end: Ints
    kinds: Ints
    codes: Ints


def ask(sentences: Sequence[Sentence], pairs: Pairs) -> Iterator[Asked]:
    """What is asked for each trigger whose sentence, or the one before, holds a party."""
    kinds = np.array([kind_number(party.kind) for party in pairs.parties])
    edges = np.searchsorted(pairs.spot, range(len(pairs.spots) + 1)).tolist()
    for spot, (begun_at, ended_at) in zip(pairs.spots, pairwise(edges), strict=True):
        at = bisect_right(sentences, spot.first, key=attrgetter("first")) - 1
        if at < 0 or spot.first >= sentences[at].last:
            continue
        first, last = max(sentences[at].first, spot.first - REACH), min(sentences[at].last, spot.last + REACH)
        begun = first
        if at and first == sentences[at].first:
            begun = max(sentences[at - 1].first, first - BEFORE)
        rows = np.arange(begun_at, ended_at)
        rows = rows[(pairs.first[rows] >= begun) & (pairs.last[rows] <= last)]
        if not len(rows):
            continue
        yield Asked(
            spot.type,
            begun,
            last,
            first - begun,
            (spot.first - begun, min(spot.last, last) - begun),
            rows,
            pairs.first[rows] - begun,
            pairs.last[rows] - begun,
            kinds[pairs.party[rows]],
            pairs.codes[rows],
        )


def kind_number(kind: str) -> int:
    """The number of a party's kind: what it is, and whether a phrase, a name within one, or found by rules alone."""
    form, _, plain = kind.rpartition(" ")
    known = PLAIN_KINDS.index(plain) if plain in PLAIN_KINDS else len(PLAIN_KINDS)
    return _FORMS[form] * (1 + len(PLAIN_KINDS)) + known


def code_bits(codes: Ints) -> Floats:
    """`[pairs, CODES]`: the bits of the codes apart."""
    return ((codes[:, None] >> np.arange(CODES)) & 1).astype(np.float32)


class ArgumentReader:
    """The two layers and the vectors of what is marked; a call gives log probabilities of the parts of pairs."""

    def __init__(self, folder: Path) -> None:
        self._session = open_session(folder / "arguments.onnx")
        path = folder / "arguments.npz"
        try:
            with np.load(path) as saved:
                self._weights = {name: saved[name].astype(np.float32) for name in saved if name != "types"}
                self._types = [str(name) for name in saved["types"]]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            remedy = "install Marsad again, or use --fast"
            raise ModelError(str(folder), f"{path.name} cannot be loaded: {error}", remedy=remedy) from error
        self._dense = np.split(self._weights["dense"], 3)

    def __call__(
        self,
        sentences: Sequence[Sentence],
        pairs: Pairs,
        states: Floats,
        wanted: Set[int],
    ) -> Floats:
        """Log probabilities `[pairs, 3]`; of pairs it does not read, those of the triggers not `wanted` too, no numbers (NaN).

        `states` `[tokens, 384]` are those of the part's words in the transformer.
        """
        out = np.full((len(pairs.rows), 3), np.nan, np.float32)
        if not wanted:
            return out
        for one in ask(sentences, pairs):
            if int(pairs.spot[one.rows[0]]) in wanted:
                out[one.rows] = log_softmax(self._told(one, self._read(self._marked(one, states))))
        return out

    def _marked(self, one: Asked, states: Floats) -> Floats:
        """`[tokens, 384]`: the words' states with the trigger, the sentence before and the parties marked."""
        own = self._weights
        marked: Floats = states[one.first : one.last] + own["sentence"][0]
        marked[: one.before] += own["sentence"][1] - own["sentence"][0]
        marked[slice(*one.trigger)] += own["trigger"] + own["type"][self._types.index(one.type)]
        np.add.at(marked, one.begin, own["kind"][one.kinds] + code_bits(one.codes) @ own["code"])
        return marked

    def _read(self, marked: Floats) -> Floats:
        """`[tokens, 384]`: what the two layers make of marked words."""
        (read,) = self._session.run(
            ["read"], {"marked": marked[None], "mask": np.ones((1, len(marked)), np.int64)}
        )
        words: Floats = read[0]
        return words

    def _told(self, one: Asked, words: Floats) -> Floats:
        """Logits `[parties, 3]` from the words of each party, its first word and the trigger's."""
        sums = np.zeros((len(words) + 1, words.shape[1]), np.float32)
        np.cumsum(words, 0, out=sums[1:])
        mean = (sums[one.end] - sums[one.begin]) / (one.end - one.begin)[:, None]
        of_mean, of_first, of_trigger = self._dense
        seen = (
            product(mean, of_mean) + product(words[one.begin], of_first) + words[one.trigger[0]] @ of_trigger
        )
        hidden = np.maximum(seen + self._weights["dense_bias"], 0.0)
        told: Floats = hidden @ self._weights["out"] + self._weights["out_bias"]
        return told


@cache
def load_arguments() -> ArgumentReader:
    """The reader of arguments that ships with Marsad, loaded once a process."""
    return ArgumentReader(PACK)
