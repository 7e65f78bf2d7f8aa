"""Articles in the order of what they mean, alone or together with the words they share with a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
import numpy as np

from marsad.corpus.search.learned import Net, load_net
from marsad.corpus.search.likeness import BY_WORDS, measure
from marsad.corpus.search.meaning import Floats, Question, load_meaning
from marsad.corpus.search.plan import EVERYTHING, Among, Every, Plan, Some, Without, filters_of
from marsad.corpus.search.vector_files import VectorFiles

WINDOW = 60
"""How many of the best by words, and of the nearest by meaning, are put into one order; the rest follow by words alone."""
NEAREST = 100
"""How many articles a search by meaning alone gives."""
WEIGHTS = {"words": 1.0, "mean": 1.4, "each": 2.1, "opening": 1.1}
"""By meaning and for articles alike: what the score of the words (of which the best is 1), the cosine of the means, and the share of the query's words that are
met one by one in the text and in its opening add to the score of an article.

Learned (softmax over candidates) from 1,013 even-numbered articles of the ANT corpus that the vectors were not taught by."""
_NEIGHBOURS, _CLOSER = 40, 16
"""So many of the best by words, and of the nearest, may be like another article; so many of them are compared with it word by
word, and the words of those that are not among the best by words count nothing. Of the six best for a hundred ANT articles each
of the two bounds, alone, left 5.9 as they were with 60 and 24."""
_FEW = 5000
"""So many articles are compared one by one; where filters leave more, the nearest of all are looked through."""
_WIDER = 20
_MOST_LOOKED = 200_000
"""In a larger library only the best by words are put in order by meaning; the vectors of all are looked through (a tenth of a
second for a million) where those that are near without the words are asked for."""
Scored = tuple[int, list[tuple[int, float]]]
"""How many articles meet a plan, and the best of them with their scores."""


class Order(msgspec.Struct, frozen=True):
    """The first articles of an answer in their order with their scores, and the plan of those that follow, if any.

    `total` articles meet `whole`, all of the answer.
    """

    first: dict[int, float]
    whole: Plan
    total: int
    rest: Plan | None = None


class Candidates(msgspec.Struct, frozen=True):
    """Articles that may come first: those that meet a plan with their scores by words, and the nearest by meaning.

    `total` articles meet the plan.
    """

    scores: dict[int, float]
    near: list[int]
    total: int


class Orderer:
    """Puts articles in order for an engine.

    `scored` gives those that meet a plan, the best so many of them, and `rarity` what a stem weighs among the articles.
    """

    def __init__(
        self, scored: Callable[[Plan, int], Scored], rarity: Callable[[str], float], vectors: VectorFiles
    ) -> None:
        self._scored, self._rarity, self._vectors = scored, rarity, vectors

    def by_meaning(self, plan: Plan, asked: Question) -> Order:
        """The articles nearest to a question that meet the filters of a plan, whatever their words."""
        near = self._nearest(asked.vector, filters_of(plan), NEAREST)
        return Order(self._blended({}, near, asked), Among(tuple(near)), len(near))

    def by_both(self, plan: Plan, asked: Question, *, adding: bool) -> Order:
        """The articles that meet a plan, ordered by words and meaning; `adding` those that are near without the words."""
        found = self.candidates(plan, asked, near=adding or len(self._vectors) <= _MOST_LOOKED)
        whole, total = plan, found.total
        if adding:
            whole = Some((plan, Every((Among(tuple(found.near)), *filters_of(plan)))))
            total += sum(no not in found.scores for no in found.near)
            found.scores.update((no, 0.0) for no in found.near if no not in found.scores)
        return self._ordered(found.scores, plan, asked, load_net(), whole, total)

    def by_words(self, plan: Plan, asked: Question) -> Order:
        """The articles that meet a plan, the best by their words looked at beside each other."""
        found = self.candidates(plan, asked, near=False)
        return self._ordered(found.scores, plan, asked, None, plan, found.total)

    def candidates(self, plan: Plan, asked: Question, *, near: bool) -> Candidates:
        """The best articles by words and, if asked, those `near` by meaning that meet the plan, too."""
        total, best = self._scored(plan, WINDOW)
        nearest = self._nearest(asked.vector, filters_of(plan), WINDOW) if near else []
        met = self._scored(_also(plan, Among(tuple(nearest))), len(nearest))[1] if nearest else []
        return Candidates(dict(met) | dict(best), nearest, total)

    def compare(
        self, scores: Mapping[int, float], asked: Question, *, by_meaning: bool
    ) -> tuple[tuple[int, ...], dict[str, Floats]]:
        """The numbers of articles, and what each shares with a question."""
        seen = self._vectors.see(asked.vector, scores)
        rarity = np.array([self._rarity(stem) for stem in asked.stems], np.float32)
        shares = measure(load_meaning(), asked, rarity, seen.words, by_meaning=by_meaning)
        shares["words"] = scaled([scores[no] for no in seen.numbers])
        shares["mean"] = seen.cosines
        shares["behind"] = seen.cosines - seen.cosines.max(initial=-1.0)
        return seen.numbers, shares

    def _ordered(
        self,
        scores: Mapping[int, float],
        plan: Plan,
        asked: Question,
        by_net: Net | None,
        whole: Plan,
        total: int,
    ) -> Order:
        """All of an answer, its first articles in the order of the net, or, without meaning, of a weighted sum."""
        if not scores:
            return Order({}, whole, total)
        numbers, shares = self.compare(scores, asked, by_meaning=by_net is not None)
        score = (
            by_net.score(shares)
            if by_net
            else sum(weight * shares[name] for name, weight in BY_WORDS.items())
        )
        first = dict(sorted(zip(numbers, np.asarray(score).tolist(), strict=True), key=_best_first))
        rest = _also(plan, Without(Among(tuple(first)))) if total > len(first) else None
        return Order(first, whole, total, rest)

    def like(self, telling: Plan, asked: Question, no: int) -> dict[int, float]:
        """The articles most like one, by its number: by the words that tell it from others, and by what it means."""
        best = {other: score for other, score in self._scored(telling, _NEIGHBOURS + 1)[1] if other != no}
        near = [one.no for one in self._vectors.nearest(asked.vector, _NEIGHBOURS + 1) if one.no != no]
        return self._blended(best, near, asked, most=_CLOSER)

    def _blended(
        self, scores: Mapping[int, float], near: Iterable[int], asked: Question, most: int | None = None
    ) -> dict[int, float]:
        """In their new order those with a score by their words, and others that are near without any of them.

        `most` of them are compared word by word, and no others given.
        """
        seen = self._vectors.see(asked.vector, {*scores, *near})
        words = scaled([scores.get(no, 0.0) for no in seen.numbers])
        total = WEIGHTS["words"] * words + WEIGHTS["mean"] * seen.cosines
        best = np.argsort(-total, kind="stable")[:most]
        weights = np.array([self._rarity(stem) for stem in asked.stems], np.float32)
        each, opening = load_meaning().shares(asked.words, weights, seen.words[best])
        total = total[best] + WEIGHTS["each"] * each + WEIGHTS["opening"] * opening
        numbers = [seen.numbers[at] for at in best.tolist()]
        return dict(sorted(zip(numbers, total.tolist(), strict=True), key=_best_first))

    def _nearest(self, vector: Floats, filters: tuple[Plan, ...], count: int) -> list[int]:
        """The numbers of so many articles nearest to a vector among those that meet filters."""
        left_out, others = _left_out(filters)
        if not others:
            nearest = self._vectors.nearest(vector, count + len(left_out))
            return [one.no for one in nearest if one.no not in left_out][:count]
        kept = Every(filters)
        total, allowed = self._scored(kept, _FEW)
        if total <= _FEW:
            seen = self._vectors.see(vector, [no for no, _ in allowed])
            pairs = zip(seen.numbers, seen.cosines.tolist(), strict=True)
            return [no for no, _ in sorted(pairs, key=_best_first)[:count]]
        found: list[int] = []
        width, size = count, len(self._vectors)
        while len(found) < count and width < size:
            width = min(width * _WIDER, size)
            near = [one.no for one in self._vectors.nearest(vector, width)]
            _, met = self._scored(_also(kept, Among(tuple(near))), width)
            allowed_numbers = {no for no, _ in met}
            found = [no for no in near if no in allowed_numbers][:count]
        return found


def _left_out(filters: Iterable[Plan]) -> tuple[frozenset[int], list[Plan]]:
    """The articles that filters leave out by their number, and the filters that say more than that."""
    numbers: set[int] = set()
    others: list[Plan] = []
    for one in filters:
        match one:
            case Without(part=Among(numbers=those)):
                numbers.update(those)
            case _:
                others.append(one)
    return frozenset(numbers), others


def scaled(scores: list[float]) -> Floats:
    """Scores of any engine beside the best of them, which is 1.

    >>> scaled([8.0, 2.0, 0.0]).tolist()
    [1.0, 0.25, 0.0]
    """
    return np.array(scores, np.float32) / np.float32(max(scores, default=0.0) or 1.0)


def _best_first(one: tuple[int, float]) -> tuple[float, int]:
    return -one[1], one[0]


def _also(plan: Plan, other: Plan) -> Plan:
    """A plan that asks for something more; all stand side by side, so that engines see what ranks."""
    parts = plan.parts if isinstance(plan, Every) else (plan,)
    return Every((*(parts or (EVERYTHING,)), other))
