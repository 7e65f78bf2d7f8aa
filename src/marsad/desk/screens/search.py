"""Search: articles that meet a query, why, and what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import zip_longest

import msgspec
from markupsafe import Markup, escape

from marsad.corpus.search import Hit, Hits
from marsad.corpus.search.hits import Facet
from marsad.corpus.search.index import NAMES
from marsad.corpus.search.watches import Watch, list_watches
from marsad.desk.drawing import volume
from marsad.desk.naming import spelt
from marsad.desk.rendering import Page, bdi
from marsad.desk.sourcing import Sourced, source_hits
from marsad.desk.states import SearchState, page_numbers
from marsad.desk.views import Asked, Screen, View
from marsad.errors import QueryError
from marsad.export.highlights import Highlight, mark_up

FACETS = {"site": "site", "actor": "actor", "place": "place", "type": "type", "month": "from"}
"""The facets of the index, and the filter of the query language by which each narrows a search."""
EVERYTHING = "from:0001 OR -from:0001"
"""The query that every article meets, those without a date too."""
_SHOWN = 8


class SearchData(msgspec.Struct, frozen=True, kw_only=True):
    """A query and its answer, with the chain behind each passage; `problem` says what in it cannot be understood.

    `saved` are the searches that are saved under a name.
    """

    query: str
    page: int
    size: int
    sort: str
    hits: Hits
    chains: tuple[Sourced, ...] = ()
    saved: tuple[Watch, ...] = ()
    problem: str | None = None


def show(asked: Asked[SearchState]) -> View:
    """The articles that meet the query; of an empty one all, the newest first."""
    state, problem = asked.state, None
    try:
        hits = asked.session.search(
            state.q.strip() or EVERYTHING, limit=state.size, offset=state.offset, sort=state.sort
        )
    except QueryError as error:
        hits, problem = Hits(total=0), str(error)
    chains = source_hits(asked.session, hits.hits) if state.q.strip() else ()
    saved = tuple(list_watches(asked.session.library)) if asked.session.library.folder else ()
    months = {one.value: one.count for one in hits.facets.get("month", ())}
    return View(
        title=state.q or asked.words["search"],
        data=SearchData(
            query=state.q,
            page=state.page,
            size=state.size,
            sort=state.sort,
            hits=hits,
            chains=chains,
            saved=saved,
            problem=problem,
        ),
        rows=[_row(hit, chain) for hit, chain in zip_longest(hits.hits, chains)],
        extra={
            "bars": volume(months, mirrored=asked.words.direction == "rtl"),
            "facets": {
                kind: [
                    (one, narrowed(state.q, kind, one.value)) for one in hits.facets.get(kind, ())[:_SHOWN]
                ]
                for kind in FACETS
                if kind != "month"
            },
            "narrowed": narrowed,
            "hits_of": partial(hits_of, hits.hits, {one.article: one for one in chains}, asked),
            "facet_of": facet_of,
            "pages": page_numbers(hits.total, state),
        },
    )


def narrowed(query: str, kind: str, value: str) -> str:
    """A query that only articles with this value of a facet meet too.

    >>> narrowed("حفتر OR درنة", "place", "بنغازي القديمة")
    '(حفتر OR درنة) place:"بنغازي القديمة"'
    """
    plain = spelt(value)
    extra = f"from:{plain} to:{plain}" if kind == "month" else f"{FACETS[kind]}:{_quoted(kind, plain)}"
    if extra in query:
        return query
    kept = query.strip()
    return f"({kept}) {extra}" if " OR " in kept else f"{kept} {extra}".strip()


def _quoted(kind: str, value: str) -> str:
    """A value as a query has it: names stand in quotation marks, so that they mean an actor and not a word of its name."""
    plain = kind not in NAMES and value.replace("-", "").replace(".", "").isalnum()
    return value if plain else f'"{value}"'


def title_of(hit: Hit) -> Markup:
    """The title with what was found in it marked."""
    return Markup(mark_up(hit.title or "—", [Highlight(a, b, "hit") for a, b in hit.title_highlights]))


def snippet_of(hit: Hit) -> Markup:
    """The piece of text with what was found in it marked."""
    snippet = hit.snippet
    spans = [Highlight(a - snippet.start, b - snippet.start, "hit") for a, b in snippet.highlights]
    return Markup(mark_up(snippet.text, spans))


def hits_of(
    hits: Iterable[Hit], chains: Mapping[int, Sourced], asked: Asked[SearchState], page: Page
) -> Markup:
    """Hits as items of a list: the title, the outlet and the day, the passage, and who says it.

    Like `Page.happenings` these are written here: in a template they take most of the time of a page.
    """
    keys = asked.session.overview().keys
    return Markup(
        "".join([_item(hit, chains.get(hit.no), keys.get(hit.no, {}), asked.state.q, page) for hit in hits])
    )


def _item(hit: Hit, said: Sourced | None, keys: Mapping[str, str], query: str, page: Page) -> str:
    words, article = page.words, escape(page.link("article", no=hit.no))
    outlet = escape(page.asking(narrowed(query, "site", hit.site)) if hit.site else page.here())
    passage = f'<p class="snippet" dir="auto">{snippet_of(hit)}</p>' if hit.snippet.text else ""
    told = ""
    if said is not None:
        chain = page.chain(said.sources, keys, said.outlet) if said.statement else escape(words["own_voice"])
        like = escape(page.link("article", no=hit.no, fragment="like"))
        told = (
            f'<p class="meta said-by">{escape(words["said_by"])}: {chain} · '
            f'<a href="{like}">{escape(words["likewise"])}</a></p>'
        )
    return (
        f'    <li>\n      <h2 dir="auto"><a href="{article}">{title_of(hit)}</a></h2>\n'
        f'      <p class="meta"><a href="{outlet}">{bdi(hit.site or words["unknown_outlet"])}</a> · {page.day(hit.published)}</p>\n'
        f"{passage}{told}    </li>\n"
    )


def facet_of(page: Page, kind: str, values: Iterable[tuple[Facet, str]]) -> Markup:
    """The values of a facet as items of a list, each with the query that it narrows the search to."""
    called = page.words.value if kind == "type" else str
    return Markup(
        "".join(
            [
                f'      <li><a href="{escape(page.asking(query))}">{bdi(called(one.value))}</a> '
                f'<span class="count">{escape(page.words.number(one.count))}</span></li>\n'
                for one, query in values
            ]
        )
    )


def _row(hit: Hit, chain: Sourced | None) -> dict[str, object]:
    return {
        "no": hit.no,
        "id": hit.id,
        "title": hit.title,
        "published": hit.published,
        "site": hit.site,
        "snippet": hit.snippet.text,
        "said_by": " ← ".join(one.exact for one in chain.sources) if chain else None,
    }


SEARCH = Screen(name="search", path="search", state=SearchState, show=show, lasting="search")
