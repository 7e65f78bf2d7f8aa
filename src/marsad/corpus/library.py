"""A library: one folder with all articles, their pages, what was read in them, and what people judged."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, select

from marsad.corpus.store import reading
from marsad.corpus.store.checking import check_library
from marsad.corpus.store.decisions import list_decisions, standing, undo_decision
from marsad.corpus.store.engine import (
    Mode,
    Watch,
    begin_reading,
    begin_writing,
    create_file,
    create_tables,
    is_server,
    make_folder,
    open_file,
    open_server,
    shown_name,
    told_errors,
)
from marsad.corpus.store.gold import list_gold
from marsad.corpus.store.judging import Standing, place_judgements, write_judgement
from marsad.corpus.store.lock import FolderLock, Lock, ServerLock
from marsad.corpus.store.migrations import migrate, schema_version
from marsad.corpus.store.schema import SCHEMA_VERSION, meta
from marsad.corpus.store.values import (
    Added,
    Change,
    Decision,
    Judgement,
    Refused,
    Report,
    StoredArticle,
    StoredPage,
)
from marsad.errors import LibraryError, UsageError
from marsad.matching.store import cache_folder

if TYPE_CHECKING:
    from marsad.batch import How
    from marsad.corpus.intake.arrivals import Arrival
    from marsad.corpus.intake.visiting import Visitor
    from marsad.types import Record


class Library:
    """The articles of a folder (or of a PostgreSQL database), for one writer and any number of readers.

    ::

        with Library.create("news") as library:
            for answer in library.add(["page.html", "https://anba.example/feed.xml"]):
                print(answer)

    What `add` and `judge` have returned is on the disk. What goes wrong is `LibraryError`.
    """

    def __init__(self, name: str, engine: Engine, *, folder: Path | None, lock: Lock | None) -> None:
        self.name, self.folder = name, folder
        self._engine, self._lock = engine, lock
        self._watch = Watch(engine) if folder else None

    @classmethod
    def create(cls, location: str | os.PathLike[str]) -> Library:
        """A new library, open for writing, in a folder that is empty or not yet there."""
        name = os.fspath(location)
        shown = shown_name(name)
        if is_server(name):
            engine = open_server(name)
            with ExitStack() as undo, told_errors(shown):
                undo.callback(engine.dispose)
                lock = undo.enter_context(ServerLock(engine))
                with lock.begin() as connection:
                    create_tables(connection, shown)
                undo.pop_all()
            return cls(shown, engine, folder=None, lock=lock)
        folder = Path(name)
        make_folder(folder)
        with ExitStack() as undo:
            held = undo.enter_context(FolderLock(folder))
            create_file(folder)
            undo.pop_all()
        return cls(shown, open_file(folder, "w"), folder=folder, lock=held)

    @classmethod
    def open(cls, location: str | os.PathLike[str], mode: Mode = "r") -> Library:
        """The library at a place, for reading (``r``) or writing (``w``).

        A library of an older Marsad is brought to this one's shape. `LibraryError`: there is none, it is a newer one's,
        somebody else is writing to it, or it may not be written to.
        """
        if mode not in ("r", "w"):
            raise UsageError("mode", f"{mode!r} is neither r nor w", remedy="say r to read, w to write")
        name = os.fspath(location)
        shown = shown_name(name)
        folder = None if is_server(name) else Path(name)
        if folder is not None and mode == "w":
            _check_writable(folder)
        engine = open_file(folder, mode) if folder else open_server(name)
        with ExitStack() as undo, told_errors(shown):
            undo.callback(engine.dispose)
            lock = undo.enter_context(_lock(engine, folder)) if mode == "w" else None
            _bring_up_to_date(engine, name, lock)
            undo.pop_all()
        return cls(shown, engine, folder=folder, lock=lock)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file and of the right to write."""
        if self._watch:
            self._watch.close()
        if self._lock:
            self._lock.release()
            self._lock = None
        self._engine.dispose()

    def add(
        self,
        inputs: Iterable[str | os.PathLike[str] | Arrival],
        *,
        how: How | None = None,
        jobs: int = 1,
        visitor: Visitor | None = None,
        index: bool = False,
    ) -> Iterator[Added | Refused]:
        """What becomes of each input, in order: every answer that comes out is safe on the disk.

        Inputs are files, folders, web addresses (pages, feeds, sitemaps), lists of addresses, WARC archives and ``-`` for
        standard input, or inputs that are at hand (`marsad.page.sources.input_of`). What the library holds already is
        not read again. `how` they are read and with how many processes (`jobs`) is as in `marsad.batch`; the `visitor`
        fetches pages. With `index` the search index takes them in as they come. The generator has to be run to its end; what was not taken from it is not in the library.
        """
        from marsad.corpus.intake import add_inputs
        from marsad.corpus.search.following import following

        self._writable()
        with following(self) if index else nullcontext() as told:
            yield from add_inputs(self, inputs, how=how, jobs=jobs, visitor=visitor, told=told)

    def reread(
        self, *, how: How | None = None, jobs: int = 1, everything: bool = False
    ) -> Iterator[Added | Refused]:
        """What becomes of each article that another version, lexicon or tier has read: a new record beside the old.

        With `everything` those that this very reader has read too. Judgements follow their words into the new record.
        """
        from marsad.corpus.intake.rereading import reread

        self._writable()
        yield from reread(self, how=how, jobs=jobs, everything=everything)

    def articles(self, *, versions: bool = False) -> Iterator[StoredArticle]:
        """The articles in the order in which they came; with ``versions=True`` their earlier versions too."""
        with self.reading() as connection:
            yield from reading.list_articles(connection, current=not versions)

    def article(self, article: str | int, *, version: int | None = None) -> StoredArticle:
        """The article with an id (its newest version, if none is named) or the version with a number."""
        with self.reading() as connection:
            return reading.find_article(connection, article, version)

    def versions(self, article: str | int) -> list[StoredArticle]:
        """All versions of an article, the first one first."""
        with self.reading() as connection:
            return reading.list_versions(connection, article)

    def record(self, article: str | int, *, version: int | None = None) -> Record:
        """The record of an article's newest version, or of the one named."""
        with self.reading() as connection:
            found = reading.find_article(connection, article, version)
            return reading.unpack_record(connection, found.no)

    def records(self) -> Iterator[Record]:
        """The records of all articles, in the order in which the articles came."""
        with self.reading() as connection:
            yield from reading.list_records(connection)

    def runs(self, article: str | int) -> list[Record]:
        """All records that were ever made of an article's newest version, the oldest first."""
        with self.reading() as connection:
            return reading.list_runs(connection, reading.find_article(connection, article).no)

    def page(self, article: str | int) -> StoredPage | None:
        """The page an article was read from, byte for byte; `None` for an article that was given as it is."""
        with self.reading() as connection:
            found = reading.find_article(connection, article)
            return None if found.page is None else reading.find_page(connection, found.page)

    def difference(self, article: str | int) -> str:
        """What changed from the version before this one, as a unified diff of title, date and text; empty for the first."""
        with self.reading() as connection:
            new = reading.find_article(connection, article)
            if new.previous is None:
                return ""
            before, after = (_lines(reading.unpack_record(connection, no)) for no in (new.previous, new.no))
        names = (f"version {new.version - 1}", f"version {new.version}")
        return "\n".join(difflib.unified_diff(before, after, *names, lineterm="", n=1))

    def changes(self, after: int = 0) -> Iterator[Change]:
        """The readings added after the one with this number, in order: what an index has still to take in."""
        with self.reading() as connection:
            yield from reading.list_changes(connection, after)

    def last_change(self) -> int:
        """The number of the newest reading, 0 in an empty library: what `changes` will lead up to."""
        with self.reading() as connection:
            return reading.last_change(connection)

    def stamp(self) -> int | None:
        """A number that is another after every commit to the library, within this process; `None` where that cannot be told."""
        return self._watch.stamp() if self._watch else None

    @property
    def id(self) -> str:
        """The name that this library was given when it was made, the same wherever it is copied to."""
        with self.reading() as connection:
            return str(connection.scalar(select(meta.c.value).where(meta.c.key == "library")))

    @property
    def index_folder(self) -> Path:
        """Where what is derived from the library lies and can be deleted: for one on a server, among this machine's caches."""
        return self.folder / "index" if self.folder else cache_folder() / "libraries" / self.id / "index"

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns, as `rows` gives them."""
        return reading.list_columns(table)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table (articles, entities, mentions, claims, events, judgements, refusals) as dictionaries."""
        with self.reading() as connection:
            yield from reading.list_rows(connection, table)

    def judge(
        self, article: str | int, kind: str, fact: str | None, action: str, *, by: str, value: Any = None
    ) -> Judgement:
        """A judgement on a fact of an article's current record, stored for ever.

        `kind` is entity, mention, date, attribution, event, or article (with no fact); `fact` its id in the record;
        `action` accept, edit, reject, merge, split, note, tag or undo. `value` is what an edit changes (fields and their
        values), the entity to merge into (its name), the groups of forms to split into, the note, the tag, or the number
        of the judgement that is taken back. `UsageError` where this does not fit together.
        """
        with self.writing() as connection:
            found = reading.find_article(connection, article)
            record = reading.unpack_record(connection, found.no)
            return write_judgement(
                connection, found, record, kind=kind, fact=fact, action=action, by=by, value=value
            )

    def judgements(self, article: str | int | None = None) -> list[Standing]:
        """What people judged, each with the fact it means in the article's current record.

        Judgements follow their words into newer versions and readings; one whose words are gone is a conflict
        (`Standing.conflict`) and stays in the list.
        """
        with self.reading() as connection:
            line = None if article is None else reading.find_article(connection, article).line
            judged: dict[int, list[Judgement]] = {}
            for one in reading.list_judgements(connection, line):
                judged.setdefault(reading.newest_version(connection, one.article), []).append(one)
            placed = [
                place_judgements(reading.unpack_record(connection, no), those) for no, those in judged.items()
            ]
            return sorted(chain.from_iterable(placed), key=lambda one: one.judgement.no)

    def gold(self) -> Iterator[dict[str, Any]]:
        """Each article that was judged as gold data (docs/library.md), with what people accepted, edited or made."""
        with self.reading() as connection:
            yield from list_gold(connection)

    def merge_actors(self, one: str, other: str, *, by: str, note: str | None = None) -> Decision:
        """The decision that two names (or keys of actors) are one actor, stored for ever.

        They stay one whatever comes in later, until somebody takes it back. `UsageError`: the library does not name them,
        they are one name, or people hold apart what would become one.
        """
        from marsad.corpus.actors.deciding import write_merge

        with self.writing() as connection:
            return write_merge(connection, one, other, by=by, note=note)

    def split_actors(
        self,
        one: str,
        other: str | None = None,
        *,
        articles: Sequence[str | int] = (),
        by: str,
        note: str | None = None,
    ) -> Decision:
        """The decision that two names are never one actor, or that in some articles one name is another bearer's.

        `UsageError`: the library does not name them, or people took them for one by way of other names.
        """
        from marsad.corpus.actors.deciding import write_split

        with self.writing() as connection:
            return write_split(connection, one, other, articles=articles, by=by, note=note)

    def rate_source(self, source: str, grade: str, *, by: str, note: str | None = None) -> Decision:
        """The decision how far a source is relied on: A to F of the Admiralty code, F until somebody says otherwise.

        `source` is an outlet's address or name, or the name or key of an actor. How far a statement is believed (1 to 6)
        is judged with ``judge(article, "attribution", id, "rate", value="2", by=…)``.
        """
        from marsad.corpus.grading.rating import write_rating

        with self.writing() as connection:
            return write_rating(connection, source, grade, by=by, note=note)

    def undo(self, decision: int, *, by: str, note: str | None = None) -> Decision:
        """The decision that an earlier one, by its number, no longer counts; what was so before it is so again."""
        with self.writing() as connection:
            return undo_decision(connection, decision, by=by, note=note)

    def decisions(self, *, everything: bool = False) -> list[Decision]:
        """What people decided about actors and sources and still counts, the first first; or all of it."""
        with self.reading() as connection:
            found = list_decisions(connection)
        return found if everything else standing(found)

    def check(self) -> Report:
        """What the library holds and whether all of it is whole: hashes, offsets, references, rows, versions, index."""
        with self.reading() as connection:
            return check_library(connection, self.index_folder)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the library as it is now, however it is written to meanwhile."""
        with told_errors(self.name), begin_reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are all in the library afterwards, or none of them."""
        lock = self._writable()
        with told_errors(self.name), _transaction(self._engine, lock) as connection:
            yield connection

    def _writable(self) -> Lock:
        if self._lock is None:
            raise LibraryError(self.name, "it is open for reading", remedy='open it with mode "w"')
        return self._lock


def _check_writable(folder: Path) -> None:
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise LibraryError(str(folder), "it may not be written to", remedy="check the rights of the folder")


def _lock(engine: Engine, folder: Path | None) -> Lock:
    return FolderLock(folder) if folder else ServerLock(engine)


def _transaction(engine: Engine, lock: Lock) -> AbstractContextManager[Connection]:
    """A transaction of the writer: on a server, of the session that holds the lock."""
    return lock.begin() if isinstance(lock, ServerLock) else begin_writing(engine)


def _bring_up_to_date(engine: Engine, location: str, lock: Lock | None) -> None:
    """Migrates a library of an older version; a reader becomes the writer for as long as that takes."""
    version = schema_version(engine, shown_name(location))
    if version == SCHEMA_VERSION:
        return
    if lock is None:
        Library.open(location, "w").close()
        return
    with _transaction(engine, lock) as connection:
        migrate(connection, version)


def _lines(record: Record) -> list[str]:
    article = record.article
    return [article.title, article.published or "", *article.text.splitlines()]


__all__ = ["Library"]
