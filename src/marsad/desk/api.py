"""The HTTP API: articles, records, search, events and entities as JSON, page by page, and a page read without a library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.types import ControllerRouterHandler

from marsad.corpus import Judgement, Standing, StoredArticle
from marsad.corpus.actors import Actor
from marsad.corpus.copies import Copy, list_copies
from marsad.corpus.search import Facet, Hit
from marsad.corpus.stories import Story, story_of
from marsad.desk.access.api import access_api
from marsad.desk.adding.api import adding_api
from marsad.desk.comparing import comparing_routes
from marsad.desk.contract import PAGES, Tags, negotiate
from marsad.desk.exporting import export_routes
from marsad.desk.fetching import LIMITS, fetch_for_user
from marsad.desk.identity.routes import identity_api
from marsad.desk.judging import LONGEST, check_length
from marsad.desk.listing import Cursor, Limit, Listing, cut, listing, place_of
from marsad.desk.originals import BYTES, page_as_fetched
from marsad.desk.overview import Happening
from marsad.desk.problems import Problem, answer_problem
from marsad.desk.review.api import review_routes
from marsad.desk.saved.routes import saved_api
from marsad.desk.session import Session
from marsad.desk.sourcing import Sourced, source_hits
from marsad.errors import InputError, LibraryError
from marsad.page.sources import Input, read_fetched
from marsad.speech.voices import Voice
from marsad.types import Record

LARGEST = 10_000_000
"""Bytes of a page that `read` takes."""
LARGEST_JUDGEMENT = 64_000
"""Bytes of a judgement: an edit that splits a name of two hundred articles has a third of that."""


class Found(Listing[Hit], frozen=True, kw_only=True):
    """What a search found; `facets` and `chains`, where they are asked for: what all of it has in common, and whose word each
    passage is, in the order of the items.
    """

    facets: dict[str, list[Facet]] | None = None
    chains: list[Sourced] | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from the `previous` version of an article, by its number, as a unified diff; empty for the first."""

    previous: int | None
    difference: str


class ToJudge(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement as a program hands it in."""

    kind: Literal["entity", "mention", "date", "attribution", "event", "article"]
    action: Literal["accept", "edit", "reject", "merge", "split", "note", "tag", "rate", "undo"]
    by: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    fact: Annotated[str, msgspec.Meta(max_length=LONGEST)] | None = None
    value: Any = None


def api_routes(session: Session) -> list[ControllerRouterHandler]:
    """The routes of the API."""
    handlers = [
        *_article_routes(session),
        *_search_routes(session),
        *_fact_routes(session),
        *review_routes(session),
        *saved_api(session),
        *identity_api(session),
        *comparing_routes(session),
        *adding_api(session),
        *export_routes(session),
        *access_api(session),
        *_reading_routes(session),
    ]
    return [
        Router(
            "/api/v1",
            route_handlers=handlers,
            guards=[negotiate],
            middleware=[Tags],
            exception_handlers={Exception: answer_problem},
        )
    ]


def _article_routes(session: Session) -> list[ControllerRouterHandler]:
    library = session.library

    @get("/articles", sync_to_thread=True)
    def list_articles(limit: Limit = 50, cursor: Cursor = "") -> Listing[StoredArticle]:
        """The newest versions of all articles, in the order in which they came."""
        return cut(list(session.overview().articles.values()), limit, cursor)

    @get("/articles/{no:int}", sync_to_thread=True)
    def find_article(no: FromPath[int]) -> StoredArticle:
        """A version of an article by its number."""
        return library.article(no)

    @get("/records/{no:int}", sync_to_thread=True)
    def find_record(no: FromPath[int]) -> Record:
        """What was read in a version of an article: docs/record.md."""
        return session.record(no)

    @get("/articles/{no:int}/judgements", sync_to_thread=True)
    def list_judgements(no: FromPath[int]) -> list[Standing]:
        """What people judged of an article."""
        return library.judgements(no)

    @post(
        "/articles/{no:int}/judgements",
        role="reviewer",
        sync_to_thread=True,
        request_max_body_size=LARGEST_JUDGEMENT,
    )
    def judge(no: FromPath[int], data: JSONBody[ToJudge]) -> Judgement:
        """A judgement, stored for ever; on a shared desk under the name of the user."""
        if isinstance(data.value, str):
            check_length("value", data.value)
        return session.judge(no, data.kind, data.fact, data.action, by=data.by, value=data.value)

    return [list_articles, find_article, find_record, list_judgements, judge, *_beside_routes(session)]


def _beside_routes(session: Session) -> list[ControllerRouterHandler]:
    """What stands beside an article: its versions, its copies, and those like it."""
    library = session.library

    @get("/articles/{no:int}/versions", sync_to_thread=True)
    def list_versions(no: FromPath[int]) -> list[StoredArticle]:
        """All versions of an article, the first one first."""
        return library.versions(no)

    @get("/articles/{no:int}/copies", sync_to_thread=True)
    def list_its_copies(no: FromPath[int]) -> list[Copy]:
        """The articles that copy an article or that it copies, with the share of text in common."""
        return list_copies(library, no)

    @get("/articles/{no:int}/similar", sync_to_thread=True)
    def list_similar(no: FromPath[int], limit: Annotated[int, QueryParameter(ge=1, le=50)] = 10) -> list[Hit]:
        """The articles most like one, by the words that tell it from others and by what it means."""
        library.article(no)
        return list(session.similar(no, limit))

    return [list_versions, list_its_copies, list_similar, *_inside_routes(session)]


def _inside_routes(session: Session) -> list[ControllerRouterHandler]:
    """What an article is made of, and what it is part of: its voices, its page, what changed in it, its story."""
    library = session.library

    @get("/articles/{no:int}/voices", sync_to_thread=True)
    def list_voices(no: FromPath[int]) -> list[Voice]:
        """The article by who says what, in the order in which each is first heard; the outlet's own voice too."""
        return list(session.record(no).voices())

    @get("/articles/{no:int}/difference", sync_to_thread=True)
    def tell_difference(no: FromPath[int]) -> Difference:
        """What changed from the version before this one."""
        return Difference(previous=library.article(no).previous, difference=library.difference(no))

    @get("/articles/{no:int}/story", sync_to_thread=True)
    def find_its_story(no: FromPath[int]) -> Story | None:
        """The story that an article is part of; none for an older version, and for one that was not put to a story yet."""
        library.article(no)
        try:
            return story_of(library, no)
        except LibraryError:
            return None

    @get("/articles/{no:int}/page", gives=(BYTES,), media_type=BYTES, sync_to_thread=True)
    def send_page(no: FromPath[int]) -> Response[bytes]:
        """The page that an article was read from, byte for byte, to be kept and not to be run."""
        return page_as_fetched(session, no)

    return [list_voices, tell_difference, find_its_story, send_page]


def _search_routes(session: Session) -> list[ControllerRouterHandler]:
    @get("/search", sync_to_thread=True)
    def search(
        q: Annotated[str, QueryParameter(description="A query: docs/search.md.", min_length=1)],
        sort: FromQuery[Literal["rank", "date"]] = "rank",
        limit: Limit = 20,
        cursor: Cursor = "",
        ranking: FromQuery[Literal["auto", "words", "meaning", "both"]] = "auto",
        facets: Annotated[
            bool, QueryParameter(description="Tell the facets of all that meet it too.")
        ] = False,
        chains: Annotated[
            bool, QueryParameter(description="Tell on whose word each passage stands.")
        ] = False,
    ) -> Found:
        """The articles that meet a query, with the passages that do; by `meaning` a hundred at most."""
        start = place_of(cursor)
        hits = session.search(q, limit=limit, offset=start, sort=sort, facets=facets, ranking=ranking)
        page = listing(hits.hits, hits.total, start, limit)
        return Found(
            items=page.items,
            total=page.total,
            next=page.next,
            facets={kind: list(those) for kind, those in hits.facets.items()} if facets else None,
            chains=list(source_hits(session, hits.hits)) if chains else None,
        )

    @get("/facets", sync_to_thread=True)
    def count_facets(
        q: Annotated[str, QueryParameter(description="A query: docs/search.md.", min_length=1)],
    ) -> dict[str, list[Facet]]:
        """What the articles that meet a query have in common, by kind: outlets, actors, places, types, months, with counts."""
        facets = session.search(q, limit=1, offset=0, sort="rank").facets
        return {kind: list(those) for kind, those in facets.items()}

    return [search, count_facets]


def _fact_routes(session: Session) -> list[ControllerRouterHandler]:
    @get("/events", sync_to_thread=True)
    def list_events(
        type: FromQuery[str] = "",
        status: FromQuery[str] = "",
        actor: Annotated[str, QueryParameter(description="The key of an actor or a place.")] = "",
        limit: Limit = 50,
        cursor: Cursor = "",
    ) -> Listing[Happening]:
        """The events of all articles, by article."""
        overview = session.overview()
        found: Sequence[Happening] = overview.happenings
        if type or actor:
            chosen = overview.chosen(type=type, actor=actor)
            found = sorted(chosen, key=lambda one: (one.article, one.id))
        return cut([one for one in found if status in ("", one.status)], limit, cursor)

    @get("/entities", sync_to_thread=True)
    def list_entities(kind: FromQuery[str] = "", limit: Limit = 50, cursor: Cursor = "") -> Listing[Actor]:
        """Everybody and every place the library names, those in the most articles first."""
        found = [one for one in session.overview().by_weight if kind in ("", one.kind)]
        return cut(found, limit, cursor)

    @get("/entity", sync_to_thread=True)
    def find_entity(key: FromQuery[str]) -> Actor:
        """One of them, by its key."""
        found = session.overview().actor(key)
        if found is None:
            raise LibraryError(key, "the library names nobody so", remedy="see /api/v1/entities")
        return found

    return [list_events, list_entities, find_entity]


def _reading_routes(session: Session) -> list[ControllerRouterHandler]:
    @post("/read", role="reader", form=False, takes=PAGES, status_code=200, request_max_body_size=LARGEST)
    async def read_page(
        request: Request[Any, Any, Any],
        published: FromQuery[str | None] = None,
        url: Annotated[
            str, QueryParameter(description="The page to fetch, instead of one that is sent.")
        ] = "",
    ) -> Record:
        """The record of a page or a text that is sent as it is, or of one on the public Internet; no library is touched."""
        from asyncio import to_thread

        given = await to_thread(_fetched, url) if url else await request.body()
        return await to_thread(session.reading_room.read, given, published)

    return [read_page]


def _fetched(url: str) -> Input | InputError:
    """What is read of an address that a user gave."""
    return next(read_fetched(fetch_for_user(url), url, LIMITS))


__all__ = ["Listing", "Problem", "api_routes"]
