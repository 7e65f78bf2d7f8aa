"""The commands on a library: init, add, versions, judge, export, check."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from marsad.cli.main import app
from marsad.corpus import Library

from .conftest import TEXTS, given, page, put


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in args])


def test_a_library_from_nothing_to_export(tmp_path: Path) -> None:
    lib, pages = tmp_path / "lib", tmp_path / "pages"
    pages.mkdir()
    (pages / "one.html").write_bytes(page("افتتاح السد", TEXTS[0]))
    (pages / "two.html").write_bytes(page("انفجار في السوق", TEXTS[2]))
    (pages / "empty.html").write_bytes(b"")
    assert run("init", lib).exit_code == 0
    added = run("add", lib, pages, "--fast")
    assert added.exit_code == 1
    assert [line.split("\t")[0] for line in added.stdout.splitlines()] == ["new", "new"]
    assert "added 2 of 3 · refused 1: 1 empty" in added.stderr
    assert "empty.html" in added.stderr
    again = run("add", lib, pages / "one.html", pages / "two.html", "--fast")
    assert again.exit_code == 0
    assert "added 0 of 2 · known 2" in again.stderr
    records = [json.loads(line) for line in run("export", lib).stdout.splitlines()]
    assert [one["article"]["title"] for one in records] == ["افتتاح السد", "انفجار في السوق"]
    rows = list(csv.DictReader(run("export", lib, "--format", "csv").stdout.splitlines()))
    assert {one["title"] for one in rows} <= {"افتتاح السد", "انفجار في السوق"}
    assert any(one["dead"] == "3" for one in rows)
    claims = run("export", lib, "--table", "claims", "--format", "csv").stdout
    assert claims.startswith("article,id,source,")
    checked = run("check", lib)
    assert checked.exit_code == 0
    assert "articles\t2" in checked.stdout


def test_versions_are_shown_with_what_changed(tmp_path: Path) -> None:
    with Library.create(tmp_path / "lib") as library:
        put(library, given(1), given(1, "نص جديد للخبر."))
    shown = run("versions", tmp_path / "lib", "a1")
    assert shown.exit_code == 0
    assert "version 2" in shown.stdout
    assert "+نص جديد للخبر." in shown.stdout
    assert run("versions", tmp_path / "lib", "a9").exit_code == 1


def test_judgements_and_gold(tmp_path: Path) -> None:
    lib = tmp_path / "lib"
    with Library.create(lib) as library:
        put(library, given(1, TEXTS[0]))
    assert run("judge", lib, "a1", "article", "accept", "--by", "ليلى").exit_code == 0
    edit = run("judge", lib, "1", "attribution:a1", "edit", '{"mode": "direct"}', "--by", "ليلى")
    assert edit.exit_code == 0
    assert "attribution:a1\tedit\tقال" in edit.stdout
    (gold,) = (json.loads(line) for line in run("export", lib, "--gold").stdout.splitlines())
    assert gold["attributions"][0]["mode"] == "direct"
    assert run("judge", lib, "a1", "date:d77", "accept", "--by", "ليلى").exit_code == 2
    assert run("judge", lib, "a1", "date:d1", "edit", "{", "--by", "ليلى").exit_code == 2
    assert run("export", lib, "--gold", "--format", "csv").exit_code == 2


def test_judgements_are_listed_and_those_whose_words_are_gone(tmp_path: Path) -> None:
    """A new version without the words of a judgement makes it a conflict, which the command shows; what was taken back is none."""
    lib = tmp_path / "lib"
    with Library.create(lib) as library:
        put(library, given(1, TEXTS[0]))
    run("judge", lib, "a1", "article", "tag", "سدود", "--by", "ليلى")
    run("judge", lib, "a1", "attribution:a1", "edit", '{"mode": "direct"}', "--by", "ليلى")
    run("judge", lib, "a1", "attribution:a1", "reject", "--by", "سمير")
    run("judge", lib, "a1", "attribution:a1", "undo", "--by", "سمير")
    assert run("judgements", lib, "--conflicts").stdout == ""
    with Library.open(lib, "w") as library:
        put(library, given(1, "نص جديد للخبر."))
    lines = [line.split("\t") for line in run("judgements", lib).stdout.splitlines()]
    assert [(one[2], one[3], one[4], one[-1]) for one in lines] == [
        ("ليلى", "a1", "article", "stands"),
        ("ليلى", "a1", "attribution:a1", "conflict"),
        ("سمير", "a1", "attribution:a1", "undone"),
        ("سمير", "a1", "attribution:a1", "stands"),
    ]
    listed = run("judgements", lib, "a1", "--conflicts", "--format", "jsonl").stdout
    (gone,) = map(json.loads, listed.splitlines())
    assert (gone["no"], gone["fact"], gone["was"], gone["value"]) == (2, None, "a1", {"mode": "direct"})
    assert gone["exact"] == "قال"
    assert run("judgements", lib, "a9").exit_code == 1


def test_errors_are_told_and_have_their_status(tmp_path: Path) -> None:
    missing = run("add", tmp_path / "none", "x.html")
    assert missing.exit_code == 2
    assert "make one: marsad init" in missing.stderr
    with Library.create(tmp_path / "lib"):
        busy = run("add", tmp_path / "lib", "x.html")
    assert busy.exit_code == 2
    assert "is writing to it" in busy.stderr
    assert run("init", tmp_path / "lib").exit_code == 2


def test_lines_come_through_a_pipe(tmp_path: Path) -> None:
    Library.create(tmp_path / "lib").close()
    line = json.dumps({"id": "p1", "text": TEXTS[0]}, ensure_ascii=False)
    command = [sys.executable, "-m", "marsad", "add", str(tmp_path / "lib"), "-", "--fast", "--quiet"]
    done = subprocess.run(command, input=line, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "new\t1\tp1\t1\t-:1\n", "")


def test_damage_is_told(tmp_path: Path) -> None:
    import sqlite3

    with Library.create(tmp_path / "lib") as library:
        put(library, given(1))
    with sqlite3.connect(tmp_path / "lib/library.sqlite") as database:
        database.execute("UPDATE records SET sha256 = zeroblob(32)")
    checked = run("check", tmp_path / "lib")
    assert checked.exit_code == 1
    assert "records 1: its SHA-256 is wrong" in checked.stderr


def test_the_timeline_goes_by_dates(tmp_path: Path) -> None:
    place = str(tmp_path / "lib")
    with Library.create(place) as library:
        texts = ("قتل خمسة أشخاص في طرابلس أمس.", "اعتقلت الشرطة ثلاثة أشخاص في بنغازي أمس.")
        put(library, *(given(n, text, published=f"2024-03-{20 - n}") for n, text in enumerate(texts)))
    told = CliRunner().invoke(app, ["timeline", place])
    lines = [line.split("\t") for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert [line[:2] for line in lines] == [["2024-03-18", "COERCE"], ["2024-03-19", "ASSAULT"]]
    assert [line[6] for line in lines] == ["2", "1"]
    one = CliRunner().invoke(app, ["timeline", place, "بنغازي"])
    assert [line.split("\t")[6] for line in one.stdout.splitlines()] == ["2"]
