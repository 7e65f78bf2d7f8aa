"""From inputs to a library: what is known is passed over, the rest is read, and written a batch a transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, assert_never

from sqlalchemy import select

from marsad.batch import How, Refusal, fault_of, read_tagged
from marsad.corpus.intake.arrivals import Arrival, Held, Marks
from marsad.corpus.intake.opening import open_arrivals
from marsad.corpus.store.identity import digest_of_input
from marsad.corpus.store.marks import Told
from marsad.corpus.store.reading import find_by_address
from marsad.corpus.store.schema import feeds
from marsad.corpus.store.values import Added, Refused
from marsad.corpus.store.writing import Again, Batch, FeedDone, Reading, find_input, known_input, page_bytes
from marsad.errors import InputError, LibraryError
from marsad.page.sources import Input
from marsad.types import Record

if TYPE_CHECKING:
    from marsad.corpus.intake.visiting import Visitor
    from marsad.corpus.library import Library

BATCH_ANSWERS = 64
BATCH_BYTES = 16 << 20
BATCH_SECONDS = 0.5
"""A batch is written when one of these is reached: an fsync costs milliseconds, an answer that waits costs patience."""

Answer = Added | Refused
Pending = Reading | Refused | Added | Again | FeedDone
_Tag = tuple[Input, bytes] | Again | Held | FeedDone | None


def add_inputs(
    library: Library,
    inputs: Iterable[str | PathLike[str] | Arrival],
    *,
    how: How | None = None,
    jobs: int = 1,
    visitor: Visitor | None = None,
    told: Told | None = None,
) -> Iterator[Answer]:
    """What becomes of each input, told when it is safe on the disk (see `Library.add`)."""
    how = how or How()
    arrivals = open_arrivals(inputs, memory=LibraryMemory(library), visitor=visitor)
    tagged = (_tagged(library, arrival, how) for arrival in arrivals)
    batch: list[Pending] = []
    size, begun = 0, time.monotonic()
    for tag, answer in read_tagged(tagged, how, jobs):
        pending = _pending(library, tag, answer)
        batch.append(pending)
        size += _size(pending)
        late = time.monotonic() - begun > BATCH_SECONDS
        if late or len(batch) >= BATCH_ANSWERS or size >= BATCH_BYTES:
            yield from _write(library, batch, told)
            batch, size, begun = [], 0, time.monotonic()
    yield from _write(library, batch, told)


class LibraryMemory:
    """What a library remembers of addresses."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def seen(self, url: str) -> str | None:
        """When the page of this address was last taken in (UTC), or `None`."""
        with self._library.reading() as connection:
            row = find_by_address(connection, url)
        return None if row is None else str(row.seen)

    def marks(self, url: str) -> Marks:
        """By what the server knows the state in which a feed was last worked off."""
        with self._library.reading() as connection:
            row = connection.execute(select(feeds).where(feeds.c.url == url)).first()
        return Marks(row.etag, row.modified) if row else Marks()


def _tagged(library: Library, arrival: Arrival, how: How) -> tuple[_Tag, Input | InputError | None]:
    """What is to be read, with what has to be known of it afterwards; nothing for what is known."""
    if isinstance(arrival, InputError):
        return None, arrival
    if not isinstance(arrival, Input):
        return arrival, None
    digest = digest_of_input(arrival, how.published)
    with library.reading() as connection:
        known = find_input(connection, digest)
    if known is None:
        return (arrival, digest), arrival
    return Again(known_input(known, arrival.name), arrival.fetched), None


def _pending(library: Library, tag: _Tag, answer: Record | Refusal | None) -> Pending:
    if isinstance(answer, Refusal):
        return refused_of(answer)
    if isinstance(tag, Held):
        return _held(library, tag)
    if isinstance(tag, tuple) and answer is not None:
        return Reading(*tag, answer)
    assert isinstance(tag, Again | FeedDone)
    return tag


def refused_of(refusal: Refusal) -> Refused:
    """What the library answers where an input gave no record."""
    return Refused(name=refusal.name, reason=refusal.reason, message=refusal.message, remedy=refusal.remedy)


def _held(library: Library, held: Held) -> Added:
    with library.reading() as connection:
        row = find_by_address(connection, held.url)
    return known_input(row, held.name) if row else Added(name=held.name, outcome="known", no=0, id="")


def _size(pending: Pending) -> int:
    return len(page_bytes(pending.item) or b"") if isinstance(pending, Reading) else 0


def _write(library: Library, batch: list[Pending], told: Told | None) -> list[Answer]:
    """Writes a batch in one transaction; if a fault of ours breaks it, each of its inputs in a transaction of its own."""
    if not batch:
        return []
    try:
        return _write_once(library, batch, told)
    except (LibraryError, MemoryError):
        raise
    except Exception as error:
        if len(batch) > 1:
            return [answer for one in batch for answer in _write(library, [one], told)]
        if not isinstance(batch[0], Reading):
            raise
        return _write_once(library, [refused_of(fault_of(batch[0].item.name, error))], told)


def _write_once(library: Library, pending: list[Pending], told: Told | None) -> list[Answer]:
    answers: list[Answer] = []
    with library.writing() as connection:
        batch = Batch(connection)
        for one in pending:
            match one:
                case Reading():
                    answers.append(batch.add(one))
                case Refused():
                    batch.refuse(one)
                    answers.append(one)
                case Added():
                    answers.append(one)
                case Again():
                    batch.see(one)
                    answers.append(one.added)
                case FeedDone():
                    batch.finish_feed(one)
                case _:
                    assert_never(one)
        batch.flush()
    if told and batch.changes:
        told(batch.changes)
    return answers
