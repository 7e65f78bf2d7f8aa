"""The profile of a site for an article's address and date: facts about its markup, used when they hold."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from marsad.page.hints import BESIDE, hint_table
from marsad.page.lexicon import Markup, SiteProfile, load_sites
from marsad.page.outline import Outline

_ENOUGH, _TOO_MUCH = 0.6, 1.7
"""A profile's body must hold about as much prose as the one that the generic reading finds."""


def domain_of(url: str | None) -> str | None:
    """The domain of an address without «www.», in lower case."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def profiles_for(url: str | None) -> tuple[SiteProfile, ...]:
    """The profiles whose domain, and path where they name one, the address lies under."""
    domain = domain_of(url)
    sites = load_sites()
    while domain and "." in domain:
        if domain in sites:
            path = f"/{urlsplit(url or '').path.strip('/')}/"
            return tuple(site for site in sites[domain] if site.path is None or f"/{site.path}/" in path)
        domain = domain.partition(".")[2]
    return ()


def markups_for(sites: tuple[SiteProfile, ...], published: str | None) -> list[Markup]:
    """The layouts that were in use when the article was published; all of them when that is not known."""
    markups = [markup for site in sites for markup in site.markup]
    if not published:
        return markups
    return [
        markup
        for markup in markups
        if not (markup.since and published < markup.since)
        and not (markup.until and published[: len(markup.until)] > markup.until)
    ]


def mark_drops(parser: Any, outline: Outline, markups: list[Markup]) -> None:
    """Mark the elements that the profile says are not text."""
    ids = {node.mem_id for markup in markups if markup.drop for node in parser.css(markup.drop)}
    told = hint_table().cuts | hint_table().marks
    for element in outline.elements[1:]:
        if element.node.mem_id in ids and element.kind not in told:
            element.kind = BESIDE


def profile_body(parser: Any, outline: Outline, markups: list[Markup], generic: int | None) -> int | None:
    """The element that the profile names as the body, when it holds enough prose; else the generic one."""
    found = outline.elements[generic].prose if generic is not None else 0.0
    least, most = max(80.0, _ENOUGH * found), _TOO_MUCH * found if found else float("inf")
    numbers = {element.node.mem_id: number for number, element in enumerate(outline.elements)}
    for markup in markups:
        for selector in (markup.body or "").split(", "):
            node = parser.css_first(selector) if selector else None
            number = numbers.get(node.mem_id) if node is not None else None
            if (
                number
                and not outline.elements[number].cut
                and least <= outline.elements[number].prose <= most
            ):
                return number
    return generic


def profile_text(parser: Any, selectors: list[str | None]) -> list[str]:
    """The texts of the first elements that the selectors find."""
    texts = []
    for selector in selectors:
        node = parser.css_first(selector) if selector else None
        if node is not None and (text := " ".join(node.text().split())):
            texts.append(text)
    return texts
