"""Those who may come in to the shared desk of the tests, and how they sign in."""

from __future__ import annotations

from typing import Any

from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.desk.access import passwords

Client = TestClient[Any]
SITE = "https://desk.example"
PASSWORD = "مطر على النافذة"
CHEAP = passwords.Cost(passes=1, memory=64, lanes=1)
PEOPLE = {"reader": "قارئة", "reviewer": "سلمى", "admin": "مديرة"}
JUDGEMENT = {"kind": "event", "fact": "v1", "action": "accept", "by": "somebody else"}


def token_of(client: Client, address: str) -> str:
    field = parsed(client.get(address).text).css_first("input[name=token]")
    assert field is not None
    return field.attributes["value"] or ""


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    form = {"name": name, "password": password, "token": token_of(client, "/en/login"), "language": "en"}
    return client.post("/login", data=form | more, follow_redirects=False)
