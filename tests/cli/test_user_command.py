"""`marsad user` and `marsad audit`: users of a shared desk, and what was done to them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.desk.access import Accounts

PASSWORD = "كلمة سر طويلة"


@pytest.fixture
def library(tmp_path: Path) -> str:
    """The folder of an empty library."""
    Library.create(tmp_path / "lib").close()
    return str(tmp_path / "lib")


def run(*said: str, password: str = PASSWORD) -> Result:
    return CliRunner().invoke(app, list(said), input=f"{password}\n")


def test_users_come_change_and_go(library: str) -> None:
    assert run("user", "add", library, "سلمى", "--role", "reviewer").exit_code == 0
    assert run("user", "role", library, "سلمى", "--role", "admin").exit_code == 0
    assert run("user", "passwd", library, "سلمى", password="كلمة أخرى طويلة").exit_code == 0
    token = run("user", "token", library, "سلمى").stdout.strip()
    listed = run("user", "list", library).stdout
    assert "سلمى\tadmin\tsince 20" in listed
    assert "1 tokens" in listed
    with Accounts(library) as accounts:
        assert accounts.sign_in("سلمى", PASSWORD) is None
        assert accounts.sign_in("سلمى", "كلمة أخرى طويلة")
        person = accounts.of_token(token)
        assert person is not None
        assert person.name == "سلمى"
    assert "1 tokens ended" in run("user", "token", library, "سلمى", "--revoke").stdout
    assert run("user", "remove", library, "سلمى").exit_code == 0
    assert run("user", "list", library).stdout == ""
    done = [json.loads(line) for line in run("audit", library, "--format", "jsonl").stdout.splitlines()]
    assert [one["action"] for one in done] == [
        "user add",
        "user role",
        "user passwd",
        "user token",
        "user token --revoke",
        "user remove",
    ]
    assert "كلمة" not in json.dumps(done, ensure_ascii=False)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (("add",), "name the user"),
        (("remove", "nobody"), "no such user"),
        (("role", "nobody"), "--role"),
        (("passwd", "nobody"), "no such user"),
        (("token", "nobody"), "no such user"),
        (("token", "nobody", "--revoke"), "no such user"),
        (("add", "a", "--role", "king"), "king"),
    ],
)
def test_what_makes_no_sense_is_told(library: str, said: tuple[str, ...], reason: str) -> None:
    answer = run("user", said[0], library, *said[1:])
    assert answer.exit_code == 2
    assert reason in answer.stderr
    assert "--role king" in " ".join(said) or run("audit", library).stdout == ""


def test_a_short_password_is_refused(library: str) -> None:
    answer = run("user", "add", library, "a", password="short")
    assert answer.exit_code == 2
    assert "5 characters" in answer.stderr


def test_a_changed_entry_is_told(library: str) -> None:
    run("user", "add", library, "a")
    assert run("audit", library).exit_code == 0
    with sqlite3.connect(Path(library) / "access.sqlite") as file:
        file.execute("DROP TRIGGER trail_unchanged")
        file.execute("UPDATE trail SET target = 'b'")
    file.close()
    answer = run("audit", library)
    assert answer.exit_code == 1
    assert "entry 1" in answer.stderr


def test_a_desk_is_not_shared_with_nobody(library: str) -> None:
    answer = run("desk", library, "--host", "127.0.0.2")
    assert answer.exit_code == 2
    assert "marsad user add" in answer.stderr
    assert "no address" in run("desk", library, "--host", "desk.example").stderr
    assert "--name" in run("desk", library, "--host", "0.0.0.0").stderr
