"""RSS and Atom, read back by feedparser and by a strict reader of XML."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from marsad.export.feed import FeedItem, write_atom, write_rss

from .hostile import NAME, TITLE

AT = "2024-04-01T10:00:00Z"
ITEMS = [
    FeedItem(
        iri="urn:marsad:1",
        url="https://anba.example/خبر 1?a=%201&b=2",
        title=TITLE,
        summary=f"{NAME} <script>alert('x')</script> & ]]>",
        added=AT,
        published="2024-03-14T08:00:00+01:00",
        site='أنباء "اليوم" & الغد',
    ),
    FeedItem(iri="urn:marsad:2", title="بلا تاريخ", summary="نص", added=AT, url="javascript:alert(1)"),
    FeedItem(iri="urn:marsad:3", title="يوم", summary="", added=AT, published="2024-03-13"),
]
SHOWN = '🕊 خبر "عاجل" <script>&amp;]]>'
"""The title without direction controls and what no reader can print."""


def written(kind: str) -> str:
    title = 'actor:«حفتر» "x" & <y>'
    return "".join(write_rss(title, ITEMS) if kind == "rss" else write_atom(title, ITEMS, updated=AT))


def read(kind: str) -> Any:
    text = written(kind)
    ElementTree.fromstring(text)
    feed = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[kind]
    return feed


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_come_back_as_they_were(kind: str) -> None:
    feed = read(kind)
    assert feed.feed.title == 'actor:«حفتر» "x" & <y>'
    first, undated, day = feed.entries
    assert first.title == SHOWN
    assert first.link == "https://anba.example/%D8%AE%D8%A8%D8%B1%201?a=%201&b=2"
    assert first.published_parsed[:5] == (2024, 3, 14, 7, 0)
    assert first.author == ITEMS[0].site
    assert [one.id for one in feed.entries] == ["urn:marsad:1", "urn:marsad:2", "urn:marsad:3"]
    assert "published_parsed" not in undated
    assert "javascript" not in written(kind)
    assert day.published_parsed[:3] == (2024, 3, 13)


def test_markup_in_a_summary_stays_text() -> None:
    assert "&lt;script&gt;" in read("rss").entries[0].summary  # a description is HTML
    entry = read("atom").entries[0]
    assert entry.summary_detail.type == "text/plain"
    assert "<script>" in entry.summary


def test_atom_has_what_it_must_have() -> None:
    root = ElementTree.fromstring(written("atom"))
    name = "{http://www.w3.org/2005/Atom}"
    for one in (root, *root.iter(f"{name}entry")):
        for needed in ("id", "title", "updated"):
            assert len(one.findall(f"{name}{needed}")) == 1
