"""What stands before every answer of the desk, errors too: who may ask, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

import msgspec
from anyio.to_thread import run_sync
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from marsad.desk.access.doors import SAFE, Door, host_of, is_foreign
from marsad.desk.access.persons import Person, entering
from marsad.desk.contract import PROBLEM
from marsad.desk.faults import faults
from marsad.desk.problems import Problem
from marsad.errors import LibraryError

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, and of scripts none but the files of the desk: what stands in a page is never run."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Pages of other sites are told nothing; forms of this one have their Origin, which no-referrer would make null.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_UNKNOWN = "the desk does not answer to this name: see marsad desk --help"
_FOREIGN = "a page of another site sent this; the desk takes it from its own pages alone"
_REFUSED = 403
"""Who asks for more than the role allows is told in the trail too, whatever was asked for."""
_SIGNING_IN = "/login"
"""Signing in is told in the trail by itself, with the name that was tried."""


Explained = tuple[int, dict[str, str], bytes]
"""A status, headers and a body."""


class Guard:
    """The application behind its door, with its answers guarded; HEAD is GET without the body.

    `explain` is how a fault is told that comes before the application: nobody can be known while the accounts cannot be read.
    """

    def __init__(
        self, app: ASGIApp, door: Door, explain: Callable[[HTTPScope, LibraryError], Explained]
    ) -> None:
        self._app, self._door, self._explain = app, door, explain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == ScopeType.HTTP:
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        head = scope["method"] == "HEAD"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *own]
            elif head and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        if host_of(scope["headers"]) not in self._door.hosts:
            await _refuse(guarded, scope["path"], 400, _UNKNOWN)
        elif scope["method"] not in SAFE and is_foreign(scope["headers"]):
            await _refuse(guarded, scope["path"], 403, _FOREIGN)
        else:
            asked = cast(HTTPScope, {**scope, "method": "GET"}) if head else scope
            try:
                person = self._door.enter(scope["headers"])
            except LibraryError as error:
                await _tell(guarded, *self._explain(scope, error))
                return
            with entering(person):
                await self._app(asked, receive, self._kept(asked, person, guarded))

    def _kept(self, scope: HTTPScope, person: Person, send: Send) -> Send:
        """What sends an answer, after the trail has what was done."""
        path = scope["path"]
        told = scope["method"] not in SAFE or path.startswith("/api/v1/export")
        if self._door.sharing is None or path == _SIGNING_IN:
            return send

        async def keeping(message: Message) -> None:
            if message["type"] == "http.response.start" and (told or message["status"] == _REFUSED):
                await run_sync(self._keep, scope, person, message["status"])
            await send(message)

        return keeping

    def _keep(self, scope: HTTPScope, person: Person, status: int) -> None:
        said = scope.get("state", {}).get("told")
        client = scope.get("client")
        self._door.keep(
            person,
            address=client[0] if client else "",
            action=scope["method"],
            target=f"{scope['path']}?{said}" if said else scope["path"],
            outcome=str(status),
        )


async def _refuse(send: Send, path: str, status: int, detail: str) -> None:
    """Says no before anybody is known: programs get a problem document, people the same in both languages and nothing else."""
    if path.startswith("/api/"):
        problem = Problem(title=HTTPStatus(status).phrase.capitalize(), status=status, detail=detail)
        await _tell(send, status, {"content-type": PROBLEM}, msgspec.json.encode(problem))
    else:
        said = f"{faults()['said'][detail]}\n{detail}\n"
        await _tell(send, status, {"content-type": "text/plain; charset=utf-8"}, said.encode())


async def _tell(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    told = {**headers, "content-length": str(len(body))}
    pairs = [(name.lower().encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body, "more_body": False})


__all__ = ["HEADERS", "POLICY", "Guard"]
