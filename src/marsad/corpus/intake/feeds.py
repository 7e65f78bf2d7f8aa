"""RSS, Atom and JSON feeds: the pages they lead to, and the articles they hold whole."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import msgspec

from marsad.corpus.intake.links import Link
from marsad.errors import InputError
from marsad.page.decode import decode_page
from marsad.page.fetch import FetchedPage
from marsad.page.sources import Input

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_LINKS = ("http://", "https://")
_MEND = "give another feed of the site"


def read_feed(page: FetchedPage, name: str, base: str = "") -> Iterator[Link | InputError]:
    """The entries of a feed in its order: the page each leads to, or the article it holds.

    Characters are read as the bytes are, not as the server says. A feed that declares entities is `InputError` (one that
    unfolds to gigabytes is an attack), and so is one without entries that is no feed.
    """
    if page.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _read_json(page, name, base)
        return
    text = decode_page(page.data, declared=page.charset, name=name).text
    if _ENTITY.search(text):
        raise InputError(name, "it declares entities, as attacks do", remedy=_MEND)
    yield from _read_xml(text, name, base)


def _read_xml(text: str, name: str, base: str) -> Iterator[Link | InputError]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    whole = '<?xml version="1.0" encoding="utf-8"?>' + _DECLARATION.sub("", text, count=1)
    feed = feedparser.parse(io.BytesIO(whole.encode()), response_headers=headers, sanitize_html=False)
    if not feed.version:
        raise InputError(name, "it is no RSS or Atom feed", remedy=_MEND)
    for at, entry in enumerate(feed.entries):
        content = max((one.get("value", "") for one in entry.get("content", ())), key=len, default="")
        yield _entry(
            name=f"{name}:[{at}]",
            url=_address(base, entry.get("link")),
            ident=entry.get("id"),
            title=entry.get("title"),
            html=content or entry.get("summary"),
            # feedparser's own `get` would take the date of publication for that of the last change, and warn.
            published=_moment(dict.get(entry, "published"), dict.get(entry, "published_parsed")),
            updated=_moment(dict.get(entry, "updated"), dict.get(entry, "updated_parsed")),
        )


def _address(base: str, link: str | None) -> str | None:
    """The web address of a link, or `None` where there is none."""
    try:
        url = urljoin(base, link.strip()) if link and link.strip() else ""
    except ValueError:
        return None
    return url if url.startswith(_LINKS) else None


def _read_json(page: FetchedPage, name: str, base: str) -> Iterator[Link | InputError]:
    """The items of a JSON Feed (https://www.jsonfeed.org/version/1.1)."""
    try:
        feed = msgspec.json.decode(page.data)
        items = feed.get("items", [])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, AttributeError) as error:
        raise InputError(name, f"it is no JSON feed: {error}", remedy=_MEND) from None
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict):
            yield InputError(name, "the item is no object", place=f"[{at}]", remedy=_MEND)
            continue
        words = {key: value for key, value in item.items() if isinstance(value, str)}
        yield _entry(
            name=f"{name}:[{at}]",
            url=_address(base, words.get("url") or words.get("external_url")),
            ident=words.get("id"),
            title=words.get("title"),
            html=words.get("content_html") or words.get("content_text"),
            published=_moment(words.get("date_published"), None),
            updated=_moment(words.get("date_modified"), None),
        )


def _entry(
    *,
    name: str,
    url: str | None,
    ident: str | None,
    title: str | None,
    html: str | None,
    published: datetime | None,
    updated: datetime | None,
) -> Link | InputError:
    """An entry with a link is fetched from there; one without is the article itself."""
    day = published.isoformat(timespec="seconds") if published else None
    if url is not None:
        newest = max((one.astimezone(UTC) for one in (published, updated) if one), default=None)
        return Link(url, day, f"{newest:%Y-%m-%dT%H:%M:%SZ}" if newest else None)
    if not html:
        return InputError(name, "the entry has neither a link nor a text", remedy=_MEND)
    item = Input(
        name=name, kind="html" if "<" in html else "text", text=html, id=ident, title=title, hint=day
    )
    return Link("", item=item)


def _moment(written: str | None, parsed: Any) -> datetime | None:
    """The time as it is written, with its zone: the day of a piece of news is that of its place."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read((written or "").strip())
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            moment.astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            continue
        return moment
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None
