"""Tables that a spreadsheet shows and never runs, whichever command or screen writes them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.export.csv_table import FORMULA, write_csv

TITLE = '=HYPERLINK("https://evil.example","خبر")'


def test_formulas_become_words_and_numbers_stay() -> None:
    rows = [{"words": f"{sign}1+1", "number": -3.5, "nothing": None} for sign in FORMULA]
    written = "".join(write_csv(rows, line_end="\r\n"))
    found = list(csv.reader(io.StringIO(written, newline="")))
    assert found[0] == ["words", "number", "nothing"]
    assert found[1:] == [[f"'{sign}1+1", "-3.5", ""] for sign in FORMULA]


def test_what_only_holds_a_sign_stays() -> None:
    assert "".join(write_csv([{"a": "قال: = + -", "b": "١-٠"}])) == "a,b\nقال: = + -,١-٠\n"


def test_a_table_without_rows_has_its_names() -> None:
    assert "".join(write_csv([], ["a", "b"])) == "a,b\n"
    assert "".join(write_csv([])) == ""


@pytest.mark.parametrize("command", ["events", "dates", "export"])
def test_every_command_guards_its_tables(tmp_path: Path, command: str) -> None:
    article = {"id": "-1+cmd", "title": TITLE, "text": "قتل ثلاثة أشخاص في انفجار في بيروت يوم 3 آذار 2024."}
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(article, ensure_ascii=False) + "\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    if command == "export":
        assert CliRunner().invoke(app, ["init", str(tmp_path / "lib")]).exit_code == 0
        assert CliRunner().invoke(app, ["add", str(tmp_path / "lib"), str(source), "--fast"]).exit_code == 0
        words = ["export", str(tmp_path / "lib"), "--table", "articles"]
    else:
        words = [command, str(source)]
    done = CliRunner().invoke(app, [*words, "--format", "csv", "--out", str(out)])
    assert done.exit_code == 0, done.output
    cells = [cell for row in csv.reader(io.StringIO(out.read_text(encoding="utf-8"))) for cell in row]
    assert "'-1+cmd" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "@", "-1+"))]
