"""A search index: what every engine must do, and what all of them share."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, Protocol, Self

from marsad.corpus.search.analysis import keys_in
from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.fields import FACETS, RANKED, Fields, Stored, fields_of, words_of
from marsad.corpus.search.hits import Facet, Hit, Hits, Snippet
from marsad.corpus.search.meaning import Reading, load_meaning
from marsad.corpus.search.ordering import Order, Orderer, Scored
from marsad.corpus.search.plan import (
    Among,
    Find,
    Plan,
    Some,
    is_long,
    loosened,
    plan_query,
    ranks,
)
from marsad.corpus.search.snippets import Highlighter
from marsad.corpus.search.syntax import Query, wording
from marsad.corpus.search.vector_files import VectorFiles

Sort = Literal["rank", "date"]
Ranking = Literal["auto", "words", "meaning", "both"]
"""What makes an article good: the words it shares with the query, what it means, or both. `auto` is both for a headline or a
sentence, whose words no article repeats one by one, and the words for anything shorter."""
Ranked = Sequence[tuple[Stored, float]]
"""Articles found, with their scores."""
Facets = dict[str, tuple[Facet, ...]]
Counting = bool | Callable[[Sequence[int]], Facets]
"""Whether facets are counted; or what counts, among articles with some numbers, those of names (`NAMES`), which the index only
knows by their spellings."""
NAMES = ("actor", "place")
_OTHERS = tuple(kind for kind in FACETS if kind not in NAMES)
FACET_VALUES = 20
"""How many values a facet lists, the most frequent first."""
SAMPLED = 500
"""Among so many of the best the facets of a headline or sentence are counted: a third of a library has one of six words, and what
those are about says nothing of the question."""
_BEGINNING = 200
"""Characters of a text that stand for an article that no query found."""
_TELLING = 25
"""Words that stand for an article when others like it are looked for."""
_OPENING = 300
"""Characters that open an article, whose words are looked for one by one in others."""
_RAREST = 2
"""In how many articles a word must stand to find another one."""


class SearchIndex(Protocol):
    """An index of articles on disk, derived from a library and rebuilt at any time."""

    def update(self, articles: Iterable[IndexedArticle], watermark: int, *, gone: Iterable[int] = ()) -> None:
        """Puts articles in, in place of those with the same number and of those `gone`, all or nothing.

        The watermark is part of it: an index never says that it holds what it does not.
        """

    def delete(self, numbers: Iterable[int]) -> None:
        """Takes articles out."""

    def watermark(self) -> int:
        """The last change of the library that the index holds, 0 if none."""

    def count(self) -> int:
        """How many articles the index holds."""

    def search(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "rank",
        facets: Counting = True,
        strict: bool = False,
        ranking: Ranking = "auto",
    ) -> Hits:
        """The articles that meet a query, the best (or the newest) first."""

    def select(self, query: Query) -> list[int]:
        """The numbers of all articles that meet a query to the letter, in growing order."""

    def similar(self, no: int, limit: int = 10) -> tuple[Hit, ...]:
        """The articles most like one of the index."""

    def neighbours(self, no: int, limit: int = 10) -> list[tuple[int, float]]:
        """The numbers of the articles most like one of the index, with how like it they are."""

    def verify(self) -> None:
        """Reads the whole index and raises `IndexDamaged` if anything in it is not as it was written."""

    def close(self) -> None:
        """Lets go of the files."""


class BaseIndex(ABC):
    """What all engines share: how a query becomes a plan, hits become snippets, and an article becomes a query."""

    _vectors: VectorFiles
    """What the articles mean; an engine writes them before it commits, so that they never lack an article it has."""

    @abstractmethod
    def _run(self, plan: Plan, limit: int, offset: int, sort: Sort) -> tuple[int, Ranked]:
        """How many articles meet a plan, and those asked for."""

    @abstractmethod
    def _scored(self, plan: Plan, limit: int) -> Scored:
        """How many articles meet a plan, and the numbers and scores of the best."""

    @abstractmethod
    def _numbers(self, plan: Plan) -> list[int]:
        """The numbers of all articles that meet a plan."""

    @abstractmethod
    def _facets(self, plan: Plan, kinds: tuple[str, ...]) -> Facets:
        """What the articles that meet a plan are about, by kinds of facets."""

    @abstractmethod
    def _stored(self, no: int) -> Stored | None:
        """What is kept of an article."""

    @abstractmethod
    def _terms(self, field: str, start: str) -> list[str]:
        """The terms of a field that begin with something."""

    @abstractmethod
    def _frequency(self, stem: str) -> int:
        """In how many texts a stem stands."""

    @abstractmethod
    def count(self) -> int:
        """How many articles the index holds."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the files."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "rank",
        facets: Counting = True,
        strict: bool = False,
        ranking: Ranking = "auto",
    ) -> Hits:
        """The articles that meet a query, the best (or the newest) first; filters alone rank nothing, so the newest.

        Words that stand side by side must all be there, up to `STRICT` of them. Where there are more, or no article has all of
        them, those with some are given, the best first, and `loosened` says so; with `strict` they are not.

        By ``meaning`` the articles nearest to the query come first, a hundred at most, whatever their words; by ``both`` those
        with any of the words and the nearest are put in one order. Filters hold all the same. Scores say something only beside
        those of the same answer.
        """
        plan = plan_query(query, self._terms)
        offset = min(offset, self.count())  # engines make room for all that is passed over
        if not ranks(plan):
            sort = "date"
        if strict or sort == "date":
            ranking = "words"
        asked = None if ranking == "words" else load_meaning().read_query(wording(query.root))
        if ranking == "meaning" and asked is not None:
            order = self._orderer().by_meaning(plan, asked)
            return self._answer(order, plan, limit, offset, facets=facets)
        loose = loosened(plan) if is_long(plan) and not strict else None
        if asked is not None and (loose or ranking == "both"):
            adding = ranking == "both"
            wide = loose or (loosened(plan) if adding else None)
            order = self._orderer().by_both(wide or plan, asked, adding=adding)
            return self._answer(
                order,
                wide or plan,
                limit,
                offset,
                facets=facets,
                wide=wide is not None,
                loosened=loose is not None,
            )
        total, ranked = (0, ()) if loose else self._run(plan, limit, offset, sort)
        if total == 0 and not strict and (loose := loosened(plan)):
            asked = load_meaning().read_terms(wording(query.root))
            if asked is not None and sort == "rank":
                order = self._orderer().by_words(loose, asked)
                return self._answer(order, loose, limit, offset, facets=facets, wide=True, loosened=True)
            total, ranked = self._run(loose, limit, offset, sort)
        plan = loose or plan
        about, counted = self._about(plan, total if facets else 0, facets, wide=loose is not None)
        return Hits(
            total=total,
            hits=_shown(ranked, Highlighter(plan)),
            facets=about,
            counted=counted,
            loosened=loose is not None and total > 0,
        )

    def _answer(
        self,
        order: Order,
        plan: Plan,
        limit: int,
        offset: int,
        *,
        facets: Counting,
        wide: bool = False,
        loosened: bool = False,
    ) -> Hits:
        """The page of an order that was asked for; snippets show what the plan looked for."""
        about, counted = self._about(order.whole, order.total if facets else 0, facets, wide=wide)
        return Hits(
            total=order.total,
            hits=_shown(self._page(order, limit, offset), Highlighter(plan)),
            facets=about,
            counted=counted,
            loosened=loosened and order.total > 0,
        )

    def _about(self, plan: Plan, total: int, counting: Counting, *, wide: bool) -> tuple[Facets, int]:
        """What the articles that meet a plan are about, and among how many of the best it was counted (0: all).

        Of a `wide` plan, which any of its words meets, only the best count.
        """
        if not total:
            return {}, 0
        if not wide or total <= SAMPLED:
            return self._counted(plan, counting), 0
        best = self._scored(plan, SAMPLED)[1]
        return self._counted(Among(tuple(sorted(no for no, _ in best))), counting), len(best)

    def _counted(self, plan: Plan, counting: Counting) -> Facets:
        if callable(counting):
            return self._facets(plan, _OTHERS) | counting(self._numbers(plan))
        return self._facets(plan, FACETS)

    def _noting(self, articles: Iterable[IndexedArticle], readings: dict[int, Reading]) -> Iterator[Fields]:
        """The fields of articles, and by the way what each of them means."""
        meaning = load_meaning()
        for article in articles:
            words = words_of(article)
            readings[article.no] = meaning.read_words(words.title, words.text)
            yield fields_of(article, words)

    def _page(self, order: Order, limit: int, offset: int) -> Ranked:
        chosen = [
            (self._stored(no), score) for no, score in islice(order.first.items(), offset, offset + limit)
        ]
        page = [(stored, score) for stored, score in chosen if stored is not None]
        if order.rest is not None and len(chosen) < limit:
            behind = max(0, offset - len(order.first))
            page += self._run(order.rest, limit - len(chosen), behind, "rank")[1]
        return page

    def _orderer(self) -> Orderer:
        size = self.count()

        def rarity(stem: str) -> float:
            frequency = self._frequency(stem)
            return math.log(1 + (max(size - frequency, 0) + 0.5) / (frequency + 0.5))

        return Orderer(self._scored, rarity, self._vectors)

    def select(self, query: Query) -> list[int]:
        """The numbers of all articles that meet a query to the letter, in growing order: nothing is loosened."""
        return sorted(self._numbers(plan_query(query, self._terms)))

    def similar(self, no: int, limit: int = 10) -> tuple[Hit, ...]:
        """The articles most like one of the index, the most alike first; their snippets are how they begin."""
        found = ((self._stored(other), score) for other, score in self.neighbours(no, limit))
        return tuple(_begun(other, score) for other, score in found if other is not None)

    def neighbours(self, no: int, limit: int = 10) -> list[tuple[int, float]]:
        """The numbers of the articles most like one of the index, by the words that tell it from others and by what it means.

        None if it is not there.
        """
        stored, vector = self._stored(no), self._vectors.vector(no)
        if stored is None or vector is None:
            return []
        asked = load_meaning().ask_like(f"{stored.title} {stored.text[:_OPENING]}", vector)
        if asked is None:
            return []
        telling = Some(tuple(Find(tuple(RANKED), (stem,)) for stem in self._telling(stored)))
        return list(islice(self._orderer().like(telling, asked, no).items(), limit))

    def _telling(self, stored: Stored) -> list[str]:
        """The stems that are frequent in an article and rare elsewhere."""
        counts = Counter(keys.stem for keys in keys_in(f"{stored.title}\n{stored.text}") if not keys.stop)
        size = self.count()
        weights = {
            stem: times * math.log(1 + size / frequency)
            for stem, times in counts.items()
            if (frequency := self._frequency(stem)) >= _RAREST
        }
        return sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]


def _shown(ranked: Ranked, highlighter: Highlighter) -> tuple[Hit, ...]:
    return tuple(_hit(stored, score, highlighter) for stored, score in ranked)


def _begun(stored: Stored, score: float) -> Hit:
    text = stored.text[:_BEGINNING]
    return Hit(
        no=stored.no,
        id=stored.id,
        score=score,
        title=stored.title,
        published=stored.published,
        site=stored.site,
        snippet=Snippet(0, len(text), text),
    )


def _hit(stored: Stored, score: float, highlighter: Highlighter) -> Hit:
    return Hit(
        no=stored.no,
        id=stored.id,
        score=score,
        title=stored.title,
        title_highlights=highlighter.spans(stored.title),
        published=stored.published,
        site=stored.site,
        snippet=highlighter.snippet(stored.text),
    )
