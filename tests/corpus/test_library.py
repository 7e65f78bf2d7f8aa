"""A library keeps every page once, every version, every reading; and says so when it is damaged."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
from pathlib import Path

import pytest

from marsad.corpus import Added, Library
from marsad.corpus.store import migrations, schema
from marsad.corpus.store.identity import address_of
from marsad.errors import InputError, LibraryError
from marsad.page.sources import input_of, open_inputs

from .conftest import FAST, TEXTS, given, in_folder, outcomes, page, put


def test_an_article_comes_back_as_it_was_given(library: Library) -> None:
    (added,) = put(library, given(1))
    assert isinstance(added, Added)
    record = library.record("a1")
    assert record.article.text == f"{TEXTS[1]} الخبر 1."
    assert record.attributions
    (row,) = library.articles()
    assert (row.no, row.id, row.version, row.published) == (added.no, "a1", 1, "2024-03-14")
    assert row.url == "https://anba.example/1"
    assert library.page("a1") is None
    assert library.check().clean


def test_a_page_is_kept_byte_for_byte(library: Library) -> None:
    data = page("افتتاح السد", TEXTS[0])
    put(library, input_of(data, url="https://anba.example/dam"))
    digest = hashlib.sha256(data).hexdigest()
    kept = library.page(f"sha256:{digest}")
    assert kept is not None
    assert (kept.data, kept.sha256, kept.url) == (data, digest, "https://anba.example/dam")
    assert library.record(f"sha256:{digest}").article.raw_sha256 == digest


def test_the_same_is_added_once(library: Library, tmp_path: Path) -> None:
    data = page("افتتاح السد", TEXTS[0])
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    one.write_bytes(data)
    two.write_bytes(data)
    assert outcomes(put(library, one, two, one, given(1), given(1))) == [
        "new",
        "known",
        "known",
        "new",
        "known",
    ]
    assert outcomes(put(library, one, two, given(1))) == ["known"] * 3
    assert len(list(library.articles())) == 2
    assert library.check().counts["pages"] == 1


def test_what_is_known_is_not_read_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library, given(1))

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr("marsad.reader.read_article", fail)
    assert outcomes(put(library, given(1))) == ["known"]


def test_a_changed_page_is_a_new_version(library: Library) -> None:
    url = "https://anba.example/dam?utm_source=feed"
    (first,) = put(library, input_of(page("افتتاح السد", TEXTS[0]), url=url))
    (second,) = put(
        library, input_of(page("تأجيل افتتاح السد", TEXTS[0]), url="http://ANBA.example/dam/#top")
    )
    assert isinstance(second, Added)
    assert isinstance(first, Added)
    assert (second.outcome, second.version, second.changed) == ("version", 2, ("title",))
    (current,) = library.articles()
    assert (current.no, current.previous, current.line) == (second.no, first.no, first.no)
    assert [one.version for one in library.versions(second.id)] == [1, 2]
    assert "-افتتاح السد" in library.difference(second.id)
    assert "+تأجيل افتتاح السد" in library.difference(second.id)
    assert library.record(first.no).article.title == "افتتاح السد"
    assert library.check().clean


def test_a_page_whose_words_stay_is_no_new_version(library: Library) -> None:
    old = page("افتتاح السد", TEXTS[0])
    new = old.replace(b"</body>", b"<script>var visits = 17;</script></body>")
    url = "https://anba.example/dam"
    assert outcomes(put(library, input_of(old, url=url), input_of(new, url=url))) == ["new", "known"]
    assert outcomes(put(library, input_of(new, url=url))) == ["known"]


def test_versions_do_not_flap_when_a_folder_is_added_again(library: Library) -> None:
    pages = [input_of(page(title, TEXTS[0]), url="https://anba.example/dam") for title in ("أول", "ثان")]
    assert outcomes(put(library, *pages)) == ["new", "version"]
    assert outcomes(put(library, *pages)) == ["known", "known"]


def test_given_ids_tell_articles_of_one_address_apart(library: Library) -> None:
    home = "https://anba.example/"
    assert outcomes(put(library, given(1, url=home), given(2, url=home))) == ["new", "new"]
    assert outcomes(put(library, given(1, "نص آخر للخبر الأول.", url=home))) == ["version"]


def test_one_text_in_two_newspapers_is_two_articles(library: Library) -> None:
    copies = [given(1, TEXTS[0], id=None, url=f"https://{site}.example/1") for site in ("anba", "sada")]
    assert outcomes(put(library, *copies)) == ["new", "new"]
    assert library.check().clean


def test_what_cannot_be_read_is_logged_with_its_remedy(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    answers = put(
        library, tmp_path / "empty.html", InputError("x.html", "no rights", remedy="check them"), given(1)
    )
    assert outcomes(answers) == ["empty", "unreadable", "new"]
    logged = list(library.rows("refusals"))
    assert [(Path(one["input"]).name, one["reason"]) for one in logged] == [
        ("empty.html", "empty"),
        ("x.html", "unreadable"),
    ]
    assert logged[1]["remedy"] == "check them"


def test_several_processes_keep_the_order(library: Library) -> None:
    answers = put(library, *(given(n) for n in range(12)), InputError("x", "bad"), given(3), jobs=2)
    assert outcomes(answers) == ["new"] * 12 + ["unreadable", "known"]
    assert [one.id for one in library.articles()] == [f"a{n}" for n in range(12)]


def test_a_fault_on_one_article_does_not_keep_out_its_batch(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.corpus.store import writing

    rows_of = writing.rows_of

    def fail_on_third(record: object, article: int) -> object:
        if record.article.id == "a3":  # type: ignore[attr-defined]
            raise ZeroDivisionError("odd article")
        return rows_of(record, article)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "rows_of", fail_on_third)
    answers = put(library, *(given(n) for n in range(1, 6)))
    assert outcomes(answers) == ["new", "new", "fault in marsad", "new", "new"]
    assert [one.id for one in library.articles()] == ["a1", "a2", "a4", "a5"]
    assert library.check().clean


def test_changes_lead_an_index_through_versions(library: Library) -> None:
    put(library, given(1), given(2))
    mark = library.last_change()
    put(library, given(1, "نص جديد للخبر الأول."))
    (change,) = library.changes(mark)
    assert change.current
    assert change.record.article.text == "نص جديد للخبر الأول."
    assert change.replaces == (1,)
    assert [one.current for one in library.changes(0)] == [False, True, True]
    assert library.last_change() == change.no


def test_a_new_reading_keeps_the_old_one(library: Library) -> None:
    import msgspec

    from marsad.corpus.store.writing import Batch

    put(library, given(1))
    record = library.record("a1")
    newer = msgspec.structs.replace(
        record, marsad="9.9", entities=(), mentions=(), attributions=(), events=()
    )
    with library.writing() as connection:
        batch = Batch(connection)
        batch.add_run(1, newer)
        batch.flush()
    assert [one.marsad for one in library.runs("a1")] == [record.marsad, "9.9"]
    assert library.record("a1").marsad == "9.9"
    assert list(library.rows("claims")) == []
    assert library.check().clean


def test_articles_are_read_again_from_what_was_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = b"".join(
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://anba.example/saved\r\nMIME-Version: 1.0\r\n",
            b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n',
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
            b"Content-Location: https://anba.example/saved\r\n\r\n",
            page("صفحة محفوظة", TEXTS[3]),
            b"\r\n--b--\r\n",
        )
    )
    html = page("افتتاح السد", TEXTS[0]).decode()
    put(
        library,
        given(1),
        input_of(page("انفجار", TEXTS[2]).replace(b"utf-8", b"windows-1256"), url="https://anba.example/2"),
        input_of(html, title="عنوان معطى", published="2024-03-15"),
        input_of(TEXTS[1]),
        *open_inputs(["-"], stdin=io.BytesIO(saved)),
    )
    before = list(library.records())
    assert len(before) == 5
    assert before[4].article.url == "https://anba.example/saved"
    assert list(library.reread(how=FAST)) == []
    monkeypatch.setattr("marsad.version.__version__", "9.9")
    monkeypatch.setattr("marsad.reader.__version__", "9.9")
    assert outcomes(list(library.reread(how=FAST))) == ["reread"] * 5
    after = list(library.records())
    assert [one.article for one in after] == [one.article for one in before]
    assert [one.marsad for one in after] == ["9.9"] * 5
    assert [len(library.runs(one.no)) for one in library.articles()] == [2] * 5
    assert list(library.reread(how=FAST)) == []
    assert library.check().clean


def test_facts_are_rows(library: Library) -> None:
    put(library, given(0), given(2))
    names = {one["name"] for one in library.rows("entities")}
    assert "سالم الحيدري" in names
    assert any(one["source"] and "سالم الحيدري" in one["source"] for one in library.rows("claims"))
    assert any(one["type"] == "ASSAULT" or one["dead"] for one in library.rows("events"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://anba.example/a?utm_medium=x&id=2", "http://ANBA.example:80/a?id=2#c"),
        ("https://anba.example/%D8%AE%D8%A8%D8%B1", "https://anba.example/خبر/"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert address_of(one) == address_of(other)


def test_addresses_of_two_pages() -> None:
    assert address_of("https://anba.example/a?id=1") != address_of("https://anba.example/a?id=2")
    assert address_of("https://anba.example:8080/a") != address_of("https://anba.example/a")


def test_refusals_of_opening(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="marsad init"):
        Library.open(tmp_path / "none")
    Library.create(tmp_path / "lib").close()
    with pytest.raises(LibraryError, match="already"):
        Library.create(tmp_path / "lib")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("x")
    with pytest.raises(LibraryError, match="not empty"):
        Library.create(tmp_path / "full")
    (tmp_path / "lib/library.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match="no SQLite database"):
        Library.open(tmp_path / "lib")
    other = tmp_path / "other"
    other.mkdir()
    sqlite3.connect(other / "library.sqlite").execute("CREATE TABLE t (x)")
    with pytest.raises(LibraryError, match="no library"):
        Library.open(other)


def test_a_reader_cannot_write(library: Library, location: str) -> None:
    put(library, given(1))
    with Library.open(location) as reader:
        assert [one.id for one in reader.articles()] == ["a1"]
        with pytest.raises(LibraryError, match="open for reading"):
            list(reader.add([given(2)]))
        with pytest.raises(LibraryError, match="open for reading"):
            reader.judge("a1", "article", None, "accept", by="ليلى")


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    Library.create(tmp_path / "lib").close()
    with sqlite3.connect(tmp_path / "lib/library.sqlite") as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    for mode in ("r", "w"):
        with pytest.raises(LibraryError, match=r"newer Marsad \(schema 99"):
            Library.open(tmp_path / "lib", mode)  # type: ignore[arg-type]


def test_an_older_library_is_migrated_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import Connection, text

    with Library.create(tmp_path / "lib") as library:
        put(library, given(1))

    def add_notes(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE notes (no INTEGER PRIMARY KEY)"))

    def fail(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (no INTEGER PRIMARY KEY)"))
        raise ZeroDivisionError

    next_one = schema.SCHEMA_VERSION + 1
    for module in (migrations, schema, __import__("marsad.corpus.library", fromlist=["x"])):
        monkeypatch.setattr(module, "SCHEMA_VERSION", next_one + 1)
    monkeypatch.setattr(migrations, "STEPS", {next_one: add_notes, next_one + 1: fail})
    with pytest.raises(ZeroDivisionError):
        Library.open(tmp_path / "lib", "w")
    tables = "SELECT name FROM sqlite_master WHERE name IN ('notes', 'half')"
    assert sqlite3.connect(tmp_path / "lib/library.sqlite").execute(tables).fetchall() == []
    monkeypatch.setattr(migrations, "STEPS", {next_one: add_notes, next_one + 1: lambda _: None})
    with Library.open(tmp_path / "lib") as library:
        assert [one.id for one in library.articles()] == ["a1"]
    assert sqlite3.connect(tmp_path / "lib/library.sqlite").execute(tables).fetchall() == [("notes",)]


DAMAGE = {
    "UPDATE pages SET data = zeroblob(40)": "cannot be unpacked",
    "UPDATE pages SET sha256 = 'ff'": "not those of its SHA-256",
    "UPDATE records SET data = substr(data, 1, 12)": "cannot be unpacked",
    "UPDATE records SET sha256 = zeroblob(32)": "SHA-256 is wrong",
    "UPDATE articles SET title = 'عنوان آخر' WHERE no = 1": "another article",
    "UPDATE articles SET current = 0 WHERE no = 1": "newest version",
    "UPDATE articles SET version = 3 WHERE no = 1": "follow",
    "DELETE FROM claims WHERE id = 'a1'": "rows of claims",
    "UPDATE entities SET name = 'غيره' WHERE id = 'e1'": "rows of entities",
    "DELETE FROM records WHERE article = 2": "no current record",
    "UPDATE records SET current = 0": "no current record",
    "INSERT INTO claims SELECT 99, id, source, source_kind, entity, relays, act, mode, cue, hedge, parent, field, "
    'start, "end" FROM claims LIMIT 1': "not there",
}


@in_folder
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda text: text[:50])
def test_check_finds_damage(library: Library, damage: str) -> None:
    put(library, given(0), input_of(page("خبر", TEXTS[2]), url="https://anba.example/2"))
    assert library.check().clean
    with sqlite3.connect(os.fspath(library.folder / "library.sqlite")) as database:  # type: ignore[operator]
        database.execute(damage)
    problems = " ".join(fault.problem for fault in library.check().faults)
    assert DAMAGE[damage] in problems


def test_check_reads_the_watermark_of_the_index(library: Library) -> None:
    put(library, given(1), given(2))
    assert "there is no search index" in library.check().notes
    index = library.index_folder
    index.mkdir(parents=True)
    mark = index / "watermark.json"
    mark.write_text(f'{{"library": "{library.id}", "change": 1}}')
    report = library.check()
    assert report.clean
    assert "lags 1 reading" in report.notes[0]
    for said, problem in (
        (f'{{"library": "{library.id}", "change": 7}}', "claims reading 7"),
        ('{"library": "other", "change": 2}', "another library"),
        ("{", "does not say"),
    ):
        mark.write_text(said)
        assert problem in library.check().faults[0].problem


def test_no_message_tells_the_password_of_a_server() -> None:
    with pytest.raises(LibraryError) as raised:
        Library.open("postgresql://marsad:secret@127.0.0.1:1/news")
    assert "secret" not in str(raised.value)
