"""How far two people agree who judged the same facts apart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from marsad.corpus.review.judged import Judged, Key
from marsad.corpus.store.judging import Standing
from marsad.corpus.store.values import Judgement


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that two people decided about, and what counts of each."""

    article: int
    kind: str
    fact: str
    one: Judgement
    other: Judgement

    @property
    def agree(self) -> bool:
        """Whether they decided the same; of edits, whether they say the same."""
        return _decision(self.one) == _decision(self.other)


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How many facts both judged, how many alike, that in per cent, and Cohen's kappa.

    `kappa` is `None` where nothing is left to chance: without facts, or where both always decided one and the same.
    """

    facts: int
    agreed: int
    percent: float | None
    kappa: float | None


def compare(judged: Judged, one: str, other: str) -> list[Compared]:
    """The facts that both people decided about, by article."""
    return [
        Compared(article=key[0], kind=key[1], fact=key[2], one=first.judgement, other=second.judgement)
        for key, first, second in sorted(_both(judged, one, other), key=lambda found: found[0])
    ]


def _both(judged: Judged, one: str, other: str) -> Iterable[tuple[Key, Standing, Standing]]:
    for key in judged.facts:
        first, second = judged.decision(key, one), judged.decision(key, other)
        if first is not None and second is not None:
            yield key, first, second


def measure(compared: Sequence[Compared]) -> Agreement:
    """Their agreement: observed, and beyond what their habits alone would bring about.

    κ = (pₒ − pₑ) / (1 − pₑ), pₒ the share decided alike, pₑ = Σ p₁(c)·p₂(c) over the decisions c, where an edit to another
    value is another decision (J. Cohen, «A coefficient of agreement for nominal scales», Educational and Psychological
    Measurement 20, 1960, 37–46).
    """
    size = len(compared)
    if not size:
        return Agreement(facts=0, agreed=0, percent=None, kappa=None)
    agreed = sum(pair.agree for pair in compared)
    first = Counter(_decision(pair.one) for pair in compared)
    second = Counter(_decision(pair.other) for pair in compared)
    by_chance = sum(count * second[decision] for decision, count in first.items())
    kappa = None if by_chance == size**2 else (agreed * size - by_chance) / (size**2 - by_chance)
    return Agreement(facts=size, agreed=agreed, percent=100 * agreed / size, kappa=kappa)


def _decision(judgement: Judgement) -> str:
    value = json.dumps(judgement.value, ensure_ascii=False, sort_keys=True)
    return f"{judgement.action} {value}"


__all__ = ["Agreement", "Compared", "compare", "measure"]
