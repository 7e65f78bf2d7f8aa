"""From the HTML of a news page to its article."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from marsad.page.body import Body, read_body
from marsad.page.cutting import Known
from marsad.page.dating import Dating, Place, date_article
from marsad.page.head import Head, read_head
from marsad.page.heading import find_plain_title, find_title, site_in_title
from marsad.page.hints import BESIDE
from marsad.page.lexicon import SiteProfile
from marsad.page.limits import bound_markup
from marsad.page.linked import Linked, read_linked
from marsad.page.outline import Outline, read_outline
from marsad.page.people import (
    Credited,
    credit_page,
    is_own,
    name_agency,
    read_byline,
    read_dateline,
    read_source_line,
)
from marsad.page.phrases import LONGEST, fold_line, match_link, match_phrase
from marsad.page.pictures import caption_texts, find_pictures
from marsad.page.profiles import domain_of, mark_drops, markups_for, profile_body, profile_text, profiles_for
from marsad.page.roles import role_of
from marsad.page.scoring import find_body, weigh_blocks
from marsad.page.stamps import is_possible, read_address_date, read_stamp
from marsad.page.surroundings import collect_related, collect_tags, find_section, read_comments
from marsad.types import Article, Dropped, Image, RelatedLink, Site

_SHORT = 120
_NAME, _HEADLINE = 40, 20
_SAMPLE = 400
_MOST_DROPPED = 300
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|writers?|editors?|journalists?|reporters?|profiles?|columnists?|kuttab|katib)/", re.I
)
_BEHIND = 60


class _Page(NamedTuple):
    """A parsed page and what its parts are."""

    parser: Any
    head: Head
    linked: Linked
    outline: Outline
    url: str | None
    sites: tuple[SiteProfile, ...]
    title: str
    title_at: int | None
    until: date | None


def extract_article(
    html: str, *, url: str | None = None, id: str, raw_sha256: str | None = None, fetched: str | None = None
) -> Article:
    """The article that a news page carries: title, dates, people, text, pictures, and what was cut and why.

    >>> page = "<h1>افتتاح جسر جديد في المدينة</h1><p>افتتح رئيس البلدية صباح اليوم جسرا جديدا على النهر بعد أعوام.</p>"
    >>> extract_article(page, id="1").text  # "the mayor opened this morning a new bridge over the river after years"
    'افتتح رئيس البلدية صباح اليوم جسرا جديدا على النهر بعد أعوام.'

    Nothing is refused: a page without an article gives an empty text and a doubt. What the page does not say
    stays `None`; nothing is guessed.
    """
    bounded = bound_markup(html)
    page = _read_page(bounded.html, url, fetched)
    body_at = _locate_body(page)
    if page.title_at is None and body_at is not None:
        title, at = find_plain_title(page.outline, page.title, page.outline.elements[body_at].first)
        page = page._replace(title=title, title_at=at)
    scope = _scope(page, body_at)
    first, last = _range(page, scope, body_at)
    outer = body_at if body_at is not None else scope
    end = page.outline.elements[outer].last
    names = _site_names(page, _site(page))
    images = find_pictures(page.outline, first, end, scope, page.head, page.linked, page.url, names)
    known = Known(_comparable(page.title), caption_texts(images, page.outline, first, last))
    start = page.title_at + 1 if page.title_at is not None else None
    body = read_body(page.outline, body_at, known, page.linked, start)
    kept = body.cut.kept[0] if body.cut.kept else None
    place = Place(scope, page.title_at, body_at, tuple(body.cut.dates), kept, body.text[:100])
    dating = date_article(page.head, page.linked, page.outline, place, page.url, page.until)
    return _article(page, body, dating, images, (first, last, outer), id, raw_sha256, fetched, bounded.doubts)


def _read_page(html: str, url: str | None, fetched: str | None) -> _Page:
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(html or "<html></html>")
    head = read_head(parser, url)
    address = url or head.canonical
    scripts = [node.text() for node in parser.css('script[type*="ld+json"]')]
    linked = read_linked(scripts, head.canonical or url)
    parser.strip_tags(["script", "style", "noscript", "template"])
    outline = read_outline(parser.body if parser.body is not None else parser.root)
    sites = profiles_for(address)
    title, title_at = find_title(outline, head, linked, sites)
    until = date.fromisoformat(fetched[:10]) if fetched and is_possible(fetched) else None
    return _Page(parser, head, linked, outline, address, sites, title, title_at, until)


def _locate_body(page: _Page) -> int | None:
    """The number of the body's element, from the site's profile where it holds, else by the prose."""
    markups = markups_for(page.sites, _early_date(page)) if page.sites else []
    if markups:
        mark_drops(page.parser, page.outline, markups)
    arabic = _declares_arabic(page)
    weigh_blocks(page.outline, page.title_at, arabic=arabic)
    generic = find_body(page.outline, page.title_at)
    return profile_body(page.parser, page.outline, markups, generic) if markups else generic


def _early_date(page: _Page) -> str | None:
    """The date from metadata or address, known before the body is: it picks the layout of a site."""
    stamps = [page.linked.published or "", *page.head.published()]
    return next((stamp for one in stamps if (stamp := read_stamp(one))), None) or read_address_date(page.url)


def _declares_arabic(page: _Page) -> bool:
    return page.head.language.lower().startswith("ar") or any(
        "\u0620" <= letter <= "\u064a" for letter in page.title
    )


def _scope(page: _Page, body: int | None) -> int:
    """The innermost element that holds both title and body."""
    if body is None or page.title_at is None:
        return body or 0
    title = page.outline.blocks[page.title_at].element
    for number in page.outline.ancestors(body):
        if page.outline.inside(title, number):
            return number
    return 0


def _range(page: _Page, scope: int, body: int | None) -> tuple[int, int]:
    """The blocks of the article with its surroundings: from the title to a little behind the body."""
    element = page.outline.elements[scope]
    first = page.title_at if page.title_at is not None else element.first
    if body is None:
        return first, min(element.last, first + _BEHIND)
    inner = page.outline.elements[body]
    return min(first, inner.first), max(inner.last, min(element.last, inner.last + _BEHIND))


def _comparable(text: str) -> str:
    return fold_line(text).strip(" .،:-")


def _article(
    page: _Page,
    body: Body,
    dating: Dating,
    images: tuple[Image, ...],
    span: tuple[int, int, int],
    id: str,
    raw_sha256: str | None,
    fetched: str | None,
    doubts: tuple[str, ...],
) -> Article:
    first, last, outer = span
    around = _around(page, first, last, outer)
    site = _site(page)
    credited = _credits(page, body, around, site)
    return Article(
        id=id,
        url=page.url,
        site=site,
        section=find_section(
            page.head, page.linked, page.outline, body.cut.sections, page.title, page.title_at
        ),
        title=page.title,
        authors=credited.authors,
        published=dating.published,
        published_from=dating.source,
        modified=dating.modified,
        language=_language(page, body.text),
        text=body.text,
        entries=body.live.entries if body.live else (),
        images=images,
        related=collect_related(page.outline, [*body.cut.related, *around.related], first, last, page.url),
        comments=read_comments(page.outline, page.linked, page.head),
        tags=collect_tags(page.head, page.linked, body.cut, page.outline, first, last),
        sources=credited.sources,
        raw_sha256=raw_sha256,
        fetched=fetched,
        dropped=tuple([*around.dropped, *body.cut.dropped][:_MOST_DROPPED]),
        doubts=(*doubts, *_doubts(page, body), *dating.doubts),
    )


class _Around(NamedTuple):
    """What stands in the article's scope outside its body."""

    dropped: list[Dropped]
    bylines: list[str]
    sources: list[str]
    related: list[RelatedLink]


def _around(page: _Page, first: int, last: int, outer: int) -> _Around:
    """The pieces beside the body, each with the reason why it is not text."""
    outline, found = page.outline, _Around([], [], [], [])
    inner = outline.elements[outer]
    for at in range(first, last):
        if inner.first <= at < inner.last or at == page.title_at:
            continue
        text = outline.blocks[at].text
        role = role_of(outline, at, 0)
        phrase = match_phrase(text) if len(text) <= LONGEST and role in ("", "meta", BESIDE) else None
        reason = phrase.reason if phrase else role
        if (at < inner.first and _is_byline(outline, at, reason)) or _is_signed(outline, at, reason):
            found.bylines.append(text)
            reason = "byline"
        elif reason == "source" or (not reason and name_agency(text)):
            found.sources.append(text)
            reason = "source"
        elif not reason and at >= inner.last and _is_link(outline, at):
            invitation = match_link(text)
            reason = invitation.reason if invitation else "related"
            if not invitation:
                found.related.append(RelatedLink(outline.blocks[at].label or text, outline.blocks[at].href))
        if reason:
            found.dropped.append(Dropped(reason, text))
    return found


def _is_link(outline: Outline, at: int) -> bool:
    """Whether a line behind the text offers another article."""
    block = outline.blocks[at]
    return bool(block.href) and len(block.text) > _HEADLINE and block.linked >= 0.8 * len(block.text)


def _is_byline(outline: Outline, at: int, reason: str) -> bool:
    """Whether a line before the text names its author: by its markup, its words, or the page it links to."""
    block = outline.blocks[at]
    if reason == "byline" or reason not in ("", "meta", "byline") or len(block.text) > 80:
        return reason == "byline"
    if block.linked and _AUTHOR_PAGE.search(block.href or ""):
        return True
    return read_byline(block.text) is not None or read_dateline(block.text) is not None


def _is_signed(outline: Outline, at: int, reason: str) -> bool:
    """Whether a line is marked up as a byline, also in the foot of the article."""
    return reason == "byline" or (
        reason == "footer" and outline.elements[outline.blocks[at].element].kind == "byline"
    )


def _site(page: _Page) -> Site:
    domain = domain_of(page.url)
    name = page.head.first("og:site_name", "application-name") or page.linked.publisher
    name = name or site_in_title(page.head.title, page.title) or ""
    return Site(page.sites[0].name if page.sites else name or None, domain)


def _credits(page: _Page, body: Body, around: _Around, site: Site) -> Credited:
    selectors = [markup.author for profile in page.sites for markup in profile.markup]
    bylines = [*profile_text(page.parser, selectors), *around.bylines, *body.cut.bylines]
    names = _site_names(page, site)
    credited = credit_page(page.head, page.linked, bylines, names, body.text)
    if not credited.authors and (name := _boxed_author(page.outline)):
        credited = credit_page(page.head, page.linked, [*bylines, name], names, body.text)
    sources = list(credited.sources)
    for line in (*around.sources, *body.cut.sources):
        named = read_source_line(line)
        # «أبوظبي - البيان»: a place and the outlet itself, no source.
        own = any(is_own(name, names) for name in named)
        sources += [name for name in named if name_agency(name)] if own else named
    return Credited(credited.authors, tuple(dict.fromkeys(sources)))


def _site_names(page: _Page, site: Site) -> list[str]:
    own = [site.name or "", page.linked.publisher, page.head.first("og:site_name")]
    return [*own, *(name for profile in page.sites for name in (profile.name, *profile.suffix))]


def _boxed_author(outline: Outline) -> str | None:
    """The name at the head of the page's one author box; several boxes belong to other articles."""
    boxes = [
        element
        for element in outline.elements
        if element.kind == "author_box" and outline.elements[element.parent].cut != "author_box"
    ]
    if len(boxes) != 1 or boxes[0].first >= boxes[0].last:
        return None
    name = outline.blocks[boxes[0].first].text
    return name if len(name) <= _NAME and 2 <= len(name.split()) <= 4 else None


def _language(page: _Page, text: str) -> str | None:
    """The language of the text itself, else the one the page declares (many templates declare English)."""
    from marsad.page.language import detect_language

    if len(text) > 40 and (found := detect_language(text[:_SAMPLE])):
        return found
    declared = page.head.language or page.linked.language or page.head.first("og:locale", "language")
    language = declared.replace("_", "-").partition("-")[0].lower()
    return language if 2 <= len(language) <= 3 else None


def _doubts(page: _Page, body: Body) -> list[str]:
    doubts: list[str] = []
    if page.outline.cut_short:
        doubts.append("page_cut: the page has too many elements; only the first were read")
    if not body.text:
        doubts.append("no_text: no running text was found in the page")
    elif len(body.text) < _SHORT:
        doubts.append("short_text: hardly any running text was found in the page")
    if body.source == "jsonld" and not body.live:
        doubts.append("text_from_metadata: the page prints less than its metadata carry")
    walled = any(one.reason == "paywall" for one in body.cut.dropped) or not page.linked.free
    if walled:
        doubts.append("paywall: the page shows only part of the article")
    if not page.title:
        doubts.append("no_title: no title was found in the page")
    return doubts
