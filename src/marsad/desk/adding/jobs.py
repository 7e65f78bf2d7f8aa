"""What becomes of something that was handed in: its items, what went wrong with each, and how far it is."""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import Literal

import msgspec

from marsad.corpus import Added, Refused
from marsad.corpus.store.writing import now
from marsad.errors import NoPage, Skipped

Stage = Literal["waiting", "reading", "finishing", "done", "stopped", "failed"]
ENDED: frozenset[Stage] = frozenset({"done", "stopped", "failed"})
_ADDED_SHOWN = 100
_PROBLEMS_SHOWN = 500
"""How many items a job tells one by one; it counts all, and the library keeps every refusal."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a job: an article by its number, or why there is none and what to do about it."""

    name: str
    outcome: str
    no: int | None = None
    reason: str = ""
    message: str = ""
    remedy: str = ""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it stands; `revision` grows with every change, `counts` has how many items came to what."""

    id: int
    kind: str
    title: str
    by: str
    asked: str
    stage: Stage
    revision: int
    counts: dict[str, int]
    added: tuple[Item, ...] = ()
    problems: tuple[Item, ...] = ()
    problem: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.stage in ENDED

    @property
    def total(self) -> int:
        """How many items were gone through."""
        return sum(self.counts.values())


class JobLog:
    """A job while it is worked on; written by the worker, read by pages, stopped by whoever asks for it."""

    def __init__(self, number: int, kind: str, title: str, by: str) -> None:
        self.stopped = threading.Event()
        self._about = (number, kind, title, by, now())
        self._lock = threading.Lock()
        self._stage: Stage = "waiting"
        self._revision = 0
        self._problem = ""
        self._counts: Counter[str] = Counter()
        self._added: deque[Item] = deque(maxlen=_ADDED_SHOWN)
        self._problems: deque[Item] = deque(maxlen=_PROBLEMS_SHOWN)

    def job(self) -> Job:
        """The job as it stands now."""
        number, kind, title, by, asked = self._about
        with self._lock:
            return Job(
                id=number,
                kind=kind,
                title=title,
                by=by,
                asked=asked,
                stage=self._stage,
                revision=self._revision,
                counts=dict(self._counts),
                added=tuple(self._added),
                problems=tuple(self._problems),
                problem=self._problem,
            )

    def enter(self, stage: Stage, problem: str = "") -> None:
        """Notes that the job goes on to a stage."""
        with self._lock:
            self._stage, self._problem = stage, problem
            self._revision += 1

    def note(self, answer: Added | Refused) -> None:
        """Notes what became of an item; what lies in an archive and is no page is no item."""
        if isinstance(answer, Refused) and answer.reason == NoPage.reason:
            return
        item = item_of(answer)
        with self._lock:
            self._counts[item.outcome] += 1
            (self._added if isinstance(answer, Added) else self._problems).append(item)
            self._revision += 1


def item_of(answer: Added | Refused) -> Item:
    """What became of an input, as a job tells it."""
    if isinstance(answer, Added):
        return Item(name=answer.name, outcome=answer.outcome, no=answer.no or None)
    outcome = "skipped" if answer.reason == Skipped.reason else "refused"
    return Item(
        name=answer.name, outcome=outcome, reason=answer.reason, message=answer.message, remedy=answer.remedy
    )
