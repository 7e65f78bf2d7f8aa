"""What a page says of itself in its head: meta elements, links, title, language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import msgspec

_PUBLISHED = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc:date",
    "article.published",
    "article_date_original",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "created",
    "datecreated",
    "shareaholic:article_published_time",
    "vr:published_time",
    "published_time",
    "published_at",
    "og:pubdate",
    "og:release_date",
    "article.created",
    "originalpublicationdate",
    "dcsext.articlefirstpublished",
    "news_date",
    "date",
    "article:post_date",
    "citation_publication_date",
    "rnews:datepublished",
    "schema:datepublished",
]
_MODIFIED = [
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "revised",
    "lastmod",
    "article.updated",
]
_AUTHORS = [
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "twitter:creator",
    "byl",
]
_LISTS = frozenset({"article:tag", "og:article:tag", "article:author", "author"})


class Head(msgspec.Struct, frozen=True):
    """The head of a page: the first content of every meta name, the contents of those that repeat, and more."""

    meta: dict[str, str]
    lists: dict[str, list[str]]
    title: str
    language: str
    canonical: str | None
    amp: bool

    def first(self, *names: str) -> str:
        """The content of the first of these meta names that the page has, else ``""``."""
        return next((self.meta[name] for name in names if name in self.meta), "")

    def published(self) -> list[str]:
        """The contents that claim to be the date of publication, most trusted first."""
        return [self.meta[name] for name in _PUBLISHED if name in self.meta]

    def modified(self) -> list[str]:
        """The contents that claim to be the date of the last change."""
        return [self.meta[name] for name in _MODIFIED if name in self.meta]

    def authors(self) -> list[str]:
        """The contents that name authors; addresses and handles are left out."""
        names = [name for key in _AUTHORS for name in self.lists.get(key, [self.meta.get(key, "")])]
        return [
            name for name in dict.fromkeys(names) if name and not name.startswith(("http", "@", "/", "www."))
        ]


def read_head(parser: Any, url: str | None) -> Head:
    """The head of a parsed page; names are in lower case, contents with single spaces."""
    meta: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for node in parser.css("meta[content]"):
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "").split())
        names = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
        )
        if not content or not names:
            continue
        if attributes.get("itemprop") and not _of_article(node):
            continue
        for name in names.lower().split():
            meta.setdefault(name, content)
            if name in _LISTS:
                lists.setdefault(name, []).append(content)
    root, title = parser.root, parser.css_first("title")
    attributes = root.attributes if root is not None else {}
    return Head(
        meta=meta,
        lists=lists,
        title=" ".join(title.text().split()) if title is not None else "",
        language=attributes.get("lang") or attributes.get("xml:lang") or meta.get("content-language", ""),
        canonical=_canonical(parser, meta, url),
        amp="amp" in attributes or "⚡" in attributes,
    )


def _of_article(node: Any) -> bool:
    """Whether a microdata meta speaks of the article itself, not of a comment, a picture or a linked item."""
    parent = node.parent
    for _ in range(8):
        if parent is None:
            return True
        attributes = parent.attributes
        if "itemscope" in attributes:
            return "Article" in (attributes.get("itemtype") or "") or "Posting" in (
                attributes.get("itemtype") or ""
            )
        parent = parent.parent
    return True


def _canonical(parser: Any, meta: dict[str, str], url: str | None) -> str | None:
    link = parser.css_first('link[rel="canonical"]')
    found = (link.attributes.get("href") if link is not None else None) or meta.get("og:url")
    if not found:
        return None
    try:
        return urljoin(url, found.strip()) if url else found.strip()
    except ValueError:
        return None
