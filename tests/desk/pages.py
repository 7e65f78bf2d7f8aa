"""Pages taken apart: their links, strings and what would run in them."""

from __future__ import annotations

from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

LANGUAGES = ("ar", "en")
ADDRESSES = {
    "search": "search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7",
    "empty search": "search",
    "nothing found": "search?q=zzzz",
    "unfinished query": "search?q=%28a",
    "timeline": "timeline",
    "timeline by place": "timeline?lanes=place&from=2024-04&to=2024-05",
    "stories": "stories",
    "story": "story/1",
    "names": "actors",
    "name": "actor?key=person%3A%D9%85%D9%81%D8%AA%D8%A7%D8%AD+%D8%A7%D9%84%D8%AC%D8%A7%D8%B2%D9%88%D9%8A",
    "identity": "identity?key=person%3A%D9%85%D9%81%D8%AA%D8%A7%D8%AD+%D8%A7%D9%84%D8%AC%D8%A7%D8%B2%D9%88%D9%8A",
    "sources": "sources",
    "network": "network",
    "network of conflict": "network?quad=4&least=1&most=10",
    "map": "map",
    "world": "map?area=world",
    "region": "map?area=region",
    "library": "health",
    "settings": "settings?digits=arabic&months=levant",
    "review": "review",
    "review of names": "review?kind=entity&order=article",
    "review of statements": "review?kind=attribution",
    "review of dates": "review?kind=date&keys=off",
    "review of a search": "review?q=%D8%A7%D9%84%D8%AD%D8%AF%D8%A7%D8%AF",
    "review of nothing": "review?q=zzzz",
    "review of an unfinished query": "review?q=%28a",
    "check": "review?check=nobody",
    "agreement": "agreement",
    "saved searches": "saved",
    "article": "article/2",
    "voices": "article/2?view=voices",
    "page": "article/5?view=page",
    "event": "article/2/event/v1",
    "claim": "article/3/claim/a1",
    "event elsewhere": "article/8/event/v1",
    "hostile article": "article/13",
    "hostile voices": "article/13?view=voices",
    "hostile page": "article/13?view=page",
    "hostile search": "search?q=%D8%A7%D9%84%D8%AD%D8%AF%D8%A7%D8%AF",
    "nothing there": "article/999",
}
WRITERS = {
    "adding": "add",
    "audit": "audit",
    "judging": "article/2",
    "judging an event": "article/2/event/v1",
    "judging a claim": "article/3/claim/a1",
    "reviewing": "review",
    "reviewing names": "review?kind=entity",
    "deciding who is who": "identity?key=person%3A%D9%85%D9%81%D8%AA%D8%A7%D8%AD+%D8%A7%D9%84%D8%AC%D8%A7%D8%B2%D9%88%D9%8A",
    "saving a search": "saved",
}
"""What is shown, or shown otherwise, to who opened the printed address."""
VARIANTS = frozenset(
    (
        "event elsewhere",
        "empty search",
        "nothing found",
        "unfinished query",
        "timeline by place",
        "world",
        "region",
        "network of conflict",
        "review of names",
        "review of statements",
        "review of dates",
        "review of a search",
        "review of nothing",
        "review of an unfinished query",
        "check",
    )
)
"""Other states of screens, for which one look is enough where it takes long."""
CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def parsed(html: str) -> LexborHTMLParser:
    """A page as a tree."""
    return LexborHTMLParser(html)


def links_of(page: LexborHTMLParser) -> list[str]:
    """Everything a page loads, links to or sends to."""
    found = []
    for name in ("href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href"):
        found += [node.attributes[name] or "" for node in page.css(f"[{name.replace(':', chr(92) + ':')}]")]
    return found


def is_local(link: str) -> bool:
    """Whether a link stays on the desk."""
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def bare_controls(page: LexborHTMLParser) -> list[str]:
    """Strings with controls of direction that are not isolated: in no ``bdi`` and no element with a ``dir`` of its own."""
    return [
        node.text(deep=False)
        for node in page.css("body *")
        if CONTROLS & set(node.text(deep=False)) and not _is_isolated(node)
    ]


def _is_isolated(node: LexborNode | None) -> bool:
    while node is not None and node.tag != "body":
        if node.tag in ("bdi", "title", "option", "textarea") or "dir" in node.attributes:
            return True
        node = node.parent
    return False
