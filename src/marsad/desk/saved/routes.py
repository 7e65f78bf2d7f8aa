"""What the forms of saved searches send, the feed of each, and the same for programs."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, delete, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, JSONBody, PathParameter
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.corpus.search.watches import Watch, delete_watch, find_watch, keep_look, save_watch
from marsad.desk.access.persons import present
from marsad.desk.asking import AnyRequest, name_of
from marsad.desk.judging import NAMELESS
from marsad.desk.listing import Cursor, Limit, Listing, cut
from marsad.desk.saved.screen import SavedSearch, find_new, list_saved
from marsad.desk.session import Session
from marsad.desk.ways import safe_way_back
from marsad.errors import UsageError
from marsad.export.streams import FORMS, feed_pieces

_IN_FEED = 50


class SearchForm(msgspec.Struct, frozen=True, kw_only=True):
    """A search to save, to forget, or to have looked at up to an article."""

    name: str
    query: str = ""
    upto: int = 0
    back: str = "/"


Form = Annotated[SearchForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


def saved_routes(session: Session) -> list[ControllerRouterHandler]:
    """The addresses of forms and feeds."""

    @post("/searches", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def save(data: Form) -> Response[None]:
        _save(session, data.name, data.query)
        return _back(data)

    @post("/saved/delete", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def forget(data: Form) -> Response[None]:
        delete_watch(session.library, data.name)
        return _back(data)

    @post("/saved/look", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def look(request: AnyRequest, data: Form) -> Response[None]:
        keep_look(session.library, data.name, name_of(request) or NAMELESS, data.upto)
        return _back(data)

    @get("/saved/{name:str}/rss.xml", include_in_schema=False, sync_to_thread=True)
    def feed(name: FromPath[str]) -> Response[str]:
        """The newest articles that a saved search finds, as RSS."""
        watch = find_watch(session.library, name)
        hits = session.search(
            watch.query, limit=_IN_FEED, offset=0, sort="date", facets=False, strict=True
        ).hits
        said = "".join(feed_pieces(session.library, hits, watch.name, atom=False))
        return Response(said, media_type=f"{FORMS['rss'].media}; charset=utf-8")

    return [save, forget, look, feed]


def _back(data: SearchForm) -> Response[None]:
    return Redirect(safe_way_back(data.back), status_code=303)


def _save(session: Session, name: str, query: str) -> Watch:
    """Saves a search; its name gets hyphens for its blanks, since it is the name of a folder and an address."""
    if not query.strip():
        raise UsageError("query", "it is empty", remedy="say what to look for")
    watch = Watch(name="-".join(name.split()), query=query.strip())
    save_watch(session.library, watch)
    return watch


def saved_api(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1`."""

    @get("/searches", sync_to_thread=True)
    def list_searches(limit: Limit = 50, cursor: Cursor = "") -> Listing[SavedSearch]:
        """The saved searches, each with how many articles it finds and how many came since this user last looked."""
        return cut(list_saved(session, present().name or NAMELESS)[0], limit, cursor)

    @post("/searches", role="reviewer", sync_to_thread=True)
    def save_search(data: JSONBody[Watch]) -> SavedSearch:
        """Saves a query under a name."""
        watch = _save(session, data.name, data.query)
        total, new = find_new(session, watch, present().name or NAMELESS)
        return SavedSearch(name=watch.name, query=watch.query, total=total, new=len(new))

    @delete("/searches/{name:str}", role="reviewer", sync_to_thread=True)
    def delete_search(name: Annotated[str, PathParameter(min_length=1, max_length=80)]) -> None:
        """Forgets a saved search and what was told of it."""
        delete_watch(session.library, name)

    return [list_searches, save_search, delete_search]


__all__ = ["saved_api", "saved_routes"]
