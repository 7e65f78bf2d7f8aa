"""The one worker of a desk that adds: jobs in the order in which they came, and followed feeds when their time has come."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from itertools import count

import msgspec

from marsad.batch import How
from marsad.corpus import Library
from marsad.corpus.derived import compare_new
from marsad.corpus.intake.adding import LibraryMemory
from marsad.corpus.intake.arrivals import Arrival
from marsad.corpus.intake.following import FollowedFeed, follow_feed, leave_feed, list_followed
from marsad.corpus.intake.visiting import Visitor
from marsad.desk.adding.jobs import Job, JobLog
from marsad.desk.adding.tasks import Task, task_of_feed
from marsad.desk.session import Session
from marsad.errors import LibraryError, MarsadError
from marsad.reader import FAST

_log = logging.getLogger("marsad.desk")
MOST_WAITING = 100
KEPT = 200
"""Jobs that have ended and are still told; the library itself keeps what they added and what was refused."""
PROCESSES = 2
"""How many processes read a larger job: the desk's own answers pages meanwhile."""
_TICK = 1.0


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """A followed feed with the job that looked at it last, and the seconds until the next look."""

    feed: FollowedFeed
    job: Job | None
    seconds: int


class Adder:
    """Takes what is handed in and adds it to the library of a session, one job after the other, in a thread of its own."""

    def __init__(
        self, session: Session, *, processes: int = PROCESSES, visitor: Visitor | None = None
    ) -> None:
        self._session, self._processes, self._visitor = session, processes, visitor
        self._waiting: queue.Queue[tuple[Task, JobLog]] = queue.Queue(MOST_WAITING)
        self._logs: dict[int, JobLog] = {}
        self._looked: dict[str, tuple[float, JobLog]] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._trouble = ""

    def start(self) -> None:
        """Begins to work and to look at followed feeds, unless it does already."""
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._work, name="adder", daemon=True)
                self._thread.start()

    def close(self, patience: float = 30.0) -> None:
        """Stops the job that is read now, drops those that wait, and ends the thread."""
        self._closing.set()
        for log in self._all():
            log.stopped.set()
        if self._thread:
            self._thread.join(patience)
        while not self._waiting.empty():
            task, log = self._waiting.get_nowait()
            task.discard()
            log.enter("stopped")

    def submit(self, task: Task, *, by: str = "") -> Job:
        """The job that a task became; `LibraryError` where too many wait already."""
        self.start()
        log = JobLog(next(self._numbers), task.kind, task.title, by)
        try:
            self._waiting.put_nowait((task, log))
        except queue.Full:
            task.discard()
            raise LibraryError(
                task.title, f"{MOST_WAITING} jobs wait already", remedy="wait until some are done"
            ) from None
        with self._lock:
            self._logs[log.job().id] = log
            self._forget()
        return log.job()

    def jobs(self) -> list[Job]:
        """All jobs that are still told, the newest first."""
        return [log.job() for log in reversed(self._all())]

    def find(self, number: int) -> Job:
        """The job with a number; `LibraryError` where the desk has no such job."""
        return self._find(number).job()

    def stop(self, number: int) -> Job:
        """Lets a job end: what it has read is added whole, the rest is left out."""
        log = self._find(number)
        log.stopped.set()
        return log.job()

    def feeds(self) -> list[FeedState]:
        """The followed feeds, each with its last look and the time until the next; a library on a server follows none."""
        if self._session.library.folder is None:
            return []
        return [self._feed_state(feed) for feed in list_followed(self._session.library)]

    def follow(self, feed: FollowedFeed) -> None:
        """Follows a feed from now on; the first look is at once."""
        with self._lock:
            follow_feed(self._session.library, feed)
            self._looked.pop(feed.url, None)
        self.start()

    def leave(self, url: str) -> None:
        """Follows a feed no longer; what came from it stays in the library."""
        with self._lock:
            leave_feed(self._session.library, url)
            self._looked.pop(url, None)

    def _all(self) -> list[JobLog]:
        with self._lock:
            return list(self._logs.values())

    def _find(self, number: int) -> JobLog:
        with self._lock:
            found = self._logs.get(number)
        if found is None:
            raise LibraryError(str(number), "the desk has no such job", remedy="see the screen where you add")
        return found

    def _forget(self) -> None:
        ended = [number for number, log in self._logs.items() if log.job().ended]
        for number in ended[:-KEPT]:
            del self._logs[number]

    def _feed_state(self, feed: FollowedFeed) -> FeedState:
        looked = self._looked.get(feed.url)
        if looked is None:
            return FeedState(feed=feed, job=None, seconds=0)
        left = looked[0] + feed.minutes * 60 - time.monotonic()
        return FeedState(feed=feed, job=looked[1].job(), seconds=max(0, round(left)))

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                task, log = self._waiting.get(timeout=_TICK)
            except queue.Empty:
                self._look_at_feeds()
                continue
            try:
                self._run(task, log)
            finally:
                task.discard()

    def _look_at_feeds(self) -> None:
        """Hands in those feeds whose time has come."""
        try:
            due = [one.feed for one in self.feeds() if not one.seconds]
            for feed in due:
                job = self.submit(task_of_feed(feed.url))
                with self._lock:
                    self._looked[feed.url] = (time.monotonic(), self._logs[job.id])
        except Exception as error:  # whatever the disk or a file of feeds does must not end the worker
            if str(error) != self._trouble:
                _log.warning("the followed feeds cannot be looked at: %s", error)
            self._trouble = str(error)

    def _run(self, task: Task, log: JobLog) -> None:
        """Adds a task; whatever goes wrong is told in its job and ends no other."""
        if log.stopped.is_set():
            log.enter("stopped")
            return
        try:
            log.enter("reading")
            with self._session.writable() as library:
                self._add(library, task, log)
                log.enter("finishing")
                for _ in compare_new(library):
                    pass
            self._session.refresh()
            log.enter("stopped" if log.stopped.is_set() else "done")
        except MarsadError as error:
            log.enter("failed", str(error))
        except Exception as error:  # a fault of ours in one job must not end the worker
            _log.error("a job of adding failed", exc_info=error)
            log.enter("failed", f"a fault in marsad: {type(error).__name__}")

    def _add(self, library: Library, task: Task, log: JobLog) -> None:
        # A visitor that waits for a server wakes up when its job is stopped.
        visitor = self._visitor or Visitor(sleep=lambda seconds: _sleep(log, seconds))
        how = How(published=task.published, tier=FAST if task.fast else None)
        arrivals = _until_stopped(task.arrivals(LibraryMemory(library), visitor), log)
        jobs = 1 if task.small else self._processes
        for answer in library.add(arrivals, how=how, jobs=jobs):
            log.note(answer)


def _sleep(log: JobLog, seconds: float) -> None:
    log.stopped.wait(seconds)


def _until_stopped(arrivals: Iterator[Arrival], log: JobLog) -> Iterator[Arrival]:
    """The arrivals until the job is stopped; what was read by then is still written, whole."""
    for one in arrivals:
        if log.stopped.is_set():
            return
        yield one
