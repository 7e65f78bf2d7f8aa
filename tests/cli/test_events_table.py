"""`marsad events`: the flat table in its formats."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.events.table import COLUMNS

LINE = {
    "id": "a1",
    "title": "",
    "published": "2021-05-12",
    "text": "قالت وكالة رويترز إن الجيش قصف مدينة درنة أمس الثلاثاء. وأدانت جامعة الدول العربية القصف.",
}


def run(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marsad", "events", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def given(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(LINE, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_csv_has_the_columns_and_the_facts(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert run(str(given(tmp_path)), "--out", str(out)).returncode == 0
    with out.open(encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == COLUMNS
    shelling = next(row for row in rows if row["event_type"] == "ASSAULT")
    assert shelling["event_date"] == "2021-05-11"
    assert shelling["time_precision"] == "1"
    assert shelling["actor1"] == "الجيش"
    assert shelling["quad_class"] == "4"
    assert "رويترز" in shelling["source_chain"]
    assert LINE["text"][int(shelling["start"]) : int(shelling["end"])] == shelling["trigger"]


def test_lines_hold_the_same_rows(tmp_path: Path) -> None:
    done = run(str(given(tmp_path)), "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(row) for row in rows] == [COLUMNS] * len(rows)
    assert {"ASSAULT", "ACCUSE"} <= {row["event_type"] for row in rows}


def test_once_drops_later_mentions(tmp_path: Path) -> None:
    path = given(tmp_path)
    every = run(str(path), "--format", "jsonl").stdout.splitlines()
    first = run(str(path), "--format", "jsonl", "--once").stdout.splitlines()
    assert len(first) == sum(json.loads(line)["same_as"] is None for line in every)


def test_unknown_format_and_parquet_to_a_terminal_are_refused(tmp_path: Path) -> None:
    path = str(given(tmp_path))
    assert run(path, "--out", str(tmp_path / "events.xlsx")).returncode == 2
    assert run(path, "--format", "parquet").returncode == 2


def test_excel_is_given_a_mark_of_byte_order(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    assert run(str(given(tmp_path)), "--out", str(out), "--excel").returncode == 0
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfevent_id,")
    assert raw.count(b"\r\n") == raw.count(b"\n")


def test_parquet_has_the_same_types_whatever_it_holds(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "events.parquet"
    assert run(str(given(tmp_path)), "--out", str(out)).returncode == 0
    types = {field.name: str(field.type) for field in parquet.read_schema(out)}
    assert list(types) == COLUMNS
    assert {types[name] for name in ("dead", "missing", "year", "start")} == {"int64"}
    assert {types[name] for name in ("admin1", "amount", "site")} == {"string"}
    assert types["historical"] == "bool"
