"""Pages read by a process of its own: records, errors as ever, a time limit, and an end with the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marsad.desk.reading import ReadingRoom
from marsad.errors import EmptyInput, LibraryError, TooLarge

TEXT = "قال وزير الزراعة سامي الحداد أمس في بنغازي إن «الحصاد بدأ مبكرا»."


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    """A room that is closed afterwards."""
    held = ReadingRoom()
    yield held
    held.close()


def test_one_process_reads_page_after_page_and_tells_what_is_wrong(room: ReadingRoom) -> None:
    assert room.read(TEXT.encode(), "2023-09-28").article.published == "2023-09-28"
    first = room._process
    with pytest.raises(EmptyInput) as told:
        room.read(b"", None)
    assert told.value.remedy
    assert room.read(TEXT.encode(), None).attributions
    assert room._process is first


def test_what_takes_too_long_is_ended_and_the_next_is_read(room: ReadingRoom) -> None:
    room._seconds = 0.0
    with pytest.raises(TooLarge, match="longer than 0 seconds"):
        room.read(TEXT.encode(), None)
    room._seconds = 60.0
    assert room.read(TEXT.encode(), None).article.text


def test_a_reader_that_died_is_told_and_replaced(room: ReadingRoom) -> None:
    room.read(TEXT.encode(), None)
    assert room._process
    room._process.kill()
    with pytest.raises(LibraryError, match="send it again"):
        room.read(TEXT.encode(), None)
    assert room.read(TEXT.encode(), None).article.text


def test_a_room_that_is_closed_has_no_process_and_starts_none(room: ReadingRoom) -> None:
    room.read(TEXT.encode(), None)
    process = room._process
    room.close()
    assert process
    assert not process.is_alive()
    with pytest.raises(LibraryError, match="being closed"):
        room.read(TEXT.encode(), None)
