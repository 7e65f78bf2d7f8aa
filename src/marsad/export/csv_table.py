"""Rows as CSV (RFC 4180) that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would take for a formula (OWASP, «CSV Injection»); a page can hold such words."""


def write_csv(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str] | None = None, *, line_end: str = "\n"
) -> Iterator[str]:
    """The lines of a table, its names first; without `columns` they are those of the first row.

    Text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay as they are.

    >>> "".join(write_csv([{"قول": "=1+1", "عدد": -3}]))  # a saying, a number
    "قول,عدد\\n'=1+1,-3\\n"
    """
    out = io.StringIO()
    writer = None if columns is None else csv.DictWriter(out, columns, lineterminator=line_end)
    if writer:
        writer.writeheader()
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), lineterminator=line_end)
            writer.writeheader()
        writer.writerow({name: _shown(value) for name, value in row.items()})
        yield _taken(out)
    yield _taken(out)


def _shown(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


__all__ = ["FORMULA", "write_csv"]
