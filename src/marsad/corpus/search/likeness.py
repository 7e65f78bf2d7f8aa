"""How much of a headline an article says, and how much of the article the headline: what puts the best in order.

BM25 adds up words one by one. Here the best by words are looked at beside each other: whether the article says the query's words
in the very stem, by the same root («يفوز» for «فاز»: wins, won) or by a word that means the same; whether it says so where news
says what matters; whether others say it, too; and whether it says much else (the digest of a day repeats every headline).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from marsad.corpus.search.learned import NOWHERE, Zones, look_closer
from marsad.corpus.search.meaning import Floats, Ids, Meaning, Question, distinct

BY_WORDS: Mapping[str, float] = {
    "words": 6.9,
    "stems_whole": 0.57,
    "stems_opening": -0.7,
    "roots_first": 2.24,
    "roots_opening": 1.76,
    "roots_whole": 3.73,
    "telling_first": -0.81,
    "telling_whole": 2.74,
    "rarest": -1.26,
    "said_opening": 2.02,
    "said_whole": 2.32,
}
"""What each share adds to the score of an article by its words; `words` is BM25 beside the best article's.

Fitted by benchmarks/search_order.py; words and meaning together are weighed by `learned`. Shares overlap, so that a weight below 0 takes back what another one gives:
a word that is met first is met in the opening and in the whole, too."""
_FIRST, _OPENING = 15, 30
"""Words that open a text: those of its first sentence, mostly, and those of its lead."""
_LEAST = 0.02
"""What a word weighs that all of the texts have, beside one that none has."""
_RAREST = 2
_TINY = 1e-6


def measure(
    meaning: Meaning, asked: Question, rarity: Floats, texts: Ids, *, by_meaning: bool
) -> dict[str, Floats]:
    """What each of the texts `[texts, KEPT]` shares with a question, whose words weigh as they are rare, between 0 and 1.

    With meaning, what the learned order looks at stands there, too.
    """
    met, widest, first = match(meaning, asked, texts, by_meaning=by_meaning)
    weights = rarity / rarity.sum()
    shares: dict[str, Floats] = {}
    for name, zones in met.items():
        for zone, part in zip(("first", "opening", "whole"), zones, strict=True):
            shares[f"{name}_{zone}"] = weights @ part
    zones = met["alike" if by_meaning else "roots"]
    shares |= _beside_others(zones, rarity) | _said(widest, meaning.weigh(texts))
    if by_meaning:
        shares |= look_closer(asked.written, rarity, met, first)
        shares["length"] = np.log1p((texts > 0).sum(1)).astype(np.float32)
    return shares


def match(
    meaning: Meaning, asked: Question, texts: Ids, *, by_meaning: bool
) -> tuple[dict[str, Zones], Floats, Floats]:
    """How far the words of a question are met in zones of texts, in the stem, by root and by meaning; how far those of the texts
    are, `[texts, KEPT]`; and where in a text each word is met by its root for the first time, `[words, texts]`, `NOWHERE` if it is not."""
    found, at = distinct(texts)
    stems = meaning.stems(asked.words)[:, None] == meaning.stems(found)[None, :]
    roots = stems | (meaning.roots(asked.words)[:, None] == meaning.roots(found)[None, :])
    ways = {"stems": stems, "roots": roots}
    if by_meaning:
        ways["alike"] = np.maximum(meaning.cosines(asked.words, found) ** 2, roots)
    met: dict[str, Zones] = {}
    first = np.zeros(0, np.float32)
    for name, one in ways.items():
        widest = np.where(found > 0, one, 0).astype(np.float32)
        places = widest[:, at.T]
        met[name] = _zones(places)
        if name == "roots" and by_meaning:
            first = np.where(met[name][2] > 0, places.argmax(1), NOWHERE).astype(np.float32)
    return met, np.asarray(widest.max(0)[at], np.float32), first


def _said(met: Floats, weights: Floats) -> dict[str, Floats]:
    """How much of what texts say, and of what opens them, the question says."""
    return {
        f"said_{zone}": (met * weights)[:, :end].sum(1) / (weights[:, :end].sum(1) + _TINY)
        for zone, end in (("opening", _OPENING), ("whole", None))
    }


def _zones(met: Floats) -> Zones:
    """How far words are met, of `[words, places, texts]`, in the first places, in those that open the texts, and in all."""
    first = met[:, :_FIRST].max(1)
    opening = np.maximum(first, met[:, _FIRST:_OPENING].max(1))
    return first, opening, np.maximum(opening, met[:, _OPENING:].max(1))


def _beside_others(zones: Zones, rarity: Floats) -> dict[str, Floats]:
    """What is met, where a word weighs more the fewer of the texts have it, and of the rarest words alone."""
    first, _, whole = zones
    rarest = np.argsort(-rarity, kind="stable")[:_RAREST]
    shares = {"rarest": whole[rarest].mean(0)}
    for name, part in (("first", first), ("whole", whole)):
        weights = rarity * (1 + _LEAST - part.mean(1))
        shares[f"telling_{name}"] = weights @ part / (weights.sum() + _TINY)
    return shares
