"""What stands around an article: readers' comments, tags, related links, the section it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urljoin

from marsad.page.cutting import Cut
from marsad.page.head import Head
from marsad.page.lexicon import load_credits
from marsad.page.linked import Linked
from marsad.page.outline import Block, Element, Outline
from marsad.page.page_body import names_section
from marsad.page.phrases import bare_words, fold_line, match_folded, match_link, match_phrase
from marsad.page.stamps import read_stamp
from marsad.page.visible_dates import cut_visible_dates, find_visible_dates
from marsad.types import Comment, Comments, RelatedLink

_NUMBER = re.compile(r"(?<!\d)(\d{1,6})(?!\d)")
_NONE_YET = re.compile("^لا (?:يوجد|توجد)? ?(?:اي )?تعليقات")
_NAME = 40
_MOST, _CRUMBS = 60, 8
_LINK_TEXT = range(14, 250)
_OFFERS = frozenset({"related.heading", "related.line"})
"""The phrases that head links to related articles; «الأكثر قراءة» (most read) does not."""
_CRUMB = re.compile(r"\s*(?:[»›>/|]|::)\s*")


def read_comments(outline: Outline, linked: Linked, head: Head) -> Comments:
    """The readers' comments that the page shows, and how many it says there are."""
    items = [Comment(*comment) for comment in linked.shown_comments] or _shown(outline)
    count = linked.comments
    if count is None:
        stated = head.first("sioc:num_replies", "comment_count", "commentcount")
        count = int(stated) if stated.isdigit() else _counted(outline)
    return Comments(count if count is not None else (len(items) or None), tuple(items[:500]))


def _counted(outline: Outline) -> int | None:
    for block in outline.blocks:
        if len(block.text) > 40 or "عليق" not in block.text:
            continue
        folded = fold_line(block.text)
        phrase = match_folded(folded, len(block.text))
        if phrase is None or phrase.reason != "comments":
            continue
        if number := _NUMBER.search(folded):
            return int(number[1])
        if _NONE_YET.match(bare_words(folded)):
            return 0
    return None


def _shown(outline: Outline) -> list[Comment]:
    """The comments in elements named so: a name, a date, then the text, in any order before the next name."""
    comments: list[Comment] = []
    author = published = None
    for block in outline.blocks:
        if outline.elements[block.element].cut != "comments" or match_phrase(block.text):
            continue
        text = block.text
        if len(text) < 80 and find_visible_dates(text) and len(cut_visible_dates(text)) < _NAME:
            author = author or cut_visible_dates(text) or None
            published = read_stamp(text)
        elif len(text) <= _NAME and (block.linked or _is_name(outline, block)):
            author = text
        elif len(text) > 3 and outline.elements[block.element].tag not in ("label", "h2", "h3", "h4"):
            comments.append(Comment(text, author, published))
            author = published = None
    return comments


def _is_name(outline: Outline, block: Block) -> bool:
    element = outline.elements[block.element]
    name = f"{element.node.attributes.get('class') or ''} {element.tag}".lower()
    return any(word in name for word in ("author", "name", "cite", "user", "strong", "fn"))


def collect_tags(
    head: Head, linked: Linked, cut: Cut, outline: Outline, first: int, last: int
) -> tuple[str, ...]:
    """The article's tags: those of its metadata, else those it prints, else its keywords."""
    tags = (
        head.lists.get("article:tag")
        or head.lists.get("og:article:tag")
        or _printed_tags(outline, first, last)
        or cut.tags
    )
    tags = list(tags) or list(linked.keywords)
    if not tags:
        words = re.split(r"\s*[,،;|]\s*", head.first("news_keywords", "keywords"))
        tags = words if 1 < len(words) <= 20 else []
    if len(tags) == 1:
        tags = re.split(r"\s*[,،|]\s*", tags[0])
    cleaned = (tag.strip(" #,،.:") for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if 1 < len(tag) <= 60))[:_MOST]


def _printed_tags(outline: Outline, first: int, last: int) -> list[str]:
    return [text for text, _ in _links(outline, "tags", first, last) if len(text) < 60]


def _links(outline: Outline, kind: str, first: int, last: int) -> list[tuple[str, str]]:
    """The words and addresses of the links in elements cut as `kind` that begin between the blocks."""
    found: list[tuple[str, str]] = []
    for element in outline.elements:
        if element.cut != kind or element.kind != kind or not first <= element.first <= last:
            continue
        if outline.elements[element.parent].cut == kind:
            continue
        found += _links_in(element)
    return found


def _links_in(element: Element) -> list[tuple[str, str]]:
    """The words and addresses of an element's links."""
    links = (
        (" ".join(node.text(deep=True, separator=" ").split()), node)
        for node in element.node.css("a")[:_MOST]
    )
    return [(text, node.attributes.get("href") or "") for text, node in links if text]


def collect_related(
    outline: Outline, found_links: list[RelatedLink], first: int, last: int, base: str | None
) -> tuple[RelatedLink, ...]:
    """The links to other articles that stand in or behind the body."""
    offered = [*_links(outline, "related", first, last), *_cards(outline, first)]
    links = [
        *found_links,
        *(RelatedLink(text, address) for text, address in offered if len(text) in _LINK_TEXT),
    ]
    found: dict[str, RelatedLink] = {}
    for link in links:
        url = _joined(base, link.url)
        told = match_phrase(link.title) or match_link(link.title)
        if url and not url.startswith(("javascript:", "#", "mailto:")) and not told:
            found.setdefault(url, RelatedLink(link.title, url))
    return tuple(found.values())[:_MOST]


def _cards(outline: Outline, first: int) -> list[tuple[str, str]]:
    """The links of a sidebar behind the title whose heading offers related articles, not the most read ones."""
    beside = (one for one in outline.elements if one.kind == one.cut == "sidebar" and one.first >= first)
    return [link for element in beside if _offers_related(element) for link in _links_in(element)]


def _offers_related(element: Element) -> bool:
    """Whether a sidebar is headed «المزيد في سياسة» (more in politics), «مواضيع ذات صلة» or the like."""
    heading = element.node.css_first("h2, h3, h4, h5")
    words = heading.text(deep=True, separator=" ").split() if heading is not None else []
    phrases = (match_phrase(" ".join(words)), match_phrase(words[0])) if words else ()
    return any(phrase is not None and phrase.id in _OFFERS for phrase in phrases)


def _joined(base: str | None, url: str | None) -> str | None:
    try:
        return urljoin(base, url.strip()) if base and url else url
    except ValueError:
        return url


@cache
def _general() -> frozenset[str]:
    return frozenset(bare_words(fold_line(name)) for name in load_credits().sections["skip"])


def find_section(
    head: Head, linked: Linked, outline: Outline, printed: Iterable[str], title: str, title_at: int | None
) -> str | None:
    """The section that the article stands in: from metadata, else the label or path printed above the title."""
    candidates = [
        linked.section,
        head.first("article:section", "og:article:section", "section", "parsely-section"),
    ]
    candidates += [*printed, *_labels(outline, title_at), *reversed(linked.crumbs), *_path(outline)]
    for name in candidates:
        name = _CRUMB.split(name.strip())[-1].strip() if len(name) < 120 else ""
        if 2 < len(name) <= 40 and name != title and bare_words(fold_line(name)) not in _general():
            return name
    return None


def _labels(outline: Outline, title_at: int | None) -> list[str]:
    if title_at is None:
        return []
    blocks = outline.blocks[max(0, title_at - 6) : title_at]
    marked = [block.text for block in reversed(blocks) if outline.elements[block.element].kind == "section"]
    return marked + [block.text for block in blocks[-1:] if names_section(block.text)]


def _path(outline: Outline) -> list[str]:
    """The names of a breadcrumb, last first."""
    for number, element in enumerate(outline.elements):
        if element.kind == "navigation" and "crumb" in _name_of(outline, number):
            return [
                " ".join(node.text(deep=True).split()) for node in reversed(element.node.css("a")[:_CRUMBS])
            ]
    return []


def _name_of(outline: Outline, number: int) -> str:
    attributes = outline.elements[number].node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
