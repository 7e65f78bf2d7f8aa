"""What makes two inputs one page, and two pages versions of one article."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import msgspec

from marsad.page.sources import Input
from marsad.types import Article

_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga)", re.IGNORECASE)
"""Parameters by which a link tells whence its readers come; the page is the same without them."""
SEEN = ("title", "text", "published", "authors", "captions")
"""What a reader of a page sees of an article: if none of it changes, the page has not."""


def address_of(url: str | None) -> str | None:
    """The URL without scheme, port of the scheme, fragment, tracking parameters and a slash at its end.

    >>> address_of("https://Anba.example:443/خبر/7/?utm_source=x&p=2#top")
    'anba.example/خبر/7?p=2'
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    usual = port in (None, 443 if parts.scheme == "https" else 80)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])
    path = unquote(parts.path).rstrip("/")
    return f"{host}{'' if usual else f':{port}'}{path}{f'?{query}' if query else ''}"


def address_key(url: str | None) -> bytes | None:
    """The address of a URL as 16 bytes of its SHA-256: as good for finding, and a tenth of an Arabic address."""
    address = address_of(url)
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).digest()[:16] if address else None


def link_key(url: str) -> bytes:
    """What stands among the digests of inputs for an address that leads to a page of another one."""
    return hashlib.sha256(b"link " + (address_key(url) or b"")).digest()


def digest_of_input(item: Input, published: str | None = None) -> bytes:
    """The SHA-256 of all that an input hands in, whatever it is called and whenever it was fetched."""
    given = (item.kind, item.id, item.url, item.title, item.published, published)
    content = hashlib.sha256(repr(given).encode("utf-8", "surrogatepass"))
    if item.article is not None:
        content.update(msgspec.json.encode(item.article))
    elif item.data is not None:
        content.update(item.data)
    else:
        content.update((item.text or "").encode("utf-8", "surrogatepass"))
    return content.digest()


def seen_parts(article: Article) -> dict[str, object]:
    """What a reader of the page sees, part by part."""
    return {
        "title": article.title,
        "text": article.text,
        "published": article.published,
        "authors": article.authors,
        "captions": tuple(image.caption for image in article.images if image.caption),
    }


def digest_of_article(article: Article) -> bytes:
    """The SHA-256 of what a reader of the page sees."""
    return hashlib.sha256(msgspec.json.encode(seen_parts(article))).digest()


def has_given_id(article_id: str) -> bool:
    """Whether an id came with the article, not from the hash of its bytes."""
    return not re.fullmatch(r"sha256:[0-9a-f]{64}", article_id)
