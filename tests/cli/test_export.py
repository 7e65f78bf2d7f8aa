"""`marsad export` and `marsad read` in the formats of other programs; a query selects what is written."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from marsad.batch import How
from marsad.cli.main import app
from marsad.corpus import Library

ROWS = [
    {
        "id": "meeting",
        "url": "https://anba.example/1?a=1&b=2",
        "title": 'حفتر يلتقي "السراج" <في> أبوظبي',
        "text": "التقى القائد العام خليفة حفتر فائز السراج في أبوظبي أمس. وقال حفتر: «الانتخابات قريبة».",
        "published": "2019-02-28",
    },
    {
        "id": "flood",
        "title": "فيضانات درنة",
        "text": "أعلن الهلال الأحمر مقتل 300 شخص في فيضانات ضربت مدينة درنة في 11 سبتمبر 2023.",
        "published": "2023-09-12",
    },
    {"id": "undated", "title": "تونس", "text": "قصف الجيش مدينة درنة، بحسب مصدر طبي."},
]


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in args])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles."""
    path = tmp_path_factory.mktemp("export") / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    with Library.create(path.parent / "news") as library:
        assert len(list(library.add([path], how=How(tier="fast")))) == 3
    return path.parent / "news"


def test_a_query_selects_records_and_rows(folder: Path) -> None:
    lines = run("export", folder, "--query", "درنة").stdout.splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == ["flood", "undated"]
    rows = run("export", folder, "--query", "from:2020", "--table", "articles").stdout.splitlines()
    assert [json.loads(line)["id"] for line in rows] == ["flood"]
    entities = run("export", folder, "--query", "Haftar", "--table", "entities").stdout.splitlines()
    assert {json.loads(line)["article"] for line in entities} == {1}


def test_what_is_selected_is_never_loosened(folder: Path) -> None:
    assert run("search", folder, "درنة أبوظبي").stdout.startswith("1–3 of 3")
    assert run("export", folder, "--query", "درنة أبوظبي").stdout == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ["--query", "حفتر AND"],
        ["--query", "حفتر", "--gold"],
        ["--query", "حفتر", "--table", "refusals"],
        ["--format", "jsonld", "--table", "events"],
        ["--format", "jsonld", "--gold"],
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(folder: Path, wrong: list[str]) -> None:
    assert run("export", folder, *wrong).exit_code == 2


def test_a_file_is_there_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonld"
    assert run("export", folder, "--format", "jsonld", "--query", "AND", "--out", out).exit_code == 2
    assert list(tmp_path.iterdir()) == []
    assert run("export", folder, "--format", "jsonld", "--out", out).exit_code == 0
    nodes = json.loads(out.read_text(encoding="utf-8"))["@graph"]
    assert [node["headline"] for node in nodes if node["@type"] == "NewsArticle"] == [
        row["title"] for row in ROWS
    ]


@pytest.mark.parametrize("format", ["jsonl", "ics", "parquet"])
def test_where_nothing_can_be_written_is_told(folder: Path, tmp_path: Path, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    done = run("export", folder, "--format", format, "--out", tmp_path / "none" / "x")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_pages_are_read_into_every_format(folder: Path, tmp_path: Path) -> None:
    from marsad.export.formats import WRITERS

    for name in WRITERS:
        out = tmp_path / name
        done = run(
            "read", folder.parent / "articles.jsonl", "--format", name, "--out", out, "--fast", "--quiet"
        )
        assert done.exit_code == 0, done.stderr
        assert done.stderr == ""
        text = out.read_text(encoding="utf-8")
        assert text.endswith("\n")
        if name in ("graphml",):
            assert ElementTree.fromstring(text).tag.endswith("graphml")


def test_judgements_are_in_the_provenance(folder: Path) -> None:
    assert run("judge", folder, "flood", "article", "accept", "--by", "ليلى").exit_code == 0
    document = json.loads(run("export", folder, "--format", "prov").stdout)
    agents = [
        agent["prov:label"] for bundle in document["bundle"].values() for agent in bundle["agent"].values()
    ]
    assert agents.count("ليلى") == 1


def test_parquet_is_a_folder(folder: Path, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    assert run("export", folder, "--format", "parquet").exit_code == 2
    out = tmp_path / "news.parquet"
    done = run("export", folder, "--format", "parquet", "--query", "درنة", "--out", out)
    assert done.exit_code == 0, done.stderr
    ids = {
        row["article_id"]
        for file in out.glob("articles/*/*.parquet")
        for row in pyarrow.ParquetFile(file).read().to_pylist()
    }
    assert ids == {"flood", "undated"}
    assert run("export", folder, "--format", "parquet", "--out", out).exit_code == 2


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_of_a_search(folder: Path, kind: str) -> None:
    import feedparser

    assert run("export", folder, "--format", kind).exit_code == 2
    done = run("export", folder, "--format", kind, "--query", "درنة OR السراج", "--title", "أخبار")
    feed = feedparser.parse(done.stdout.encode())
    assert not feed.bozo
    assert feed.feed.title == "أخبار"
    assert [one.id for one in feed.entries] == [
        f"urn:marsad:{name}" for name in ("flood", "meeting", "undated")
    ]
    assert feed.entries[1].link == ROWS[0]["url"]
    assert "درنة" in feed.entries[0].summary
    one = run("export", folder, "--format", kind, "--query", "درنة OR السراج", "--limit", "1")
    assert len(feedparser.parse(one.stdout.encode()).entries) == 1
    none = run("export", folder, "--format", kind, "--query", "درنة أبوظبي")
    assert feedparser.parse(none.stdout.encode()).entries == []
