"""The bounds that keep one bad page from costing more than a good one."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_CHARS = 4_000_000
"""The largest Arabic news pages seen carry 1.5 million characters, nearly all of it scripts."""
MAX_NODES = 150_000
MAX_DEPTH = 400
MAX_REOPENED = 3_000_000
"""Each unclosed formatting tag is opened again in every later paragraph: tags times unclosed tags bounds the tree."""
MAX_NESTED = 5_000
MAX_TAG = 30_000
"""A tag longer than this is an attack or a picture written into the page; attributes are compared pairwise."""

_FORMATTING = re.compile(r"<(/?)(?:b|i|u|a|s|em|tt|big|font|strong|small|code|nobr|strike)[\s>]", re.I)
_FORMATTING_TAG = re.compile(
    r"</?(?:b|i|u|a|s|em|tt|big|font|strong|small|code|nobr|strike)(?=[\s>])[^<>]*>", re.I
)
_NESTING = re.compile(r"<(/?)(?:div|span|ul|ol|li|dl|dd|dt|section|table|td|form|p)\b", re.I)
_NESTING_TAG = re.compile(
    r"</?(?:div|span|ul|ol|li|dl|dd|dt|section|table|tbody|tr|td|form|p)\b[^<>]*>", re.I
)
_LONG_TAG = re.compile(rf"(<[a-zA-Z]\w{{0,20}})[^>]{{{MAX_TAG},}}")
_MANY_TAGS = 30_000
_LONG_PAGE = 150_000
"""Below this length even a page of one tag is parsed in half a second."""


class Bounded(NamedTuple):
    """Markup that can be parsed in linear time, and what was given up for it."""

    html: str
    doubts: tuple[str, ...]


def bound_markup(html: str) -> Bounded:
    """Markup whose parsing takes time and memory in proportion to its length.

    Too long a page is cut, tags without end are emptied, runaway formatting and nesting is flattened;
    each leaves a doubt. Nothing is refused.
    """
    doubts: list[str] = []
    if len(html) > MAX_CHARS:
        html = html[:MAX_CHARS]
        doubts.append(f"page_cut: only the first {MAX_CHARS} characters were read")
    if len(html) > _LONG_PAGE and _LONG_TAG.search(html):
        html = _LONG_TAG.sub(r"\1", html)
        doubts.append("odd_markup: tags of abnormal length were emptied")
    tags = html.count("<")
    # The cheap estimates take every tag, every tag without end for formatting; few pages come to the exact count.
    if (
        tags * tags > MAX_REOPENED
        and (tags - 2 * html.count("</")) * tags > MAX_REOPENED
        and _open_formatting(html) * tags > MAX_REOPENED
    ):
        html = _FORMATTING_TAG.sub(" ", html)
        doubts.append("odd_markup: unclosed formatting was ignored")
    if tags > _MANY_TAGS and _deepest(html) > MAX_NESTED:
        html = _NESTING_TAG.sub("<br><br>", html)
        doubts.append("odd_markup: runaway nesting was flattened")
    return Bounded(html, tuple(doubts))


def _open_formatting(html: str) -> int:
    closings = _FORMATTING.findall(html)
    return len(closings) - 2 * closings.count("/")


def _deepest(html: str) -> int:
    depth = deepest = 0
    for closing in _NESTING.findall(html):
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
