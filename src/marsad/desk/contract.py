"""What the API promises beside its values: which media it takes and gives, tags, problems, and a document that says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures.headers import Accept
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from marsad.desk.problems import Problem
from marsad.export.streams import FORMS, Form

JSON = "application/json"
PROBLEM = "application/problem+json"
PAGES = ("text/plain", "text/html", "application/xhtml+xml", "multipart/related", "application/octet-stream")
"""The media of a page that is to be read; what is behind them is found out by its bytes."""
READ, EXPORT = "/api/v1/read", "/api/v1/export/{format}"
FILES = {**FORMS, "parquet": Form("application/zip", "parquet.zip")}
"""The formats of the export, with what each is sent as; Parquet is a folder of files, and comes as an archive of it."""
WATCH, FILE = "/api/v1/jobs/{number}/events", "/api/v1/jobs/file"
_ANY = {
    400: "A value of the address cannot be understood.",
    401: "Nobody is signed in (shared desks only).",
    403: "The role does not go so far, or the request was sent by another site.",
    404: "There is nothing here.",
    406: "The client takes none of the media that this route gives.",
    429: "Too many requests: ask again after `Retry-After` seconds (shared desks only).",
    503: "The library cannot be used now, such as while another program writes to it.",
}
_EVENT = {
    "type": "object",
    "properties": {
        "event": {"const": "job"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["event", "data"],
}
"""An event of a job as it changes: its data has stage, counts, total, the last item and whether it has ended."""
_SENT = {
    413: "What is sent is too large.",
    415: "What is sent is of a medium that this route does not take.",
    422: "What is sent can be read and makes no sense.",
}


async def negotiate(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Nothing, or an exception where the client takes none of what a route `gives`, or sends what it does not take."""
    request = cast("Request[Any, Any, Any]", connection)
    gives = handler.opt.get("gives", (JSON,))
    if gives:
        check_accepted(request, gives)
    takes = handler.opt.get("takes", (JSON,))
    said = request.content_type[0]
    if request.method == "POST" and said and said not in takes:
        raise HTTPException(f"{said}: this route takes {', '.join(takes)}", status_code=415)


def check_accepted(request: Request[Any, Any, Any], gives: Iterable[str]) -> None:
    """Nothing, or an exception where a client takes none of some media."""
    wanted = Accept(request.headers.get("accept") or "*/*")
    if not any(wanted.accepts(media) for media in gives):
        raise HTTPException(f"this route gives {', '.join(gives)}", status_code=406)


def tag_of(body: bytes) -> str:
    """The tag of an answer: the hash of what it says."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def is_known(tag: str, header: str) -> bool:
    """Whether the header If-None-Match names a tag.

    >>> is_known('W/"a"', '"b", W/"a"'), is_known('W/"a"', "*"), is_known('W/"a"', '"ab"')
    (True, True, False)
    """
    bare = tag.removeprefix("W/")
    return any(said.strip() in ("*", bare, f"W/{bare}") for said in header.split(","))


class Tags:
    """The API behind it, whose whole answers bear a tag; who has one already is told so instead of being sent it again."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request; what comes in pieces has no tag."""
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
        begun: list[Message] = []

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                begun.append(message)
                return
            if begun:
                start = begun.pop()
                if not message.get("more_body"):
                    message = _with_tag(start, message, known.decode("latin-1"))
                await send(start)
            await send(message)

        await self._app(scope, receive, tagged)


def _with_tag(start: Message, body: Message, known: str) -> Message:
    """The body to send; the start is changed to bear the tag, or to say that nothing has changed."""
    head, whole = cast(dict[str, Any], start), cast(dict[str, Any], body)
    tag = tag_of(whole.get("body", b""))
    own = [
        (b"etag", tag.encode()),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"Cookie, Authorization, Accept-Encoding"),
    ]
    if not is_known(tag, known):
        head["headers"] = [*head["headers"], *own]
        return body
    head["status"] = 304
    head["headers"] = own
    return cast(Message, {**whole, "body": b""})


class Contract(JsonRenderPlugin):
    """The document of the API with everything that every route may answer."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        return msgspec.json.encode(completed(openapi_schema))


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """A document whose routes have their problems, and which says how a client is known."""
    parts = document["components"]
    _, known = msgspec.json.schema_components([Problem], ref_template="#/components/schemas/{name}")
    schemas = {**parts.get("schemas", {}), **known}
    bearer = {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a user, or of the printed address.",
    }
    paths = {
        path: {
            method: _operation(method, path, operation) if isinstance(operation, dict) else operation
            for method, operation in those.items()
        }
        for path, those in document["paths"].items()
    }
    components = {**parts, "schemas": schemas, "securitySchemes": {"token": bearer}}
    return {**document, "components": components, "paths": paths, "security": [{}, {"token": []}]}


def _operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """A route with its problems, and with what the framework cannot see in its types."""
    problems = _ANY if method == "get" else _ANY | _SENT
    said = {str(status): _problem(text) for status, text in problems.items()}
    if method == "get":
        said["304"] = {"description": "Nothing has changed since the tag in `If-None-Match`."}
    whole = {**operation, "responses": {**operation["responses"], **said}}
    if path == READ:
        text = {"schema": {"type": "string"}}
        whole["requestBody"] = {"required": False, "content": dict.fromkeys(PAGES, text)}
    if path == FILE:
        sent = {"schema": {"type": "string", "format": "binary"}}
        whole["requestBody"] = {"required": True, "content": {"application/octet-stream": sent}}
    if path == EXPORT:
        files: dict[str, Any] = {form.media: {"schema": {}} for form in FILES.values()}
        whole["responses"]["200"] = {"description": "The file, as it is written.", "content": files}
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                parameter["schema"] = {"type": "string", "enum": list(FILES)}
    if path == WATCH:
        told = {"text/event-stream": {"schema": _EVENT}}
        whole["responses"]["200"] = {"description": "The job as it changes.", "content": told}
    return whole


def _problem(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {PROBLEM: {"schema": schema}}}
