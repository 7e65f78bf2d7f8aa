"""What the screens that compare show, for programs: stories, sources, the timeline, the network, the map, cards."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.types import ControllerRouterHandler

from marsad.corpus import Decision
from marsad.corpus.grading import UNGRADED
from marsad.corpus.stories import Story, count_stories, list_stories
from marsad.desk.judging import LONGEST
from marsad.desk.listing import Cursor, Limit, Listing, cut, listing, place_of
from marsad.desk.networks import Knot, Tie
from marsad.desk.overview import Happening, Quoted
from marsad.desk.screens.actors import ACTOR, ActorData
from marsad.desk.screens.claim import CLAIM, ClaimData
from marsad.desk.screens.event import EVENT, EventData
from marsad.desk.screens.health import HealthData, examine
from marsad.desk.screens.network import find_ties, settled
from marsad.desk.screens.places import PlaceRow, places_of
from marsad.desk.screens.sources import find_quoted
from marsad.desk.screens.stories import StoryData, tell_story
from marsad.desk.screens.timeline import find_stretch
from marsad.desk.session import Session
from marsad.desk.states import ActorState, NetworkState, State, TimelineState
from marsad.desk.views import Asked, Screen
from marsad.desk.wording import DeskWords

T = TypeVar("T")
Since = Annotated[str, QueryParameter(name="from", description="From this day, month or year on: 2024-03.")]
Until = Annotated[str, QueryParameter(name="to", description="Until this day, month or year.")]
ActorKey = Annotated[str, QueryParameter(description="The key of an actor or a place.")]


class GradedSource(Quoted, frozen=True, kw_only=True):
    """Somebody on whose word things are said, with the letter by which people rely on it (Admiralty code; F is ungraded)."""

    reliability: str


class ToGrade(msgspec.Struct, frozen=True, kw_only=True):
    """How far a source is relied on, as a program hands it in; `source` is its key, for outlets ``site:`` and the address."""

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
    grade: Literal["A", "B", "C", "D", "E", "F"]
    by: Annotated[str, msgspec.Meta(max_length=LONGEST)]


class Stretch(Listing[Happening], frozen=True, kw_only=True):
    """Events of a stretch of time in the order of time; `undated` and `outside` count those that are not in it."""

    start: str
    end: str
    undated: int
    outside: int


class Ties(Listing[Tie], frozen=True, kw_only=True):
    """Ties, those of the most events first, and those who are tied by them; `names` counts all who are tied."""

    names: int
    knots: tuple[Knot, ...]


def comparing_routes(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1`."""
    return [
        *_story_routes(session),
        *_source_routes(session),
        *_drawn_routes(session),
        *_card_routes(session),
    ]


def _story_routes(session: Session) -> list[ControllerRouterHandler]:
    library = session.library

    @get("/stories", sync_to_thread=True)
    def list_all_stories(limit: Limit = 50, cursor: Cursor = "") -> Listing[Story]:
        """The happenings that several articles tell of, the newest first."""
        start = place_of(cursor)
        found = list_stories(library, most=limit, skip=start)
        return listing(found, count_stories(library), start, limit)

    @get("/stories/{no:int}", sync_to_thread=True)
    def find_one_story(no: FromPath[int]) -> StoryData:
        """A story: its articles in order, copies told as such, and the matrix of sources and claims."""
        return tell_story(library, no)

    return [list_all_stories, find_one_story]


def _source_routes(session: Session) -> list[ControllerRouterHandler]:
    @get("/sources", sync_to_thread=True)
    def list_sources(
        q: Annotated[str, QueryParameter(description="Words of the name.")] = "",
        kind: FromQuery[str] = "",
        outlet: FromQuery[str] = "",
        limit: Limit = 50,
        cursor: Cursor = "",
    ) -> Listing[GradedSource]:
        """Those on whose word things are said, the most quoted first."""
        found = find_quoted(session.overview().quoted, kind=kind, outlet=outlet, words=q)
        page, grades = cut(found, limit, cursor), session.reliability()
        items = (
            GradedSource(**msgspec.structs.asdict(one), reliability=grades.get(one.key, UNGRADED[0]))
            for one in page.items
        )
        return Listing(tuple(items), page.total, page.next)

    @post("/sources", role="reviewer", sync_to_thread=True)
    def grade_source(data: JSONBody[ToGrade]) -> Decision:
        """Says how far a source is relied on; stored for ever, F takes a grade back."""
        return session.rate(data.source, data.grade, by=data.by)

    return [list_sources, grade_source]


def _drawn_routes(session: Session) -> list[ControllerRouterHandler]:
    @get("/timeline", sync_to_thread=True)
    def show_timeline(
        since: Since = "",
        until: Until = "",
        type: FromQuery[str] = "",
        status: FromQuery[str] = "",
        actor: ActorKey = "",
        limit: Limit = 50,
        cursor: Cursor = "",
    ) -> Stretch:
        """The events of a stretch of time, of the one in which most happened where none is named."""
        state = TimelineState(since=since, until=until, type=type, status=status, actor=actor)
        found = find_stretch(session.overview(), state)
        page = cut(found.items, limit, cursor)
        return Stretch(
            items=page.items,
            total=page.total,
            next=page.next,
            start=found.start,
            end=found.end,
            undated=found.undated,
            outside=found.outside,
        )

    @get("/network", sync_to_thread=True)
    def show_network(
        since: Since = "",
        until: Until = "",
        type: FromQuery[str] = "",
        quad: Annotated[Literal["", "0", "1", "2", "3", "4"], QueryParameter(description="PLOVER's.")] = "",
        actor: ActorKey = "",
        outlet: FromQuery[str] = "",
        least: Annotated[int, QueryParameter(ge=1, le=1_000_000, description="Events of a tie.")] = 1,
        limit: Limit = 50,
        cursor: Cursor = "",
    ) -> Ties:
        """Who did what to whom: ties between two with the events behind them."""
        overview = session.overview()
        state = NetworkState(
            since=since, until=until, type=type, quad=quad, actor=actor, outlet=outlet, least=least
        )
        ties, knots = find_ties(overview, settled(overview, state))
        page = cut(ties, limit, cursor)
        shown = dict.fromkeys(end for tie in page.items for end in (tie.source, tie.target))
        return Ties(
            items=page.items,
            total=page.total,
            next=page.next,
            names=len(knots),
            knots=tuple(knots[key] for key in shown),
        )

    @get("/places", sync_to_thread=True)
    def list_places(type: FromQuery[str] = "", limit: Limit = 50, cursor: Cursor = "") -> Listing[PlaceRow]:
        """The places of the map with their points, those where the most happened first."""
        return cut(places_of(session.overview(), type), limit, cursor)

    return [show_timeline, show_network, list_places]


def _card_routes(session: Session) -> list[ControllerRouterHandler]:
    @get("/articles/{no:int}/events/{event:str}", sync_to_thread=True)
    def find_event(no: FromPath[int], event: FromPath[str]) -> EventData:
        """An event with the statement it stands in, on whose word, who corroborates and who contradicts it."""
        return _data(session, EVENT, State(), EventData, no=str(no), event=event)

    @get("/articles/{no:int}/claims/{claim:str}", sync_to_thread=True)
    def find_claim(no: FromPath[int], claim: FromPath[str]) -> ClaimData:
        """A statement with its chain, the events that it tells, who corroborates and who contradicts it."""
        return _data(session, CLAIM, State(), ClaimData, no=str(no), claim=claim)

    @get("/profile", sync_to_thread=True)
    def find_profile(key: FromQuery[str]) -> ActorData:
        """An actor: spellings with counts, roles over time, who speaks of it, whom it meets, its events and articles."""
        return _data(session, ACTOR, ActorState(key=key), ActorData)

    @get("/health", sync_to_thread=True)
    def show_health() -> HealthData:
        """The state of the library and of what is derived from it; models, floors and licences."""
        return examine(session)

    return [find_event, find_claim, find_profile, show_health]


def _data(session: Session, screen: Screen, state: State, kind: type[T], **path: str) -> T:
    """What a screen shows, without the page round it."""
    data = screen.show(Asked(session, DeskWords("en"), state, path)).data
    assert isinstance(data, kind)
    return data


__all__ = ["comparing_routes"]
