"""`marsad watch`: each match is told once, to a file, a terminal or a server; what is not delivered is told again."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from marsad.batch import How
from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.search.watches import Watch, Watching, save_watch

FLOOD = {
    "title": 'فيضان \u202eدرنة "كبير"',
    "text": "أعلن الهلال الأحمر مقتل 300 شخص في درنة.",
    "url": "https://a.example/1",
}
OTHER = {"title": "حفتر في أبوظبي", "text": "التقى خليفة حفتر فائز السراج.", "url": "https://a.example/2"}


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in args])


def put(folder: Path, *rows: dict[str, str]) -> None:
    path = folder.parent / "more.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with Library.open(folder, "w") as library:
        assert list(library.add([path], how=How(tier="fast")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of two articles."""
    Library.create(tmp_path / "news").close()
    put(tmp_path / "news", FLOOD | {"id": "flood"}, OTHER | {"id": "other"})
    return tmp_path / "news"


class Hook:
    """A server that takes alerts."""

    def __init__(self) -> None:
        self.alerts: list[dict[str, Any]] = []
        self.status = 204
        self.url = ""


@contextmanager
def serve() -> Iterator[Hook]:
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Nothing: the tests are quiet."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if hook.status == 204:
                assert self.headers["Content-Type"].startswith("application/json")
                hook.alerts.append(json.loads(body))
            self.send_response(hook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_address[1]}/alerts"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_each_match_is_told_once(folder: Path) -> None:
    watch = ("watch", folder, "--query", "درنة", "--once")
    assert run(*watch).stdout == '\t\tفيضان درنة "كبير"\thttps://a.example/1\n'
    assert run(*watch).stdout == ""
    put(folder, FLOOD | {"id": "flood", "text": "ارتفع عدد القتلى في درنة."})  # a new version
    assert run(*watch).stdout == ""
    put(folder, FLOOD | {"id": "third", "url": "https://a.example/3"})
    assert run(*watch).stdout.endswith("https://a.example/3\n")
    assert run("watch", folder, "--query", "حفتر", "--once").stdout.endswith("https://a.example/2\n")


def test_a_name_keeps_the_query(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "alerts.jsonl"
    options = ("--name", "سيول", "--once", "--format", "jsonl", "--out", out)
    assert run("watch", folder, "--query", "درنة", "--from-now", *options).exit_code == 0
    assert out.exists() is False
    put(folder, FLOOD | {"id": "third"}, FLOOD | {"id": "fourth"})
    assert run("watch", folder, *options).stdout == ""
    alerts = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in alerts] == ["third", "fourth"]
    assert alerts[0]["title"] == FLOOD["title"]
    assert alerts[0]["lead"] == FLOOD["text"]
    assert run("watch", folder, "--list").stdout == "سيول\tدرنة\n"
    assert len(run("export", folder, "--saved", "سيول").stdout.splitlines()) == 3
    assert run("watch", folder, "--forget").exit_code == 2
    assert run("watch", folder, "--name", "سيول", "--forget").stdout == "سيول: forgotten\n"
    assert run("watch", folder, "--list").stdout == ""


def test_a_webhook_gets_each_match_and_again_what_it_did_not_take(folder: Path) -> None:
    with serve() as hook:
        watch = ("watch", folder, "--query", "درنة OR حفتر", "--once", "--webhook", hook.url)
        hook.status = 500
        failed = run(*watch)
        assert failed.exit_code == 1
        assert "the webhook answered 500" in failed.stderr
        assert failed.stdout == ""
        hook.status = 204
        assert run(*watch).exit_code == 0
        assert [one["id"] for one in hook.alerts] == ["flood", "other"]
        assert hook.alerts[0]["query"] == "درنة OR حفتر"
        assert run(*watch).exit_code == 0
        assert len(hook.alerts) == 2
    put(folder, FLOOD | {"id": "third"})
    gone = run(*watch)
    assert gone.exit_code == 1
    assert "cannot be reached" in gone.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["--query", "حفتر AND"],
        ["--name", "none"],
        ["--query", "حفتر", "--name", "../x"],
        ["--query", "حفتر", "--webhook", "file:///etc/passwd"],
        ["--query", "حفتر", "--webhook", "hook"],
        ["--query", "حفتر", "--out", "/nowhere/at/all"],
    ],
)
def test_wrong_usage(folder: Path, wrong: list[str]) -> None:
    assert run("watch", folder, "--once", *wrong).exit_code == 2
    assert not list(folder.glob("watches/*/told.jsonl"))


def test_a_name_is_one_query_and_one_process(folder: Path) -> None:
    with Library.open(folder) as library:
        wanted = Watch(name="one", query="درنة")
        save_watch(library, wanted)
        assert run("watch", folder, "--query", "حفتر", "--name", "one", "--once").exit_code == 2
        with Watching(library, wanted):
            busy = run("watch", folder, "--name", "one", "--once")
        assert busy.exit_code == 1
        assert "is writing to it" in busy.stderr


def test_a_torn_line_was_never_told(folder: Path) -> None:
    assert run("watch", folder, "--query", "درنة OR حفتر", "--name", "one", "--once").exit_code == 0
    told = folder / "watches/one/told.jsonl"
    lines = told.read_bytes().splitlines(keepends=True)
    assert len(lines) == 2
    told.write_bytes(lines[0] + lines[1][:10])
    again = run("watch", folder, "--name", "one", "--once")
    assert again.stdout.endswith("https://a.example/2\n")
    assert [json.loads(line)["id"] for line in told.read_text(encoding="utf-8").splitlines()] == [
        "flood",
        "other",
    ]


def test_it_goes_on_looking_while_others_add(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "alerts.txt"
    options = ["--query", "درنة", "--every", "0.2", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "marsad", "watch", str(folder), *options], stderr=subprocess.DEVNULL
    )
    try:
        wait_for(out, 1)
        put(folder, FLOOD | {"id": "third", "url": "https://a.example/3"})
        wait_for(out, 2)
    finally:
        process.kill()
        process.wait()
    assert [line.split("\t")[-1] for line in out.read_text(encoding="utf-8").splitlines()] == [
        "https://a.example/1",
        "https://a.example/3",
    ]


def wait_for(path: Path, lines: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if path.exists() and len(path.read_bytes().splitlines()) >= lines:
            return
        time.sleep(0.05)
    pytest.fail(f"{path.name} never had {lines} lines")
