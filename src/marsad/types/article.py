"""What a page says before anybody has read it: the article and what surrounds it."""

from __future__ import annotations

import msgspec


class Site(msgspec.Struct, frozen=True):
    """The publication: its name as it prints it, and the domain it stands on."""

    name: str | None = None
    domain: str | None = None


class Image(msgspec.Struct, frozen=True):
    """A picture of the article with its caption and credit, kept apart."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None


class RelatedLink(msgspec.Struct, frozen=True):
    """A link to another article that the page offers beside this one."""

    title: str
    url: str | None = None


class Comment(msgspec.Struct, frozen=True):
    """A reader's comment; never part of the text."""

    text: str
    author: str | None = None
    published: str | None = None


class Comments(msgspec.Struct, frozen=True):
    """The readers' comments: how many the page counts (`None`: it does not say), and those it shows."""

    count: int | None = None
    items: tuple[Comment, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """An entry of a live blog: `text[start:end]`, with its own time and heading."""

    start: int
    end: int
    published: str | None = None
    title: str | None = None


class Dropped(msgspec.Struct, frozen=True):
    """A piece of the page that is not the article, with the reason it was cut."""

    reason: str
    exact: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article as its page prints it; the spans of a record point into its fields.

    `published` and `modified` are EDTF (with time and zone where the page gives them) and `None` when the page
    does not say. `published_from` is where `published` was found: ``jsonld``, ``meta``, ``url``, ``time``,
    ``text``, ``given`` or `None`. Paragraphs of `text` are joined by one blank line when they come from a page;
    a text that was given is kept character for character. `authors` are persons; a part of the newsroom («هيئة
    التحرير») stands there only where no person signs, a place never.
    """

    id: str
    url: str | None = None
    site: Site = Site()
    section: str | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_from: str | None = None
    modified: str | None = None
    language: str | None = None
    text: str = ""
    entries: tuple[Entry, ...] = ()
    """The entries of a live blog, in the order of the page; empty for every other article."""
    images: tuple[Image, ...] = ()
    related: tuple[RelatedLink, ...] = ()
    comments: Comments = Comments()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Agencies and media the page credits outside the body («المصدر: وكالات», «بنغازي - رويترز»), without its own outlet."""
    raw_sha256: str | None = None
    fetched: str | None = None
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[str, ...] = ()
    """What the reader of the page was unsure of, for `Record.flags`: ``flag: note``."""
