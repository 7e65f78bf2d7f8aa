"""`marsad search` and `marsad reindex` on a library."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import Result
from tests.corpus.search.damage import replace_file
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.store.lock import FolderLock

ROWS = [
    {
        "id": "meeting",
        "url": "https://anba.example/1",
        "title": "حفتر يلتقي السراج في أبوظبي",
        "text": "قال القائد العام خليفة حفتر إنه التقى فائز السراج في أبوظبي. وأضاف أن الانتخابات قريبة.",
        "published": "2019-02-28",
    },
    {
        "id": "flood",
        "title": "فيضانات درنة",
        "text": "أعلن الهلال الأحمر مقتل 300 شخص في درنة.",
        "published": "2023-09-12",
    },
]


def run(*args: str) -> Result:
    return CliRunner().invoke(app, args)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A library with two articles and no index."""
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    with Library.create(tmp_path / "news") as library:
        assert len(list(library.add([path]))) == 2
    return str(tmp_path / "news")


@pytest.mark.parametrize("engine", ["tantivy", "fts"])
def test_the_first_search_makes_the_index(folder: str, engine: str) -> None:
    done = run("search", folder, "Haftar", "--index", engine)
    assert done.exit_code == 0
    assert "2 readings indexed" in done.stderr
    assert done.stdout.startswith("1–1 of 1 articles\n")
    assert "[حفتر] يلتقي السراج" in done.stdout
    assert "anba.example" in done.stdout
    again = run("search", folder, "Haftar", "--index", engine, "--one-script")
    assert again.stdout == "0 articles\n"
    assert again.stderr == ""


def test_json_holds_everything(folder: str) -> None:
    answer = json.loads(
        run("search", folder, "درنة OR حفتر", "--format", "json", "--sort", "date", "--limit", "1").stdout
    )
    assert answer["total"] == 2
    assert [hit["id"] for hit in answer["hits"]] == ["flood"]
    snippet = answer["hits"][0]["snippet"]
    assert [ROWS[1]["text"][a:b] for a, b in snippet["highlights"]] == ["درنة"]
    assert {"value": "2023-09", "count": 1} in answer["facets"]["month"]
    rest = json.loads(
        run("search", folder, "درنة OR حفتر", "--format", "json", "--sort", "date", "--offset", "1").stdout
    )
    assert [hit["id"] for hit in rest["hits"]] == ["meeting"]


def test_what_means_the_same_is_found_when_asked_for(folder: str) -> None:
    assert run("search", folder, "كارثة طبيعية").stdout == "0 articles\n"
    for way in ("--semantic", "--hybrid"):
        answer = json.loads(run("search", folder, "كارثة طبيعية", way, "--format", "json").stdout)
        assert [hit["id"] for hit in answer["hits"]] == ["flood", "meeting"]
    assert run("search", folder, "كارثة طبيعية", "--words").stdout == "0 articles\n"
    both = run("search", folder, "كارثة طبيعية", "--semantic", "--hybrid")
    assert both.exit_code == 2
    assert "exclude each other" in both.stderr


def test_an_article_leads_to_those_like_it(folder: str, tmp_path: Path) -> None:
    more = dict(ROWS[1], id="rain", url="https://anba.example/3", title="أمطار وفيضانات في درنة")
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(more, ensure_ascii=False) + "\n", encoding="utf-8")
    assert run("add", folder, str(path), "--fast").exit_code == 0
    done = run("search", folder, "--like", "flood", "--format", "json")
    assert json.loads(done.stdout)["hits"][0]["id"] == "rain"
    by_number = json.loads(run("search", folder, "--like", "2", "--format", "json", "--limit", "1").stdout)
    assert [hit["id"] for hit in by_number["hits"]] == ["rain"]
    assert "flood" not in {hit["id"] for hit in by_number["hits"]}
    assert "أمطار وفيضانات" in run("search", folder, "--like", "flood", "--index", "fts").stdout
    assert run("search", folder).exit_code == 2
    assert run("search", folder, "درنة", "--like", "flood").exit_code == 2
    assert run("search", folder, "--like", "nobody").exit_code == 1


def test_a_wrong_query_points_at_the_character(folder: str) -> None:
    done = run("search", folder, "حفتر AND (درنة")
    assert done.exit_code == 2
    assert "marsad: position 10: this bracket is never closed: «(درنة»" in done.stderr


def test_loose_answers_say_so(folder: str) -> None:
    assert "2 articles with some of the words" in run("search", folder, "السراج الهلال").stdout


def test_searching_goes_on_while_another_program_indexes(folder: str) -> None:
    run("search", folder, "حفتر")
    lock = FolderLock(Path(folder) / "index")
    done = run("search", folder, "حفتر")
    lock.release()
    assert done.exit_code == 0
    assert "1–1 of 1 articles" in done.stdout
    assert "the newest articles may be missing" in done.stderr


def test_reindex_repairs_and_verifies(folder: str) -> None:
    assert "holds 2 articles, 2 readings are new" in run("reindex", folder).stderr
    assert "holds 2 articles, 0 readings are new" in run("reindex", folder, "--verify").stderr
    for path in (Path(folder) / "index/tantivy").glob("*.store"):
        replace_file(path, b"")
    assert "holds 2 articles, 2 readings are new" in run("reindex", folder).stderr
    assert "2 readings are new" in run("reindex", folder, "--anew").stderr
    assert run("reindex", folder, "--quiet").stderr == ""


def test_a_changed_byte_fails_the_verification(folder: str) -> None:
    run("reindex", folder)
    path = next((Path(folder) / "index/tantivy").glob("*.store"))
    data, times = bytearray(path.read_bytes()), path.stat()
    data[-100] ^= 1
    replace_file(path, data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    done = run("reindex", folder, "--verify")
    assert done.exit_code == 1
    assert "is not as it was written" in done.stderr
    assert "marsad reindex --anew" in done.stderr


def test_there_must_be_a_library(tmp_path: Path) -> None:
    assert run("search", str(tmp_path / "none"), "حفتر").exit_code == 2
    assert run("reindex", str(tmp_path / "none")).exit_code == 2
