"""Where the text of an article stands in its page: the element that holds most of the prose and little else."""

from __future__ import annotations

import re

from marsad.page.hints import TRUSTED, hint_table
from marsad.page.outline import Block, Element, Outline

_SENTENCE = re.compile(r"[.،,؛؟!:»…]")
_ENDING = re.compile(r"""[.؟?!…؛:»"”)]\W{0,3}$""")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_DISTANCE = (1.0, 0.6, 0.4, 0.25)
"""What prose counts for the elements around it: its parent, grandparent, …"""
_MOST = 0.5
"""A comment section or sidebar with more than this share of the prose is not one: its name misleads."""
_LONG, _READ = 600.0, 300.0
_NAMES = {TRUSTED: 2.5, "body": 1.6, "article": 1.2, "lead": 0.5, "caption": 0.2}
_TAGS = {
    "article": 1.2,
    "main": 1.1,
    "body": 0.8,
    "li": 0.4,
    "ul": 0.5,
    "ol": 0.5,
    "blockquote": 0.5,
    "form": 0.9,
}
_PARAGRAPHS = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dd", "dt", "font", "center"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SISTERS = 0.12
"""A later part with the same markup belongs to the text when it holds this share of its prose."""


def weigh_blocks(outline: Outline, title_at: int | None, *, arabic: bool) -> None:
    """Set `prose` of every block and element, and `cut` of every element that is not part of the article.

    What holds the title is part of the article, whatever its name says.
    """
    elements = outline.elements
    for block in outline.blocks:
        block.prose = _prose(block, elements[block.element].tag, arabic)
        elements[block.element].prose += block.prose
    for element in reversed(elements):
        if element.parent >= 0:
            elements[element.parent].prose += element.prose
    cuts = hint_table().cuts
    titled = set(outline.ancestors(outline.blocks[title_at].element)) if title_at is not None else set()
    most = max(_MOST * elements[0].prose, _LONG)
    after = _next_articles(outline, title_at, titled) if title_at is not None else set()
    for number, element in enumerate(elements):
        above = elements[element.parent].cut if element.parent >= 0 else ""
        named = element.kind in cuts and element.prose < most and number not in titled
        element.cut = above or (element.kind if named else "related" if number in after else "")


def _next_articles(outline: Outline, title_at: int, titled: set[int]) -> set[int]:
    """The elements of further articles that the page carries behind the first: each has a main heading of its own."""
    elements, blocks = outline.elements, outline.blocks
    found: set[int] = set()
    read = 0.0
    for at in range(title_at + 1, len(blocks)):
        number = blocks[at].element
        if elements[number].tag == "h1" and read > _READ and blocks[at].text != blocks[title_at].text:
            while elements[number].parent not in titled:
                number = elements[number].parent
            found.add(number)
        read += blocks[at].prose
    return found


def _prose(block: Block, tag: str, arabic: bool) -> float:
    """How much running text a block holds, in characters; links and labels count nothing."""
    length = len(block.text) - block.linked
    if length < 25 or block.linked > length:
        return 0.0
    text = block.text
    weight = float(min(length, 1_500))
    if length < 90 and not _ENDING.search(text):
        weight *= 0.3
    elif length < 400 and not _SENTENCE.search(text):
        weight *= 0.5
    if tag in _HEADINGS:
        weight *= 0.3
    if arabic and not _ARABIC.search(text, 0, 300):
        weight *= 0.2
    return weight


def find_body(outline: Outline, title_at: int | None) -> int | None:
    """The number of the element that holds the article's text; `None` when the page has no running text.

    `title_at` is the number of the title's block: prose before it counts little.
    """
    elements = outline.elements
    _score(outline, title_at)
    best = max(range(len(elements)), key=lambda number: (elements[number].score, number))
    if elements[best].score <= 0:
        return None
    return _with_sisters(outline, best)


def _score(outline: Outline, title_at: int | None) -> None:
    elements = outline.elements
    for position, block in enumerate(outline.blocks):
        if not block.prose or elements[block.element].cut:
            continue
        weight = block.prose if title_at is None or position > title_at else block.prose * 0.3
        number = block.element
        if elements[number].tag in _PARAGRAPHS:
            number = elements[number].parent
        for share in _DISTANCE:
            if number < 0:
                break
            elements[number].score += weight * share
            number = elements[number].parent
    for element in elements:
        if element.score:
            element.score *= _NAMES.get(element.kind, 1.0) * _TAGS.get(element.tag, 1.0)


def _with_sisters(outline: Outline, best: int) -> int:
    """The parent instead of `best` when the text runs on in sisters of the same markup, else `best`."""
    elements = outline.elements
    number = best
    for _ in range(3):
        parent = elements[number].parent
        if parent < 0:
            break
        if _runs_on(outline, number, parent):
            return _with_sisters(outline, parent)
        number = parent
        if elements[number].prose > elements[best].prose * 1.02:
            break
    return best


def _runs_on(outline: Outline, number: int, parent: int) -> bool:
    """Whether sisters of the same markup, or bare paragraphs beside the element, hold a share of the text."""
    elements, here = outline.elements, outline.elements[number]
    floor = max(60.0, _SISTERS * here.prose)
    sisters = (
        one for one in elements[parent + 1 :] if one.parent == parent and one is not here and not one.cut
    )
    more = sum(one.prose for one in sisters if one.tag in _PARAGRAPHS or _alike(one, here))
    blocks = outline.blocks[elements[parent].first : elements[parent].last]
    return more + sum(block.prose for block in blocks if block.element == parent) >= floor


def _alike(one: Element, other: Element) -> bool:
    if one.tag != other.tag or one.kind != other.kind:
        return False
    return bool(one.node.attributes.get("class") == other.node.attributes.get("class"))
