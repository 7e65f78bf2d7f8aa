"""Lists of the API, page by page: items, how many there are in all, and a cursor for those behind."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

from marsad.errors import UsageError

T = TypeVar("T")
_MOST_DIGITS = 9
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="How many items to give.")]
Cursor = Annotated[str, QueryParameter(description="Where to go on: `next` of the answer before.")]


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """Some items of a list; `next` is the cursor of those after them, or `null` at the end."""

    items: tuple[T, ...]
    total: int
    next: str | None


def cut(items: Sequence[T], limit: int, cursor: str) -> Listing[T]:
    """The items behind a cursor."""
    start = place_of(cursor)
    return listing(items[start : start + limit], len(items), start, limit)


def listing(items: Sequence[T], total: int, start: int, limit: int) -> Listing[T]:
    """Items that stand at a place of a longer list."""
    end = start + limit
    return Listing(tuple(items), total, cursor_of(end) if end < total else None)


def cursor_of(place: int) -> str:
    """A place of a list as a cursor."""
    return base64.urlsafe_b64encode(f"at:{place}".encode()).decode().rstrip("=")


def place_of(cursor: str) -> int:
    """The place that a cursor means; `UsageError` for one that nobody gave out.

    >>> place_of(cursor_of(40))
    40
    """
    if not cursor:
        return 0
    try:
        head, _, number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        if head == "at" and number.isdigit() and len(number) < _MOST_DIGITS:
            return int(number)
    except ValueError:
        pass
    raise UsageError("cursor", f"«{cursor}» is none", remedy="take `next` of the answer before")


__all__ = ["Cursor", "Limit", "Listing", "cursor_of", "cut", "listing", "place_of"]
