"""The search index in SQLite's FTS5: one file and nothing to install, for when tantivy cannot be had.

Words are kept without their texts. What an article was replaced by is found in its place; the words of the old one stay in
the file, under a number that no article has any more, until the index is made anew.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from marsad.corpus.search.analysis import analysis_stamp
from marsad.corpus.search.articles import IndexedArticle
from marsad.corpus.search.fields import BAGS, PLAIN, RANKED, Fields, Stored, pack, unpack
from marsad.corpus.search.fts_queries import condition_of
from marsad.corpus.search.hits import Facet
from marsad.corpus.search.index import FACET_VALUES, BaseIndex, Ranked, Sort
from marsad.corpus.search.meaning import Reading
from marsad.corpus.search.ordering import Scored
from marsad.corpus.search.plan import EVERYTHING, Plan
from marsad.corpus.search.vector_files import open_vectors
from marsad.errors import IndexBusy, IndexDamaged, LibraryError

_COLUMNS = (*RANKED, *PLAIN, *BAGS)
_WEIGHTS = ", ".join(str(RANKED.get(column, float(column in ("exact", "forms")))) for column in _COLUMNS)
_SCHEMA = f"""
CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE articles (
    doc INTEGER PRIMARY KEY AUTOINCREMENT, no INTEGER UNIQUE NOT NULL,
    first INTEGER, last INTEGER, moment INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5(
    {", ".join(_COLUMNS)}, content='', tokenize="ascii tokenchars '.,/_-'"
);
CREATE VIRTUAL TABLE word_list USING fts5vocab(words, col);
CREATE TABLE facet_values (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, value));
CREATE TABLE facets (doc INTEGER, value INTEGER, PRIMARY KEY (doc, value)) WITHOUT ROWID;
"""
_PATIENCE = 2.0
"""Seconds to wait for another program to finish writing."""
_LAST = "\U0010ffff"
_REMEDY = "run: marsad reindex"


class FtsIndex(BaseIndex):
    """A search index in one file; it is made where there is none.

    Raises `IndexDamaged` when the file is no whole index or was made by another analysis.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            _address(path), uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            with self._guarded():
                self._prepare()
            self._vectors = open_vectors(path.parent, self.watermark())
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._create()
        found = dict(self._db.execute("SELECT name, value FROM state"))
        if set(found) != {"watermark", "analysis"}:
            raise IndexDamaged(str(self._path), "it does not say what it holds", remedy=_REMEDY)
        if found["analysis"] != analysis_stamp():
            raise IndexDamaged(str(self._path), "it was made by another version", remedy=_REMEDY)
        self._db.execute("SELECT doc FROM articles LIMIT 1").fetchone()
        self._db.execute("SELECT rowid FROM words LIMIT 1").fetchone()

    def _create(self) -> None:
        with self._writing():
            if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return  # another program was faster
            for statement in _SCHEMA.split(";\n"):
                self._db.execute(statement)
            self._db.execute(
                "INSERT INTO state VALUES ('watermark', 0), ('analysis', ?)", (analysis_stamp(),)
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction: committed whole at the end, or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk ends it by itself
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turns what SQLite raises over broken files into `IndexDamaged`, over a writer elsewhere into `IndexBusy`."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise LibraryError(
                    str(self._path), "the disk is full", remedy="make room and try again"
                ) from error
            if "locked" not in str(error):
                raise self._damaged(error) from error
            remedy = "try again when it has finished"
            raise IndexBusy(str(self._path), "another program writes to it", remedy=remedy) from None
        except (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> IndexDamaged:
        return IndexDamaged(str(self._path), f"it cannot be read: {error}", remedy=_REMEDY)

    def watermark(self) -> int:
        """The last change of the library that the index holds, 0 if none."""
        with self._guarded():
            found = self._db.execute("SELECT value FROM state WHERE name = 'watermark'").fetchone()
        return int(found[0])

    def count(self) -> int:
        """How many articles the index holds."""
        with self._guarded():
            return int(self._db.execute("SELECT count(*) FROM articles").fetchone()[0])

    def update(self, articles: Iterable[IndexedArticle], watermark: int, *, gone: Iterable[int] = ()) -> None:
        """Puts articles in, in place of those with the same number and of those `gone`, all or nothing.

        Raises `IndexBusy` while another program writes.
        """
        readings: dict[int, Reading] = {}
        leaving = tuple(gone)
        with self._guarded(), self._writing():
            for number in leaving:
                self._remove(number)
            for fields in self._noting(articles, readings):
                self._remove(fields.stored.no)
                self._insert(fields)
            self._vectors.update(readings, watermark, gone=leaving)
            self._db.execute("UPDATE state SET value = ? WHERE name = 'watermark'", (watermark,))

    def delete(self, numbers: Iterable[int]) -> None:
        """Takes articles out; the watermark stays."""
        leaving = tuple(numbers)
        with self._guarded(), self._writing():
            for number in leaving:
                self._remove(number)
            self._vectors.update({}, self._vectors.watermark(), gone=leaving)

    def _remove(self, no: int) -> None:
        self._db.execute("DELETE FROM facets WHERE doc IN (SELECT doc FROM articles WHERE no = ?)", (no,))
        self._db.execute("DELETE FROM articles WHERE no = ?", (no,))

    def _insert(self, fields: Fields) -> None:
        stored, days = fields.stored, fields.days
        first, last = (days.first, days.last) if days else (None, None)
        doc = self._db.execute(
            "INSERT INTO articles (no, first, last, moment, body) VALUES (?, ?, ?, ?, ?)",
            (stored.no, first, last, fields.moment, pack(stored)),
        ).lastrowid
        marks = ", ".join("?" * (len(_COLUMNS) + 1))
        values = (doc, *(fields.terms[column] for column in _COLUMNS))
        self._db.execute(f"INSERT INTO words (rowid, {', '.join(_COLUMNS)}) VALUES ({marks})", values)
        for kind, names in fields.facets.items():
            for name in names:
                self._db.execute(
                    "INSERT OR IGNORE INTO facet_values (kind, value) VALUES (?, ?)", (kind, name)
                )
                self._db.execute(
                    "INSERT INTO facets SELECT ?, number FROM facet_values WHERE kind = ? AND value = ?",
                    (doc, kind, name),
                )

    def _run(self, plan: Plan, limit: int, offset: int, sort: Sort) -> tuple[int, Ranked]:
        condition = condition_of(plan)
        found = f"FROM words JOIN articles a ON a.doc = words.rowid WHERE {condition.sql}"
        order = "score DESC, a.moment DESC" if sort == "rank" else "a.moment DESC, a.doc DESC"
        with self._guarded():
            total = self._db.execute(f"SELECT count(*) {found}", condition.values).fetchone()[0]
            rows = self._db.execute(
                f"SELECT a.doc, -bm25(words, {_WEIGHTS}) AS score {found} ORDER BY {order} LIMIT ? OFFSET ?",
                (*condition.values, limit, offset),
            ).fetchall()
            return total, [(self._body(doc), score) for doc, score in rows]

    def _scored(self, plan: Plan, limit: int) -> Scored:
        condition = condition_of(plan)
        found = f"FROM words JOIN articles a ON a.doc = words.rowid WHERE {condition.sql}"
        with self._guarded():
            total = self._db.execute(f"SELECT count(*) {found}", condition.values).fetchone()[0]
            best = self._db.execute(
                f"SELECT a.no, -bm25(words, {_WEIGHTS}) AS score {found} ORDER BY score DESC, a.moment DESC LIMIT ?",
                (*condition.values, limit),
            ).fetchall()
        return total, best

    def _body(self, doc: int) -> Stored:
        return unpack(self._db.execute("SELECT body FROM articles WHERE doc = ?", (doc,)).fetchone()[0])

    def _numbers(self, plan: Plan) -> list[int]:
        condition = condition_of(plan)
        with self._guarded():
            rows = self._db.execute(
                f"SELECT a.no FROM words JOIN articles a ON a.doc = words.rowid WHERE {condition.sql}",
                condition.values,
            )
            return [no for (no,) in rows]

    def _facets(self, plan: Plan, kinds: tuple[str, ...]) -> dict[str, tuple[Facet, ...]]:
        condition = condition_of(plan)
        with self._guarded():
            rows = self._db.execute(
                f"""SELECT v.kind, v.value, n FROM (
                    SELECT f.value AS number, count(*) AS n
                    FROM words JOIN articles a ON a.doc = words.rowid JOIN facets f ON f.doc = a.doc
                    WHERE {condition.sql} GROUP BY f.value
                ) JOIN facet_values v USING (number) ORDER BY n DESC, v.value""",
                condition.values,
            ).fetchall()
        return {
            kind: tuple(Facet(value, n) for one, value, n in rows if one == kind)[:FACET_VALUES]
            for kind in kinds
        }

    def _stored(self, no: int) -> Stored | None:
        with self._guarded():
            row = self._db.execute("SELECT body FROM articles WHERE no = ?", (no,)).fetchone()
            return unpack(row[0]) if row else None

    def _terms(self, field: str, start: str) -> list[str]:
        with self._guarded():
            rows = self._db.execute(
                "SELECT term FROM word_list WHERE term >= ? AND term < ? AND col = ?",
                (start, start + _LAST, field),
            )
            return [term for (term,) in rows]

    def _frequency(self, stem: str) -> int:
        with self._guarded():
            row = self._db.execute(
                "SELECT doc FROM word_list WHERE term = ? AND col = 'text'", (stem,)
            ).fetchone()
        return int(row[0]) if row else 0

    def verify(self) -> None:
        """Reads the whole index and raises `IndexDamaged` if anything in it is not as it was written."""
        with self._guarded():
            (fault,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
            if fault != "ok":
                raise IndexDamaged(str(self._path), fault, remedy=f"{_REMEDY} --anew")
            self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            for (body,) in self._db.execute("SELECT body FROM articles"):
                unpack(body)
            self._run(EVERYTHING, 1, 0, "rank")
        self._vectors.verify()

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()


def _address(path: Path) -> str:
    """The URI of a file; SQLite's log needs a folder to write to, so where there is none the file is taken as it is."""
    address = path.absolute().as_uri()
    return address if os.access(path.parent, os.W_OK) else f"{address}?immutable=1"
