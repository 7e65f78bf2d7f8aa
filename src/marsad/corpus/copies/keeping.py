"""The copies of a library, found as articles come in and kept in its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from marsad.corpus.copies.finding import candidates, compare
from marsad.corpus.copies.values import Copy, Stretch
from marsad.corpus.copies.wording import Compared, prepare, sketch_of
from marsad.corpus.store.marks import next_changes, read_mark, write_mark
from marsad.corpus.store.reading import AnyRow, find_article, unpack_record
from marsad.corpus.store.schema import articles, copies, sketches

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
BATCH = 50
"""Readings that are worked in at once: other writers wait for so long, a second or so with articles that are alike."""
AT_ONCE = 500
"""Marks that are asked for in one query: SQLite takes 32,766 variables, older ones 999."""


def catch_up_copies(library: Library) -> Iterator[int]:
    """Looks for copies among the articles that are new since the last time; gives how many are done, batch by batch.

    What was given is safe; a run that is killed is continued by the next one. The library must be open for writing.
    """
    done = 0
    while batch := next_changes(library, MARK, BATCH):
        with library.writing() as connection:
            for change in batch:
                _take_in(connection, change)
            write_mark(connection, MARK, batch[-1].no)
        done += len(batch)
        yield done


def copies_lag(library: Library) -> int:
    """How many readings the library has taken in since copies were last looked for."""
    with library.reading() as connection:
        return library.last_change() - read_mark(connection, MARK)


def list_copies(library: Library, article: str | int | None = None) -> list[Copy]:
    """The pairs of copies in a library, or those of which an article is one side, in the order in which articles came."""
    with library.reading() as connection:
        if article is None:
            found = connection.execute(_PAIRS)
        else:
            found = connection.execute(_PAIRS_OF, {"no": find_article(connection, article).no})
        return [_copy(row) for row in found]


def copies_among(library: Library, idents: Iterable[str]) -> list[Copy]:
    """The pairs of copies of which both sides are among some articles."""
    wanted = set(idents)
    pairs = {
        (one.article, one.origin): one for ident in sorted(wanted) for one in list_copies(library, ident)
    }
    return [one for (copy, origin), one in sorted(pairs.items()) if {copy, origin} <= wanted]


def _take_in(connection: Connection, change: Change) -> None:
    for no in (*change.replaces, change.article):
        connection.execute(delete(sketches).where(sketches.c.article == no))
        connection.execute(delete(copies).where(or_(copies.c.article == no, copies.c.origin == no)))
    if not change.current:
        return
    one = prepare(change.record.article)
    sketch = sketch_of(one.wording.keys)
    rows = list(_copies_of(connection, change.article, one, sketch))
    if rows:
        connection.execute(insert(copies), rows)
    if sketch:
        connection.execute(
            insert(sketches), [{"mark": mark, "article": change.article} for mark in sorted(sketch)]
        )


def _copies_of(
    connection: Connection, no: int, one: Compared, sketch: frozenset[int]
) -> Iterator[dict[str, object]]:
    for other_no in candidates(sketch, _holders(connection, sorted(sketch))):
        other = prepare(unpack_record(connection, other_no).article)
        found = compare(one, other)
        if found:
            yield _row(found, {one.id: no, other.id: other_no})


def _holders(connection: Connection, marks: Sequence[int]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = {}
    for at in range(0, len(marks), AT_ONCE):
        query = select(sketches).where(sketches.c.mark.in_(marks[at : at + AT_ONCE]))
        for row in connection.execute(query):
            held.setdefault(row.mark, []).append(row.article)
    return held


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
