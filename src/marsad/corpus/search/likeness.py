"""How much of a headline an article says, and how much of the article the headline: what puts the best in order.

BM25 adds up words one by one. Here the best by words are looked at beside each other: whether the article says the query's words
in the very stem, by the same root («يفوز» for «فاز»: wins, won) or by a word that means the same; whether it says so where news
says what matters; whether others say it, too; and whether it says much else (the digest of a day repeats every headline).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

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

Fitted, as `BY_BOTH`, by benchmarks/search_order.py. Shares overlap, so that a weight below 0 takes back what another one gives:
a word that is met first is met in the opening and in the whole, too."""
BY_BOTH: Mapping[str, float] = {
    "words": 4.54,
    "stems_whole": 1.44,
    "stems_opening": -0.94,
    "roots_first": -2.21,
    "roots_opening": -5.39,
    "roots_whole": -7.42,
    "telling_first": -1.34,
    "telling_whole": 4.81,
    "rarest": -1.5,
    "said_opening": -0.09,
    "said_whole": 1.13,
    "mean": 6.35,
    "alike_first": 5.08,
    "alike_opening": 8.35,
    "alike_whole": 10.76,
}
"""The same by words and meaning; `mean` is the cosine of the means."""
_FIRST, _OPENING = 15, 30
"""Words that open a text: those of its first sentence, mostly, and those of its lead."""
_LEAST = 0.02
"""What a word weighs that all of the texts have, beside one that none has."""
_RAREST = 2
_TINY = 1e-6


def measure(
    meaning: Meaning, asked: Question, rarity: Floats, texts: Ids, *, by_meaning: bool
) -> dict[str, Floats]:
    """What each of the texts `[texts, KEPT]` shares with a question, whose words weigh as they are rare, between 0 and 1."""
    found, at = distinct(texts)
    stems = meaning.stems(asked.words)[:, None] == meaning.stems(found)[None, :]
    roots = stems | (meaning.roots(asked.words)[:, None] == meaning.roots(found)[None, :])
    met = {"stems": stems, "roots": roots}
    if by_meaning:
        met["alike"] = np.maximum(meaning.cosines(asked.words, found) ** 2, roots)
    weights = rarity / rarity.sum()
    shares: dict[str, Floats] = {}
    for name, one in met.items():
        widest = np.where(found > 0, one, 0).astype(np.float32)
        zones = _zones(widest[:, at.T])
        for zone, part in zip(("first", "opening", "whole"), zones, strict=True):
            shares[f"{name}_{zone}"] = weights @ part
    return shares | _beside_others(zones, rarity) | _said(widest.max(0)[at], meaning.weigh(texts))


def _said(met: Floats, weights: Floats) -> dict[str, Floats]:
    """How much of what texts say, and of what opens them, the question says."""
    return {
        f"said_{zone}": (met * weights)[:, :end].sum(1) / (weights[:, :end].sum(1) + _TINY)
        for zone, end in (("opening", _OPENING), ("whole", None))
    }


def _zones(met: Floats) -> tuple[Floats, Floats, Floats]:
    """How far words are met, of `[words, places, texts]`, in the first places, in those that open the texts, and in all."""
    first = met[:, :_FIRST].max(1)
    opening = np.maximum(first, met[:, _FIRST:_OPENING].max(1))
    return first, opening, np.maximum(opening, met[:, _OPENING:].max(1))


def _beside_others(zones: tuple[Floats, Floats, Floats], rarity: Floats) -> dict[str, Floats]:
    """What is met, where a word weighs more the fewer of the texts have it, and of the rarest words alone."""
    first, _, whole = zones
    rarest = np.argsort(-rarity, kind="stable")[:_RAREST]
    shares = {"rarest": whole[rarest].mean(0)}
    for name, part in (("first", first), ("whole", whole)):
        weights = rarity * (1 + _LEAST - part.mean(1))
        shares[f"telling_{name}"] = weights @ part / (weights.sum() + _TINY)
    return shares
