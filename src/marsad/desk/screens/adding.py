"""Add: what can be handed in, what is being read, and the feeds that are followed."""

from __future__ import annotations

import msgspec

from marsad.corpus.intake.following import LEAST_MINUTES, MOST_MINUTES
from marsad.desk.adding.jobs import Item, Job
from marsad.desk.adding.tasks import LARGEST_FILES, LONGEST_TEXT, MOST_ADDRESSES, MOST_FILES
from marsad.desk.adding.worker import FeedState
from marsad.desk.states import State
from marsad.desk.views import Asked, Screen, View
from marsad.errors import LibraryError

LIMITS = {
    "characters": LONGEST_TEXT,
    "addresses": MOST_ADDRESSES,
    "files": MOST_FILES,
    "megabytes": LARGEST_FILES // 1_000_000,
}
MINUTES = (LEAST_MINUTES, 15, 60, 360, 1440, MOST_MINUTES)


class AddData(msgspec.Struct, frozen=True, kw_only=True):
    """The jobs of the desk, the newest first, the feeds it follows, and how much can be handed in at once."""

    jobs: tuple[Job, ...]
    feeds: tuple[FeedState, ...]
    limits: dict[str, int]


def show(asked: Asked[State]) -> View:
    """What is being added, and what can be."""
    adder = asked.session.adder
    data = AddData(jobs=tuple(adder.jobs()), feeds=tuple(adder.feeds()), limits=LIMITS)
    return View(
        title=asked.words["add"],
        data=data,
        rows=[_job_row(job) for job in data.jobs],
        extra={"minutes": MINUTES},
    )


def show_job(asked: Asked[State]) -> View:
    """One job with its items; those that went wrong with what to do."""
    job = asked.session.adder.find(number_of(asked.path["job"]))
    return View(
        title=f"{asked.words['add']} · {job.title}",
        data=job,
        rows=[_item_row(one) for one in (*job.problems, *job.added)],
    )


def number_of(said: str) -> int:
    """The number of a job as an address says it."""
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise LibraryError(said, "the desk has no such job", remedy="see the screen where you add")
    return int(said)


def _job_row(job: Job) -> dict[str, object]:
    counted = {name: job.counts.get(name, 0) for name in ("new", "version", "known", "refused", "skipped")}
    told = {"id": job.id, "kind": job.kind, "title": job.title, "by": job.by, "asked": job.asked}
    return {**told, "stage": job.stage, **counted, "problem": job.problem}


def _item_row(item: Item) -> dict[str, object]:
    return msgspec.structs.asdict(item)


ADD = Screen(name="add", path="add", state=State, show=show, role="admin")
JOB = Screen(name="job", path="add/{job:str}", state=State, show=show_job, role="admin")
