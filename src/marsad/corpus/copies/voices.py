"""Families of copies: the nearest origin of each, and who speaks with one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from marsad.corpus.copies.values import Copy

_EVIDENCE = {"credit": 0, "time": 1, "share": 2, "order": 3}
ONE_VOICE = 0.4
"""How much of an excerpt must be another's words for it to have no voice of its own."""


def nearest_origins(copies: Iterable[Copy]) -> dict[str, Copy]:
    """For each copy the pair with its likeliest origin: the one it credits, then the one of which it has most.

    No article is its own origin through others: where pairs go round in a circle, the pair with the weakest evidence is
    left out, and its article has its next origin, or none.
    """
    best: dict[str, Copy] = {}
    for copy in sorted(copies, key=lambda one: (_rank(one), one.article)):
        if copy.article not in best and not _leads_to(best, copy.origin, copy.article):
            best[copy.article] = copy
    return best


def _leads_to(best: Mapping[str, Copy], article: str, origin: str) -> bool:
    """Whether an article comes from another one, through however many."""
    while article != origin and (copy := best.get(article)) is not None:
        article = copy.origin
    return article == origin


def group_voices(copies: Iterable[Copy]) -> tuple[tuple[str, ...], ...]:
    """The articles that are one voice, each group with its first origin at the head, then in the order of ids.

    An excerpt of which more is its own than another's is a voice of its own.
    """
    joined = [copy for copy in copies if copy.verdict != "excerpt" or copy.share >= ONE_VOICE]
    near: dict[str, set[str]] = defaultdict(set)
    for copy in joined:
        near[copy.article].add(copy.origin)
        near[copy.origin].add(copy.article)
    copied = nearest_origins(joined).keys()
    groups = []
    while near:
        group, edge = set(), {min(near)}
        while edge:
            group |= edge
            edge = set().union(*(near.pop(one) for one in edge)) - group
        groups.append(tuple(sorted(group, key=lambda one: (one in copied, one))))
    return tuple(sorted(groups))


def _rank(copy: Copy) -> tuple[int, float, str]:
    return _EVIDENCE[copy.origin_from], -copy.share, copy.origin
