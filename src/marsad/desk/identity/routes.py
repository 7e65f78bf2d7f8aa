"""What the forms of who is who send, and the same for programs: a decision that stays, or one that is taken back."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.params import Body, FromQuery, JSONBody
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from marsad.corpus import Decision, Library
from marsad.corpus.actors import Proposal, propose_for
from marsad.desk.access.persons import present
from marsad.desk.asking import AnyRequest, name_of
from marsad.desk.judging import LONGEST, NAMELESS, check_length
from marsad.desk.listing import Cursor, Limit, Listing, cut
from marsad.desk.session import Session
from marsad.desk.ways import safe_way_back
from marsad.errors import LibraryError, UsageError

_MOST_ARTICLES = 10_000
Said = Annotated[str, msgspec.Meta(max_length=LONGEST)]


class DecisionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Two names (or keys) that are one actor or two, a name that some articles use of another, or a decision taken back."""

    action: Literal["merge", "split", "undo"]
    one: str = ""
    other: str = ""
    article: int | list[int] = []
    """Numbers of articles; a form that names one sends it alone."""
    no: int = 0
    note: str = ""
    back: str = "/"


class ToDecide(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as a program hands it in; `undo` names the decision by `no`."""

    action: Literal["merge", "split", "undo"]
    by: Said
    one: Said = ""
    other: Said = ""
    articles: Annotated[list[int], msgspec.Meta(max_length=_MOST_ARTICLES)] = []
    no: int = 0
    note: Said = ""


def identity_routes(session: Session) -> list[ControllerRouterHandler]:
    """The address that the forms are sent to."""

    @post("/identity", role="reviewer", include_in_schema=False, sync_to_thread=True)
    def decide(
        request: AnyRequest,
        data: Annotated[DecisionForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        asked = ToDecide(
            action=data.action,
            by=name_of(request) or NAMELESS,
            one=data.one,
            other=data.other,
            articles=data.article if isinstance(data.article, list) else [data.article],
            no=data.no,
            note=data.note,
        )
        _decide(session, asked)
        return Redirect(safe_way_back(data.back), status_code=303)

    return [decide]


def _decide(session: Session, asked: ToDecide) -> Decision:
    """The decision as it was stored; on a shared desk under the name of the user."""
    check_length("note", asked.note)
    by, note = present().name or asked.by, asked.note.strip() or None
    with session.writable() as library:
        if asked.action == "undo":
            _check_own(library, asked.no, by)
            return library.undo(asked.no, by=by, note=note)
        if asked.action == "split":
            return library.split_actors(
                asked.one, asked.other or None, articles=asked.articles, by=by, note=note
            )
        if not asked.other.strip():
            raise UsageError("other", "it is empty", remedy="name whom it is one with")
        return library.merge_actors(asked.one, asked.other.strip(), by=by, note=note)


def _check_own(library: Library, no: int, by: str) -> None:
    """Nothing, or an exception where somebody but an admin would take back what another person decided."""
    made = next((one for one in library.decisions() if one.no == no), None)
    if made is not None and made.by != by and not present().may("admin"):
        raise PermissionDeniedException(f"{made.by} decided that: ask them, or an admin of this desk")


def identity_api(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1`."""

    @get("/decisions", sync_to_thread=True)
    def list_decisions(limit: Limit = 50, cursor: Cursor = "") -> Listing[Decision]:
        """What people decided about actors and sources and still counts."""
        return cut(session.library.decisions(), limit, cursor)

    @post("/decisions", role="reviewer", sync_to_thread=True)
    def decide(data: JSONBody[ToDecide]) -> Decision:
        """Takes two names for one actor, tells them apart, or takes a decision back; stored for ever."""
        return _decide(session, data)

    @get("/likely", sync_to_thread=True)
    def list_likely(key: FromQuery[str]) -> list[Proposal]:
        """The actors that may be one with an actor, the likeliest first, with what speaks for and against it."""
        overview = session.overview()
        actor = overview.actor(key)
        if actor is None:
            raise LibraryError(key, "the library names nobody so", remedy="see /api/v1/entities")
        return propose_for(session.library, overview.directory, actor)

    return [list_decisions, decide, list_likely]


__all__ = ["identity_api", "identity_routes"]
