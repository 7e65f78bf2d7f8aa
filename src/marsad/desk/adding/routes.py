"""The addresses that things to add are sent to, and the progress of a job as it happens."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import msgspec
from anyio.to_thread import run_sync
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, ServerSentEvent, ServerSentEventMessage
from litestar.types import ControllerRouterHandler

from marsad.corpus.intake.following import FollowedFeed
from marsad.desk.access.persons import present
from marsad.desk.adding.jobs import Job
from marsad.desk.adding.tasks import LARGEST_FILES, LONGEST_TEXT, Task, task_of_files, task_of_text
from marsad.desk.adding.worker import Adder
from marsad.desk.session import Session
from marsad.desk.states import Language

_POLL = 0.25
"""Seconds between two looks at a job: often enough for an eye, seldom enough for a hundred of them."""
_ROOM = 1_000_000
"""Bytes of a form besides what it carries."""


class TextForm(msgspec.Struct, frozen=True, kw_only=True):
    """A text or addresses as the form sends them."""

    language: Language
    text: str
    title: str = ""
    published: str = ""
    url: str = ""
    tier: Literal["accurate", "fast"] = "accurate"


class FeedForm(msgspec.Struct, frozen=True, kw_only=True):
    """A feed to follow or to leave."""

    language: Language
    url: str
    action: Literal["follow", "leave"] = "follow"
    minutes: int = 60


class JobForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with a job."""

    language: Language
    action: Literal["stop"] = "stop"


def adding_routes(session: Session) -> list[ControllerRouterHandler]:
    """The addresses where things are handed in and jobs are followed."""
    adder = session.adder
    return [_text_route(adder), _files_route(adder), *_job_routes(adder), _feeds_route(adder)]


def _text_route(adder: Adder) -> ControllerRouterHandler:
    @post(
        "/add/text",
        role="admin",
        include_in_schema=False,
        sync_to_thread=True,
        request_max_body_size=12 * LONGEST_TEXT + _ROOM,
    )
    def add_text(
        data: Annotated[TextForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        """Hands in a text or web addresses."""
        task = task_of_text(
            data.text,
            title=data.title,
            published=data.published,
            url=data.url,
            fast=data.tier == "fast",
        )
        return _to_job(adder, task, data.language)

    return add_text


def _files_route(adder: Adder) -> ControllerRouterHandler:
    @post("/add/files", role="admin", include_in_schema=False, request_max_body_size=LARGEST_FILES + _ROOM)
    async def add_files(request: Request[Any, Any, Any]) -> Response[None]:
        """Hands in files that were sent."""
        form = await request.form()
        sent = [one for one in form.getall("files", []) if isinstance(one, UploadFile) and one.filename]
        language: Language = "en" if form.get("language") == "en" else "ar"
        published, fast = str(form.get("published") or ""), form.get("tier") == "fast"

        def keep() -> Response[None]:
            task = task_of_files(((one.filename, one.file) for one in sent), published=published, fast=fast)
            return _to_job(adder, task, language)

        return await run_sync(keep)

    return add_files


def _job_routes(adder: Adder) -> list[ControllerRouterHandler]:
    @post("/add/{number:int}", role="admin", include_in_schema=False, sync_to_thread=True)
    def change_job(
        number: FromPath[int], data: Annotated[JobForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
    ) -> Response[None]:
        """Stops a job."""
        adder.stop(number)
        return Redirect(f"/{data.language}/add/{number}", status_code=303)

    @get("/add/{number:int}/events", role="admin", include_in_schema=False, skip_compression=True)
    async def watch_job(number: FromPath[int]) -> ServerSentEvent:
        """The job each time that it has changed, until it has ended."""
        adder.find(number)
        return ServerSentEvent(told_changes(adder, number))

    return [change_job, watch_job]


def _feeds_route(adder: Adder) -> ControllerRouterHandler:
    @post("/add/feeds", role="admin", include_in_schema=False, sync_to_thread=True)
    def change_feeds(
        data: Annotated[FeedForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[None]:
        """Follows a feed or leaves it."""
        if data.action == "follow":
            adder.follow(FollowedFeed(url=data.url.strip(), minutes=data.minutes))
        else:
            adder.leave(data.url)
        return Redirect(f"/{data.language}/add#feeds", status_code=303)

    return change_feeds


async def told_changes(adder: Adder, number: int) -> AsyncIterator[ServerSentEventMessage]:
    """A job as it changes, without its items: the page loads those anew."""
    seen = -1
    while True:
        job = adder.find(number)
        if job.revision != seen:
            seen = job.revision
            yield ServerSentEventMessage(event="job", data=said(job))
        if job.ended:
            return
        await sleep(_POLL)


def said(job: Job) -> str:
    """What a page has to know of a job to show how far it is."""
    last = job.added[-1].name if job.added else ""
    told = {"stage": job.stage, "counts": job.counts, "total": job.total, "last": last, "ended": job.ended}
    return msgspec.json.encode(told).decode()


def _to_job(adder: Adder, task: Task, language: Language) -> Response[None]:
    job = adder.submit(task, by=present().name)
    return Redirect(f"/{language}/add/{job.id}", status_code=303)
