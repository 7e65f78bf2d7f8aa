"""Articles in the order of what they mean, alone or together with the words they share with a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from marsad.corpus.search.plan import EVERYTHING, Among, Every, Plan, Some, Without, filters_of
from marsad.corpus.search.vector_files import Floats, Near, VectorFiles

WINDOW = 100
"""How many of the best by words, and of the nearest by meaning, are put into one order; the rest follow by words alone."""
MEANING = 0.5
"""What a cosine weighs beside the score of the words, of which the best is 1; measured with benchmarks/search.py."""
_FEW = 5000
"""So many articles are compared one by one; where filters leave more, the nearest of all are looked through."""
_WIDER = 20
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


class Orderer:
    """Puts articles in order for an engine; `scored` gives those that meet a plan, the best so many of them."""

    def __init__(self, scored: Callable[[Plan, int], Scored], vectors: VectorFiles) -> None:
        self._scored, self._vectors = scored, vectors

    def by_meaning(self, plan: Plan, vector: Floats) -> Order:
        """The articles nearest to a vector that meet the filters of a plan, whatever their words."""
        near = self._nearest(vector, filters_of(plan))
        return Order({one.no: one.cosine for one in near}, Among(tuple(one.no for one in near)), len(near))

    def by_both(self, plan: Plan, vector: Floats, *, adding: bool) -> Order:
        """The articles that meet a plan, ordered by words and meaning; `adding` those that are near without the words."""
        filters = filters_of(plan)
        total, best = self._scored(plan, WINDOW)
        near = {one.no: one.cosine for one in self._nearest(vector, filters)}
        _, those_near = self._scored(_also(plan, Among(tuple(near))), len(near))
        scores = dict(those_near) | dict(best)
        if adding:
            whole: Plan = Some((plan, Every((Among(tuple(near)), *filters))))
            total += len(near) - len(those_near)
        else:
            whole, near = plan, {no: near[no] for no, _ in those_near if no in near}
        cosines = self._vectors.cosines(vector, scores.keys() - near.keys()) | near
        first = blend(scores, cosines)
        rest = _also(plan, Without(Among(tuple(first)))) if total > len(first) else None
        return Order(first, whole, total, rest)

    def _nearest(self, vector: Floats, filters: tuple[Plan, ...]) -> list[Near]:
        """The articles nearest to a vector among those that meet filters."""
        if not filters:
            return self._vectors.nearest(vector, WINDOW)
        kept = Every(filters)
        total, allowed = self._scored(kept, _FEW)
        if total <= _FEW:
            cosines = self._vectors.cosines(vector, [no for no, _ in allowed])
            ordered = sorted(cosines.items(), key=lambda one: (-one[1], one[0]))
            return [Near(no, cosine) for no, cosine in ordered[:WINDOW]]
        found: list[Near] = []
        count, size = WINDOW, len(self._vectors)
        while len(found) < WINDOW and count < size:
            count = min(count * _WIDER, size)
            near = self._vectors.nearest(vector, count)
            _, met = self._scored(_also(kept, Among(tuple(one.no for one in near))), count)
            numbers = {no for no, _ in met}
            found = [one for one in near if one.no in numbers][:WINDOW]
        return found


def blend(
    scores: Mapping[int, float], cosines: Mapping[int, float], weight: float = MEANING
) -> dict[int, float]:
    """The articles in one order, the best first, each with its new score.

    An article without a score shares no word with the query; one without a cosine has no vector.

    >>> list(blend({1: 9.0, 2: 8.5}, {1: 0.1, 2: 0.7, 3: 0.4}))
    [2, 1, 3]
    """
    best = max(scores.values(), default=0.0) or 1.0
    both = {no: scores.get(no, 0.0) / best + weight * cosines.get(no, 0.0) for no in (*scores, *cosines)}
    return dict(sorted(both.items(), key=lambda one: (-one[1], -one[0])))


def _also(plan: Plan, other: Plan) -> Plan:
    """A plan that asks for something more; all stand side by side, so that engines see what ranks."""
    parts = plan.parts if isinstance(plan, Every) else (plan,)
    return Every((*(parts or (EVERYTHING,)), other))
