"""A request as what a screen is asked for, and a view as the page that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from litestar import Request

from marsad.desk import rendering
from marsad.desk.access.persons import present
from marsad.desk.session import Session
from marsad.desk.settings import BY, COOKIE, overruled, settings_of
from marsad.desk.states import Language, read_state
from marsad.desk.views import Asked, Screen, View
from marsad.desk.wording import DeskWords

AnyRequest = Request[Any, Any, Any]
_LONGEST_NAME = 100


def ask(
    session: Session, screen: Screen, language: Language, request: AnyRequest, path: Mapping[str, str]
) -> Asked[Any]:
    """What a request asks of a screen: the state of its address, the settings of its cookie, and who asks."""
    state = read_state(screen.state, dict(request.query_params))
    words = DeskWords(language, overruled(settings_of(request.cookies.get(COOKIE)), state))
    return Asked(session, words, state, path, by=name_of(request))


def name_of(request: AnyRequest) -> str:
    """The name under which somebody judges: of who signed in, else the one given last on this browser, or ""."""
    return present().name or unquote(request.cookies.get(BY, ""))


def kept_name(name: str) -> str:
    """A name as the cookie keeps it."""
    return quote(name.strip()[:_LONGEST_NAME], safe="")


def page_of(asked: Asked[Any], screen: Screen, view: View) -> bytes:
    """A view as a page for who asked; the page of somebody who may judge bears the token that its forms send back."""
    person = present()
    token = person.token if person.may("reviewer") else ""
    return rendering.html(asked, screen, view, token=token, by=asked.by).encode()


__all__ = ["BY", "AnyRequest", "ask", "kept_name", "name_of", "page_of"]
