"""What the light tagger knows of each token: its letters, its neighbours, and what the rules and lists say of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.words import WordSense
from marsad.types import Part, Token

BITS = 17
"""Features are hashed to that many bits: 131,072 rows of weights."""
DISTANCES = (-2, -1, 0, 1, 2)
"""How far from a token the tokens stand whose features it sees."""
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

_MIX, _MIX_AGAIN = np.uint32(2654435761), np.uint32(0x85EBCA6B)

Ints = npt.NDArray[np.int64]
Rule = tuple[int, ...]
"""What the rules and lists say of a token: their choice, all candidates, the word as a name, the lexicon kinds, its part
elsewhere in the document; and the lexicon kinds of the token before."""


def word_features(token: Token) -> tuple[int, ...]:
    """Seven hashes of a word: itself, itself without particles, first two and three letters, last two and three, shape.

    The order is word, bare, first three, first two, last two, last three, shape.
    """
    return _hashes(token.text, token.fold, token.kind)


@lru_cache(maxsize=4096)
def _hashes(text: str, fold: str, kind: str) -> tuple[int, ...]:
    """The hashes of a word, remembered while its article is read: names and events ask for them."""
    bare = fold
    if fold.startswith(_CLITICS):
        bare = next((fold[len(c) :] for c in _CLITICS if fold.startswith(c) and len(fold) > len(c) + 2), fold)
    shape = f"{kind}{text.isascii()}{text.isupper()}{text[:1].isupper()}{min(len(fold), _LONG)}"
    texts = (fold, bare, fold[:3], fold[:2], fold[-2:], fold[-3:], shape)
    return tuple([crc32(text.encode("utf-8", "replace")) | 1 for text in texts])


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
) -> list[Rule]:
    """What the rules and lists say of each token of a part."""
    size = len(part.tokens)
    signs = _sign_flags(matches, size)
    return list(
        zip(
            _choices(chosen, size),
            _candidate_flags(candidates, size),
            [sense.code for sense in senses],
            signs,
            [said.get(token.fold, 0) for token in part.tokens],
            [0, *signs[:-1]] if signs else [],
            strict=True,
        )
    )


def _choices(chosen: Sequence[Candidate], size: int) -> list[int]:
    """Of each token the kind, rule and trust of the candidate chosen there."""
    out = [0] * size
    for one in chosen:
        rule = one.rule.partition(".")[0]
        number = KINDS.index(one.kind) * len(RULES) + (RULES.index(rule) if rule in RULES else 0)
        value = 2 * number + 1 + 32 * (one.trust > 2)
        out[one.first : one.last] = [value, *[value + 1] * (one.last - one.first - 1)]
    return out


def _candidate_flags(candidates: Sequence[Candidate], size: int) -> list[int]:
    """Of each token the kinds of all candidates that open there or go on."""
    out = [0] * size
    for one in candidates:
        if one.kind in KINDS:
            bit = 1 << (2 * KINDS.index(one.kind)) << (8 * one.settled)
            out[one.first] |= bit
            for at in range(one.first + 1, one.last):
                out[at] |= bit << 1
    return out


def _sign_flags(matches: Matches, size: int) -> list[int]:
    """Of each token the kinds of lexicon entries that stand there."""
    out = [0] * size
    for kind, sign in _SIGN.items():
        for match in matches.of(kind):
            out[match.first] |= sign
            for at in range(match.first + 1, match.last):
                out[at] |= sign
    for match in matches.of("particle"):
        if match.entry.fields.get("feature") in _PLACE_WORDS:
            for at in range(match.first, match.last):
                out[at] |= _PLACE_SIGN
    return out


_BESIDE = (-1, 0, 1)
_WORD_NEAR = ((0, range(7)), (-1, (0, 3, 4)), (1, (0, 3, 4)), (-2, (0,)), (2, (0,)))
"""Which of a word's own features are seen from which distance."""
_RULE_NEAR = ((0, DISTANCES), (1, _BESIDE), (2, _BESIDE), (3, DISTANCES), (4, (0, 1)))
_BEFORE = 5
_JOINED = ((0, 2), (0, 1), (_BEFORE, 2), (0, _BEFORE), (1, _BEFORE))
WORD_DISTANCES = tuple(distance for distance, chosen in _WORD_NEAR for _ in chosen)
RULE_DISTANCES = (*[distance for _, distances in _RULE_NEAR for distance in distances], *[0 for _ in _JOINED])
"""Of each column of features, those of words and those of rules, how far the token stands of which it tells."""


def word_rows(tokens: Sequence[Token]) -> Ints:
    """`[tokens, columns]`: the rows of weights by which each token speaks in the columns that tell of words."""
    own = np.array([word_features(token) for token in tokens], np.int64).reshape(-1, 7)
    return weight_rows(own[:, [n for _, chosen in _WORD_NEAR for n in chosen]], BITS)


def rule_rows(rules: Sequence[Rule]) -> Ints:
    """`[tokens, columns]`: the rows of weights by which each token speaks in the columns that tell of rules and lists."""
    own = np.array(rules, np.int64).reshape(-1, 6)
    single = own[:, [n for n, distances in _RULE_NEAR for _ in distances]]
    joined = [own[:, a] * 1_000_003 + own[:, b] for a, b in _JOINED]
    return weight_rows(np.column_stack([single, *joined]), BITS, len(WORD_DISTANCES))


def weight_rows(values: Ints, bits: int, before: int = 0) -> Ints:
    """Rows of weights by hash of value and column, the first of which has `before` others before it; 0 where the value is 0.

    There are two to the power of `bits` rows. Of a value its last 32 bits count, with which processors reckon several times
    as fast as with 64.
    """
    mixed = values.astype(np.uint32)
    mixed *= _MIX
    mixed += _slots(before, values.shape[1])
    mixed ^= mixed >> 15
    mixed *= _MIX_AGAIN
    mixed >>= 32 - bits
    np.maximum(mixed, 1, out=mixed)
    mixed *= values != 0
    return mixed.astype(np.int64)


@cache
def _slots(before: int, columns: int) -> npt.NDArray[np.uint32]:
    """What tells columns apart, the last 32 bits of their numbers times a large one."""
    return (np.arange(before + 1, before + columns + 1, dtype=np.int64) * 0x9E3779B1).astype(np.uint32)
