"""The copies of a library, found as articles come in and kept in its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select

from marsad.corpus.copies.finding import COMMON, candidates, compare
from marsad.corpus.copies.values import Copy, Stretch
from marsad.corpus.copies.wording import Compared, forms_of, prepare, sketch_of
from marsad.corpus.store.marks import read_mark, work_in
from marsad.corpus.store.reading import AnyRow, find_article, unpack_article
from marsad.corpus.store.schema import articles, copies, sketches
from marsad.types import Article

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.store.values import Change

_COPY, _ORIGIN = articles.alias(), articles.alias()
_PAIRS = (
    select(copies, _COPY.c.id.label("copy_id"), _ORIGIN.c.id.label("origin_id"))
    .join(_COPY, copies.c.article == _COPY.c.no)
    .join(_ORIGIN, copies.c.origin == _ORIGIN.c.no)
    .order_by(copies.c.article, copies.c.origin)
)
_PAIRS_OF = _PAIRS.where(or_(copies.c.article == bindparam("no"), copies.c.origin == bindparam("no")))
MARK = "copies"
"""The row of `meta` that says up to which reading the copies are known."""
AT_ONCE = 500
"""Marks that are asked for in one query: SQLite takes 32,766 variables, older ones 999."""
PREPARED = 500
"""Articles whose words are kept, so that those of which many copies come in are read once: some 20 MB."""
_HOLDING = select(sketches).where(sketches.c.mark.in_(bindparam("marks", expanding=True)))
_FORGET = delete(sketches).where(sketches.c.article.in_(bindparam("gone", expanding=True)))
_PART = delete(copies).where(
    or_(
        copies.c.article.in_(bindparam("gone", expanding=True)),
        copies.c.origin.in_(bindparam("gone", expanding=True)),
    )
)
"""Made once: building a statement takes longer than running one of these."""


def catch_up_copies(library: Library) -> Iterator[int]:
    """Looks for copies among the articles that are new since the last time; gives how many are done, batch by batch.

    What was given is safe; a run that is killed is continued by the next one. The library must be open for writing.
    """
    yield from work_in(library, {MARK: CopyKeeper().take_in})


def copies_lag(library: Library) -> int:
    """How many readings the library has taken in since copies were last looked for."""
    with library.reading() as connection:
        return library.last_change() - read_mark(connection, MARK)


def list_copies(library: Library, article: str | int | None = None) -> list[Copy]:
    """The pairs of copies in a library, or those of which an article is one side, in the order in which articles came."""
    with library.reading() as connection:
        if article is not None:
            return copies_of(connection, find_article(connection, article).no)
        return [_copy(row) for row in connection.execute(_PAIRS)]


def copies_of(connection: Connection, no: int) -> list[Copy]:
    """The pairs of copies of which the version of an article with this number is one side."""
    return [_copy(row) for row in connection.execute(_PAIRS_OF, {"no": no})]


def copies_among(library: Library, idents: Iterable[str]) -> list[Copy]:
    """The pairs of copies of which both sides are among some articles."""
    wanted = set(idents)
    pairs = {
        (one.article, one.origin): one for ident in sorted(wanted) for one in list_copies(library, ident)
    }
    return [one for (copy, origin), one in sorted(pairs.items()) if {copy, origin} <= wanted]


class CopyKeeper:
    """What is held in memory while copies are looked for: the words of articles that others were compared with."""

    def __init__(self) -> None:
        self._prepared: dict[int, Compared] = {}

    def take_in(self, connection: Connection, batch: Sequence[Change]) -> None:
        """Looks for copies of the articles of some readings, one after the other, in what the library has till then."""
        self._withdraw(connection, sorted({no for one in batch for no in (*one.replaces, one.article)}))
        texts = {one.article: one.record.article for one in batch if one.current}
        kept = {no: sketch_of(forms_of(article.text)) for no, article in texts.items()}
        holders = _holders(connection, sorted(frozenset[int]().union(*kept.values())))
        found: list[dict[str, object]] = []
        new: list[tuple[int, int]] = []
        for no, sketch in kept.items():
            near = candidates(sketch, {mark: holders[mark] for mark in sketch if mark in holders})
            found += self._copies_of(connection, no, list(near), texts)
            for mark in sketch:
                held = holders.setdefault(mark, [])
                if len(held) <= COMMON:  # one that stands in more is passed over, whoever holds it
                    held.append(no)
                    new.append((mark, no))
        _put(connection, copies, found)
        _put(connection, sketches, [{"mark": mark, "article": no} for mark, no in sorted(new)])

    def _withdraw(self, connection: Connection, gone: Sequence[int]) -> None:
        for at in range(0, len(gone), AT_ONCE):
            for statement in (_FORGET, _PART):
                connection.execute(statement, {"gone": gone[at : at + AT_ONCE]})
        for no in gone:
            self._prepared.pop(no, None)

    def _copies_of(
        self, connection: Connection, no: int, near: Sequence[int], texts: Mapping[int, Article]
    ) -> Iterator[dict[str, object]]:
        for other_no in near:
            one, other = (self._compared(connection, number, texts) for number in (no, other_no))
            found = compare(one, other)
            if found:
                yield _row(found, {one.id: no, other.id: other_no})

    def _compared(self, connection: Connection, no: int, texts: Mapping[int, Article]) -> Compared:
        held = self._prepared.pop(no, None) or prepare(texts.get(no) or unpack_article(connection, no))
        self._prepared[no] = held
        if len(self._prepared) > PREPARED:
            del self._prepared[next(iter(self._prepared))]  # the one that was asked for longest ago
        return held


def _holders(connection: Connection, marks: Sequence[int]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = {}
    for at in range(0, len(marks), AT_ONCE):
        for row in connection.execute(_HOLDING, {"marks": marks[at : at + AT_ONCE]}):
            held.setdefault(row.mark, []).append(row.article)
    return held


def _put(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _row(copy: Copy, numbers: dict[str, int]) -> dict[str, object]:
    row = msgspec.structs.asdict(copy)
    row |= {"article": numbers[copy.article], "origin": numbers[copy.origin]}
    row["stretches"] = json.dumps([msgspec.structs.astuple(one) for one in copy.stretches])
    return row


def _copy(row: AnyRow) -> Copy:
    return Copy(
        article=row.copy_id,
        origin=row.origin_id,
        verdict=row.verdict,
        share=row.share,
        origin_share=row.origin_share,
        origin_from=row.origin_from,
        credit=row.credit,
        stretches=tuple(Stretch(*one) for one in json.loads(row.stretches)),
    )
