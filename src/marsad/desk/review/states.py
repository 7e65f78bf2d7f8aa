"""What the pages of review show, as their addresses say it."""

from __future__ import annotations

from typing import Literal

from marsad.desk.states import ListState, State
from marsad.errors import UsageError

Kind = Literal["", "attribution", "event", "entity", "date"]
Key = tuple[int, str, str]


class ReviewState(State, frozen=True, kw_only=True):
    """A queue, and the fact of it that is shown: `at` is its article, kind and id; without it the first that is open.

    `check` names whose facts are judged a second time, blind. With `keys=off` the page runs no script.
    """

    q: str = ""
    kind: Kind = ""
    order: Literal["doubt", "article"] = "doubt"
    check: str = ""
    at: str = ""
    keys: Literal["on", "off"] = "on"
    size: int = 20

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 1000:
            raise ValueError("size is 1 to 1000")


class AgreementState(ListState, frozen=True, kw_only=True):
    """Two people, and the kind of facts by which they are compared."""

    one: str = ""
    other: str = ""
    kind: Kind = ""


def address_of(key: Key) -> str:
    """A fact as addresses name it.

    >>> address_of((12, "event", "v3")), key_of("12.event.v3")
    ('12.event.v3', (12, 'event', 'v3'))
    """
    return ".".join(map(str, key))


def key_of(address: str) -> Key:
    """The fact that an address names; `UsageError` for what names none."""
    article, _, rest = address.partition(".")
    kind, _, fact = rest.partition(".")
    if not (article.isascii() and article.isdigit() and len(article) < 10 and kind and fact):
        raise UsageError("at", f"«{address[:60]}» is no fact", remedy="write it as 12.event.v3")
    return int(article), kind, fact


__all__ = ["AgreementState", "Key", "Kind", "ReviewState", "address_of", "key_of"]
