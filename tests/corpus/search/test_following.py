"""The index takes in what is added while it is added, and never says more than it holds."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.intake import adding
from marsad.corpus.search import catch_up, following, missing, open_index, parse_query, syncing
from marsad.corpus.store.lock import FolderLock
from marsad.errors import IndexDamaged

from ..conftest import FAST, given, put


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.create(tmp_path / "news")


def lacking(library: Library) -> int:
    index = open_index(library)
    try:
        return missing(library, index)
    finally:
        index.close()


def found(library: Library, query: str) -> list[str]:
    index = open_index(library)
    try:
        return sorted(hit.id for hit in index.search(parse_query(query), limit=100).hits)
    finally:
        index.close()


def test_what_was_added_is_found(library: Library) -> None:
    put(library, *map(given, range(5)), index=True)
    assert lacking(library) == 0
    assert found(library, "خبر") == [f"a{n}" for n in range(5)]
    assert library.check().clean


def test_many_commits_hold_what_one_holds(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH_ANSWERS", 3)
    monkeypatch.setattr(following, "BATCH", 4)
    put(library, *map(given, range(20)), index=True)
    assert lacking(library) == 0
    assert len(found(library, "خبر")) == 20


def test_a_version_takes_the_place_of_the_one_before(library: Library) -> None:
    put(library, given(1, "أغلقت الهيئة الميناء."), index=True)
    put(library, given(1, "فتحت الهيئة الميناء."), given(1, "هدمت الهيئة الميناء."), given(2), index=True)
    assert [found(library, word) for word in ("أغلقت", "فتحت", "هدمت")] == [[], [], ["a1"]]
    index = open_index(library)
    assert index.count() == 2
    index.close()
    assert library.check().clean


def test_what_adding_tells_is_what_the_library_says(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH_SECONDS", 60.0)
    told: list[Any] = []
    inputs = [given(1), given(2), given(1, "هدمت الهيئة الميناء."), given(3)]
    list(adding.add_inputs(library, inputs, how=FAST, told=told.extend))
    held = list(library.changes())
    assert [one for one in told if one.current] == [one for one in held if one.current]
    assert [(one.no, one.article, one.current) for one in told] == [
        (one.no, one.article, one.current) for one in held
    ]


def test_an_index_that_lags_is_brought_up_first(library: Library) -> None:
    put(library, *map(given, range(3)))
    put(library, *map(given, range(3, 5)), index=True)
    assert lacking(library) == 0
    assert len(found(library, "خبر")) == 5


def test_one_that_lags_far_is_left_to_reindex(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 2)
    put(library, *map(given, range(3)))
    put(library, given(4), index=True)
    assert lacking(library) == 4


def test_adding_goes_on_while_another_program_has_the_index(library: Library) -> None:
    put(library, given(1), index=True)
    with FolderLock(library.index_folder):
        put(library, given(2), index=True)
    assert lacking(library) == 1
    list(catch_up(library))
    assert found(library, "خبر") == ["a1", "a2"]


def test_an_index_that_fails_stops_no_adding(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library, given(1), index=True)

    def fail(*_: Any, **__: Any) -> None:
        raise IndexDamaged("index", "it broke", remedy="make it anew")

    monkeypatch.setattr("marsad.corpus.search.tantivy_index.Filling.put", fail)
    put(library, given(2), given(3), index=True)
    monkeypatch.undo()
    assert len(list(library.articles())) == 3
    assert lacking(library) == 2
    assert found(library, "خبر") == ["a1"]
    assert library.check().clean


def test_whoever_stops_in_between_loses_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH_ANSWERS", 1)
    answers = library.add(map(given, range(10)), how=FAST, index=True)
    next(answers)
    assert isinstance(answers, Generator)
    answers.close()
    assert lacking(library) == 0
    assert found(library, "خبر") == ["a0"]


def test_the_command_leaves_library_and_index_current(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("افتتاح الميناء\n\nقال وزير النقل إن الميناء افتتح أمس.", encoding="utf-8")
    place = str(tmp_path / "news")
    for command in (["init", place], ["add", place, str(page), "--fast", "--quiet"]):
        assert CliRunner().invoke(app, command).exit_code == 0
    with Library.open(place) as library:
        assert lacking(library) == 0
    other = page.with_name("other.txt")
    other.write_text("إغلاق المطار\n\nقال وزير النقل إن المطار أغلق أمس.", encoding="utf-8")
    assert CliRunner().invoke(app, ["add", place, str(other), "--fast", "--no-index"]).exit_code == 0
    with Library.open(place) as library:
        assert lacking(library) == 1
        assert syncing.index_place(library).exists()
