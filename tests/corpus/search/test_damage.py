"""A damaged index says so and never claims to hold something."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.corpus.search.conftest import Open
from tests.corpus.search.damage import replace_file
from tests.corpus.search.news import ALL

from marsad.corpus.search import (
    FtsIndex,
    IndexedArticle,
    TantivyIndex,
    analysis,
    fts_index,
    parse_query,
    tantivy_files,
    tantivy_index,
)
from marsad.errors import IndexBusy, IndexDamaged, LibraryError

SEGMENT = ("term", "idx", "pos", "store", "fast", "fieldnorm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a tantivy index, closed."""
    index = TantivyIndex(tmp_path / "index")
    index.update(ALL, 6)
    index.close()
    return tmp_path / "index"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of an FTS5 index, closed."""
    index = FtsIndex(tmp_path / "search.db")
    index.update(ALL, 6)
    index.close()
    return tmp_path / "search.db"


@pytest.mark.parametrize("name", [*(f"*.{part}" for part in SEGMENT), "meta.json"])
@pytest.mark.parametrize("how", ["gone", "cut", "empty"])
def test_a_missing_or_cut_file_is_noticed_at_once(folder: Path, name: str, how: str) -> None:
    path = next(folder.glob(name))
    if how == "gone":
        path.unlink()
    else:
        replace_file(path, path.read_bytes()[: path.stat().st_size // 2] if how == "cut" else b"")
    with pytest.raises(IndexDamaged, match="marsad reindex"):
        TantivyIndex(folder)


@pytest.mark.parametrize("part", SEGMENT)
def test_a_changed_byte_is_noticed_before_it_can_do_harm(folder: Path, part: str) -> None:
    change_byte(next(folder.glob(f"*.{part}")))
    with pytest.raises(IndexDamaged, match="not as it was written"):
        TantivyIndex(folder)


def test_a_byte_that_rots_unnoticed_is_found_by_verifying(folder: Path) -> None:
    index = TantivyIndex(folder)
    path = next(folder.glob("*.store"))
    times = path.stat()
    change_byte(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(IndexDamaged, match="not as it was written"):
        index.verify()


def change_byte(path: Path) -> None:
    """Changes one byte of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 4] ^= 0x55
    replace_file(path, data)


def test_what_was_read_through_once_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    fault_of = tantivy_files._fault_of
    monkeypatch.setattr(tantivy_files, "_fault_of", lambda path: (read.append(path), fault_of(path))[1])
    TantivyIndex(folder).close()
    assert len(read) == len(SEGMENT)
    TantivyIndex(folder).close()
    assert len(read) == len(SEGMENT)


@pytest.mark.parametrize("how", ["cut", "no database", "table gone", "says nothing"])
def test_a_broken_file_of_fts_is_noticed_at_once(file: Path, how: str) -> None:
    if how == "cut":
        replace_file(file, file.read_bytes()[: file.stat().st_size // 2])
    elif how == "no database":
        replace_file(file, b"x" * 5000)
    else:
        with sqlite3.connect(file) as db:
            db.execute("DROP TABLE words" if how == "table gone" else "DELETE FROM state")
        db.close()
    with pytest.raises(IndexDamaged, match="marsad reindex"):
        FtsIndex(file)


def test_a_broken_page_of_fts_is_found_by_verifying(file: Path) -> None:
    data = bytearray(file.read_bytes())
    middle = len(data) // 8192 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    replace_file(file, data)
    with pytest.raises(IndexDamaged, match="marsad reindex"):
        FtsIndex(file).verify()


@pytest.mark.parametrize("module", [tantivy_index, fts_index])
def test_an_index_of_another_analysis_is_made_anew(
    folder: Path, file: Path, module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "analysis_stamp", lambda: "another")
    with pytest.raises(IndexDamaged, match="another version"):
        TantivyIndex(folder) if module is tantivy_index else FtsIndex(file)


def test_the_stamp_depends_on_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = analysis.analysis_stamp()
    monkeypatch.setattr(analysis, "_stop_words", lambda: frozenset({"في"}))
    analysis.analysis_stamp.cache_clear()
    try:
        assert analysis.analysis_stamp() != stamp
    finally:
        analysis.analysis_stamp.cache_clear()


def test_files_that_vanish_under_a_reader_are_damage(folder: Path) -> None:
    index = TantivyIndex(folder)
    (folder / "meta.json").unlink()
    with pytest.raises(IndexDamaged):
        index.search(parse_query("حفتر"))


def test_a_full_disk_leaves_the_last_commit(file: Path) -> None:
    index = FtsIndex(file)
    (pages,) = index._db.execute("PRAGMA page_count").fetchone()
    index._db.execute(f"PRAGMA max_page_count = {pages}")
    more = (IndexedArticle(no=no, id=str(no), text=f"كلمة{no} " * 50) for no in range(100, 400))
    with pytest.raises(LibraryError, match="the disk is full"):
        index.update(more, 9)
    assert (index.watermark(), index.count()) == (6, len(ALL))
    index.close()
    FtsIndex(file).verify()


def test_two_writers_are_told_apart(open_it: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fts_index, "_PATIENCE", 0.1)
    first, second = open_it(), open_it()

    def while_writing() -> Iterator[IndexedArticle]:
        yield from ALL[:2]
        with pytest.raises(IndexBusy, match="another program writes"):
            second.update(ALL[2:], 9)

    first.update(while_writing(), 2)
    assert (second.watermark(), second.count()) == (2, 2)
    second.update(ALL[2:], 9)
    assert (first.watermark(), first.count()) == (9, len(ALL))
