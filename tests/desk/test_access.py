"""A shared desk: nobody comes in without an account, roles hold on every route, forms are the desk's own, all is noted."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from tests.desk.pages import parsed
from tests.desk.signing import JUDGEMENT, PASSWORD, PEOPLE, SITE, Client, sign_in, token_of

from marsad.desk import Session, build_desk
from marsad.desk.access import Accounts, Sharing
from marsad.desk.access.checks import needed_role
from marsad.desk.access.doors import is_foreign
from marsad.desk.access.persons import ROLES
from marsad.desk.access.rates import Allowance
from marsad.desk.recall import Recall


@pytest.mark.parametrize(("role", "status"), [("reviewer", 403), ("admin", 303)])
def test_what_another_person_decided_is_an_admins_to_take_back(
    stranger: Client, shared: Session, role: str, status: int
) -> None:
    names = list(dict.fromkeys(row["name"] for row in shared.library.rows("entities")))
    with shared.writable() as library:
        others = library.split_actors(names[0], names[1], by="غيرهم")
        own = library.split_actors(names[0], names[2], by=PEOPLE[role])
    sign_in(stranger, PEOPLE[role])
    for made, answered in ((others, status), (own, 303)):
        form = {"action": "undo", "no": str(made.no), "token": token_of(stranger, "/en/settings")}
        assert stranger.post("/identity", data=form, follow_redirects=False).status_code == answered
    standing = {one.no for one in shared.library.decisions()} & {others.no, own.no}
    assert standing == ({others.no} if role == "reviewer" else set())


def test_nobody_reads_without_signing_in(stranger: Client) -> None:
    page = stranger.get("/en/article/3?view=voices", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (
        303,
        "/en/login?back=%2Fen%2Farticle%2F3%3Fview%3Dvoices",
    )
    for address in ("/api/v1/articles", "/ar/search.json", "/page/1.csv", "/api/v1/schema/openapi.json"):
        answer = stranger.get(address, follow_redirects=False)
        assert answer.status_code in (401, 404), address
    answer = stranger.get("/api/v1/articles")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert stranger.post("/api/v1/read", content=b"x").status_code == 401
    assert stranger.get("/static/desk.css").status_code == 200


def test_signing_in_leads_on_and_out_again(stranger: Client) -> None:
    answer = sign_in(stranger, PEOPLE["reader"], back="/en/article/3")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/article/3")
    cookie = answer.headers["set-cookie"].lower()
    assert re.match(r"__host-marsad-\w+=", cookie)
    assert all(mark in cookie for mark in ("httponly", "secure", "samesite=lax", "path=/"))
    page = stranger.get("/en/article/3")
    assert page.status_code == 200
    assert PEOPLE["reader"] in page.text
    secret = dict(stranger.cookies)
    assert stranger.post("/logout", data={"token": "x"}).status_code == 403
    form = {"token": token_of(stranger, "/en/article/3")}
    left = stranger.post("/logout", data=form, follow_redirects=False).headers["set-cookie"].lower()
    assert all(mark in left for mark in ("max-age=0", "secure", "path=/"))
    stranger.cookies.update(secret)
    assert stranger.get("/api/v1/articles").status_code == 401


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(stranger: Client) -> None:
    pages = []
    for name in (PEOPLE["reader"], "nobody"):
        answer = sign_in(stranger, name, "not the password")
        assert answer.status_code == 401
        pages.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert pages[0] == pages[1]
    assert sign_in(stranger, PEOPLE["admin"], back="//evil.example").headers["location"] == "/"


def test_signing_in_needs_the_form_of_this_desk_and_a_safe_connection(shared: Session) -> None:
    form = {"name": PEOPLE["admin"], "password": PASSWORD, "token": "made up"}
    with TestClient(build_desk(shared), base_url=SITE) as client:
        assert client.post("/login", data=form).status_code == 403
    with TestClient(build_desk(shared), base_url="http://desk.example") as client:
        assert "not encrypted" in client.get("/en/login").text
        client.cookies.set(f"{_cookie(shared)}-form", "made up")
        assert client.post("/login", data=form).status_code == 403
    assert shared.sharing is not None
    shared.sharing.plain_http = True
    with TestClient(build_desk(shared), base_url="http://desk.example") as client:
        assert sign_in(client, PEOPLE["admin"]).status_code == 303


def _cookie(session: Session) -> str:
    from marsad.desk.access.doors import Door

    return Door(session).cookie


@pytest.mark.parametrize("role", ROLES)
def test_roles_hold(stranger: Client, shared: Session, role: str) -> None:
    sign_in(stranger, PEOPLE[role])
    page = parsed(stranger.get("/ar/article/3").text)
    assert bool(page.css("form.judge")) == (role != "reader")
    token = token_of(stranger, "/ar/article/3")
    form = {**JUDGEMENT, "article": 3, "token": token}
    answer = stranger.post("/judge", data=form, follow_redirects=False)
    assert answer.status_code == (403 if role == "reader" else 303)
    assert stranger.get("/en/audit").status_code == (200 if role == "admin" else 403)
    assert (stranger.get("/en/audit.json").status_code == 200) == (role == "admin")
    assert (b"/ar/audit" in stranger.get("/ar/search").content) == (role == "admin")
    if role != "reader":
        assert shared.library.judgements(3)[-1].judgement.by == PEOPLE[role]


def test_a_program_is_a_user_by_its_token(stranger: Client, kept: Accounts, shared: Session) -> None:
    secret = kept.new_token(PEOPLE["reviewer"], days=1)
    told = {"authorization": f"Bearer {secret}"}
    address = "/api/v1/articles/3/judgements"
    assert stranger.post(address, json=JUDGEMENT, headers=told).status_code == 201
    assert shared.library.judgements(3)[-1].judgement.by == PEOPLE["reviewer"]
    assert stranger.get("/ar/audit.json", headers=told).status_code == 403
    assert kept.revoke_tokens(PEOPLE["reviewer"]) == 1
    assert stranger.post(address, json=JUDGEMENT, headers=told).status_code == 401
    reader = {"authorization": f"Bearer {kept.new_token(PEOPLE['reader'], days=1)}"}
    assert stranger.post(address, json=JUDGEMENT, headers=reader).status_code == 403


def test_a_session_cannot_write_from_another_site(stranger: Client, shared: Session) -> None:
    sign_in(stranger, PEOPLE["admin"])
    token = token_of(stranger, "/ar/article/3")
    before = len(shared.library.judgements())
    form = {**JUDGEMENT, "article": 3}
    for wrong in ("", "x", token[:-1]):
        assert stranger.post("/judge", data=form | {"token": wrong}).status_code == 403
        headers = {"x-marsad-token": wrong}
        answer = stranger.post("/api/v1/articles/3/judgements", json=JUDGEMENT, headers=headers)
        assert answer.status_code == 403
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert stranger.post("/judge", data=form | {"token": token}, headers=headers).status_code == 403
    assert len(shared.library.judgements()) == before
    good = {"x-marsad-token": token, "origin": SITE, "sec-fetch-site": "same-origin"}
    assert stranger.post("/api/v1/articles/3/judgements", json=JUDGEMENT, headers=good).status_code == 201


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"origin": "http://127.0.0.1:8642"}, False),
        ({"origin": "http://127.0.0.1:9"}, True),
        ({"origin": "null"}, True),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site"}, True),
    ],
)
def test_where_a_request_comes_from(headers: dict[str, str], foreign: bool) -> None:
    said = {"host": "127.0.0.1:8642", **headers}
    assert is_foreign([(name.encode(), value.encode()) for name, value in said.items()]) is foreign


def test_other_names_are_not_answered(stranger: Client) -> None:
    assert stranger.get("/en/login", headers={"host": "evil.example"}).status_code == 400
    assert stranger.get("/en/login", headers={"host": "DESK.example:443"}).status_code == 200


def test_guessing_is_slowed_down(stranger: Client) -> None:
    answers = [sign_in(stranger, PEOPLE["admin"], "wrong wrong") for _ in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 900
    assert sign_in(stranger, PEOPLE["admin"]).status_code == 429
    assert sign_in(stranger, PEOPLE["reader"]).status_code == 303


def test_another_spelling_of_a_name_is_no_other_name_to_guess(stranger: Client, kept: Accounts) -> None:
    kept.add("أحمد", "reader", PASSWORD)
    names = ["أحمد", unicodedata.normalize("NFD", "أحمد")] * 6
    answers = [sign_in(stranger, name, "wrong wrong").status_code for name in names]
    assert answers == [401] * 10 + [429] * 2


def test_addresses_of_one_network_are_one_who_guesses(kept: Accounts) -> None:
    sharing = Sharing(kept, ["desk.example"])
    waits = [sharing.take_login(f"2001:db8::{no:x}", f"name {no}") for no in range(61)]
    assert (max(waits[:60]), waits[60] > 0) == (0, True)
    assert sharing.take_login("2001:db8:0:1::1", "name 61") == 0


def test_cookies_of_other_programs_on_the_host_are_passed_over(stranger: Client) -> None:
    said = sign_in(stranger, PEOPLE["reader"]).headers["set-cookie"].partition(";")[0]
    stranger.cookies.clear()
    for others in ('theirs={"a": 1}; ', "a b=1; ", ""):
        headers = {"cookie": f"{others}{said}"}
        assert stranger.get("/api/v1/articles?limit=1", headers=headers).status_code == 200, others


def test_haste_is_told_when_to_come_again(folder: Path, kept: Accounts) -> None:
    with (
        Session(folder, sharing=Sharing(kept, ["desk.example"], per_minute=3)) as session,
        TestClient(build_desk(session), base_url=SITE) as client,
    ):
        told = {"authorization": f"Bearer {kept.new_token(PEOPLE['reader'], days=1)}"}
        answers = [client.get("/api/v1/articles?limit=1", headers=told) for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert answers[-1].json()["status"] == 429
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
        other = {"authorization": f"Bearer {kept.new_token(PEOPLE['admin'], days=1)}"}
        assert client.get("/api/v1/articles?limit=1", headers=other).status_code == 200


@pytest.mark.parametrize(
    ("path", "media"),
    [("/api/v1/articles", "application/problem+json"), ("/ar/search.json", "application/problem+json")],
)
def test_accounts_that_cannot_be_read_are_told_to_programs(
    stranger: Client, kept: Accounts, path: str, media: str
) -> None:
    sign_in(stranger, PEOPLE["reader"])
    with locked(kept):
        answer = stranger.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (503, media)
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["status"] == 503
    assert stranger.get(path).status_code == 200


def test_accounts_that_cannot_be_read_are_told_to_people(stranger: Client, kept: Accounts) -> None:
    sign_in(stranger, PEOPLE["reader"])
    with locked(kept):
        answer = stranger.get("/en/search")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "access.sqlite" in parsed(answer.text).body.text()  # type: ignore[union-attr]


@contextmanager
def locked(kept: Accounts) -> Iterator[None]:
    """While another program has the file of accounts to itself."""
    kept._connection.execute("PRAGMA journal_mode=DELETE")
    kept._connection.execute("PRAGMA busy_timeout=10")
    other = sqlite3.connect(kept.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_an_allowance_fills_up_again() -> None:
    now = [0.0]
    allowance = Allowance(2, 10, clock=lambda: now[0])
    assert [allowance.take("a") for _ in range(3)] == [0, 0, 5]
    now[0] = 4.9
    assert (allowance.take("a"), allowance.take("b")) == (1, 0)
    now[0] = 5.0
    assert (allowance.take("a"), allowance.take("a")) == (0, 5)


def test_every_route_says_who_may_ask(shared: Session) -> None:
    recall = build_desk(shared)._app
    assert isinstance(recall, Recall)
    app = recall._app
    assert isinstance(app, Litestar)
    found: dict[str, set[str]] = {"anybody": set(), "reader": set(), "reviewer": set(), "admin": set()}
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            for method in sorted(handler.http_methods - {"OPTIONS"}):
                found[needed_role(method, handler)].add(f"{method} {route.path}")
    assert found["anybody"] == {
        "GET /",
        "GET /static/{name:path}",
        "GET /ar/login",
        "GET /en/login",
        "POST /login",
    }
    writes = {one for one in found["reader"] if not one.startswith("GET ")}
    assert writes == {"POST /settings", "POST /logout", "POST /api/v1/read"}
    assert {"POST /judge", "POST /api/v1/articles/{no:int}/judgements"} <= found["reviewer"]
    assert {"GET /ar/audit", "GET /en/audit.csv"} <= found["admin"]
