"""Sitemaps and news sitemaps: the pages a site wants to be found, and the sitemaps an index leads to."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, iterparse

from marsad.corpus.intake.links import Link
from marsad.errors import InputError
from marsad.page.given import read_given_date

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_sitemap(data: bytes, name: str) -> list[Link]:
    """The links of a sitemap (https://www.sitemaps.org) or news sitemap in its order, those to other sitemaps marked.

    One that breaks off gives what came before; one that gives nothing, or brings a DOCTYPE, is `InputError`.
    """
    if _DOCTYPE.search(data):
        raise InputError(
            name, "a sitemap has no DOCTYPE, attacks do", remedy="give another sitemap of the site"
        )
    links: list[Link] = []
    problem = "it has no addresses"
    try:
        for _, element in iterparse(io.BytesIO(data)):
            if _local(element.tag) in ("url", "sitemap"):
                if link := _link(element):
                    links.append(link)
                element.clear()
    except ParseError as error:
        problem = f"it is damaged: {error}"
    if not links:
        raise InputError(name, problem, remedy="give another sitemap of the site")
    return links


def _link(element: Element) -> Link | None:
    words = {_local(one.tag): (one.text or "").strip() for one in element.iter()}
    if not words.get("loc", "").startswith(("http://", "https://")):
        return None
    return Link(
        words["loc"],
        published=_day(words.get("publication_date")),
        updated=_moment(words.get("lastmod")),
        sitemap=_local(element.tag) == "sitemap",
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _day(written: str | None) -> str | None:
    try:
        return read_given_date(written) if written else None
    except InputError:
        return None


def _moment(written: str | None) -> str | None:
    """The time in UTC; a day without a time is its end, for the page may have changed until then."""
    try:
        moment = datetime.fromisoformat(written or "")
        if len(written or "") == len("2024-03-14"):
            moment = moment.replace(hour=23, minute=59, second=59)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
