"""What a library takes on the disk: dictionaries learnt as it grows, an older one's doubles taken away, `marsad compact`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from tests.corpus.conftest import given, in_folder, put
from tests.corpus.older import RECORDS_OF_VERSION_3
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.store import compacting, packing, writing
from marsad.corpus.store.compacting import compact
from marsad.corpus.store.schema import dictionaries, meta, records
from marsad.errors import LibraryError

PLACES = ("المنارة", "الرملة", "العين", "السد", "القلعة", "الميناء")


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dictionaries are learnt from the eighth record on."""
    for module in (packing, writing, compacting):
        monkeypatch.setattr(module, "LEARNING", (8, 10_000))
    monkeypatch.setattr(packing, "LEARNT_BYTES", 4096)


def fill(library: Library, first: int, count: int) -> None:
    """Puts so many articles in, in transactions of four."""
    for at in range(first, first + count, 4):
        put(library, *(given(no, _news(no)) for no in range(at, at + 4)))


def _news(no: int) -> str:
    place = PLACES[no % len(PLACES)]
    return f"قال رئيس بلدية {place} جمال عواد إن الطريق رقم {no} سيغلق يوم {no % 28 + 1} آذار. وأضاف أن الأعمال في {place} انتهت."


def dictionaries_of(library: Library) -> list[int]:
    """The dictionary of each record, in order."""
    with library.reading() as connection:
        return list(connection.scalars(select(records.c.dictionary).order_by(records.c.no)))


@pytest.mark.usefixtures("soon")
def test_a_dictionary_is_learnt_when_a_library_has_grown(library: Library) -> None:
    fill(library, 0, 16)
    assert dictionaries_of(library) == [1] * 8 + [2] * 8
    assert [one.article.text for one in library.records()] == [_news(no) for no in range(16)]
    assert library.check().clean


@pytest.mark.usefixtures("soon")
def test_a_dictionary_of_a_transaction_that_failed_is_forgotten(library: Library) -> None:
    def fail() -> None:
        with library.writing() as connection:
            writing.add_dictionary(connection, 2, b"none")
            raise ZeroDivisionError

    fill(library, 0, 8)
    with pytest.raises(ZeroDivisionError):
        fail()
    fill(library, 8, 4)
    assert dictionaries_of(library) == [1] * 8 + [2] * 4
    assert library.check().clean


@pytest.mark.usefixtures("soon")
def test_compacting_keeps_every_record(library: Library) -> None:
    fill(library, 0, 12)
    before = [one.to_json() for one in library.records()]
    assert list(compact(library)) == [12]
    assert [one.to_json() for one in library.records()] == before
    assert set(dictionaries_of(library)) == {3}
    with library.reading() as connection:
        assert list(connection.scalars(select(dictionaries.c.no))) == [3]
    fill(library, 12, 4)
    assert library.check().clean


@in_folder
def test_compacting_gives_room_back(library: Library) -> None:
    fill(library, 0, 4)
    with library.writing() as connection:
        connection.execute(text("CREATE TABLE ballast AS SELECT randomblob(500000) AS bytes"))
    with library.writing() as connection:
        connection.execute(text("DROP TABLE ballast"))
    assert library.folder
    file = library.folder / "library.sqlite"
    with library.reading() as connection:  # the log goes into the file
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    before = file.stat().st_size
    assert list(compact(library)) == []
    assert file.stat().st_size < before - 400_000
    assert library.check().clean


def test_letters_of_every_script_come_back(library: Library) -> None:
    texts = ("قالت البلدية إن ١٢ شخصا أصيبوا.", "قالت Анна إن الطريق مغلق 😀.", "\x00\x7f ولد \uf8ff هنا.")
    put(library, *(given(no, text) for no, text in enumerate(texts)))
    assert tuple(one.article.text for one in library.records()) == texts
    assert library.check().clean


def test_packed_records_of_older_libraries_are_read() -> None:
    import zstandard

    dictionary, record = b'{"marsad": "0.3.0"}', '{"marsad": "0.3.0", "نص": "كتب"}'.encode()
    content = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    packed = zstandard.ZstdCompressor(level=9, dict_data=content).compress(record)
    assert packing.packer_of(dictionary).unpack(packed) == record


def test_a_reader_may_not_compact(library: Library, location: str) -> None:
    with Library.open(location) as reader, pytest.raises(Exception, match="open for reading"):
        list(compact(reader))


def test_mentions_are_read_from_the_records(library: Library) -> None:
    fill(library, 0, 4)
    rows = list(library.rows("mentions"))
    assert [*rows[0]] == library.columns("mentions")
    found = {(row["article"], row["id"], row["exact"]) for row in rows}
    told = {(one.no, m.id, m.exact) for one in library.articles() for m in library.record(one.id).mentions}
    assert found == told
    assert found


def test_a_library_of_version_3_loses_its_doubles(location: str) -> None:
    with Library.create(location) as library:
        fill(library, 0, 4)
        with library.writing() as connection:
            for statement in (
                "CREATE TABLE mentions (article INTEGER, id TEXT)",
                "CREATE INDEX entities_block ON entities (kind, block, name)",
                "CREATE INDEX entities_links ON entities (links)",
                "CREATE INDEX events_type_date ON events (type, date)",
                "CREATE INDEX ix_articles_published ON articles (published)",
                "DROP INDEX entities_by_block",
                "DROP INDEX entities_by_links",
                *RECORDS_OF_VERSION_3,
            ):
                connection.execute(text(statement))
            connection.execute(meta.update().where(meta.c.key == "schema").values(value="3"))
        before = [one.to_json() for one in library.records()]
    with Library.open(location) as library:
        assert [one.to_json() for one in library.records()] == before
        assert library.check().clean
        with library.reading() as connection:
            known = inspect(connection)
            assert not known.has_table("mentions")
            run = next(one for one in known.get_columns("records") if one["name"] == "run")
            assert not run["nullable"] or connection.dialect.name == "sqlite"
            indexes = {one["name"] for table in ("entities", "events") for one in known.get_indexes(table)}
        assert indexes == {"entities_by_block", "entities_by_links"}
        assert [(row["no"], row["model"]) for row in library.rows("runs")] == [(1, "fast")]
        assert {row["run"] for row in library.rows("records")} == {1}


def test_another_programs_table_of_runs_is_left_alone(location: str) -> None:
    with Library.create(location) as library:
        fill(library, 0, 2)
        with library.writing() as connection:
            for statement in (*RECORDS_OF_VERSION_3, "CREATE TABLE runs (miles INTEGER)"):
                connection.execute(text(statement))
            connection.execute(meta.update().where(meta.c.key == "schema").values(value="3"))
    with pytest.raises(LibraryError, match="another program has a table called runs"):
        Library.open(location)


@in_folder
def test_names_tied_to_a_register_are_found_by_their_index(library: Library) -> None:
    assert library.folder
    plan = (
        "EXPLAIN QUERY PLAN SELECT * FROM entities WHERE links = 'a' OR (links >= 'a |' AND links < 'a |z')"
    )
    with sqlite3.connect(library.folder / "library.sqlite") as database:
        told = " ".join(row[3] for row in database.execute(plan))
    assert told.count("USING INDEX entities_by_links") == 2


def test_the_command_tells_what_it_packs(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        fill(library, 0, 4)
    assert CliRunner().invoke(app, ["compact", str(tmp_path / "lib")]).exit_code == 0
    assert CliRunner().invoke(app, ["compact", str(tmp_path / "none")]).exit_code == 2
