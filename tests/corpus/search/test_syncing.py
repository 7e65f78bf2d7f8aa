"""The index of a library follows it: new articles, new versions, damage, other libraries."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from marsad.corpus import Library
from marsad.corpus.search import catch_up, index_place, missing, open_index, parse_query, syncing
from marsad.corpus.store.lock import FolderLock
from marsad.errors import IndexBusy, IndexDamaged, LibraryError

ENGINES = ("tantivy", "fts")
FIRST = {
    "id": "one",
    "url": "https://anba.example/1",
    "title": "حفتر يلتقي السراج في أبوظبي",
    "text": "قال القائد العام خليفة حفتر إنه التقى فائز السراج في أبوظبي يوم الاثنين. وأضاف أن الانتخابات قريبة.",
    "published": "2019-02-28",
}
SECOND = {
    "id": "two",
    "title": "فيضانات درنة",
    "text": "أعلن الهلال الأحمر مقتل 300 شخص في درنة.",
    "published": "2023-09-12",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one article."""
    library = Library.create(tmp_path / "news")
    add(library, tmp_path, FIRST)
    return library


def add(library: Library, folder: Path, *rows: dict[str, str]) -> None:
    """Adds articles."""
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert list(library.add([path]))


def found(library: Library, engine: str, query: str) -> list[str]:
    """The ids of what is found."""
    index = open_index(library, engine)
    try:
        return [hit.id for hit in index.search(parse_query(query)).hits]
    finally:
        index.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_reading_finds_can_be_searched(library: Library, tmp_path: Path, engine: str) -> None:
    assert list(catch_up(library, engine)) == [1]
    assert list(catch_up(library, engine)) == []
    for query in (
        "Haftar",
        "said_by:حفتر",
        "actor:السراج",
        "place:أبوظبي",
        "type:CONSULT",
        "site:anba.example",
    ):
        assert found(library, engine, query) == ["one"], query
    add(library, tmp_path, SECOND)
    assert found(library, engine, "درنة") == []
    assert list(catch_up(library, engine)) == [1]
    assert found(library, engine, "درنة") == ["two"]
    assert library.check().clean


@pytest.mark.parametrize("engine", ENGINES)
def test_a_new_version_takes_the_place_of_the_old_one(library: Library, tmp_path: Path, engine: str) -> None:
    list(catch_up(library, engine))
    add(library, tmp_path, FIRST | {"text": "نفى خليفة حفتر أي لقاء وقال إن الخبر كاذب تماما."})
    list(catch_up(library, engine))
    index = open_index(library, engine)
    assert index.count() == 1
    index.close()
    assert found(library, engine, "كاذب") == ["one"]
    assert found(library, engine, "الاثنين") == []


def test_a_run_that_ends_between_batches_is_continued(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 1)
    add(library, tmp_path, SECOND)
    run = catch_up(library)
    assert next(run) == 1
    run.close()
    assert found(library, "tantivy", "حفتر OR درنة") == ["one"]
    assert library.check().clean
    assert list(catch_up(library)) == [1]
    assert sorted(found(library, "tantivy", "حفتر OR درنة")) == ["one", "two"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_damaged_index_is_made_anew(library: Library, engine: str) -> None:
    list(catch_up(library, engine))
    for path in (library.index_folder / engine).glob("*"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(IndexDamaged, match="marsad reindex"):
        open_index(library, engine)
    assert list(catch_up(library, engine)) == [1]
    assert found(library, engine, "حفتر") == ["one"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_index_answers_while_it_is_made_anew(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 1)
    add(library, tmp_path, SECOND)
    list(catch_up(library, engine))
    before = index_place(library, engine)
    open_before = open_index(library, engine)
    run = catch_up(library, engine, anew=True)
    assert next(run) == 1
    assert sorted(found(library, engine, "حفتر OR درنة")) == ["one", "two"]
    assert list(run) == [2]
    assert index_place(library, engine) != before
    assert sorted(found(library, engine, "حفتر OR درنة")) == ["one", "two"]
    assert open_before.search(parse_query("حفتر OR درنة")).total == 2
    open_before.close()
    list(catch_up(library, engine))
    assert not before.exists()
    assert library.check().clean


@pytest.mark.parametrize("engine", ENGINES)
def test_a_making_anew_that_is_broken_off_leaves_the_index_as_it_was(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 1)
    add(library, tmp_path, SECOND)
    list(catch_up(library, engine))
    before = index_place(library, engine)
    run = catch_up(library, engine, anew=True)
    assert next(run) == 1
    run.close()
    assert list(catch_up(library, engine)) == []
    assert index_place(library, engine) == before
    assert [one.name for one in library.index_folder.iterdir() if one.is_dir()] == [engine]


def test_a_library_that_was_never_indexed_has_an_empty_index_of_its_own(library: Library) -> None:
    for _ in range(2):
        with open_index(library) as index:
            assert (index.count(), missing(library, index)) == (0, 1)
    assert library.check().clean


def test_what_the_index_lacks_is_counted(library: Library, tmp_path: Path) -> None:
    list(catch_up(library))
    add(library, tmp_path, SECOND)
    with open_index(library) as index:
        assert missing(library, index) == 1


def test_the_index_of_another_library_is_not_used(library: Library, tmp_path: Path) -> None:
    list(catch_up(library))
    other = Library.create(tmp_path / "other")
    add(other, tmp_path, SECOND)
    shutil.copytree(library.index_folder, other.index_folder)
    with pytest.raises(IndexDamaged, match="another library"):
        open_index(other)
    list(catch_up(other))
    assert found(other, "tantivy", "حفتر OR درنة") == ["two"]


def test_an_index_that_runs_ahead_is_not_used(library: Library, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "news", tmp_path / "backup")
    add(library, tmp_path, SECOND)
    list(catch_up(library))
    shutil.copytree(library.index_folder, tmp_path / "backup/index")
    with Library.open(tmp_path / "backup") as restored:
        with pytest.raises(IndexDamaged, match="more than the library"):
            open_index(restored)
        list(catch_up(restored))
        assert found(restored, "tantivy", "حفتر OR درنة") == ["one"]


def test_one_program_at_a_time(library: Library) -> None:
    library.index_folder.mkdir(exist_ok=True)
    lock = FolderLock(library.index_folder)
    with pytest.raises(IndexBusy, match="is writing to it"):
        list(catch_up(library))
    lock.release()
    assert list(catch_up(library)) == [1]


def test_an_address_that_cannot_be_read_stops_no_index(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, SECOND | {"url": "https://[broken/7"})
    list(catch_up(library))
    assert found(library, "tantivy", "درنة") == ["two"]


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_stands_far_behind_the_last_hit(library: Library, engine: str) -> None:
    list(catch_up(library, engine))
    index = open_index(library, engine)
    try:
        hits = index.search(parse_query("حفتر"), offset=10**20)
    finally:
        index.close()
    assert (hits.total, hits.hits) == (1, ())


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="may not be written to"):
        FolderLock(tmp_path / "nowhere")
