"""What goes wrong as an answer: a page that says what to do, or a problem document (RFC 9457)."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from marsad.errors import InputError, LibraryError, MarsadError, TooLarge

_PATIENCE = 5
"""Seconds after which it makes sense to ask a library again that could not be used."""
_log = logging.getLogger("marsad.desk")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem document: what kind of fault, its HTTP status, and what to do about it."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def problem_of(error: Exception) -> Problem:
    """The problem document of an error; of one that nobody foresaw it says nothing of the inside; that goes to the log."""
    if isinstance(error, HTTPException):
        title = _titles().get(error.status_code, "Error")
        return Problem(title=title, status=error.status_code, detail=_detail(error))
    if isinstance(error, MarsadError):
        status = _status(error)
        return Problem(title=_titles()[status], status=status, detail=str(error))
    _log.error("the desk failed", exc_info=error)
    return Problem(title=_titles()[500], status=500, detail="the desk failed; its terminal says how")


def _of_sent(request: Request[Any, Any, Any], error: Exception, problem: Problem) -> Problem:
    """A problem with what a program sent: well formed, and of no sense (RFC 9110, 422), where it is that."""
    sent = isinstance(error, HTTPException) and any(
        isinstance(one, dict) and one.get("source") == "body" for one in error.extra or ()
    )
    meant = isinstance(error, InputError) and request.method == "POST"
    if problem.status != 400 or not (sent or meant):
        return problem
    return msgspec.structs.replace(problem, title=_titles()[422], status=422)


def _detail(error: HTTPException) -> str:
    """What the framework found wrong, value by value."""
    faults = error.extra if isinstance(error.extra, list) else []
    told = [f"{one.get('key', '')}: {one.get('message', '')}" for one in faults if isinstance(one, dict)]
    return " · ".join(told) or error.detail


def _status(error: MarsadError) -> int:
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, InputError):
        return 400
    if isinstance(error, LibraryError):
        missing = ("holds no such", "has no such", "names nobody")
        return 404 if any(words in error.problem for words in missing) else 503
    return 500


def _titles() -> dict[int, str]:
    return {
        400: "Bad request",
        401: "Not signed in",
        403: "Forbidden",
        404: "Not found",
        405: "Method not allowed",
        406: "Not acceptable",
        413: "Too large",
        415: "Unsupported medium",
        422: "It makes no sense",
        429: "Too many requests",
        500: "Internal error",
        503: "The library cannot be used now",
    }


def answer_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """An error as a problem document."""
    problem = _of_sent(request, error, problem_of(error))
    return Response(
        msgspec.json.encode(problem),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=headers_of(error),
    )


def headers_of(error: Exception) -> dict[str, str]:
    """The headers that an error brings along, such as when to ask again."""
    if isinstance(error, LibraryError) and _status(error) == 503:
        return {"Retry-After": str(_PATIENCE)}
    return dict(getattr(error, "headers", None) or {})
