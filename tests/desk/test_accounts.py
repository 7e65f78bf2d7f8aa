"""Accounts and the trail of a shared desk: passwords, sessions and tokens as they are kept, and what was done."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from pathlib import Path

import pytest
from tests.desk.signing import CHEAP, JUDGEMENT, PASSWORD, PEOPLE, Client, sign_in, token_of

from marsad.desk.access import Accounts, accounts, passwords, trail
from marsad.errors import LibraryError, UsageError


def scrypt(password: str) -> str:
    """A password as an earlier Marsad kept it."""
    hashed = hashlib.scrypt(password.encode(), salt=bytes(16), n=16, r=8, p=2, dklen=32)
    return f"scrypt$16$8$2$AAAAAAAAAAAAAAAAAAAAAA==${base64.b64encode(hashed).decode()}"


def put(kept: Accounts, name: str, password: str) -> None:
    """Has the file keep a password as it is said here."""
    with kept.writing() as connection:
        connection.execute("UPDATE users SET password = ? WHERE name = ?", (password, name))


def kept_of(kept: Accounts, name: str) -> str:
    with kept.writing() as connection:
        return str(connection.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()[0])


def test_a_password_of_an_earlier_marsad_still_opens_and_is_kept_anew(kept: Accounts) -> None:
    name, before = PEOPLE["reader"], scrypt(PASSWORD)
    put(kept, name, before)
    assert kept.sign_in(name, "مطر على السطح") is None
    assert kept_of(kept, name) == before
    secret = kept.sign_in(name, PASSWORD)
    assert secret is not None
    after = kept_of(kept, name)
    assert after.startswith("$argon2id$")
    assert kept.of_session(secret) is not None
    assert kept.sign_in(name, PASSWORD) is not None
    assert kept_of(kept, name) == after


def test_a_password_kept_at_another_cost_is_kept_anew(kept: Accounts) -> None:
    name = PEOPLE["reader"]
    put(kept, name, passwords.keep(PASSWORD, passwords.Cost(passes=2, memory=128, lanes=1)))
    assert kept.sign_in(name, PASSWORD) is not None
    assert not passwords.is_old(kept_of(kept, name), CHEAP)
    assert "m=64,t=1" in kept_of(kept, name)


@pytest.mark.parametrize("old", [(), ("reader",), ("reader", "admin")])
def test_each_name_takes_the_same_tries(
    kept: Accounts, monkeypatch: pytest.MonkeyPatch, old: tuple[str, ...]
) -> None:
    for role in old:
        put(kept, PEOPLE[role], scrypt(PASSWORD))
    tried: list[str] = []
    honest = passwords.matches

    def matches(password: str, said: str) -> bool:
        tried.append(said.split("$")[0] or "argon2")
        return honest(password, said)

    monkeypatch.setattr(passwords, "matches", matches)
    ways = []
    for name in ("nobody", *PEOPLE.values()):
        tried.clear()
        assert kept.sign_in(name, "not the password") is None
        ways.append(tuple(tried))
    assert ways == [("argon2", "scrypt") if old else ("argon2",)] * 4


def test_another_ones_password_opens_nothing(kept: Accounts) -> None:
    put(kept, PEOPLE["reader"], scrypt("كلمة سر أخرى هنا"))
    assert kept.sign_in(PEOPLE["admin"], "كلمة سر أخرى هنا") is None
    assert kept.sign_in("nobody", "كلمة سر أخرى هنا") is None


def test_programs_of_admins_read_the_trail(stranger: Client, kept: Accounts) -> None:
    for target in map(str, range(7)):
        kept.trail.add(who="a", role="admin", address="", action="x", target=target, outcome="done")
    told = {
        role: {"authorization": f"Bearer {kept.new_token(name, days=1)}"} for role, name in PEOPLE.items()
    }
    refused = stranger.get("/api/v1/audit", headers=told["reviewer"])
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
    assert stranger.get("/api/v1/users", headers=told["reader"]).status_code == 403
    found, cursor = [], ""
    while cursor is not None:
        said = stranger.get(
            "/api/v1/audit", params={"limit": 3, "cursor": cursor}, headers=told["admin"]
        ).json()
        assert (said["shared"], said["broken"]) == (True, None)
        found += said["items"]
        cursor = said["next"]
        kept.trail.add(who="a", role="admin", address="", action="x", target="late", outcome="done")
    assert [one["target"] for one in found if one["action"] == "x"] == ["6", "5", "4", "3", "2", "1", "0"]
    assert len({one["no"] for one in found}) == len(found)
    users = stranger.get("/api/v1/users", headers=told["admin"]).json()
    assert {(one["name"], one["role"]) for one in users} == {(name, role) for role, name in PEOPLE.items()}
    assert users == stranger.get("/ar/audit.json", headers=told["admin"]).json()["users"]


def test_what_is_done_is_noted(stranger: Client, kept: Accounts) -> None:
    sign_in(stranger, PEOPLE["reviewer"], "wrong wrong")
    sign_in(stranger, PEOPLE["reviewer"])
    token = token_of(stranger, "/ar/article/3")
    stranger.post("/judge", data={**JUDGEMENT, "article": 3, "token": token}, follow_redirects=False)
    stranger.post("/judge", data={**JUDGEMENT, "article": 3, "token": "forged"})
    said = [(one.who, one.action, one.target, one.outcome) for one in kept.trail.entries()]
    told = "/judge?article=3&kind=event&fact=v1&action=accept"
    name = PEOPLE["reviewer"]
    assert said == [
        (name, "sign in", "", "refused"),
        (name, "sign in", "", "signed in"),
        (name, "POST", told, "303"),
        (name, "POST", told, "403"),
    ]
    assert PASSWORD not in str(said)
    assert stranger.get("/ar/audit").status_code == 403
    last = kept.trail.newest(1)[0]
    assert (last.who, last.action, last.target, last.outcome) == (name, "GET", "/ar/audit", "403")
    stranger.cookies.clear()
    sign_in(stranger, PEOPLE["admin"])
    page = stranger.get("/ar/audit").text
    assert "fact=v1" in page
    assert stranger.get("/ar/audit.json").json()["items"][-1]["outcome"] == "refused"


def test_the_trail_cannot_be_changed_unseen(kept: Accounts) -> None:
    for target in ("one", "two", "three"):
        kept.trail.add(who="a", role="admin", address="", action="x", target=target, outcome="done")
    assert kept.trail.broken() is None
    with pytest.raises(sqlite3.IntegrityError, match="only added to"), kept.writing() as connection:
        connection.execute("DELETE FROM trail")
    with sqlite3.connect(kept.path) as other:
        other.execute("DROP TRIGGER trail_unchanged")
        other.execute("UPDATE trail SET target = 'nothing' WHERE no = 2")
    other.close()
    assert kept.trail.broken() == 2


def test_a_long_trail_is_checked_to_its_end(kept: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "_AT_ONCE", 2)
    for target in ("one", "two", "three", "four", "five"):
        kept.trail.add(who="a", role="admin", address="", action="x", target=target, outcome="done")
    assert kept.trail.broken() is None
    assert [one.target for one in kept.trail.entries()] == ["one", "two", "three", "four", "five"]
    with sqlite3.connect(kept.path) as other:
        other.execute("DROP TRIGGER trail_kept")
        other.execute("DELETE FROM trail WHERE no = 4")
    other.close()
    assert kept.trail.broken() == 4


def test_sessions_end(kept: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr(accounts, "time", lambda: now[0])
    secret = kept.sign_in(PEOPLE["reader"], PASSWORD)
    assert secret is not None
    for _ in range(int(accounts.LONGEST / accounts.IDLE) + 1):
        person = kept.of_session(secret)
        assert person is not None
        assert person.role == "reader"
        now[0] += accounts.IDLE - 1
    assert kept.of_session(secret) is None
    idle = kept.sign_in(PEOPLE["reader"], PASSWORD)
    now[0] += accounts.IDLE + 1
    assert idle is not None
    assert kept.of_session(idle) is None


def test_changes_hold_from_the_next_request_on(kept: Accounts) -> None:
    name = PEOPLE["admin"]
    secret, token = kept.sign_in(name, PASSWORD), kept.new_token(name, days=1)
    assert secret is not None
    kept.set_role(name, "reader")
    person = kept.of_session(secret)
    assert person is not None
    assert person.role == "reader"
    kept.set_password(name, "another password")
    assert kept.of_session(secret) is None
    assert kept.sign_in(name, PASSWORD) is None
    kept.remove(name)
    assert kept.of_token(token) is None
    with pytest.raises(UsageError, match="no such user"):
        kept.remove(name)


@pytest.mark.parametrize("name", ["", " x", "a\u202eb", "a\nb", "a" * 65])
def test_names_that_could_deceive_are_refused(kept: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        kept.add(name, "reader", PASSWORD)


def test_names_are_taken_once_and_short_passwords_refused(kept: Accounts) -> None:
    with pytest.raises(UsageError, match="there is such a user"):
        kept.add(PEOPLE["admin"], "reader", PASSWORD)
    with pytest.raises(UsageError, match="9 characters"):
        kept.add("new", "reader", "123456789")


def test_secrets_are_kept_as_hashes_and_for_the_owner_alone(kept: Accounts, tmp_path: Path) -> None:
    secret, token = kept.sign_in(PEOPLE["admin"], PASSWORD), kept.new_token(PEOPLE["admin"], days=1)
    assert secret is not None
    files = list(tmp_path.iterdir())
    data = b"".join(path.read_bytes() for path in files)
    assert [one for one in (PASSWORD, secret, token) if one.encode() in data] == []
    assert [oct(path.stat().st_mode & 0o777) for path in files if path.name == accounts.FILE] == ["0o600"]


def test_a_file_of_a_newer_marsad_is_refused(kept: Accounts) -> None:
    with kept.writing() as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(LibraryError, match="newer"):
        Accounts(kept.path.parent)
