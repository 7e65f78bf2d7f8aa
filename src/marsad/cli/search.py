"""`marsad search`: the articles of a library that meet a query."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from marsad.cli.library import article_named, bring_up_to_date, open_library
from marsad.errors import UsageError

if TYPE_CHECKING:
    from marsad.corpus.search.hits import Hit, Hits
    from marsad.corpus.search.index import Ranking

SHOWN_VALUES = 6
"""Values of a facet in the text answer."""
_BOLD, _PLAIN = "\033[1m", "\033[0m"


class Engine(StrEnum):
    """The search engines."""

    tantivy = "tantivy"
    fts = "fts"


class Order(StrEnum):
    """What comes first: the best or the newest."""

    rank = "rank"
    date = "date"


class SearchFormat(StrEnum):
    """What `marsad search` writes."""

    text = "text"
    json = "json"


def search(
    library: str = typer.Argument(..., help="The folder of the library."),
    query: str | None = typer.Argument(
        None, help="What to look for (docs/search.md), such as: حفتر «المجلس الرئاسي» from:2023-09"
    ),
    like: str | None = typer.Option(
        None, help="In place of a query: an article (id or number); those most like it."
    ),
    limit: int = typer.Option(10, min=1, max=1000, help="How many articles to show."),
    offset: int = typer.Option(0, min=0, help="How many to pass over first."),
    sort: Order = typer.Option(Order.rank, help="rank: the best first; date: the newest."),
    format: SearchFormat = typer.Option(SearchFormat.text, help="text or json."),
    index: Engine = typer.Option(Engine.tantivy, help="tantivy, or fts (SQLite's own)."),
    one_script: bool = typer.Option(False, "--one-script", help="Let Haftar find Haftar only, not حفتر."),
    words: bool = typer.Option(False, "--words", help="Rank by the words alone, a headline too."),
    semantic: bool = typer.Option(
        False, "--semantic", help="The articles nearest in meaning, whatever their words; filters hold."
    ),
    hybrid: bool = typer.Option(False, "--hybrid", help="By words and meaning together."),
) -> None:
    """Search a library, by a query or by an article; the index is brought up to date first, as far as nobody else is doing so.

    Headlines and sentences are ranked by words and meaning, shorter queries by their words.

    Exit status: 0 also when nothing is found; 2 the query cannot be understood.
    """
    import msgspec

    from marsad.corpus.search.hits import Hits
    from marsad.corpus.search.parsing import parse_query
    from marsad.corpus.search.syncing import missing, open_index

    with open_library(library) as source:
        ranking = _ranking(words, semantic, hybrid)
        if (query is None) == (like is None):
            raise UsageError("query", "there must be a query, or --like, and not both", remedy="give one")
        asked = parse_query(query, cross_script=not one_script) if query is not None else None
        number = source.versions(article_named(like))[-1].no if like is not None else 0
        bring_up_to_date(source, index.value)
        held = open_index(source, index.value)
        try:
            if asked is None:
                found = held.similar(number, offset + limit)
                hits = Hits(total=len(found), hits=found[offset:])
            else:
                hits = held.search(asked, limit=limit, offset=offset, sort=sort.value, ranking=ranking)
            hits = msgspec.structs.replace(hits, missing=missing(source, held))
        finally:
            held.close()
    if format is SearchFormat.json:
        typer.echo(msgspec.json.encode(hits).decode())
        return
    for line in _lines(hits, offset, bold=sys.stdout.isatty() and "NO_COLOR" not in os.environ):
        typer.echo(line)


def _ranking(words: bool, semantic: bool, hybrid: bool) -> Ranking:
    asked: tuple[tuple[bool, Ranking], ...] = ((words, "words"), (semantic, "meaning"), (hybrid, "both"))
    chosen = [ranking for wanted, ranking in asked if wanted]
    if len(chosen) > 1:
        raise UsageError(
            "ranking", "--words, --semantic and --hybrid exclude each other", remedy="give one of them"
        )
    return chosen[0] if chosen else "auto"


def _lines(hits: Hits, offset: int, *, bold: bool) -> Iterator[str]:
    last = offset + len(hits.hits)
    shown = f"{offset + 1}–{last} of {hits.total:,}" if hits.hits else f"{hits.total:,}"
    behind = f" (the index lacks {hits.missing:,} readings of the library)" if hits.missing else ""
    yield f"{shown} articles" + (" with some of the words" if hits.loosened else "") + behind
    for number, hit in enumerate(hits.hits, offset + 1):
        yield ""
        yield from _entry(number, hit, *((_BOLD, _PLAIN) if bold else ("[", "]")))
    if hits.facets:
        yield ""
    if hits.counted:
        yield f"counted among the best {hits.counted:,}:"
    for kind, values in hits.facets.items():
        if values:
            yield f"{kind}: " + " · ".join(
                f"\u2068{one.value}\u2069 {one.count:,}" for one in values[:SHOWN_VALUES]
            )


def _entry(number: int, hit: Hit, opening: str, closing: str) -> Iterator[str]:
    from marsad.corpus.search.hits import mark

    title = mark(hit.title, list(hit.title_highlights), opening, closing)
    yield f"{number}. \u2068{title or '—'}\u2069"
    yield "   " + " · ".join(part for part in ((hit.published or "")[:10], hit.site, hit.id) if part)
    if hit.snippet.text:
        yield f"   \u2068{' '.join(hit.snippet.marked(opening, closing).split())}\u2069"
