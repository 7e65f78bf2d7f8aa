"""Links that a feed, a sitemap or a list gives, followed to their pages one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from marsad.corpus.intake.arrivals import Arrival, Held, Memory
from marsad.corpus.intake.visiting import Visitor
from marsad.corpus.store.writing import FeedDone
from marsad.errors import FetchError, InputError
from marsad.page.sources import Input, read_fetched


class Link(msgspec.Struct, frozen=True):
    """A page to be fetched, with what is said of it where it is linked.

    `published` is its date as EDTF, `updated` when it was last changed (UTC). `item` stands where the page itself is in the
    feed and there is nothing to fetch.
    """

    url: str
    published: str | None = None
    updated: str | None = None
    sitemap: bool = False
    item: Input | None = None


class Source(msgspec.Struct, frozen=True):
    """Where links come from, and what is to be remembered when all of them were followed."""

    name: str
    done: FeedDone | None = None


def follow_links(
    source: Source, links: Iterable[Link | InputError], memory: Memory, visitor: Visitor
) -> Iterator[Arrival]:
    """The pages behind links, without those the library holds; then that the source is done.

    A source some of whose pages could not be had today is not done: it is asked for in full the next time, and then only
    the missing pages are fetched.
    """
    passing = False
    for link in links:
        if isinstance(link, InputError):
            yield link
            continue
        try:
            yield from _follow(link, memory, visitor)
        except InputError as error:
            passing |= is_passing(error)
            yield error
    if source.done and not passing:
        yield source.done


def is_passing(error: InputError) -> bool:
    """Whether what went wrong may go well another time: no connection, too many questions, a server that is down."""
    return type(error) is FetchError and (error.status in (0, 408, 425, 429) or error.status >= 500)


def _follow(link: Link, memory: Memory, visitor: Visitor) -> Iterator[Arrival]:
    if link.item is not None:
        yield link.item
        return
    seen = memory.seen(link.url)
    if seen is not None and not (link.updated and link.updated > seen):
        yield Held(link.url, link.url)
        return
    for item in read_fetched(visitor.fetch(link.url), link.url, visitor.limits):
        if isinstance(item, Input) and item.kind != "article":
            item = msgspec.structs.replace(item, hint=link.published)
        yield item
