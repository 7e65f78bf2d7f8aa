"""What stands before every answer of the desk, errors too: who may ask, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, nothing from elsewhere."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
LOCAL = frozenset({"127.0.0.1", "localhost"})
"""The names this desk answers to: a page elsewhere cannot make a browser ask it under another one (DNS rebinding)."""
_REFUSED = b"The desk answers to 127.0.0.1 and localhost only.\n"


class Guard:
    """The application behind it, with its answers guarded; HEAD is GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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

        if _host(scope["headers"]) not in LOCAL:
            await _refuse(guarded)
            return
        asked = cast(HTTPScope, {**scope, "method": "GET"}) if head else scope
        await self._app(asked, receive, guarded)


def _host(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The name in the header Host, without its port."""
    said = next((value for name, value in headers if name == b"host"), b"").decode("latin-1")
    return said.rpartition(":")[0] or said


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(_REFUSED)).encode()),
    ]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED, "more_body": False})


__all__ = ["HEADERS", "POLICY", "Guard"]
