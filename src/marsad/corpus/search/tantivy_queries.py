"""A plan as a query of tantivy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from marsad.corpus.search.fields import RANKED
from marsad.corpus.search.plan import EVERYTHING, Among, Begins, Every, Find, Period, Plan, Some, Without

if TYPE_CHECKING:
    import tantivy


def compile_plan(plan: Plan, schema: tantivy.Schema) -> tantivy.Query:
    """The query of a plan."""
    return _Compiler(schema).compile(plan)


class _Compiler:
    def __init__(self, schema: tantivy.Schema) -> None:
        from tantivy import FieldType, Occur, Query

        self._schema, self._query, self._occur, self._types = schema, Query, Occur, FieldType

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
                return self._some([self.compile(part) for part in parts], alternatives)
            case Without():
                return self._every((plan,))

    def _find(self, find: Find) -> tantivy.Query:
        queries = [
            self._weighted(self._terms(field, find.terms), RANKED.get(field, 1.0))
            for field in find.fields
            if not (field == "lead" and len(find.terms) > 1)  # the lead is part of the text
        ]
        query = self._some(queries, alternatives=False)
        return query if find.ranked else self._query.const_score_query(query, 0.0)

    def _terms(self, field: str, terms: tuple[str, ...]) -> tantivy.Query:
        if len(terms) == 1:
            return self._query.term_query(self._schema, field, terms[0])
        return self._query.phrase_query(self._schema, field, list(terms))

    def _weighted(self, query: tantivy.Query, weight: float) -> tantivy.Query:
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
