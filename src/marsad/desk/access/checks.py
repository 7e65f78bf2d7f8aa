"""What is checked before any route is run: how often, in which role, and that a form came from a page of this desk."""

from __future__ import annotations

import hmac
from typing import Any, cast
from urllib.parse import urlencode

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import (
    NotAuthorizedException,
    PermissionDeniedException,
    TooManyRequestsException,
)
from litestar.handlers import BaseRouteHandler

from marsad.desk.access.doors import SAFE, Door
from marsad.desk.access.persons import ROLES, Person, present
from marsad.desk.access.rates import network_of

ANYBODY = "anybody"
"""The role of routes that ask for none: signing in, styles and fonts."""
TOKEN_HEADER = "x-marsad-token"
"""Where a script of a page puts the token that a form has in its field `token`."""
_TOLD = ("article", "kind", "fact", "action", "no", "query")
"""Fields of forms that the trail tells."""
_OPEN = "open the desk by the address that it printed, and do it again"
_SHARED = "your role does not go so far; ask an admin of this desk"
_STALE = "the page is of an earlier session: load it again, and do it again"


async def check(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Nothing, or an exception that tells why the person who is present may not be answered.

    A route says in its `role` who may ask: readers where it only reads, admins where it says nothing and changes something.
    """
    person, request = present(), cast("Request[Any, Any, Any]", connection)
    needed = needed_role(request.method, handler)
    if needed == ANYBODY:
        return
    door: Door = connection.app.state.door
    refuse_hasty(wait_of(door, person, address_of(request)))
    _check_role(door, person, needed)
    if request.method not in SAFE and handler.opt.get("form", True) and person.how != "bearer":
        await _check_token(request, person)


def needed_role(method: str, handler: BaseRouteHandler) -> str:
    """The least role that a route asks for."""
    return str(handler.opt.get("role") or ("reader" if method in SAFE else "admin"))


def address_of(request: Request[Any, Any, Any]) -> str:
    """The address that somebody asks from."""
    return request.client.host if request.client else ""


def refuse_hasty(seconds: int) -> None:
    """Nothing, or an exception that tells how many seconds to wait."""
    if seconds:
        raise TooManyRequestsException(
            f"too many requests: ask again in {seconds} seconds", headers={"Retry-After": str(seconds)}
        )


def wait_of(door: Door, person: Person, address: str) -> int:
    """Takes a request from what somebody is allowed; where nothing is left, the seconds to wait."""
    if door.sharing is None:
        return 0
    return door.sharing.requests.take(f"user {person.name}" if person.name else network_of(address))


def _check_role(door: Door, person: Person, needed: str) -> None:
    role = next(one for one in ROLES if one == needed)
    if person.role is None:
        raise NotAuthorizedException("sign in first", headers={"WWW-Authenticate": 'Bearer realm="marsad"'})
    if not person.may(role):
        raise PermissionDeniedException(_SHARED if door.sharing else _OPEN)


async def _check_token(request: Request[Any, Any, Any], person: Person) -> None:
    token = request.headers.get(TOKEN_HEADER)
    if token is None:
        form = await request.form()
        token = form.get("token")
        told = {name: form[name] for name in _TOLD if isinstance(form.get(name), str)}
        request.scope["state"]["told"] = urlencode(told)
    if not isinstance(token, str) or not hmac.compare_digest(token.encode(), person.token.encode()):
        raise PermissionDeniedException(_STALE)
