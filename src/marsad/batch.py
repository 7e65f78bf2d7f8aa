"""Many inputs into records, in this process or in several, in order and without letting one stop the others."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

import msgspec

from marsad.errors import InputError, MarsadError, Skipped

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from marsad.page.sources import Input
    from marsad.types import Record

IN_FLIGHT_PER_JOB = 8
"""How many inputs may wait for a worker: enough to keep it busy, few enough to bound memory."""

BEHIND = 5
"""How far whoever reads or surveys articles stands back behind those who answer (`nice`); alone it is as fast as ever."""

T = TypeVar("T")


class Refusal(msgspec.Struct, frozen=True):
    """An input that gave no record: the whole message, and the reason in two words for counting.

    `skipped` is the name of a file that lies among the pages of a folder and is none: it is named in the counts.
    """

    message: str
    reason: str
    name: str = ""
    remedy: str = ""
    skipped: str = ""


class How(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read: the date for those that say none, the tier, and the user's own lists of names."""

    published: str | None = None
    tier: str | None = None
    names: tuple[Path, ...] = ()


def read_inputs(
    inputs: Iterable[Input | InputError], how: How | None = None, jobs: int = 1
) -> Iterator[Record | Refusal]:
    """A record for each input in order, or why there is none."""
    for _, answer in read_tagged(((None, item) for item in inputs), how, jobs):
        if answer is not None:
            yield answer


def read_tagged(
    inputs: Iterable[tuple[T, Input | InputError | None]], how: How | None = None, jobs: int = 1
) -> Iterator[tuple[T, Record | Refusal | None]]:
    """What `read_inputs` gives, each answer with what came with its input; that never leaves this process.

    `None`, which is nothing to be read, keeps its place among the answers.
    """
    how = how or How()
    if jobs > 1:
        yield from _in_processes(inputs, how, jobs)
        return
    for tag, item in inputs:
        yield tag, item if item is None else read_one(item, how.published, how.tier)


def read_one(item: Input | InputError, published: str | None, tier: str | None = None) -> Record | Refusal:
    """The record of an input, or the message of why there is none."""
    from marsad.page.open import read_page
    from marsad.reader import read_article

    if isinstance(item, InputError):
        return refusal_of(item)
    if published is not None and item.published is None:
        item = msgspec.structs.replace(item, published=published)
    try:
        article = read_page(item)
        if published is not None and article.published is None:
            article = msgspec.structs.replace(article, published=published, published_from="given")
        return read_article(article, tier=tier)
    except InputError as error:
        return refusal_of(error)
    except Exception as error:  # a fault of ours on one page must not stop the others
        return fault_of(item.name, error)


def refusal_of(error: InputError) -> Refusal:
    """The refusal that an error stands for."""
    name = f"{error.subject}:{error.place}" if error.place else error.subject
    skipped = Path(error.subject).name if isinstance(error, Skipped) else ""
    return Refusal(str(error), error.reason, name, error.remedy, skipped)


def fault_of(name: str, error: Exception) -> Refusal:
    """The refusal of an input on which Marsad itself failed."""
    problem, remedy = f"a fault in marsad: {type(error).__name__}: {error}", "please report it with the page"
    return Refusal(f"{name}: {problem} ({remedy})", "fault in marsad", name, remedy)


def use_lists(names: Sequence[Path]) -> None:
    """Puts the user's own lists of names to use in this process."""
    if names:
        from marsad.names import use_names

        use_names(names)


def _in_processes(
    inputs: Iterable[tuple[T, Input | InputError | None]], how: How, jobs: int
) -> Iterator[tuple[T, Record | Refusal | None]]:
    waiting: deque[tuple[T, _Waiting | Refusal | None]] = deque()
    with _Workers(jobs, how) as workers:
        for tag, item in inputs:
            if item is None or isinstance(item, InputError):
                waiting.append((tag, refusal_of(item) if item else None))
            else:
                waiting.append((tag, workers.submit(item)))
            while waiting and (len(waiting) >= jobs * IN_FLIGHT_PER_JOB or _is_done(waiting[0][1])):
                yield _next_answer(waiting, workers)
        while waiting:
            yield _next_answer(waiting, workers)


def _is_done(answer: _Waiting | Refusal | None) -> bool:
    return answer is None or isinstance(answer, Refusal) or answer.future.done()


def _next_answer(
    waiting: deque[tuple[T, _Waiting | Refusal | None]], workers: _Workers
) -> tuple[T, Record | Refusal | None]:
    tag, answer = waiting.popleft()
    if answer is None or isinstance(answer, Refusal):
        return tag, answer
    return tag, workers.answer(answer)


class _Waiting(NamedTuple):
    """An input that some process reads, or will read."""

    item: Input
    future: Future[bytes | Refusal]


class _Workers:
    """Some processes that read inputs.

    A pool of processes is broken as soon as one of them dies, killed by the system for its memory or by a fault in native
    code, and does not tell on what. So what it was at is read again, one input at a time and in a process that is new after
    each death: an input that kills its process twice is refused, all others are read.
    """

    def __init__(self, jobs: int, how: How) -> None:
        import threading
        from multiprocessing import get_context

        self._jobs, self._how = jobs, how
        # A process with threads must not be forked: a lock that another thread holds would stay locked in the child.
        self._context = get_context("spawn" if threading.active_count() > 1 else None)
        self._pool = self._new_pool(jobs)
        self._alone: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._end_alone()

    def submit(self, item: Input) -> _Waiting:
        """Hands an input over to be read."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return _Waiting(item, self._pool.submit(_read_packed, item, self._how))
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new_pool(self._jobs)
            return _Waiting(item, self._pool.submit(_read_packed, item, self._how))

    def answer(self, waiting: _Waiting) -> Record | Refusal:
        """The record of an input, or why there is none; waits for it."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            answer = waiting.future.result()
            self._end_alone()
        except BrokenProcessPool:
            answer = self._read_alone(waiting.item)
        return _unpack(answer)

    def _read_alone(self, item: Input) -> bytes | Refusal:
        from concurrent.futures.process import BrokenProcessPool

        if self._alone is None:
            self._alone = self._new_pool(1)
            self._check_start(self._alone)
        try:
            return self._alone.submit(_read_packed, item, self._how).result()
        except BrokenProcessPool:
            self._end_alone()
            problem = "the process that read it was ended by the system, twice"
            remedy = "its memory may not have sufficed, or a library failed on it: read it alone, or report it with the page"
            return Refusal(f"{item.name}: {problem} ({remedy})", "process ended", item.name, remedy)

    def _check_start(self, pool: ProcessPoolExecutor) -> None:
        from concurrent.futures.process import BrokenProcessPool

        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:
            remedy = "free some memory, or use --jobs 1"
            raise MarsadError(
                "reading", "the processes that read end as soon as they start", remedy=remedy
            ) from None

    def _end_alone(self) -> None:
        if self._alone is not None:
            self._alone.shutdown()
            self._alone = None

    def _new_pool(self, jobs: int) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor

        names = self._how.names
        return ProcessPoolExecutor(jobs, self._context, initializer=_begin_worker, initargs=(names,))


def stand_back() -> None:
    """Lets other processes go first from now on, as far as this one does not already: who reads for later goes behind who is
    waited for; where priorities are not to be had, nothing happens.
    """
    if hasattr(os, "setpriority"):
        own = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(own, BEHIND))


def _begin_worker(names: Sequence[Path]) -> None:
    """Sets a worker up; it ends with the process that started it, even if that is killed."""
    import threading

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    stand_back()
    use_lists(names)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_packed(item: Input, how: How) -> bytes | Refusal:
    answer = read_one(item, how.published, how.tier)
    return answer if isinstance(answer, Refusal) else msgspec.msgpack.encode(answer)


def _unpack(answer: bytes | Refusal) -> Record | Refusal:
    from marsad.types import Record

    return answer if isinstance(answer, Refusal) else msgspec.msgpack.decode(answer, type=Record)
