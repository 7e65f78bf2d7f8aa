"""`marsad read` on files, lines and bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
