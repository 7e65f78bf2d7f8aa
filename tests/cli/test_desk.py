"""`marsad desk`: serves a library on this machine alone, and says what is in its way."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.desk.access import Accounts


@pytest.fixture
def library(tmp_path: Path) -> str:
    """The folder of an empty library."""
    Library.create(tmp_path / "lib").close()
    return str(tmp_path / "lib")


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    answer = CliRunner().invoke(app, ["desk", str(tmp_path / "none")])
    assert answer.exit_code == 2
    assert "marsad init" in answer.stderr


def test_the_printed_address_opens_the_desk(library: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "marsad", "desk", library, "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            try:
                assert running.stdout is not None
                address = re.search(
                    r"http://127\.0\.0\.1:(\d+)/\?token=[\w-]{20,}", running.stdout.readline()
                )
                assert address is not None
                assert int(address[1]) != port
                answer = httpx.get(address[0], follow_redirects=True, timeout=30)
                assert answer.status_code == 200
                assert "مرصد" in answer.text
            finally:
                running.terminate()


def test_a_shared_desk_asks_who_it_is(library: str) -> None:
    with Accounts(library) as accounts:
        accounts.add("سلمى", "reader", "كلمة سر طويلة")
        token = accounts.new_token("سلمى", days=1)
    command = [
        sys.executable,
        "-m",
        "marsad",
        "desk",
        library,
        "--share",
        "--name",
        "desk.example",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            printed = running.stdout.readline()
            assert "token" not in printed
            address = re.search(r"http://127\.0\.0\.1:\d+/", printed)
            assert address is not None
            asked = f"{address[0]}api/v1/articles"
            assert httpx.get(asked, timeout=30).status_code == 401
            told = {"authorization": f"Bearer {token}", "host": "desk.example"}
            assert httpx.get(asked, headers=told, timeout=30).json()["items"] == []
        finally:
            running.terminate()
