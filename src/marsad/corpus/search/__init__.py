"""Search: a derived index of a library's articles, a query language, and answers with their passages."""

from marsad.corpus.search.articles import IndexedArticle, Name
from marsad.corpus.search.fts_index import FtsIndex
from marsad.corpus.search.hits import Facet, Hit, Hits, Snippet
from marsad.corpus.search.index import Ranking, SearchIndex, Sort
from marsad.corpus.search.parsing import parse_query
from marsad.corpus.search.syncing import catch_up, index_place, index_stamp, missing, open_index
from marsad.corpus.search.syntax import Query
from marsad.corpus.search.tantivy_index import TantivyIndex

__all__ = [
    "Facet",
    "FtsIndex",
    "Hit",
    "Hits",
    "IndexedArticle",
    "Name",
    "Query",
    "Ranking",
    "SearchIndex",
    "Snippet",
    "Sort",
    "TantivyIndex",
    "catch_up",
    "index_place",
    "index_stamp",
    "missing",
    "open_index",
    "parse_query",
]
