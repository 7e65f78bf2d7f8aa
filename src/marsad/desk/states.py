"""What a page shows, as its address says it: one frozen value a screen, read from the query string and written to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import msgspec

from marsad.errors import UsageError

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
Theme = Literal["", "auto", "light", "dark"]
Digits = Literal["", "western", "arabic"]
Months = Literal["", "west", "levant", "maghreb_fr", "morocco"]
Lanes = Literal["actor", "source", "place", "type", "outlet"]
_LAST_PAGE = 1_000_000


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every page has: colours, digits and names of months; where they are empty, as the reader's settings say."""

    theme: Theme = ""
    digits: Digits = ""
    months: Months = ""


class ListState(State, frozen=True, kw_only=True):
    """A page of a list, counted from 1, of what holds some words."""

    q: str = ""
    page: int = 1
    size: int = 20

    def __post_init__(self) -> None:
        if not (1 <= self.page <= _LAST_PAGE and 1 <= self.size <= 200):
            raise ValueError("page is 1 or more, size 1 to 200")

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size


class SearchState(ListState, frozen=True, kw_only=True):
    """A query and how its answers are sorted."""

    sort: Literal["rank", "date"] = "rank"


class ArticleState(State, frozen=True, kw_only=True):
    """The side of an article that is turned up."""

    view: Literal["text", "voices", "page"] = "text"


class StoryState(State, frozen=True, kw_only=True):
    """What the table of a story has a row for: an article, or what an article says of a topic."""

    table: Literal["articles", "claims"] = "articles"


class ActorState(State, frozen=True, kw_only=True):
    """An actor by the key it has among all actors; without one, the list of them."""

    key: str = ""


class ActorsState(ListState, frozen=True, kw_only=True):
    """The list of actors, of one kind or all."""

    kind: Literal["", "person", "organization", "place", "misc"] = ""
    size: int = 60


class SourcesState(ListState, frozen=True, kw_only=True):
    """The sources of one outlet or all, of one kind or all."""

    outlet: str = ""
    kind: str = ""
    size: int = 40


class TimelineState(State, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A stretch of time, what it is cut into, and which events are in it."""

    since: str = ""
    until: str = ""
    lanes: Lanes = "actor"
    type: str = ""
    status: str = ""
    actor: str = ""


class NetworkState(State, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """Who did what to whom: which events, how many of them a tie has at least, and how many names are drawn at most."""

    since: str = ""
    until: str = ""
    type: str = ""
    quad: Literal["", "1", "2", "3", "4", "0"] = ""
    actor: str = ""
    outlet: str = ""
    least: int = 1
    most: int = 40

    def __post_init__(self) -> None:
        if not (1 <= self.least <= _LAST_PAGE and 2 <= self.most <= 80):
            raise ValueError("least is 1 or more, most 2 to 80")


class MapState(State, frozen=True, kw_only=True):
    """The map, of where most happened, of the region or of the world."""

    area: Literal["near", "region", "world"] = "near"
    type: str = ""


S = TypeVar("S", bound=State)


def read_state(kind: type[S], query: Mapping[str, str]) -> S:
    """The state that a query string says; `UsageError` where a value is not one of those it can have."""
    try:
        return msgspec.convert(dict(query), kind, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError("address", str(error), remedy="begin again from the first page") from None


def query_of(state: State, **changes: Any) -> str:
    """The query string of a state with some of its values changed, without what is as it is by default.

    >>> query_of(SearchState(q="درنة", page=3), page=1)  # the town of Derna
    '?q=%D8%AF%D8%B1%D9%86%D8%A9'
    """
    said = msgspec.to_builtins(msgspec.structs.replace(state, **changes))
    return f"?{urlencode(said)}" if said else ""


def page_numbers(total: int, state: ListState) -> Sequence[int | None]:
    """The pages to offer: the first, the last, those about this one, and `None` for a gap."""
    last = max(1, -(-total // state.size))
    near = [at for at in range(1, last + 1) if at in (1, last) or abs(at - state.page) <= 2]
    shown: list[int | None] = []
    for at in near:
        if shown and shown[-1] is not None and at - shown[-1] > 1:
            shown.append(None)
        shown.append(at)
    return shown
