"""Articles put to the stories they tell, one after the other as they come in."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from marsad.corpus.stories.traits import Traits

WINDOW_DAYS = 4
"""Articles further apart tell of another happening, or of one that has gone on to another."""
ALIKE = 0.17
"""The cosine from which on an article belongs to a story."""
JOINING = 0.25
"""The cosine from which on an article that belongs to two stories shows that they are one."""
NEAREST = 2
"""How many of a story's articles an article must resemble (in the mean): one alone would chain whatever follows."""
LEAST_NAMED, UNNAMED = 3, 0.7
"""Names and events that two articles must share, and what their cosine counts for where they do not: the police
arrest somebody every day, in the same words."""
PRIOR_ARTICLES = 300
"""Articles that are taken to be there already, so that the first of a library are weighed like later ones."""
COMMON = 0.15
"""A trait of more than this part of all articles tells nothing apart and is passed over."""


class Placed(msgspec.Struct, frozen=True, gc=False):
    """An article that has its story."""

    article: int
    day: int | None
    story: int
    traits: Traits


class Frequencies:
    """In how many articles each trait stands."""

    def __init__(self, counts: Mapping[str, int], articles: int) -> None:
        self._counts, self.articles = Counter(counts), articles

    def count(self, traits: Iterable[str]) -> None:
        """Counts one more article."""
        self._counts.update(iter(traits))
        self.articles += 1

    def uncount(self, traits: Iterable[str]) -> None:
        """Takes one article off: another reading has its place."""
        self._counts.subtract(iter(traits))
        self.articles -= 1

    def articles_with(self, trait: str) -> int:
        """In how many articles a trait stands."""
        return self._counts[trait]

    def weigh(self, traits: Traits) -> Traits:
        """The traits weighted by how rare they are, as a vector of length one."""
        total = self.articles + PRIOR_ARTICLES
        most = COMMON * total
        weighed = {
            name: weight * math.log(total / (self._counts[name] + 1))
            for name, weight in traits.items()
            if self._counts[name] <= most
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {name: weight / length for name, weight in weighed.items()}


class Shelf:
    """The articles of the days under consideration, with their stories."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._placed: dict[int, Placed] = {}
        self._holders: dict[str, set[int]] = defaultdict(set)

    def put(self, placed: Placed) -> None:
        """Takes in an article whose story is known."""
        self._placed[placed.article] = placed
        for name in placed.traits:
            self._holders[name].add(placed.article)

    def __len__(self) -> int:
        return len(self._placed)

    def choose(self, traits: Traits, day: int | None) -> tuple[int | None, tuple[int, ...]]:
        """The story an article belongs to, and those which it shows to be the same one; none if it begins its own.

        The oldest of several stories is the one that stays.
        """
        ranked = self.rank(traits, day)
        if not ranked or ranked[0][0] < ALIKE:
            return None, ()
        same = {ranked[0][1], *(story for cosine, story in ranked if cosine >= JOINING)}
        kept = min(same)
        return kept, tuple(sorted(same - {kept}))

    def join(self, story: int, into: int) -> None:
        """Makes two stories one."""
        for placed in list(self._placed.values()):
            if placed.story == story:
                self._placed[placed.article] = msgspec.structs.replace(placed, story=into)

    def rank(self, traits: Traits, day: int | None) -> list[tuple[float, int]]:
        """How much an article resembles each story within its time, the likeliest first."""
        if day is None:
            return []
        own = self._frequencies.weigh(traits)
        alike: dict[int, list[float]] = defaultdict(list)
        for other in self._near(own, day):
            theirs = self._frequencies.weigh(other.traits)
            alike[other.story].append(_likeness(own, theirs))
        means = ((_mean_of_best(cosines), story) for story, cosines in alike.items())
        return sorted(means, key=lambda one: (-one[0], one[1]))

    def _near(self, own: Traits, day: int) -> Iterator[Placed]:
        """The articles of these days that share at least a name or two words."""
        shared: Counter[int] = Counter()
        for name in own:
            shared.update(self._holders.get(name, ()))
        for article, count in shared.items():
            placed = self._placed[article]
            if count > 1 and placed.day is not None and abs(placed.day - day) <= WINDOW_DAYS:
                yield placed


def _likeness(own: Traits, theirs: Traits) -> float:
    """The cosine of two articles, less where they do not name the same: «القبض على» is said of another man every day."""
    shared = own.keys() & theirs.keys()
    cosine = sum(own[name] * theirs[name] for name in shared)
    named = sum(name.startswith(("n:", "v:")) for name in shared)
    return cosine if named >= LEAST_NAMED else cosine * UNNAMED


def _mean_of_best(cosines: list[float]) -> float:
    best = sorted(cosines, reverse=True)[:NEAREST]
    return sum(best) / len(best)
