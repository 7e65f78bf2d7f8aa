"""Records as Parquet: a folder of tables, each cut by the month in which the articles were published, with views for DuckDB.

::

    news/views.sql
    news/events/month=2024-03/part-00001.parquet
    news/events/month=unknown/part-00001.parquet
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from marsad.errors import UsageError
from marsad.export.calendar_days import days_between
from marsad.export.parquet_tables import INTEGERS, LISTS, NUMBERS, TABLES, TRUTHS, Row, rows_by_table
from marsad.export.views import VIEWS, views_of
from marsad.types import Record

if TYPE_CHECKING:
    import pyarrow

AT_ONCE = 2000
"""Articles whose rows are kept together before they are written: what the memory it needs depends on."""
UNKNOWN = "unknown"
"""The month of articles that do not say when they were published, or only the year."""
_MOST = 2**63 - 1
_REMEDY = "check the folder that it is to be in"


def write_parquet(records: Iterable[Record], folder: Path) -> None:
    """Writes a folder of tables that is there whole or not at all.

    `UsageError`: there is something at that place already, or nothing can be written there. `ImportError`: pyarrow is not installed.
    """
    if folder.exists():
        raise UsageError(str(folder), "there is something already", remedy="name a folder that is not there")
    try:
        place = TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}.")
    except OSError as error:
        raise UsageError(str(folder), f"it cannot be written: {error.strerror}", remedy=_REMEDY) from None
    with place as made:
        part = Path(made) / folder.name
        part.mkdir()
        _write_tables(iter(records), part)
        (part / VIEWS).write_text(views_of("."), encoding="utf-8")
        part.rename(folder)


def _write_tables(records: Iterator[Record], folder: Path) -> None:
    """The tables, batch by batch; a table without rows gets one file, so that it can be asked all the same."""
    number, written = 1, set()
    while batch := list(islice(records, AT_ONCE)):
        for (table, month), rows in _rows_by_month(batch).items():
            _write_file(folder, table, month, number, rows)
            written.add(table)
        number += 1
    for table in TABLES.keys() - written:
        _write_file(folder, table, UNKNOWN, number, [])


def _rows_by_month(records: Iterable[Record]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for record in records:
        month = _month(record.article.published)
        for table, row in rows_by_table(record):
            found[table, month].append(row)
    return found


def _write_file(folder: Path, table: str, month: str, number: int, rows: list[Row]) -> None:
    import pyarrow
    import pyarrow.parquet

    schema = schema_of(TABLES[table])
    cleaned = [{column: cell_of(column, row.get(column)) for column in TABLES[table]} for row in rows]
    place = folder / table / f"month={month}"
    place.mkdir(parents=True, exist_ok=True)
    values = pyarrow.Table.from_pylist(cleaned, schema=schema)
    pyarrow.parquet.write_table(values, place / f"part-{number:05}.parquet", compression="zstd")


def schema_of(columns: Iterable[str]) -> pyarrow.Schema:
    """The columns with their types, the same whatever rows there are."""
    import pyarrow

    kinds = {
        **dict.fromkeys(LISTS, pyarrow.list_(pyarrow.string())),
        **dict.fromkeys(INTEGERS, pyarrow.int64()),
        **dict.fromkeys(NUMBERS, pyarrow.float64()),
        **dict.fromkeys(TRUTHS, pyarrow.bool_()),
    }
    return pyarrow.schema([(column, kinds.get(column, pyarrow.string())) for column in columns])


def cell_of(column: str, value: Any) -> Any:
    """A value as its column holds it; a number that no column holds, and no event has, is none."""
    if value is None or column not in INTEGERS:
        return value
    return int(value) if abs(int(value)) <= _MOST else None


def _month(published: str | None) -> str:
    days = days_between(published)
    if days is None or days[0].replace(day=1) != days[1].replace(day=1):
        return UNKNOWN
    return days[0].isoformat()[:7]


__all__ = ["cell_of", "schema_of", "write_parquet"]
