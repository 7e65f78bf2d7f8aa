"""A plan as a query of tantivy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from marsad.corpus.search.fields import RANKED
from marsad.corpus.search.plan import EVERYTHING, Among, Begins, Every, Find, Period, Plan, Some, Without

if TYPE_CHECKING:
    import tantivy


_MOST_KEPT = 20_000
"""Queries of single terms that are kept: an article that looks for others like it makes 75."""


class Compiler:
    """Makes queries of plans for one index; those of single terms are made once."""

    def __init__(self, schema: tantivy.Schema) -> None:
        from tantivy import FieldType, Occur, Query

        self._schema, self._query, self._occur, self._types = schema, Query, Occur, FieldType
        self._single: dict[tuple[str, str], tantivy.Query] = {}

    def compile(self, plan: Plan) -> tantivy.Query:
        """The query of one node of a plan."""
        match plan:
            case Find():
                return self._find(plan)
            case Begins(field, start):
                return self._query.regex_query(self._schema, field, re.escape(start) + ".*")
            case Period(first, last):
                return self._period(first, last)
            case Among(numbers):
                among = self._query.term_set_query(self._schema, "no", list(numbers))
                return self._query.const_score_query(among, 0.0)
            case Every(parts):
                return self._every(parts)
            case Some(parts, alternatives):
                if alternatives:
                    return self._some([self.compile(part) for part in parts], alternatives)
                # Side by side they score as nested, and are gone through in half the time.
                flat = [query for part in parts for query in self._pieces(part)]
                return self._some(flat, alternatives)
            case Without():
                return self._every((plan,))

    def _pieces(self, plan: Plan) -> list[tantivy.Query]:
        """The queries of which one at least has to be met, and whose scores are added up."""
        return self._fields(plan) if isinstance(plan, Find) and plan.ranked else [self.compile(plan)]

    def _find(self, find: Find) -> tantivy.Query:
        query = self._some(self._fields(find), alternatives=False)
        return query if find.ranked else self._query.const_score_query(query, 0.0)

    def _fields(self, find: Find) -> list[tantivy.Query]:
        """What is looked for, in each of the fields."""
        if len(find.terms) == 1:
            return [self._term(field, find.terms[0]) for field in find.fields]
        # The lead is part of the text.
        fields = [field for field in find.fields if field != "lead"]
        return [self._weighted(self._phrase(field, find.terms), field) for field in fields]

    def _term(self, field: str, term: str) -> tantivy.Query:
        known = self._single.get((field, term))
        if known is None:
            if len(self._single) >= _MOST_KEPT:
                self._single.clear()
            known = self._weighted(self._query.term_query(self._schema, field, term), field)
            self._single[field, term] = known
        return known

    def _phrase(self, field: str, terms: tuple[str, ...]) -> tantivy.Query:
        return self._query.phrase_query(self._schema, field, list(terms))

    def _weighted(self, query: tantivy.Query, field: str) -> tantivy.Query:
        weight = RANKED.get(field, 1.0)
        return query if weight == 1 else self._query.boost_query(query, weight)

    def _every(self, parts: tuple[Plan, ...]) -> tantivy.Query:
        """All of the parts; what is left out is left out of all articles if nothing else is asked for."""
        if all(isinstance(part, Without) for part in parts):
            parts = (EVERYTHING, *parts)
        return self._query.boolean_query(
            [
                (self._occur.MustNot, self.compile(part.part))
                if isinstance(part, Without)
                else (self._occur.Must, self.compile(part))
                for part in parts
            ]
        )

    def _some(self, queries: list[tantivy.Query], alternatives: bool) -> tantivy.Query:
        if not queries:
            return self._query.empty_query()
        if len(queries) == 1:
            return queries[0]
        if alternatives:
            return self._query.disjunction_max_query(queries)
        return self._query.boolean_query([(self._occur.Should, query) for query in queries])

    def _period(self, first: int, last: int) -> tantivy.Query:
        begins = self._query.range_query(self._schema, "first", self._types.Integer, 0, last)
        ends = self._query.range_query(self._schema, "last", self._types.Integer, first, 9999_99_99)
        both = self._query.boolean_query([(self._occur.Must, begins), (self._occur.Must, ends)])
        return self._query.const_score_query(both, 0.0)
