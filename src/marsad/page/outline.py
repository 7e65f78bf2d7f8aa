"""A page as a list of text blocks and the tree of elements they stand in: what every later step reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from marsad.page.hints import EMBED, hint_table, kind_of
from marsad.page.limits import MAX_NODES

_TEXT = 2
_SKIP, _BREAK, _PICTURE, _INLINE, _BLOCK = range(5)
_FIXED_TAGS = 256
"""Tags below this number are the same in every document; later numbers are given out anew by each."""
LINE = "\x1e"
"""A `<br>` inside the text of a block, before lines are made of it."""
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "canvas",
        "math",
        "map",
        "audio",
        "video",
        "source",
        "track",
        "head",
        "meta",
        "link",
        "base",
        "param",
        "label",
        "legend",
        "datalist",
        "progress",
        "meter",
        "amp-ad",
        "amp-analytics",
        "amp-sticky-ad",
        "amp-iframe",
        "amp-social-share",
        "amp-auto-ads",
        "amp-pixel",
        "amp-video",
        "amp-youtube",
        "amp-embed",
        "amp-consent",
        "amp-geo",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "center-inline",
    ]
)
PICTURES = frozenset({"img", "amp-img", "amp-anim"})
_COLLAPSED = frozenset({"navigation", "sidebar", "share", "ad", "poll", "player", "counter", "follow"})
_SMALL, _MENU = 500, 3_000
"""Elements named so with less text are taken whole: below what could make `weigh_blocks` overrule their name."""
MAX_EXAMINED = 1_000_000
_HARD_LINE, _SHORT_LINE, _MARGIN, _FEWEST_LINES = 50, 30, 130, 4
_ENDS = re.compile(r"""[.؟?!:؛…»"”')\]*]$""")
_STARTS_ITEM = re.compile(r"[-–—•*●▪◾■\u2022#]|\(?\d{1,2}[-.)–]|[«\"“]")


_tags: dict[int, tuple[str, int]] = {}


def _treat(tag_id: int, node: Any) -> tuple[str, int]:
    """The tag of a node and how the walk treats it, remembered by the tag's number."""
    tag = node.tag
    if tag.startswith("-") or tag in SKIPPED:
        treatment = _SKIP
    elif tag == "br":
        treatment = _BREAK
    elif tag in PICTURES:
        treatment = _PICTURE
    else:
        treatment = _INLINE if tag in INLINE else _BLOCK
    if tag_id < _FIXED_TAGS:
        _tags[tag_id] = tag, treatment
    return tag, treatment


def _kind_of(tag: str, attributes: Any, node: Any) -> str:
    kind = kind_of(tag, attributes)
    if kind == "share" and node.css_first("blockquote") is not None:
        return EMBED  # «<div class="twitter"><blockquote>…»: a quoted post, no button
    return kind


class Element:
    """An element of the page: its parent, tag, kind, and the blocks `[first, last)` in it."""

    __slots__ = ("cut", "first", "kind", "last", "node", "parent", "prose", "score", "tag")

    def __init__(self, parent: int, tag: str, kind: str, node: Any, first: int) -> None:
        self.parent, self.tag, self.kind, self.node, self.first = parent, tag, kind, node, first
        self.last = first
        self.cut = ""
        self.prose = self.score = 0.0


class Block:
    """A run of text that only inline markup interrupts: how much of it is link, and the last link's words and address."""

    __slots__ = ("element", "href", "label", "linked", "prose", "text")

    def __init__(self, element: int, text: str, linked: int, href: str | None, label: str = "") -> None:
        self.element, self.text, self.linked, self.href, self.label = element, text, linked, href, label
        self.prose = 0.0


class Mark:
    """A picture or a `<time>`: its element, and the number of blocks before it."""

    __slots__ = ("at", "element", "node")

    def __init__(self, element: int, at: int, node: Any) -> None:
        self.element, self.at, self.node = element, at, node


class Outline:
    """The elements and blocks of a page in document order, with its pictures and times."""

    __slots__ = ("blocks", "cut_short", "elements", "pictures", "times")

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.blocks: list[Block] = []
        self.pictures: list[Mark] = []
        self.times: list[Mark] = []
        self.cut_short = False

    def ancestors(self, element: int) -> list[int]:
        """The element and all it stands in, innermost first."""
        chain = []
        while element >= 0:
            chain.append(element)
            element = self.elements[element].parent
        return chain

    def inside(self, element: int, outer: int) -> bool:
        """Whether `element` is `outer` or stands in it."""
        while element > outer:
            element = self.elements[element].parent
        return element == outer


def read_outline(body: Any) -> Outline:
    """The blocks and elements under `body`, in one walk without recursion.

    More than `MAX_NODES` nodes are not read; `cut_short` says so.
    """
    return _Walk(body).outline


class _Walk:
    """The state of one walk over the tree: the open elements, and the text gathered since the last block."""

    def __init__(self, body: Any) -> None:
        self.outline = Outline()
        self.texts: list[str] = []
        self.links: list[tuple[int, int, str | None]] = []
        """The links among `texts`: first piece, piece behind the last, address."""
        self.link_from = -1
        self.href: str | None = None
        self.broken = False
        self.examined = 0
        table = hint_table()
        self.speaking = table.cuts | table.marks
        self.outline.elements.append(Element(-1, "body", "", body, 0))
        self._walk(body.first_child)
        self._flush(0)
        self.outline.elements[0].last = len(self.outline.blocks)

    def _walk(self, node: Any) -> None:
        elements, blocks, texts = self.outline.elements, self.outline.blocks, self.texts
        stack: list[tuple[Any, int, bool, bool]] = []
        current, left = 0, MAX_NODES
        while left:
            if node is None:
                if not stack:
                    return
                node, parent, is_block, is_link = stack.pop()
                if is_link:
                    self._close_link()
                if is_block:
                    if texts:
                        self._flush(current)
                    elements[current].last = len(blocks)
                    current = parent
                continue
            left -= 1
            tag_id = node.tag_id
            if tag_id == _TEXT:
                text = node.text_content
                # Space between blocks is nearly half of all nodes; between words it counts.
                if text and (texts or not text.isspace()):
                    texts.append(text)
                node = node.next
                continue
            tag, treatment = _tags.get(tag_id) or _treat(tag_id, node)
            if treatment <= _PICTURE:
                self._note(treatment, current, node)
                node = node.next
                continue
            attributes = node.attributes
            is_link = tag == "a"
            if is_link:
                self.link_from, self.href = len(texts), attributes.get("href")
            kind = _kind_of(tag, attributes, node)
            if kind in _COLLAPSED and self._collapse(current, tag, kind, node):
                if is_link:
                    self.link_from = -1
                node = node.next
                continue
            is_block = treatment == _BLOCK or kind in self.speaking
            stack.append((node.next, current, is_block, is_link))
            if is_block:
                current = self._begin(current, tag, kind, node)
                if tag == "time" or "datetime" in attributes:
                    self.outline.times.append(Mark(current, len(blocks), node))
            node = node.first_child
        self.outline.cut_short = True
        for number in self.outline.ancestors(current):
            elements[number].last = len(blocks)

    def _note(self, treatment: int, current: int, node: Any) -> None:
        """Keep what an element without text of its own says: a line ends, a picture stands here."""
        if treatment == _BREAK:
            self.texts.append(LINE)
            self.broken = True
        elif treatment == _PICTURE:
            self.outline.pictures.append(Mark(current, len(self.outline.blocks), node))

    def _begin(self, parent: int, tag: str, kind: str, node: Any) -> int:
        """The number of an element that begins here; the text before it belongs to its parent."""
        if self.texts:
            self._flush(parent)
        self.outline.elements.append(Element(parent, tag, kind, node, len(self.outline.blocks)))
        return len(self.outline.elements) - 1

    def _collapse(self, current: int, tag: str, kind: str, node: Any) -> bool:
        """Make one block of a small element that is not the article: its inner order does not matter."""
        if self.examined > MAX_EXAMINED or "crumb" in f"{node.attributes.get('class')} {node.id}":
            return False
        if kind != "navigation" and node.css_first("h1") is not None:
            return False
        text = node.text(deep=True, separator=" ")
        self.examined += len(text)
        if len(text) > (_MENU if kind == "navigation" else _SMALL):
            return False
        if self.texts:
            self._flush(current)
        elements, blocks = self.outline.elements, self.outline.blocks
        elements.append(Element(current, tag, kind, node, len(blocks)))
        if text := " ".join(text.split()):
            blocks.append(Block(len(elements) - 1, text, len(text), None))
        elements[-1].last = len(blocks)
        return True

    def _close_link(self) -> None:
        if len(self.texts) > self.link_from >= 0:
            self.links.append((self.link_from, len(self.texts), self.href))
        self.link_from = -1

    def _flush(self, element: int) -> None:
        """Make blocks of the text gathered so far; they belong to `element`."""
        inside = self.link_from >= 0
        if inside:
            self._close_link()
        if self.broken:
            for line in join_lines(_lines(self.texts, self.links)):
                self.outline.blocks.append(Block(element, line.text, line.linked, line.href, line.label))
        elif text := " ".join("".join(self.texts).split()):
            linked = sum(len(piece) for first, last, _ in self.links for piece in self.texts[first:last])
            href, label = None, ""
            if self.links:
                first, last, href = self.links[-1]
                label = " ".join("".join(self.texts[first:last]).split())
            self.outline.blocks.append(Block(element, text, min(linked, len(text)), href, label))
        self.texts.clear()
        self.links.clear()
        self.broken = False
        if inside:
            self.link_from = 0


class Line(NamedTuple):
    """A line of text, how much of it is link, and where its last link leads."""

    text: str
    linked: int = 0
    href: str | None = None
    label: str = ""


def _lines(texts: list[str], links: list[tuple[int, int, str | None]]) -> list[Line]:
    """The pieces of a block as the lines that `<br>` makes of them; an empty line is a double break."""
    linking = {number: href for first, last, href in links for number in range(first, last)}
    lines: list[Line] = []
    pieces: list[str] = []
    linked, address, label = 0, None, ""
    for number, piece in enumerate((*texts, LINE)):
        if piece == LINE:
            text = " ".join("".join(pieces).split())
            lines.append(Line(text, min(linked, len(text)), address, " ".join(label.split())))
            pieces, linked, address, label = [], 0, None, ""
            continue
        pieces.append(piece)
        if number in linking:
            linked, address, label = linked + len(piece), linking[number], label + piece
    return lines


def join_lines(lines: Iterable[Line]) -> list[Line]:
    """The paragraphs of a text with line breaks: wrapped lines joined, true ends kept.

    >>> wrapped = "قال الوزير إن اللجنة ستجتمع في مقر الوزارة صباح يوم الخميس", "المقبل في العاصمة لبحث الأمر مع وفود من دول مجاورة."
    >>> [len(line.text) for line in join_lines(Line(text) for text in wrapped * 2)]  # "the minister said … Thursday | next …"
    [110, 110]
    """
    lines = list(lines)
    paragraphs: list[Line] = []
    open_line, wrapped = False, _is_wrapped([len(line.text) for line in lines if line.text])
    for line in lines:
        text = line.text
        if not text:
            open_line = False
            continue
        goes_on = len(text) > _SHORT_LINE or _ENDS.search(text)
        if wrapped and open_line and goes_on and not _STARTS_ITEM.match(text):
            before = paragraphs[-1]
            paragraphs[-1] = Line(
                f"{before.text} {text}", before.linked + line.linked, line.href or before.href
            )
        else:
            paragraphs.append(line)
        # A long line without a full stop, followed by a single break, was wrapped by hand.
        open_line = len(text) > _HARD_LINE and not _ENDS.search(text)
    return paragraphs


def _is_wrapped(lengths: list[int]) -> bool:
    """Whether lines were broken by hand at a margin: several, and most of them about as long as the longest."""
    longest = max(lengths, default=0)
    if len(lengths) < _FEWEST_LINES or not _HARD_LINE < longest <= _MARGIN:
        return False
    return sum(length > 0.7 * longest for length in lengths) >= 0.5 * len(lengths)
