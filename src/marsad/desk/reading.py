"""Pages read for who sends one without a library: by a process of its own, so that a long page holds up no screen."""

from __future__ import annotations

import signal
import threading
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from marsad.batch import Refusal, read_one, stand_back
from marsad.errors import InputError, LibraryError, MarsadError, TooLarge
from marsad.page.sources import Input
from marsad.types import Record

SECONDS = 120.0
"""How long one page may be read: a hundred times what a long article takes."""
Failure = tuple[type[MarsadError], str, str, str, str]
"""An error taken apart, for it is made of more than what it says."""
Given = bytes | Input | InputError


class ReadingRoom:
    """One process that reads, started by the first page that is handed in; closing it ends it, whatever it reads."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn, self._changing = threading.Lock(), threading.Lock()
        self._closed = False
        self._process: BaseProcess | None = None
        self._here: Connection | None = None

    def read(self, given: Given, published: str | None) -> Record:
        """The record of a page, one after the other; it blocks, so run it in a thread.

        `InputError` where it cannot be read, `TooLarge` where that takes too long, `LibraryError` where the process ended.
        """
        with self._turn:
            here = self._open()
            try:
                here.send((given, published))
                if not here.poll(self._seconds):
                    self._end()
                    told = f"reading it takes longer than {self._seconds:g} seconds"
                    raise TooLarge("page", told, remedy="send its parts one by one")
                answer: Record | Failure = here.recv()
            except (OSError, EOFError) as error:
                self._end()
                raise LibraryError("page", "its reader has ended", remedy="send it again") from error
        if isinstance(answer, Record):
            return answer
        kind, subject, problem, place, remedy = answer
        raise kind(subject, problem, place=place, remedy=remedy)

    def close(self) -> None:
        """Ends the process, and starts no other."""
        with self._changing:
            self._closed = True
        self._end()

    def _open(self) -> Connection:
        with self._changing:
            if self._closed:
                raise LibraryError("page", "the desk is being closed", remedy="open it and send it again")
            if self._here is None:
                context = get_context("spawn")
                self._here, there = context.Pipe()
                self._process = context.Process(target=_work, args=(there,), daemon=True)
                self._process.start()
                there.close()
            return self._here

    def _end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
            here, self._here = self._here, None
        if process is not None:
            process.kill()
            process.join()
        if here is not None:
            here.close()


def _work(orders: Connection) -> None:
    """Reads until nobody hands in any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the desk ends its reader itself
    stand_back()
    with suppress(EOFError, OSError):
        while True:
            orders.send(_answered(*orders.recv()))


def _answered(given: Given, published: str | None) -> Record | Failure:
    from marsad.reader import read

    try:
        if isinstance(given, bytes):
            return read(given, published=published)
        answer = read_one(given, published)
    except MarsadError as error:
        return type(error), error.subject, error.problem, error.place, error.remedy
    except Exception as error:  # whatever it is, it ends one page and not the reader
        told = f"a fault in Marsad ({type(error).__name__})"
        return LibraryError, "page", told, "", "please report it with the page"
    if isinstance(answer, Refusal):
        return InputError, answer.name or "page", answer.reason, "", answer.remedy
    return answer


__all__ = ["ReadingRoom"]
