"""What comes out of sources: inputs to be read, errors in their place, and what need not be read."""

from __future__ import annotations

from typing import Protocol

import msgspec

from marsad.corpus.store.writing import FeedDone
from marsad.errors import InputError
from marsad.page.sources import Input


class Held(msgspec.Struct, frozen=True):
    """An address that need not be fetched: the library holds its page, or the server says that nothing changed."""

    name: str
    url: str


Arrival = Input | InputError | Held | FeedDone


class Marks(msgspec.Struct, frozen=True):
    """By what a server knows the state in which a feed was last seen."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers that ask only for what is newer."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


class Memory(Protocol):
    """What a library remembers of addresses."""

    def seen(self, url: str) -> str | None:
        """When the page of this address was last taken in (UTC), or `None`."""

    def marks(self, url: str) -> Marks:
        """By what the server knows the state in which a feed was last worked off."""


class NoMemory:
    """The memory of nothing: every address is new."""

    def seen(self, url: str) -> str | None:
        """`None`."""
        return None

    def marks(self, url: str) -> Marks:
        """None at all."""
        return Marks()
