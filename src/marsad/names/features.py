"""What the light tagger knows of each token: its letters, its neighbours, and what the rules and lists say of it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.words import WordSense
from marsad.types import Part, Token

BITS = 17
"""Features are hashed to that many bits: 131,072 rows of weights."""
NEAR = {0: range(7), -1: (0, 3, 4), 1: (0, 3, 4), -2: (0,), 2: (0,)}
"""Which of a word's own features are seen from which distance."""
KINDS = ("person", "place", "organization", "misc")
RULES = ("gazetteer", "person", "body", "place")
_SIGNS = (
    "honorific",
    "head_noun",
    "nationality",
    "body_noun",
    "body_word",
    "body_adjective",
    "cue",
    "event_trigger",
    "venue",
    "not_a_name",
    "name_particle",
    "plain_noun",
    "phrase_adjective",
    "weekday",
    "month",
    "capital_noun",
)
_SIGN = {kind: 1 << n for n, kind in enumerate(_SIGNS)}
_PLACE_WORDS = frozenset(("in", "from", "to"))
_PLACE_SIGN = 1 << len(_SIGNS)
_CLITICS = ("وال", "بال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_LONG = 12

Ints = npt.NDArray[np.int64]
_known: dict[str, tuple[int, ...]] = {}
_REMEMBERED = 200_000


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))


def word_features(token: Token) -> tuple[int, ...]:
    """Seven hashes of a word: itself, itself without particles, first two and three letters, last two and three, shape.

    The order is word, bare, first three, first two, last two, last three, shape.
    """
    found = _known.get(token.text)
    if found is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        fold = token.fold
        bare = next((fold[len(c) :] for c in _CLITICS if fold.startswith(c) and len(fold) > len(c) + 2), fold)
        latin = token.text.isascii()
        shape = f"{token.kind}{latin}{token.text.isupper()}{token.text[:1].isupper()}{min(len(fold), _LONG)}"
        texts = (fold, bare, fold[:3], fold[:2], fold[-2:], fold[-3:], shape)
        found = _known[token.text] = tuple(_hash(text) | 1 for text in texts)
    return found


def elsewhere(parts: Sequence[Part], chosen: Sequence[Sequence[Candidate]]) -> dict[str, int]:
    """What a word is a name of where the rules chose it, anywhere in the document."""
    said: dict[str, int] = {}
    for part, found in zip(parts, chosen, strict=True):
        for one in found:
            if one.kind in KINDS:
                for token in part.tokens[one.first : one.last]:
                    if token.kind == "word":
                        said.setdefault(token.fold, KINDS.index(one.kind) + 1)
    return said


def rule_features(
    part: Part,
    matches: Matches,
    candidates: Sequence[Candidate],
    chosen: Sequence[Candidate],
    senses: Sequence[WordSense],
    said: dict[str, int],
) -> Ints:
    """`[tokens, 5]`: the rules' choice, all candidates, the word as a name, the lexicon kinds, its part elsewhere."""
    out = np.zeros((len(part.tokens), 5), np.int64)
    for one in candidates:
        if one.kind not in KINDS:
            continue
        kind = KINDS.index(one.kind)
        bit = 1 << (2 * kind) << (8 * one.settled)
        out[one.first, 1] |= bit
        out[one.first + 1 : one.last, 1] |= bit << 1
    for one in chosen:
        kind = KINDS.index(one.kind)
        rule = one.rule.partition(".")[0]
        value = 2 * (kind * len(RULES) + (RULES.index(rule) if rule in RULES else 0)) + 1
        out[one.first, 0] = value + 32 * (one.trust > 2)
        out[one.first + 1 : one.last, 0] = value + 1 + 32 * (one.trust > 2)
    signs = [0] * len(part.tokens)
    for kind_of, sign in _SIGN.items():
        for match in matches.of(kind_of):
            for at in range(match.first, match.last):
                signs[at] |= sign
    for match in matches.of("particle"):
        if match.entry.fields.get("feature") in _PLACE_WORDS:
            for at in range(match.first, match.last):
                signs[at] |= _PLACE_SIGN
    out[:, 3] = signs
    out[:, 2] = [_sense_of(sense) for sense in senses]
    out[:, 4] = [said.get(token.fold, 0) for token in part.tokens]
    return out


_senses: dict[int, tuple[WordSense, int]] = {}


def _sense_of(sense: WordSense) -> int:
    """`_sense`, remembered: the words of a lexicon keep their senses."""
    known = _senses.get(id(sense))
    if known is not None and known[0] is sense:
        return known[1]
    if len(_senses) >= _REMEMBERED:
        _senses.clear()
    value = _sense(sense)
    _senses[id(sense)] = (sense, value)
    return value


def _sense(sense: WordSense) -> int:
    like = round((sense.like + 9.0) * 10) if sense.like > -2 else 0
    flags = (
        sense.given,
        sense.joins,
        sense.opens,
        sense.unknown,
        sense.foreign,
        sense.closed,
        bool(sense.skip),
    )
    return like * 128 + sum(1 << n for n, flag in enumerate(flags) if flag)


_RULE_NEAR = ((0, (-2, -1, 0, 1, 2)), (1, (-1, 0, 1)), (2, (-1, 0, 1)), (3, (-2, -1, 0, 1, 2)), (4, (0, 1)))
_JOINED = (((0, 0), (2, 0)), ((0, 0), (1, 0)), ((3, -1), (2, 0)), ((0, 0), (3, -1)), ((1, 0), (3, -1)))


def token_features(part: Part, rules: Ints) -> Ints:
    """`[tokens, features]`: rows of weights for each token, 0 where there is no feature; rules' features come last."""
    words = np.array([word_features(token) for token in part.tokens], np.int64).reshape(-1, 7)
    columns = []
    for distance, chosen in NEAR.items():
        moved = _moved(words, distance)
        columns += [moved[:, n] for n in chosen]
    near = {distance: _moved(rules, distance) for distance in (-2, -1, 0, 1, 2)}
    columns += [near[distance][:, n] for n, distances in _RULE_NEAR for distance in distances]
    columns += [near[at][:, a] * 1_000_003 + near[bt][:, b] for (a, at), (b, bt) in _JOINED]
    return _rows(np.stack(columns, 1))


WORD_COLUMNS = sum(len(chosen) for chosen in NEAR.values())


def _moved(values: Ints, distance: int) -> Ints:
    if distance == 0:
        return values
    out = np.zeros_like(values)
    if distance > 0:
        out[:-distance] = values[distance:]
    else:
        out[-distance:] = values[:distance]
    return out


def _rows(values: Ints) -> Ints:
    """Rows of weights by hash of value and column; 0 where the value is 0."""
    slots = np.arange(1, values.shape[1] + 1, dtype=np.int64) * 0x9E3779B1
    mixed = (values * 2654435761 + slots) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = (mixed * 0x85EBCA6B) & 0xFFFFFFFF
    return np.where(values == 0, 0, np.maximum(mixed >> (32 - BITS), 1))
