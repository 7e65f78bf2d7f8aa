"""Addresses that were answered a moment ago: their pages are sent again without asking what the address means."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from marsad.desk.access.checks import wait_of
from marsad.desk.access.doors import Door, cookie, header
from marsad.desk.access.persons import present
from marsad.desk.answering import Sent, sent_as
from marsad.desk.keeping import Stamp
from marsad.desk.settings import BY, COOKIE

if TYPE_CHECKING:
    from marsad.desk.session import Session


class Remembered(msgspec.Struct, frozen=True):
    """A page that was made for an address: how long it lasts, the article it is about, its key, and its media type."""

    lasting: str
    article: int | None
    key: Hashable
    media_type: str

    def stamp(self, session: Session) -> Stamp:
        """What is another as soon as the page can say something else."""
        return session.search_stamp() if self.lasting == "search" else session.stamp(self.article)


def asked_as(scope: HTTPScope) -> Hashable:
    """All by which one request for a page differs from another: the address, the settings, and the person."""
    headers = scope["headers"]
    said = cookie(headers, COOKIE), cookie(headers, BY)
    return scope["path"], scope["query_string"], *said, present()


class Recall:
    """The application behind its memory: what is not known, or is no longer as it was, is left to the application.

    A page is sent again to the very person it was made for, whose role saw it then, and whose rate is counted as ever. For a
    library on a server, which has to be asked over the network, nothing is remembered.
    """

    def __init__(self, app: ASGIApp, session: Session, door: Door) -> None:
        self._app, self._session, self._door = app, session, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        sent = self._recall(scope) if scope["type"] == ScopeType.HTTP else None
        if sent is None:
            await self._app(scope, receive, send)
            return
        told = {**sent.headers, **({"Content-Length": str(len(sent.body))} if sent.status == 200 else {})}
        pairs = [(name.lower().encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": sent.status, "headers": pairs})
        await send({"type": "http.response.body", "body": sent.body, "more_body": False})

    def _recall(self, scope: HTTPScope) -> Sent | None:
        if scope["method"] != "GET":
            return None
        found = self._session.addresses.find(0, asked_as(scope))
        if found is None:
            return None
        answer = self._session.answers.find(found.stamp(self._session), found.key)
        client = scope.get("client")
        if answer is None or wait_of(self._door, present(), client[0] if client else ""):
            return None
        known, accepted = (header(scope["headers"], name) for name in (b"if-none-match", b"accept-encoding"))
        return sent_as(answer, found.media_type, known=known, accepted=accepted)


__all__ = ["Recall", "Remembered", "asked_as"]
