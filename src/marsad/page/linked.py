"""What a page says of itself in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import msgspec

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Liveblog)$")
_PAGE = frozenset({"WebPage", "ItemPage", "VideoObject", "ImageGallery", "MediaGallery", "CollectionPage"})
_TRAILING = re.compile(r",(\s*[}\]])")
_SHELL = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_MOST = 400
_LONGEST = 1_500_000


class Update(msgspec.Struct, frozen=True):
    """An entry of a live blog."""

    published: str | None
    title: str
    text: str


class Person(msgspec.Struct, frozen=True):
    """An author, and whether the page calls it an organisation."""

    name: str
    organisation: bool = False


class Linked(msgspec.Struct, frozen=True):
    """The article of a page as its JSON-LD describes it; every field may be missing."""

    kind: str = ""
    title: str = ""
    body: str = ""
    description: str = ""
    published: str | None = None
    modified: str | None = None
    page_published: str | None = None
    authors: tuple[Person, ...] = ()
    publisher: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    comments: int | None = None
    shown_comments: tuple[tuple[str, str | None, str | None], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    updates: tuple[Update, ...] = ()
    crumbs: tuple[str, ...] = ()
    free: bool = True


def read_linked(scripts: list[str], url: str | None) -> Linked:
    """The article that the JSON-LD scripts describe; of several, the one whose address is `url`, else the first.

    Scripts that are not JSON, even after the usual repairs, are passed over.
    """
    things = [thing for script in scripts if len(script) < _LONGEST for thing in _things(_decode(script))][
        :_MOST
    ]
    articles = [thing for thing in things if _ARTICLE.search(_kind(thing))]
    pages = [thing for thing in things if _kind(thing) in _PAGE]
    crumbs = next((_crumbs(thing) for thing in things if _kind(thing) == "BreadcrumbList"), ())
    by_id = {name: thing for thing in things if (name := thing.get("@id")) and len(thing) > 1}
    about = _choose(articles, url) or (pages[0] if pages else {})
    dated = next(
        (stamp for page in pages if (stamp := _text(page.get("datePublished") or page.get("uploadDate")))),
        None,
    )
    return _article(about, by_id, crumbs, dated)


def _decode(script: str) -> Any:
    text = _SHELL.sub("", script)
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The described things, outermost first: lists, graphs and main entities are opened."""
    if depth > 4:
        return []
    if isinstance(value, list):
        return [thing for one in value[:_MOST] for thing in _things(one, depth + 1)]
    if not isinstance(value, dict):
        return []
    inner = [value.get("@graph"), value.get("mainEntity"), value.get("liveBlogPosting")]
    return [value, *(thing for one in inner if one for thing in _things(one, depth + 1))]


def _kind(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    if isinstance(kind, list):
        kind = next(
            (one for one in kind if isinstance(one, str) and _ARTICLE.search(one)), kind[0] if kind else ""
        )
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def _choose(articles: list[dict[str, Any]], url: str | None) -> dict[str, Any] | None:
    if not articles:
        return None
    if url and len(articles) > 1:
        for thing in articles:
            page = thing.get("mainEntityOfPage")
            addresses = (thing.get("url"), page.get("@id") if isinstance(page, dict) else page)
            if any(isinstance(one, str) and one.rstrip("/") == url.rstrip("/") for one in addresses):
                return thing
    return articles[0]


def _article(
    about: dict[str, Any], by_id: dict[str, Any], crumbs: tuple[str, ...], dated: str | None
) -> Linked:
    def resolved(value: Any) -> Any:
        if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
            return by_id.get(value["@id"], value)
        return value

    authors = [resolved(one) for one in _list(about.get("author") or about.get("creator"))]
    publisher = resolved(about.get("publisher"))
    return Linked(
        kind=_kind(about),
        title=_text(about.get("headline") or about.get("name")) or "",
        body=_long_text(about.get("articleBody") or about.get("text")),
        description=_text(about.get("description")) or "",
        published=_text(about.get("datePublished") or about.get("dateCreated")),
        modified=_text(about.get("dateModified")),
        page_published=dated,
        authors=tuple(person for one in authors if (person := _person(one))),
        publisher=_text(publisher) or "",
        section=next(iter(_words(about.get("articleSection"))), ""),
        keywords=_words(about.get("keywords")),
        language=_text(about.get("inLanguage")) or "",
        comments=_number(about.get("commentCount")),
        shown_comments=tuple(comment for one in _list(about.get("comment")) if (comment := _comment(one))),
        pictures=tuple(picture for one in _list(about.get("image")) if (picture := _picture(resolved(one)))),
        updates=tuple(update for one in _list(about.get("liveBlogUpdate")) if (update := _update(one))),
        crumbs=crumbs,
        free=about.get("isAccessibleForFree") not in (False, "False", "false"),
    )


def _list(value: Any) -> list[Any]:
    return value[:_MOST] if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def _long_text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _person(value: Any) -> Person | None:
    name = _text(value)
    kind = _kind(value) if isinstance(value, dict) else ""
    return Person(name, "Organization" in kind) if name and not name.startswith("http") else None


def _words(value: Any) -> tuple[str, ...]:
    words = [word for one in _list(value) if (word := _text(one))]
    if len(words) == 1:
        words = [part.strip() for part in re.split(r"[,،;؛|]", words[0])]
    return tuple(
        dict.fromkeys(word for word in words if word and len(word) < 80 and not word.startswith("http"))
    )


def _number(value: Any) -> int | None:
    return (
        int(value)
        if isinstance(value, (int, float)) or (isinstance(value, str) and value.isdigit())
        else None
    )


def _comment(value: Any) -> tuple[str, str | None, str | None] | None:
    if not isinstance(value, dict):
        return None
    text = _text(value.get("text") or value.get("description"))
    return (
        (text, _text(value.get("author")), _text(value.get("datePublished") or value.get("dateCreated")))
        if text
        else None
    )


def _picture(value: Any) -> tuple[str, str] | None:
    if isinstance(value, dict):
        url = _text(value.get("url") or value.get("contentUrl"))
        return (url, _text(value.get("caption")) or "") if url else None
    return (value, "") if isinstance(value, str) and value else None


def _update(value: Any) -> Update | None:
    if not isinstance(value, dict):
        return None
    title, text = (
        _text(value.get("headline")) or "",
        _long_text(value.get("articleBody") or value.get("text")),
    )
    return Update(_text(value.get("datePublished")), title, text) if title or text else None


def _crumbs(thing: dict[str, Any]) -> tuple[str, ...]:
    names = []
    for one in _list(thing.get("itemListElement")):
        if isinstance(one, dict) and (name := _text(one.get("name") or one.get("item"))):
            names.append(name)
    return tuple(names)
