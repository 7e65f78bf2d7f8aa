"""Which actors may be one though their names alone do not say so: for people to decide, with what speaks for and against it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from marsad.corpus.actors.directory import Directory
from marsad.corpus.actors.finding import key_named
from marsad.corpus.actors.grouping import Bonds
from marsad.corpus.actors.relating import relation_of
from marsad.corpus.actors.values import Actor, Evidence, Proposal
from marsad.corpus.store.decisions import list_decisions, standing
from marsad.corpus.store.naming import PERSON, block_of, is_full, parts_of
from marsad.errors import UsageError
from marsad.names.variants import bones
from marsad.text import fold

if TYPE_CHECKING:
    from marsad.corpus.library import Library

WEIGHTS: Mapping[str, float] = {
    "spelling": 2.5,
    "short_form": 1.0,
    "family_name": 0.0,
    "given_name": -1.0,
    "family_alone": -1.0,
    "wording": 1.0,
    "role": 2.0,
    "other_roles": -0.8,
    "company": 2.0,
    "together": -4.0,
    "registers": -4.0,
}
"""What each kind of evidence adds to the logarithm of the odds that two are one."""
OF_BEARERS = 1.0
"""So much for two who share a rare family name, less with the logarithm of how many bear it."""
LEAST, MOST_IN_BLOCK, MOST_BEARERS = 0.2, 400, 8
MOST_SHOWN = 5


class Acquaintance:
    """Who is named beside whom, and how many bear a family name."""

    def __init__(self, directory: Directory) -> None:
        self._beside: dict[int, set[str]] = defaultdict(set)
        for (article, _), key in directory.keys.items():
            self._beside[article].add(key)
        self._actors = directory.actors
        self._bearers = Counter(
            block for one in directory.actors.values() if not one.alone for block in _blocks(one)
        )
        self._articles = max(2, len(self._beside))

    def bearers(self, actor: Actor) -> int:
        """How many persons of the library bear an actor's family name."""
        return max((self._bearers[block] for block in _blocks(actor)), default=0)

    def company(self, actor: Actor, other: Actor) -> set[str]:
        """The keys of those named beside an actor, in the articles that do not name the other one."""
        own, with_other = ({no for no, _ in one.seen} for one in (actor, other))
        return {key for no in own - with_other for key in self._beside[no]} - {actor.key}

    def shared(self, one: Actor, other: Actor) -> tuple[float, list[str]]:
        """How much of the rarer one's company the other keeps too (0 to 1; the rarer an acquaintance the more), and whom."""
        first, second = self.company(one, other), self.company(other, one)
        both = sorted(first & second, key=self._rarity, reverse=True)
        least = min(sum(map(self._rarity, first)), sum(map(self._rarity, second)))
        share = sum(map(self._rarity, both)) / least if least else 0.0
        return share, [self._actors[key].name for key in both]

    def _rarity(self, key: str) -> float:
        return math.log(self._articles / min(self._articles, self._actors[key].weight)) ** 2


def propose_merges(library: Library, directory: Directory, *, most: int = 100) -> list[Proposal]:
    """The pairs of actors that may be one, the likeliest first; pairs on which people have decided are left out."""
    return _likely(library, directory, near_pairs(directory.actors.values()))[:most]


def propose_for(library: Library, directory: Directory, actor: Actor, *, most: int = 10) -> list[Proposal]:
    """The actors that may be one with an actor, the likeliest first; those on which people have decided are left out."""
    marks = _marks(actor)
    near = [one for one in directory.actors.values() if one.kind == actor.kind and _marks(one) & marks]
    pairs = (pair for pair in near_pairs(near) if any(one.key == actor.key for one in pair))
    return _likely(library, directory, pairs)[:most]


def _likely(library: Library, directory: Directory, pairs: Iterable[tuple[Actor, Actor]]) -> list[Proposal]:
    with library.reading() as connection:
        decided = standing(list_decisions(connection))
    known, bonds = Acquaintance(directory), Bonds(decided)
    found = []
    for one, other in pairs:
        if any(bonds.split_between(key, other.key) for key in one.keys):
            continue
        proposal = weigh(one, other, known)
        if proposal is not None and proposal.score >= LEAST:
            found.append(proposal)
    return sorted(found, key=lambda one: (-one.score, one.one.key, one.other.key))


def evidence_for(library: Library, directory: Directory, one: str, other: str) -> Proposal:
    """What speaks for and against two actors, by name or key, being one; score 0 where their names do not resemble.

    `UsageError`: the library does not name them, or they are one already.
    """
    with library.reading() as connection:
        keys = [key_named(connection, words) for words in (one, other)]
    first, second = (directory.actors[directory.homes[key]] for key in keys)
    if first.key == second.key:
        raise UsageError(
            one, f"it is one with «{other}»", remedy="to tell them apart: marsad actor LIB --split"
        )
    found = weigh(first, second, Acquaintance(directory))
    return found or Proposal(one=first, other=second, score=0.0, evidence=())


def weigh(one: Actor, other: Actor, known: Acquaintance) -> Proposal | None:
    """What speaks for and against two actors being one; `None` where their names do not even resemble each other."""
    related = relation_of(one, other)
    if related is None:
        return None
    relation, *words = related
    evidence = [Evidence(kind=relation, weight=WEIGHTS[relation], words=tuple(words))]
    evidence += _of_articles(one, other, known)
    score = 1 / (1 + math.exp(-sum(item.weight for item in evidence)))
    larger, smaller = sorted((one, other), key=lambda actor: (-actor.weight, actor.key))
    return Proposal(one=larger, other=smaller, score=round(score, 3), evidence=tuple(evidence))


def _of_articles(one: Actor, other: Actor, known: Acquaintance) -> Iterator[Evidence]:
    if one.kind == PERSON:
        bearers = known.bearers(one)
        weight = OF_BEARERS * (1 - math.log2(max(2, bearers)) / 2)
        yield Evidence(kind="bearers", weight=round(weight, 2), words=(str(bearers),))
    both = tuple(article for article in one.articles if article in set(other.articles))
    if both:
        yield Evidence(kind="together", weight=WEIGHTS["together"], articles=both[:MOST_SHOWN])
    if one.links and other.links:
        yield Evidence(kind="registers", weight=WEIGHTS["registers"], words=(one.links[0], other.links[0]))
    yield from _of_roles(one, other)
    share, names = known.shared(one, other)
    if names:
        weight = round(WEIGHTS["company"] * min(1.0, 2 * share), 2)
        yield Evidence(kind="company", weight=weight, words=tuple(names[:MOST_SHOWN]))


def _of_roles(one: Actor, other: Actor) -> Iterator[Evidence]:
    first, second = ({fold(role.role): role for role in actor.roles} for actor in (one, other))
    if not first or not second:
        return
    both = [first[role] for role in first if role in second]
    if both:
        words = tuple(role.role for role in both[:MOST_SHOWN])
        articles = tuple(first[fold(word)].article for word in words)
        yield Evidence(kind="role", weight=WEIGHTS["role"], words=words, articles=articles)
    else:
        words = (next(iter(first.values())).role, next(iter(second.values())).role)
        yield Evidence(kind="other_roles", weight=WEIGHTS["other_roles"], words=words)


def near_pairs(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Actor]]:
    """The pairs that are worth a comparison: those that share what the forms and slips of one name share."""
    shelves: dict[object, dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        for mark in _marks(actor):
            shelves[mark][actor.key] = actor
    seen: set[tuple[str, str]] = set()
    for those in shelves.values():
        alone = [one for one in those.values() if one.alone]
        full = [one for one in those.values() if not one.alone]
        pairs = list(combinations(full, 2)) if len(full) <= MOST_IN_BLOCK else []
        if len(full) <= MOST_BEARERS:
            pairs += [(short, one) for short in alone for one in full]
        for one, other in pairs:
            pair = (min(one.key, other.key), max(one.key, other.key))
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _marks(actor: Actor) -> set[object]:
    """What is compared with each other: one family name with near given names, one given name with near family names, a name
    and what it is the beginning of, the words of a body with one left out.
    """
    marks: set[object] = set()
    for name in actor.names:
        if actor.kind != PERSON:
            words = tuple(bones(word) for word in fold(name).split())
            marks |= {(actor.kind, words)} | {
                (actor.kind, words[:at] + words[at + 1 :]) for at in range(len(words)) if len(words) > 2
            }
            continue
        parts = tuple(bones(part) for part in parts_of(name))
        if is_full(name):
            marks |= {("given", parts[0], near) for near in _shortened(parts[-1])}
            marks |= {("begins", parts[:length]) for length in range(2, len(parts) + 1)}
        marks.add(("family", block_of(PERSON, name)))
    return marks


def _shortened(word: str) -> set[str]:
    """A word and what is left when one letter is taken out: two words that differ by one letter meet."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 2}


def _blocks(actor: Actor) -> set[str]:
    return {block_of(PERSON, name) for name in actor.names} if actor.kind == PERSON else set()
