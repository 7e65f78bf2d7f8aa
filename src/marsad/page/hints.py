"""What the class names, ids and item properties of an element say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from marsad.page.lexicon import load_hints

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOTHING = 1_000
_REMEMBERED = 20_000
_BUILDERS = frozenset({"elementor", "vc", "wpb", "et", "fl", "so", "panel", "siteorigin", "fusion", "bdt"})
"""Page builders of WordPress, to which every part of a page is a «widget»."""
_STATES = frozenset({"no", "has", "with", "without", "is", "not", "enable", "disable"})
"""Names such as «has-sidebar» and «no-comments» speak of the page's state, not of the element."""
_UNTOUCHABLE = frozenset({"html", "body"})
TAG_KINDS = {
    "nav": "navigation",
    "aside": "sidebar",
    "footer": "footer",
    "figcaption": "caption",
    "time": "date",
    "address": "byline",
    "article": "article",
    "main": "article",
    "h1": "title",
    "amp-sidebar": "navigation",
    "amp-social-share": "share",
    "amp-ad": "ad",
    "amp-embed": "related",
    "dialog": "sidebar",
}
ITEM_KINDS = {
    "articlebody": "body",
    "headline": "title",
    "datepublished": "date",
    "datemodified": "date",
    "datecreated": "date",
    "date": "date",
    "created": "date",
    "issued": "date",
    "author": "byline",
    "creator": "byline",
    "comment": "comments",
    "keywords": "tags",
    "articlesection": "section",
    "publisher": "hidden",
    "caption": "caption",
    "breadcrumb": "navigation",
}
TRUSTED = "trusted_body"
"""An element that its page declares to be the body (`itemprop=articleBody`)."""
EMBED = "embed"
"""A post of another platform that the article quotes."""
BESIDE = "beside"
"""An element that the profile of a site says is not text."""


class HintTable(msgspec.Struct, frozen=True):
    """The kinds of hints in order of rank, the words that speak of them, and those that cut or mark."""

    kinds: tuple[str, ...]
    tokens: dict[str, int]
    words: dict[str, int]
    letters: dict[str, int]
    pattern: re.Pattern[str]
    cuts: frozenset[str]
    marks: frozenset[str]


@cache
def hint_table() -> HintTable:
    """The words and ranks of all hints, made once."""
    hints = load_hints()
    groups = [*hints.quote, *hints.cut, *hints.mark, *hints.keep]
    ranked = list(enumerate(groups))[::-1]
    letters = {word: rank for rank, hint in ranked for word in hint.inside}
    return HintTable(
        kinds=tuple(hint.kind for hint in groups),
        tokens={word: rank for rank, hint in ranked for word in hint.tokens},
        words={word: rank for rank, hint in ranked for word in hint.whole},
        letters=letters,
        pattern=re.compile(prefix_pattern(letters)),
        cuts=frozenset(hint.kind for hint in hints.cut) | {BESIDE},
        marks=frozenset(hint.kind for hint in hints.mark),
    )


def prefix_pattern(words: Iterable[str]) -> str:
    """The words as a pattern that shares their beginnings: one character decides, not one word after another.

    >>> prefix_pattern(["share", "shop", "tag"])
    '(?:sh(?:are|op)|tag)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(tree: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in tree.items() if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return joined + "?" if "" in tree else joined


_names: dict[str, str] = {}
_parts: dict[str, int] = {}


def kind_of_name(name: str) -> str:
    """The kind that class names and ids speak of, ``""`` when they say nothing.

    >>> kind_of_name("entry-content clearfix"), kind_of_name("newsStoryDate"), kind_of_name("article-comments")
    ('body', 'date', 'comments')
    """
    kind = _names.get(name)
    if kind is None:
        if len(_names) > _REMEMBERED:
            _names.clear()
            _parts.clear()
        rank = min((_rank_of_part(part) for part in name[:300].split()), default=_NOTHING)
        kind = _names[name] = "" if rank == _NOTHING else hint_table().kinds[rank]
    return kind


def _rank_of_part(part: str) -> int:
    rank = _parts.get(part)
    if rank is None:
        table = hint_table()
        words = [word.lower() for word in _WORD.findall(part)]
        if words and words[0] in _STATES and part not in table.tokens:
            words = []
        if words and words[0] in _BUILDERS:
            words = [word for word in words if word not in ("widget", "widgets", "banner", "flag")]
        ranks = [table.words[word] for word in words if word in table.words]
        if part in table.tokens:
            ranks.append(table.tokens[part])
        ranks += [table.letters[found] for found in table.pattern.findall("".join(words))]
        rank = _parts[part] = min(ranks, default=_NOTHING)
    return rank


_TELLING = frozenset({"hidden", "style", "itemprop", "property", "role", "aria-labelledby", "data-component"})
_kinds: dict[tuple[str, str | None, str | None], str] = {}


def kind_of(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The kind of an element, from its declared meaning first, then its names, then its tag."""
    if not attributes:
        return TAG_KINDS.get(tag, "")
    if not _TELLING.isdisjoint(attributes):
        return _declared(attributes) or _named(tag, _names_in(attributes))
    key = (tag, attributes.get("class"), attributes.get("id"))
    kind = _kinds.get(key)
    if kind is None:
        if len(_kinds) > _REMEMBERED:
            _kinds.clear()
        kind = _kinds[key] = _named(tag, f"{key[1] or ''} {key[2] or ''}")
    return kind


def _names_in(attributes: Mapping[str, str | None]) -> str:
    return " ".join(
        attributes.get(name) or "" for name in ("class", "id", "aria-labelledby", "data-component")
    )


def _named(tag: str, names: str) -> str:
    kind = kind_of_name(names) if tag not in _UNTOUCHABLE else ""
    return kind if kind and kind != "article" else TAG_KINDS.get(tag, kind)


def _declared(attributes: Mapping[str, str | None]) -> str:
    if "hidden" in attributes:
        return "hidden"
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return "hidden"
    item = attributes.get("itemprop") or attributes.get("property")
    if not item:
        return "navigation" if attributes.get("role") in ("navigation", "search", "menu") else ""
    for word in item.lower().split():
        kind = ITEM_KINDS.get(word.rpartition(":")[2].rpartition("/")[2])
        if kind:
            return TRUSTED if kind == "body" else kind
    return ""
