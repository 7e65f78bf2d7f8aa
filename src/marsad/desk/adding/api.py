"""Adding over HTTP: texts and addresses handed in, jobs with their progress, and the feeds that are followed."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated, Any, Literal

import msgspec
from anyio.to_thread import run_sync
from litestar import Request, delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import ServerSentEvent
from litestar.types import ControllerRouterHandler

from marsad.corpus.intake.following import FollowedFeed
from marsad.desk.access.persons import present
from marsad.desk.adding.jobs import Job
from marsad.desk.adding.routes import told_changes
from marsad.desk.adding.tasks import LARGEST_FILES, LONGEST_TEXT, task_of_files, task_of_text
from marsad.desk.adding.worker import FeedState
from marsad.desk.listing import Cursor, Limit, Listing, cut
from marsad.desk.originals import BYTES
from marsad.desk.session import Session
from marsad.errors import EmptyInput

EVENTS = "text/event-stream"
_LONGEST_LINE = 2000
_ROOM = 1_000_000
"""Bytes of a request besides the text that it carries."""
Line = Annotated[str, msgspec.Meta(max_length=_LONGEST_LINE)]


class ToAdd(msgspec.Struct, frozen=True, kw_only=True):
    """A text, the source of a page, or web addresses one a line, as a program hands them in."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT)]
    title: Line = ""
    published: Line = ""
    url: Line = ""
    tier: Literal["accurate", "fast"] = "accurate"


def adding_api(session: Session) -> list[ControllerRouterHandler]:
    """The routes below `/api/v1`."""
    return [*_job_routes(session), *_handing_routes(session), *_feed_routes(session)]


def _job_routes(session: Session) -> list[ControllerRouterHandler]:
    adder = session.adder

    @get("/jobs", role="admin", sync_to_thread=True)
    def list_jobs(limit: Limit = 50, cursor: Cursor = "") -> Listing[Job]:
        """What is being added and what was, since the desk was opened, the newest first."""
        return cut(adder.jobs(), limit, cursor)

    @get("/jobs/{number:int}", role="admin", sync_to_thread=True)
    def find_job(number: FromPath[int]) -> Job:
        """A job as it stands: how many items came to what, and what went wrong with which and what to do."""
        return adder.find(number)

    @get("/jobs/{number:int}/events", role="admin", gives=(EVENTS,), skip_compression=True)
    async def watch_job(number: FromPath[int]) -> ServerSentEvent:
        """The job each time that it has changed until it has ended, as server-sent events called `job`."""
        adder.find(number)
        return ServerSentEvent(told_changes(adder, number))

    @post("/jobs/{number:int}/stop", role="admin", status_code=200, sync_to_thread=True)
    def stop_job(number: FromPath[int]) -> Job:
        """Lets a job end: what it has read is added, the rest is left out."""
        return adder.stop(number)

    return [list_jobs, find_job, watch_job, stop_job]


def _handing_routes(session: Session) -> list[ControllerRouterHandler]:
    adder = session.adder

    @post(
        "/jobs",
        role="admin",
        status_code=202,
        sync_to_thread=True,
        request_max_body_size=12 * LONGEST_TEXT + _ROOM,
    )
    def add(data: JSONBody[ToAdd]) -> Job:
        """Hands in something to add; it is read in its turn, see how far it is at `/jobs/{number}`."""
        task = task_of_text(
            data.text,
            title=data.title,
            published=data.published,
            url=data.url,
            fast=data.tier == "fast",
        )
        return adder.submit(task, by=present().name)

    @post(
        "/jobs/file",
        role="admin",
        status_code=202,
        takes=(BYTES,),
        request_max_body_size=LARGEST_FILES + _ROOM,
    )
    async def add_file(
        request: Request[Any, Any, Any],
        name: Annotated[str, QueryParameter(description="What the file is called.", min_length=1)],
        published: FromQuery[str] = "",
        tier: FromQuery[Literal["accurate", "fast"]] = "accurate",
    ) -> Job:
        """Hands in a file as it is (a page, JSON Lines, a WARC or another archive of docs/desk.md); it is read in its turn."""
        sent = BytesIO(await request.body())

        def keep() -> Job:
            if not sent.getbuffer().nbytes:
                raise EmptyInput(
                    "file", "nothing was sent", remedy="send the file as the body of the request"
                )
            task = task_of_files([(name, sent)], published=published, fast=tier == "fast")
            return adder.submit(task, by=present().name)

        return await run_sync(keep)

    return [add, add_file]


def _feed_routes(session: Session) -> list[ControllerRouterHandler]:
    adder = session.adder

    @get("/feeds", role="admin", sync_to_thread=True)
    def list_feeds(limit: Limit = 50, cursor: Cursor = "") -> Listing[FeedState]:
        """The feeds that are followed, each with its last look and the seconds until the next."""
        return cut(adder.feeds(), limit, cursor)

    @post("/feeds", role="admin", sync_to_thread=True)
    def follow_feed(data: JSONBody[FollowedFeed]) -> FollowedFeed:
        """Follows a feed or sitemap from now on; one that is followed already gets the new minutes."""
        adder.follow(data)
        return data

    @delete("/feeds", role="admin", sync_to_thread=True)
    def leave_feed(url: Annotated[str, QueryParameter(description="Its address.", min_length=1)]) -> None:
        """Follows a feed no longer; what came from it stays in the library."""
        adder.leave(url)

    return [list_feeds, follow_feed, leave_feed]


__all__ = ["EVENTS", "adding_api"]
