"""Pages made by processes of their own: on as many cores as there are, while the desk itself goes on answering.

What people do is done in the desk's own process, which alone knows the token, sessions, rates, jobs and the pages that are
known already; the others only read the library, and are told by it for whom a page is and what the library speaks of.
"""

from __future__ import annotations

import gc
import logging
import pickle
import queue
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from marsad.batch import stand_back
from marsad.desk.access.persons import Person, entering
from marsad.desk.answering import Answer, answer_of
from marsad.desk.overview import Overview
from marsad.desk.remembering import NAME, read_survey
from marsad.desk.session import Session
from marsad.desk.settings import Settings
from marsad.desk.states import Language
from marsad.desk.surveying import ready, surveyed
from marsad.errors import LibraryError, ModelError

_PATIENCE = 5.0
"""Seconds that a page waits for a maker before the desk makes it itself."""
_MOST_DEATHS = 10
"""How many makers may end before no more are hired: what ends them would end others."""
_OVERVIEW = "overview"
_log = logging.getLogger("marsad.desk")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A page to be made: which screen in which state and form, for whom, and with which settings."""

    screen: str
    twin: str
    language: Language
    settings: Settings
    state: Mapping[str, Any]
    """What is not as it is by default; a copy of what is would no longer be known for it."""
    path: Mapping[str, str]
    by: str
    person: Person


class Workshop:
    """So many makers of pages over the library at a location; closing it ends them."""

    def __init__(self, location: str, count: int) -> None:
        self._location = location
        self._folder = Path(tempfile.mkdtemp(prefix="marsad-desk-"))  # for this user's eyes alone
        self._idle: queue.Queue[_Maker] = queue.Queue()
        self._lock = threading.Lock()
        self._made, self._deaths, self._closed = 0, 0, False
        self._told: Path | None = None
        self._hired = threading.Event()
        self._makers: set[_Maker] = set()
        for _ in range(count):
            threading.Thread(target=self._hire, daemon=True).start()

    def close(self) -> None:
        """Ends all makers."""
        with self._lock:
            self._closed = True
            makers = list(self._makers)
        for maker in makers:
            maker.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def ready(self, seconds: float) -> bool:
        """Whether, within so many seconds, there is a maker who can be given orders."""
        return self._hired.wait(seconds)

    def make(self, order: Order) -> Answer | None:
        """The page that is ordered; `None` where it has to be made otherwise, or where making it tells what is wrong."""
        try:
            maker = self._idle.get(timeout=_PATIENCE if self._makers else 0)
        except queue.Empty:
            return None
        try:
            answer: Answer | None = maker.ask(order)
        except (OSError, EOFError):
            self._replace(maker)
            return None
        self._idle.put(maker)
        return answer

    def survey(self) -> Overview:
        """What the library speaks of now, surveyed by a process of its own, and told to every maker before it is returned."""
        path = self._next_path()
        process = get_context("spawn").Process(target=_survey, args=(self._location, str(path)), daemon=True)
        process.start()
        process.join()
        if not path.exists():
            raise LibraryError(self._location, "it cannot be surveyed", remedy="run: marsad check")
        self._tell(path)
        return load(path)

    def tell(self, overview: Overview) -> None:
        """Tells every maker what the library speaks of."""
        path = self._next_path()
        with suppress(FileNotFoundError):  # the desk has been closed meanwhile
            write(overview, path)
            self._tell(path)

    def tell_kept(self, path: Path) -> None:
        """Tells every maker of an overview that is kept beside the library; each reads it for itself, and the desk makes pages
        until then."""
        own = self._next_path().with_suffix(f".{NAME}")  # the other may be replaced before all have read it
        with suppress(FileNotFoundError):
            shutil.copyfile(path, own)
            threading.Thread(target=self._tell, args=(own,), daemon=True).start()

    def _next_path(self) -> Path:
        with self._lock:
            self._made += 1
            return self._folder / f"{_OVERVIEW}-{self._made}"

    def _tell(self, path: Path) -> None:
        """Tells one maker after the other, so that the others go on."""
        with self._lock:
            before, self._told = self._told, path
            waiting = set(self._makers)
        while waiting and not self._closed:
            try:
                maker = self._idle.get(timeout=_PATIENCE)
            except queue.Empty:
                waiting &= self._makers
                continue
            if self._told != path:  # they are told something newer, by another thread
                self._idle.put(maker)
                return
            if maker not in waiting:
                self._idle.put(maker)
                time.sleep(0.002)
                continue
            waiting.discard(maker)
            try:
                maker.ask(path)
            except (OSError, EOFError):
                self._replace(maker)
            else:
                self._idle.put(maker)
        if before:
            before.unlink(missing_ok=True)

    def _replace(self, dead: _Maker) -> None:
        """Hires another maker in place of one that has ended, while the desk makes its pages."""
        dead.end()
        with self._lock:
            self._makers.discard(dead)
            self._deaths += 1
            hiring = not self._closed and self._deaths <= _MOST_DEATHS
        if hiring:
            _log.warning("a process that makes pages has ended; another one takes its place")
            self._hired.clear()
            threading.Thread(target=self._hire, daemon=True).start()

    def _hire(self) -> None:
        """Starts a maker, who is given orders once it has been told all that the others were."""
        maker = _Maker(self._location)
        try:
            told = maker.ask(None)  # it answers when it is there
            while not self._enlist(maker, told):
                told = self._told
                maker.ask(told)
        except (OSError, EOFError):
            maker.end()

    def _enlist(self, maker: _Maker, told: Path | None) -> bool:
        """Whether nothing has to be said to a maker any more; it is one of the others then."""
        with self._lock:
            if self._closed:
                maker.end()
                return True
            if told != self._told:
                return False
            self._makers.add(maker)
            self._idle.put(maker)
            self._hired.set()
            return True


class _Maker:
    """A process that makes pages, one at a time, asked by one thread at a time."""

    def __init__(self, location: str) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_work, args=(location, there), daemon=True)
        self._process.start()
        there.close()

    def ask(self, what: Order | Path | None) -> Any:
        """What it answers; `EOFError` or `OSError` where it has ended."""
        self._here.send(what)
        return self._here.recv()

    def end(self) -> None:
        """Ends it, now."""
        self._process.terminate()
        self._process.join()
        self._here.close()


class _Reading(Session):
    """A session that only reads, and knows of the library as a whole what it is told."""

    def tell(self, overview: Overview) -> None:
        """Takes an overview for what the library speaks of from now on."""
        self._overview = overview
        self._refreshes += 1

    def overview(self) -> Overview:
        """What it was told last; `LibraryError` before."""
        if self._overview is None:
            raise LibraryError(self.location, "it has not been surveyed yet", remedy="ask again in a moment")
        return self._overview

    def _refresh_later(self, *, urgent: bool = False) -> None:
        """The desk itself does so."""


def _work(location: str, orders: Connection) -> None:
    """Makes pages until nobody orders any more."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to all; the desk ends its makers when it has ended itself
    logging.disable(logging.INFO)
    with suppress(EOFError, OSError), _Reading(location) as session:
        _get_ready()
        while True:
            order = orders.recv()
            orders.send(_answered(session, order))


def _get_ready() -> None:
    """Loads what all pages are made with, a second's work, before anybody waits for one."""
    import marsad.desk.app  # noqa: F401
    from marsad.corpus.search.meaning import load_meaning
    from marsad.desk.rendering import by_name, environment

    for name in by_name():
        environment().get_template(f"{name}.html")
    with suppress(ModelError):  # which searches tell
        load_meaning()


def _answered(session: _Reading, order: Order | Path | None) -> Answer | None:
    if isinstance(order, Path):
        _learn(session, order)
        return None
    return _page(session, order) if order else None


def _learn(session: _Reading, path: Path) -> None:
    with suppress(OSError, ValueError):  # another one has been told meanwhile
        session.tell(load(path))
        gc.collect()
        gc.freeze()  # what lives as long as the overview is not gone through again and again


def _page(session: Session, order: Order) -> Answer | None:
    from marsad.desk.app import body_of
    from marsad.desk.rendering import by_name
    from marsad.desk.views import Asked
    from marsad.desk.wording import DeskWords

    screen, words = by_name()[order.screen], DeskWords(order.language, order.settings)
    with entering(order.person):
        try:
            state = msgspec.convert(order.state, screen.state)
            asked: Asked[Any] = Asked(session, words, state, order.path, by=order.by)
            return answer_of(body_of(asked, screen, order.twin))
        except Exception:  # whatever it is, the desk finds it too when it makes the page itself, and says so as it always does
            return None


def _survey(location: str, path: str) -> None:
    """Brings the index up to the library and writes into a file what that speaks of."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stand_back()
    gc.disable()  # it ends soon, and makes little that is in a circle
    try:
        with Session(location) as session:
            with suppress(LibraryError):  # what is wrong with the index is told by searches
                session.bring_up_to_date()
            overview = surveyed(session.library)
    except LibraryError:
        return  # the library is being closed or moved; the next page says so
    with suppress(FileNotFoundError):  # the desk has been closed meanwhile
        write(overview, Path(path))


def write(overview: Overview, path: Path) -> None:
    """Writes an overview, with what has been made of it, into a file for `load`, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        pickle.dump((overview, overview.__dict__), file, protocol=5)
    part.replace(path)


class _Breathing:
    """A file that is read by Python: other threads get their turn between two pieces, which the unpickler alone never gives."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._file.read(size)

    def readline(self) -> bytes:
        """The next line."""
        return self._file.readline()


def load(path: Path) -> Overview:
    """The overview in a file that this very desk wrote, or copied from beside the library."""
    if path.suffix == f".{NAME}":
        return ready(read_survey(path))
    collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as file:
            overview, made = pickle.Unpickler(_Breathing(file)).load()
    finally:
        if collecting:
            gc.enable()
    found: Overview = overview
    found.__dict__.update(made)
    return found


__all__ = ["Order", "Workshop", "load", "write"]
