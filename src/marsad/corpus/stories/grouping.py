"""Articles put to the stories they tell, one after the other as they come in."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

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
RARE, RARE_PLACE, TOWN = {"n:": 2.0, "o:": 3.0}, 3.0, 2.3
"""How rare a person or a body must be (the logarithm of one in so many articles: one in 12, in 80) to anchor two articles in one
happening: the police and the ministries stand in everything that an outlet has of its country.
"""
HEADLINE = 7.0
"""So much rarity of words that two headlines share is worth a rare name: two words that one article in 33 has."""
ANCHORED = (0.5, 0.85, 1.0, 1.1, 1.2)
"""What the likeness of two articles counts for with no, one, two or more anchors."""
ELSEWHERE = 0.6
"""What it counts for where the headlines name different towns, and neither article the other's."""
NOTICES = 0.3
"""What it counts for where both head notices of a kind that comes every day, and nothing shows that they tell of one."""
SPREAD = ("v:DISASTER", "v:PROTEST")
"""What happens in several places at once."""
PRIOR_ARTICLES = 300
"""Articles that are taken to be there already, so that the first of a library are weighed like later ones."""
COMMON = 0.15
"""A trait of more than this part of all articles tells nothing apart and is passed over."""

MEASURED, DRIFT = 1.05, 1.15
"""A vector's length is measured again when a twentieth more articles are in; till then it may be off by less than a seventh.
It only says which articles are compared in earnest: without it, each article is compared with all of its days."""


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
            if weight and self._counts[name] <= most
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {name: weight / length for name, weight in weighed.items()}

    def rarity(self, trait: str) -> float:
        """The logarithm of one in how many articles a trait stands."""
        return math.log((self.articles + PRIOR_ARTICLES) / (self._counts[trait] + 1))

    def length(self, traits: Traits) -> float:
        """How long the vector of some traits was before it was made one of length one."""
        total = self.articles + PRIOR_ARTICLES
        counts, most = self._counts, COMMON * total
        return math.sqrt(
            sum(
                (weight * math.log(total / (counts[name] + 1))) ** 2
                for name, weight in traits.items()
                if weight and counts[name] <= most
            )
        )

    def trust(self, own: Traits, theirs: Traits) -> float:
        """How far two articles that are alike tell of one happening, 0 to 1: by what is rare that both name or head.

        «القبض على» is said of another man in another town every day, in the same words.
        """
        if "r:" in own.keys() | theirs.keys():
            return 0.0
        shared = own.keys() & theirs.keys()
        towns = [self._towns(one) for one in (own, theirs)]
        places = _words_of("p", dict.fromkeys(shared, 0.0))
        headline = sum(
            self.rarity("w" + name[1:]) for name in shared if name[:2] == "t:" and name[2:] not in places
        )
        anchors = sum(name[:2] == "v:" or self._anchors(name) for name in shared) + int(headline // HEADLINE)
        anchors += any(name[:2] == "p:" and self.rarity(name) >= RARE_PLACE for name in shared)
        trust = ANCHORED[min(anchors, len(ANCHORED) - 1)]
        if "q:" in shared and not self._is_told_again(shared):
            trust *= NOTICES
        named = towns[0] & _words_of("p", theirs) or towns[1] & _words_of("p", own)
        spread = any(name.startswith(SPREAD) for name in shared)
        return trust * ELSEWHERE if all(towns) and not named and not spread else trust

    def _is_told_again(self, shared: Collection[str]) -> bool:
        """Whether two notices name one person that is not everywhere, head one number, or tell a deed of one day in one headed place.

        A body does not tell them apart: one squad arrests somebody in every town. Of 26 groups of two months of a radio that this
        parted, 24 were of several happenings.
        """
        found = {name[:2] for name in shared}
        person = any(name[:2] == "n:" and self._anchors(name) for name in shared)
        number = any(name[:2] == "t:" and len(name) > 3 and name[2:].isdigit() for name in shared)
        return {"v:", "h:"} <= found or person or number

    def _towns(self, traits: Traits) -> set[str]:
        """The words of the places in a headline, but for those that are everywhere, such as the country's own name."""
        heads = {name: 0.0 for name in traits if name[:2] == "h:" and self.rarity(f"p{name[1:]}") >= TOWN}
        return _words_of("h", heads)

    def _anchors(self, name: str) -> bool:
        return name[:2] in RARE and self.rarity(name) >= RARE[name[:2]]


class Shelf:
    """The articles of the days under consideration, with their stories."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._placed: dict[int, Placed] = {}
        self._told: dict[int, set[int]] = defaultdict(set)
        self._holders: dict[int, dict[str, list[tuple[int, float]]]] = {}
        self._lengths: dict[int, tuple[int, float]] = {}

    def put(self, placed: Placed) -> None:
        """Takes in an article whose story is known."""
        self._placed[placed.article] = placed
        self._told[placed.story].add(placed.article)
        if placed.day is not None:
            holders = self._holders.setdefault(placed.day, defaultdict(list))
            for name, weight in placed.traits.items():
                if weight:
                    holders[name].append((placed.article, weight))

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
        for article in self._told.pop(story, ()):
            self._placed[article] = msgspec.structs.replace(self._placed[article], story=into)
            self._told[into].add(article)

    def rank(self, traits: Traits, day: int | None) -> list[tuple[float, int]]:
        """How much an article resembles the stories within its time that it may belong to, the likeliest first."""
        if day is None:
            return []
        own = self._frequencies.weigh(traits)
        alike: dict[int, list[float]] = defaultdict(list)
        for other in self._likely(own, day):
            cosine = _cosine(own, self._frequencies.weigh(other.traits))
            alike[other.story].append(cosine * self._frequencies.trust(traits, other.traits))
        means = ((_mean_of_best(cosines), story) for story, cosines in alike.items())
        return sorted(means, key=lambda one: (-one[0], one[1]))

    def _likely(self, own: Traits, day: int) -> Iterator[Placed]:
        """The articles of these days that share two traits, of those stories of which one at least is near enough."""
        near = self._near(own, day)
        least = ALIKE / ANCHORED[-1] / DRIFT
        stories = {
            self._placed[article].story
            for article, product in near.items()
            if product >= least * self._length(article)
        }
        for article in near:
            placed = self._placed[article]
            if placed.story in stories and len(own.keys() & placed.traits.keys()) > 1:
                yield placed

    def _near(self, own: Traits, day: int) -> dict[int, float]:
        """The articles of these days that share a trait, each with the product of the vectors, theirs at its full length."""
        near: dict[int, float] = defaultdict(float)
        days = range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)
        shelves = [self._holders[one] for one in days if one in self._holders]
        for name, weight in own.items():
            weight *= self._frequencies.rarity(name)
            for holders in shelves:
                for article, theirs in holders.get(name, ()):
                    near[article] += weight * theirs
        return near

    def _length(self, article: int) -> float:
        """The length of an article's vector, measured again when much has come in since."""
        now = self._frequencies.articles + PRIOR_ARTICLES
        then, length = self._lengths.get(article, (0, 0.0))
        if now > then * MEASURED:
            length = self._frequencies.length(self._placed[article].traits)
            self._lengths[article] = now, length
        return length


def _cosine(own: Traits, theirs: Traits) -> float:
    return sum(own[name] * theirs[name] for name in own.keys() & theirs.keys())


def _words_of(kind: str, traits: Traits) -> set[str]:
    return {word for name in traits if name[0] == kind and name[1] == ":" for word in name[2:].split()}


def _mean_of_best(cosines: list[float]) -> float:
    best = sorted(cosines, reverse=True)[:NEAREST]
    return sum(best) / len(best)
