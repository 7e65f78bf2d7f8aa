"""What every format has in common."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from marsad.cli.export import ExportFormat
from marsad.cli.output import Format
from marsad.export.formats import WRITERS, writer_of_format
from marsad.types import Record

from .hostile import RECORD


@pytest.mark.parametrize("name", WRITERS)
def test_records_are_written_as_they_are_read(name: str) -> None:
    """A library of any size: no writer waits for the last record."""
    asked = 0

    def records() -> Iterator[Record]:
        nonlocal asked
        for _ in range(1000):
            asked += 1
            yield RECORD

    pieces = list(islice(writer_of_format(name)(records()), 40))
    assert len(pieces) == 40
    assert 1 <= asked <= 40


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_can_be_asked_for(name: str) -> None:
    assert name in {one.value for one in ExportFormat}
    assert name in {one.value for one in Format}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_record_is_written_the_same(name: str) -> None:
    write = writer_of_format(name)
    assert "".join(write([RECORD])) == "".join(write([RECORD]))
