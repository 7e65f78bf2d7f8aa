"""Feeds, sitemaps, lists of addresses and archives told from pages by their first bytes."""

from __future__ import annotations

import re
from typing import Literal

Shape = Literal["page", "feed", "sitemap", "addresses", "archive"]

_PROLOG = re.compile(
    rb"\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.S | re.I
)
_ROOT = re.compile(rb"<(?:[A-Za-z]+:)?(rss|feed|RDF|urlset|sitemapindex)[\s>/]")
_JSON_FEED = re.compile(rb'\{.{0,2000}"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org', re.S)
_ADDRESS = re.compile(rb"https?://\S+$", re.I)
_LOOKED_AT = 50
"""How many lines must be addresses before a text is a list of them."""


def shape_of(head: bytes) -> Shape:
    """The shape of what begins with these bytes (gzip taken off).

    >>> shape_of(b'<?xml version="1.0"?><rss version="2.0">'), shape_of(b"https://anba.example/1\\n")
    ('feed', 'addresses')
    """
    plain = _narrow(head)
    if plain.startswith(b"WARC/"):
        return "archive"
    prolog = _PROLOG.match(plain)
    root = _ROOT.match(plain, prolog.end() if prolog else 0)
    if root:
        return "sitemap" if root[1] in (b"urlset", b"sitemapindex") else "feed"
    if _JSON_FEED.match(plain.lstrip()):
        return "feed"
    return "addresses" if _are_addresses(plain) else "page"


def list_addresses(data: bytes) -> list[str]:
    """The addresses of a list, one a line; blank lines and those that begin with ``#`` are none."""
    lines = (line.strip() for line in data.decode("utf-8-sig", "replace").splitlines())
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _are_addresses(plain: bytes) -> bool:
    lines = [line.strip() for line in plain.splitlines()[:_LOOKED_AT]]
    told = [line for line in lines if line and not line.startswith(b"#")]
    return bool(told) and all(_ADDRESS.match(line) for line in told)


def _narrow(head: bytes) -> bytes:
    """The head without byte order mark and the zero bytes of UTF-16."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"")
