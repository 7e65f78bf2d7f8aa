"""Parquet by month, and the DuckDB views and examples over it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from marsad.errors import UsageError
from marsad.export import parquet, views_of
from marsad.export.parquet import write_parquet
from marsad.export.parquet_tables import TABLES
from marsad.types import Record, Size

from .hostile import ARTICLE, NAME, RECORD, TEXT

DOCS = Path(__file__).parent.parent.parent / "docs"
pytest.importorskip("pyarrow")


def undated() -> Record:
    return replace(RECORD, article=replace(ARTICLE, id="undated", published="2024"), entities=(), mentions=(), attributions=(), events=())  # fmt: skip


def read(folder: Path, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet

    files = sorted(folder.glob(f"{table}/*/*.parquet"))
    return [row for file in files for row in pyarrow.parquet.ParquetFile(file).read().to_pylist()]


def test_every_value_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "it's news"
    write_parquet([RECORD, undated()], folder)
    assert {path.parent.name for path in folder.glob("articles/*/*.parquet")} == {
        "month=2024-03",
        "month=unknown",
    }
    article = read(folder, "articles")[0]
    assert (article["text"], article["title"]) == (TEXT, ARTICLE.title)
    assert article["authors"] == list(ARTICLE.authors)
    events = read(folder, "events")
    assert [row["trigger"] for row in events] == ["القتال", "انتهى", "نقبل"]
    assert events[0]["actor1"] == NAME
    assert events[0]["dead"] == 3
    claims = read(folder, "claims")
    assert [(row["source"], row["relays"]) for row in claims] == [(NAME, []), ("مصدر", [NAME])]
    for row in (*read(folder, "mentions"), *claims):
        if row["field"] == "text":
            assert TEXT[row["start"] : row["end"]] == row.get("exact", row.get("content"))
    assert {table: list(read(folder, table)[0]) for table in TABLES} == {
        t: list(c) for t, c in TABLES.items()
    }


def test_batches_are_files_and_a_number_too_large_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "AT_ONCE", 2)
    huge = replace(RECORD, events=(replace(RECORD.events[0], size=Size(dead=10**30)),))
    write_parquet([RECORD, RECORD, huge], tmp_path / "news")
    names = [path.name for path in sorted(tmp_path.glob("news/events/month=2024-03/*"))]
    assert names == ["part-00001.parquet", "part-00002.parquet"]
    assert read(tmp_path / "news", "events")[-1]["dead"] is None


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Any:
        yield RECORD
        raise UsageError("x", "y")

    with pytest.raises(UsageError):
        write_parquet(broken(), tmp_path / "news")
    assert list(tmp_path.iterdir()) == []
    write_parquet([], tmp_path / "news")
    with pytest.raises(UsageError, match="already"):
        write_parquet([], tmp_path / "news")


def test_the_views_and_the_examples_of_the_docs_work(tmp_path: Path, record: Record) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = tmp_path / "it's news"
    write_parquet([RECORD, record], folder)
    database = duckdb.connect()
    database.execute(views_of(str(folder)))
    examples = re.findall(r"```sql\n(.*?)```", (DOCS / "exports.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 5
    for example in examples:
        assert database.execute(example).fetchall(), example
    assert ("مصدر", 1) in database.execute("SELECT speaker, count(*) FROM voices GROUP BY 1").fetchall()
    assert database.execute("SELECT count(*) FROM happenings WHERE trigger = 'انتهى'").fetchall() == [(0,)]
    assert database.execute("SELECT articles FROM actors WHERE name = ?", [NAME]).fetchall() == [(1,)]


def test_the_views_of_an_empty_library_are_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_parquet([], tmp_path / "news")
    monkeypatch.chdir(tmp_path / "news")
    database = duckdb.connect()
    database.execute((tmp_path / "news/views.sql").read_text(encoding="utf-8"))
    for view in (*TABLES, "happenings", "voices", "actors"):
        assert database.execute(f"SELECT count(*) FROM {view}").fetchall() == [(0,)]
