"""`marsad read` on files, lines and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import marsad

SAMPLES = Path(marsad.__file__).parent / "samples"


def run(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marsad", *args]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def test_page_to_json() -> None:
    done = run("read", str(SAMPLES / "border-talks.html"))
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["article"]["published"].startswith("2024-03-14")
    assert record["schema"] == 1


def test_lines_keep_order_and_ids_with_jobs(tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    rows = [{"id": f"a{n}", "title": "", "text": f"قال الوزير إنه سيزور {n} مدن"} for n in range(12)]
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    done = run("read", str(lines), "--format", "jsonl", "--jobs", "2")
    assert done.returncode == 0
    assert [json.loads(line)["article"]["id"] for line in done.stdout.splitlines()] == [r["id"] for r in rows]


def test_bad_input_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    done = run(
        "read", str(empty), str(SAMPLES / "trial.html"), str(tmp_path / "missing.html"), "--format", "jsonl"
    )
    assert done.returncode == 1
    assert "empty.html" in done.stderr
    assert "missing.html" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_counts_by_reason_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 40)
    page = str(SAMPLES / "trial.html")
    done = run(
        "read", page, str(tmp_path / "empty.html"), str(tmp_path / "binary.html"), page, "--format", "jsonl"
    )
    last = done.stderr.splitlines()[-1]
    assert "kept 2 of 4" in last
    assert "1 empty" in last
    assert "1 not text" in last
    assert len(done.stdout.splitlines()) == 2
    silent = run("read", page, page, "--format", "jsonl", "--quiet")
    assert silent.stderr == ""


def test_a_fault_on_one_page_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad import reader
    from marsad.batch import Refusal
    from marsad.cli.read import read_one
    from marsad.page.sources import input_of

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("odd page")

    monkeypatch.setattr(reader, "read_article", fail)
    answer = read_one(input_of("قال الوزير إن السوق مفتوحة اليوم أمام التجار", name="odd.txt"), None)
    assert isinstance(answer, Refusal)
    assert "odd.txt" in answer.message
    assert "odd page" in answer.message


def test_no_file_is_left_when_the_reading_breaks_off(tmp_path: Path) -> None:
    from marsad.cli.output import open_output

    def break_off() -> None:
        with open_output(tmp_path / "records.jsonl") as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage() -> None:
    assert run("read", "-", "--published", "yesterday", stdin="نص").returncode == 2
    assert run("read").returncode == 2


def test_standard_input_and_text_report() -> None:
    done = run(
        "read", "-", "--format", "text", "--published", "2024-03-14", stdin="قال الوزير أمس إن السوق مفتوحة"
    )
    assert done.returncode == 0
    assert "2024-03-13" in done.stdout


def test_html_report_loads_nothing() -> None:
    done = run("read", str(SAMPLES / "border-talks.html"), "--format", "html")
    assert done.returncode == 0
    assert 'dir="rtl"' in done.stdout
    assert "http" not in done.stdout.replace("http-equiv", "")


def test_schema_and_version() -> None:
    assert json.loads(run("schema").stdout)["$defs"]
    assert run("--version").stdout.strip() == f"marsad {marsad.__version__}"


def test_what_is_no_page_of_a_folder_is_named_in_the_counts(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes((SAMPLES / "trial.html").read_bytes())
    (tmp_path / "ABOUT.md").write_text("# عن هذا المجلد", encoding="utf-8")
    (tmp_path / "list.json").write_text('{"pages": []}', encoding="utf-8")
    done = run("read", str(tmp_path), "--format", "jsonl")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "kept 1 of 1 · skipped 2, no pages: ABOUT.md, list.json" in done.stderr
