"""A library made smaller: its records packed with what all of them have in common, and no room left empty in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, bindparam, delete, select, update

from marsad.corpus.store.packing import ENOUGH, LEARNING, RecordPacker, learn_dictionary
from marsad.corpus.store.reading import AnyRow, last_change, record_json, sample_records
from marsad.corpus.store.schema import dictionaries, records
from marsad.corpus.store.writing import add_dictionary, newest_dictionary

if TYPE_CHECKING:
    import sqlite3

    from marsad.corpus.library import Library

BATCH = 500
_ROW = (records.c.no, records.c.dictionary, records.c.data)
_PACKED = update(records).where(records.c.no == bindparam("of_no"))


def compact(library: Library) -> Iterator[int]:
    """Packs the records anew, and gives how many are done, batch by batch; at last the file is written anew without gaps.

    A library of some hundreds of records keeps its packing. Whenever this is stopped, the library is whole. The library must
    be open for writing; a file needs as much free room on the disk as it has itself. The server of a library on PostgreSQL
    gives room back on its own.
    """
    with library.writing() as connection:
        last = last_change(connection)
        samples = sample_records(connection, last) if last >= LEARNING[0] else []
        worth = len(samples) >= ENOUGH
        if worth:
            newest = newest_dictionary(connection)
            learnt = learn_dictionary(samples)
            no, packer = add_dictionary(connection, newest.no + 1 if newest else 1, learnt)
    if worth:
        yield from _pack_anew(library, no, packer)
    if library.folder:
        with library.reading() as connection:
            _write_anew(connection)


def _pack_anew(library: Library, dictionary: int, packer: RecordPacker) -> Iterator[int]:
    """The records by their new dictionary, some hundreds a transaction; then those before it are needed no more."""
    done = mark = 0
    while True:
        with library.writing() as connection:
            query = select(*_ROW).where(records.c.no > mark).order_by(records.c.no).limit(BATCH)
            rows = connection.execute(query).all()
            if not rows:
                used = select(records.c.dictionary)
                connection.execute(
                    delete(dictionaries).where(
                        dictionaries.c.no != dictionary, dictionaries.c.no.not_in(used)
                    )
                )
                return
            values = [
                {"of_no": row.no, "dictionary": dictionary, "data": data}
                for row, data in _anew(connection, rows, packer)
            ]
            if values:
                connection.execute(_PACKED, values)
        done, mark = done + len(rows), rows[-1].no
        yield done


def _anew(
    connection: Connection, rows: Sequence[AnyRow], packer: RecordPacker
) -> Iterator[tuple[AnyRow, bytes]]:
    """The rows that can be read, each with its record packed anew; a damaged one stays as it is, for `check` to name."""
    for row in rows:
        with suppress(ValueError):
            yield row, packer.pack(record_json(connection, row))


def _write_anew(connection: Connection) -> None:
    """SQLite copies the file without gaps; it does so outside of transactions, which the driver's own connection is."""
    own = cast("sqlite3.Connection", connection.connection.driver_connection)
    own.execute("VACUUM")
    own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
