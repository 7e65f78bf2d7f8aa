"""The feeds that a library follows: their addresses and how often each is looked at, in one file beside the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import msgspec

from marsad.corpus.store.whole import write_whole
from marsad.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from marsad.corpus.library import Library

FILE = "followed.json"
LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60
MOST_FEEDS = 500
_LONGEST = 2000


class FollowedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, sitemap or list of addresses on the web, and the minutes between two looks at it."""

    url: str
    minutes: Annotated[int, msgspec.Meta(ge=LEAST_MINUTES, le=MOST_MINUTES)] = 60


def list_followed(library: Library) -> tuple[FollowedFeed, ...]:
    """The feeds that a library follows, in the order in which they were named."""
    path = _file(library)
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[FollowedFeed, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError) as error:
        raise LibraryError(
            str(path), f"it is no list of feeds: {error}", remedy="mend or delete it"
        ) from None


def follow_feed(library: Library, feed: FollowedFeed) -> tuple[FollowedFeed, ...]:
    """The feeds with this one among them; one that is followed already gets the new minutes.

    `UsageError` for what is no web address, and for what would be asked for too often.
    """
    _check(feed)
    others = [one for one in list_followed(library) if one.url != feed.url]
    if len(others) >= MOST_FEEDS:
        raise UsageError(feed.url, f"{MOST_FEEDS} feeds are followed already", remedy="take one away first")
    return _keep(library, (*others, feed))


def leave_feed(library: Library, url: str) -> tuple[FollowedFeed, ...]:
    """The feeds without this one; `UsageError` where it is not followed."""
    kept = list_followed(library)
    others = tuple(one for one in kept if one.url != url)
    if len(others) == len(kept):
        raise UsageError(url, "it is not among the feeds", remedy="see the list of feeds")
    return _keep(library, others)


def _check(feed: FollowedFeed) -> None:
    try:
        parts = urlsplit(feed.url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or len(feed.url) > _LONGEST:
        raise UsageError(feed.url[:200], "it is no web address", remedy="give one that begins with https://")
    if not LEAST_MINUTES <= feed.minutes <= MOST_MINUTES:
        said = f"{feed.minutes} minutes are not between {LEAST_MINUTES} and {MOST_MINUTES:,}"
        raise UsageError(feed.url, said, remedy="let an hour pass between two looks")


def _keep(library: Library, feeds: tuple[FollowedFeed, ...]) -> tuple[FollowedFeed, ...]:
    """Writes the list whole or not at all."""
    path = _file(library)
    try:
        write_whole(path, msgspec.json.format(msgspec.json.encode(feeds)) + b"\n")
    except OSError as error:
        raise LibraryError(
            str(path), f"it cannot be written: {error}", remedy="check rights and disk"
        ) from error
    return feeds


def _file(library: Library) -> Path:
    if library.folder is None:
        raise UsageError(library.name, "a library on a server follows no feeds", remedy="use one in a folder")
    return library.folder / FILE


__all__ = ["FollowedFeed", "follow_feed", "leave_feed", "list_followed"]
