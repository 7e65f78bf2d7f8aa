"""What a search finds as a feed: RSS 2.0 or Atom (RFC 4287), the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

import msgspec

from marsad.export.bidi import plain
from marsad.export.identity import uri_of
from marsad.export.pieces import xml_text
from marsad.times.edtf import moment_of
from marsad.version import __version__

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a feed: `iri` is what it is known by, `published` EDTF, `added` when the library took it in."""

    iri: str
    title: str
    summary: str
    added: str
    url: str | None = None
    published: str | None = None
    site: str | None = None


def write_rss(title: str, items: Iterable[FeedItem]) -> Iterator[str]:
    """A feed of RSS 2.0 in pieces."""
    yield f'{_XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
    yield f"{_tag('title', title)}{_tag('link', _address(title))}{_tag('description', title)}"
    yield f"{_tag('generator', f'Marsad {__version__}')}\n"
    for item in items:
        yield f"<item>{''.join(_rss_item(item))}</item>\n"
    yield "</channel></rss>\n"


def write_atom(title: str, items: Iterable[FeedItem], *, updated: str) -> Iterator[str]:
    """A feed of Atom in pieces; `updated` is when something in it last changed (UTC)."""
    yield f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"{_tag('id', _address(title))}{_tag('title', title)}{_tag('updated', updated)}"
    yield f"<author>{_tag('name', 'Marsad')}</author><generator>Marsad {__version__}</generator>\n"
    for item in items:
        yield f"<entry>{''.join(_atom_entry(item))}</entry>\n"
    yield "</feed>\n"


def _rss_item(item: FeedItem) -> Iterator[str]:
    """The parts of an item; a description is HTML, so its text is escaped once more."""
    moment = moment_of(item.published)
    yield _tag("title", item.title)
    if link := _link(item.url):
        yield _tag("link", link)
    yield f'<guid isPermaLink="false">{xml_text(item.iri)}</guid>'
    if moment:
        yield _tag("pubDate", format_datetime(moment))
    if item.site:
        yield _tag("dc:creator", item.site)
    yield _tag("description", escape(plain(item.summary), quote=False))


def _atom_entry(item: FeedItem) -> Iterator[str]:
    moment = moment_of(item.published)
    published = moment.isoformat() if moment else None
    yield _tag("id", item.iri) + _tag("title", item.title) + _tag("updated", published or item.added)
    if published:
        yield _tag("published", published)
    if link := _link(item.url):
        yield f'<link href="{xml_text(link)}"/>'
    if item.site:
        yield f"<author>{_tag('name', item.site)}</author>"
    yield _tag("summary", item.summary)


def _tag(name: str, text: str) -> str:
    return f"<{name}>{xml_text(plain(text))}</{name}>"


def _address(title: str) -> str:
    """What the feed itself is known by: it has no place on the web."""
    return f"urn:marsad:search:{quote(title, safe='')}"


def _link(url: str | None) -> str | None:
    """The address of a page, if it is one that a reader may follow."""
    return uri_of(url) if url and url.lower().startswith(("http://", "https://")) else None


__all__ = ["FeedItem", "write_atom", "write_rss"]
