"""What a screen is: an address, the state it reads from it, and what it answers, before that becomes HTML, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Literal, TypeVar

import msgspec

from marsad.desk.access.persons import Role
from marsad.desk.session import Session
from marsad.desk.states import State
from marsad.desk.wording import DeskWords
from marsad.errors import LibraryError

S = TypeVar("S", bound=State)


class Asked(msgspec.Struct, Generic[S], frozen=True):
    """What a screen is asked for: by its state, and by the parts of its path (the number of an article, an event).

    `by` is the name under which whoever asks judges, or "".
    """

    session: Session
    words: DeskWords
    state: S
    path: Mapping[str, str]
    by: str = ""

    @property
    def article(self) -> int:
        """The number of the article in the path."""
        said = self.path["no"]
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            raise LibraryError(said, "the library holds no such article", remedy="check its number")
        return int(said)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen answers: `data` is its JSON, `rows` its CSV, and both with `extra` what its template shows."""

    title: str
    data: msgspec.Struct
    rows: Iterable[Mapping[str, Any]]
    extra: Mapping[str, Any] = {}


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the desk; `path` stands behind the language, with ``{no}`` and the like for its parts."""

    name: str
    path: str
    state: type[State]
    show: Callable[[Any], View]
    role: Role = "reader"
    """The least role that may see it."""
    lasting: Literal["", "library", "article", "search"] = ""
    """Whether all it says is in the library, so that it says the same until that changes, or until its article does; or in
    the index and the saved searches too."""
