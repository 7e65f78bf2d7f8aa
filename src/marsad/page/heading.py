"""The title of an article: as its page prints it, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from marsad.page.head import Head
from marsad.page.hints import hint_table
from marsad.page.lexicon import SiteProfile
from marsad.page.linked import Linked
from marsad.page.outline import Outline
from marsad.page.page_body import names_section
from marsad.page.people import opens_outlet
from marsad.page.phrases import fold_line, match_phrase
from marsad.page.visible_dates import find_visible_dates

_SEPARATOR = re.compile(r"\s+[|–—\-ـ:•·»«/]+\s+|\s*\|\s*|\s+::\s+|\s*»\s*")
_HEADINGS = ("h1", "h2", "h3", "h4")
_FEW_WORDS, _BEFORE = 4, 8
_LONGEST_NAME = 40
_MARKS = "|-–—:•·»«/"
_LETTERS = re.compile(r"\W+")


def find_title(
    outline: Outline, head: Head, linked: Linked, sites: tuple[SiteProfile, ...]
) -> tuple[str, int | None]:
    """The title, and the number of the block it stands in (`None`: it is not printed in the page).

    The printed heading wins when the metadata confirm it; else the metadata without the site's suffix.
    """
    claims = _claims(head, linked, sites)
    headings = _headings(outline)
    for claim in claims:
        for at, text in headings:
            if text == claim and len(claim) > 12:
                return text, at
    claim_keys = [_key(claim) for claim in claims]
    keys = [_key(text) for _, text in headings]
    for claim in claim_keys:
        if len(claim) > 8 and claim in keys:
            at, text = headings[keys.index(claim)]
            return text, at
    for (at, text), key in zip(headings, keys, strict=True):
        for claim, claimed in zip(claims, claim_keys, strict=True):
            if _same(key, claimed):
                # A heading that says more than the metadata carries an advertisement of the site behind it.
                return (claim if key.startswith(claimed) and not claim.endswith(("…", "..")) else text), at
    ones = [(at, text) for at, text in headings if _tag(outline, at) == "h1" and len(text) > 15]
    if len(ones) == 1 and not claims:
        return ones[0][1], ones[0][0]
    if claims:
        printed = _printed_otherwise(outline, claims)
        return (outline.blocks[printed].text if printed is not None else claims[0]), printed
    return (headings[0][1], headings[0][0]) if headings else ("", None)


def find_plain_title(outline: Outline, title: str, start: int) -> tuple[str, int | None]:
    """The title of a page without headings whose metadata name only the site: the longest line before the text.

    `start` is the first block of the text; `title` stays where nothing better is there.
    """
    if len(title.split()) > _FEW_WORDS:
        return title, None
    found: list[tuple[int, int]] = []
    for at in range(max(0, start - _BEFORE), start):
        block = outline.blocks[at]
        plain = 20 <= len(block.text) <= 200 and not block.linked and not outline.elements[block.element].cut
        if plain and not (
            block.text.endswith(".") or find_visible_dates(block.text) or match_phrase(block.text)
        ):
            found.append((len(block.text), at))
    at = max(found)[1] if found else -1
    return (outline.blocks[at].text, at) if found else (title, None)


def strip_site(title: str, names: Iterable[str]) -> str:
    """The title without the site's name behind or before it.

    >>> strip_site("افتتاح الجسر الجديد - صحيفة النهر", ["صحيفة النهر"])
    'افتتاح الجسر الجديد'
    """
    known: set[str] | None = None
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        known = {_key(name) for name in names if name} if known is None else known
        last, first = cuts[-1], cuts[0]
        if _is_name(title[last.end() :], known):
            title = title[: last.start()].strip()
        elif _is_name(title[: first.start()], known):
            title = title[first.end() :].strip()
        else:
            return title


def site_in_title(whole: str, title: str) -> str | None:
    """The name of the site that a `<title>` prints beside the article's title; `None` when it prints none for certain.

    >>> site_in_title("جريدة النهر - افتتاح الجسر الجديد", "افتتاح الجسر الجديد")  # the River newspaper
    'جريدة النهر'
    >>> site_in_title("افتتاح الجسر الجديد | محليات", "افتتاح الجسر الجديد") is None  # "local news": a section
    True
    """
    if not title or title not in whole:
        return None
    before, _, behind = whole.partition(title)
    parts = [
        part.strip()
        for side, mark in ((before.rstrip(), -1), (behind.lstrip(), 0))
        if side and side[mark] in _MARKS
        for part in _SEPARATOR.split(f" {side} ")
    ]
    names = [part for one in parts if (part := one.strip(_MARKS + " ")) and not names_section(part)]
    fit = [name for name in names if len(name) <= _LONGEST_NAME and not find_visible_dates(name)]
    return next((name for name in fit if opens_outlet(name)), fit[0] if len(fit) == 1 else None)


def _is_name(part: str, known: set[str]) -> bool:
    key = _key(part)
    return (
        not key
        or key in known
        or any(len(name) > 3 and (name in key) and len(key) < 2 * len(name) + 4 for name in known)
    )


def _claims(head: Head, linked: Linked, sites: tuple[SiteProfile, ...]) -> list[str]:
    names = [head.meta.get("og:site_name", ""), linked.publisher, head.meta.get("application-name", "")]
    names += [name for site in sites for name in (site.name, *site.suffix)]
    claims = [
        linked.title,
        head.first("og:title"),
        head.first("twitter:title"),
        head.title,
        head.first("dc.title", "title"),
    ]
    cleaned = [strip_site(claim, names) for claim in dict.fromkeys(claims) if claim]
    # A «<title>» of several parts whose names are not known: the longest part is the title.
    cleaned.append(max(_SEPARATOR.split(head.title), key=len) if head.title else "")
    return [claim for claim in dict.fromkeys(cleaned) if claim]


def _headings(outline: Outline) -> list[tuple[int, str]]:
    """The blocks that can be the title, by how probable their markup makes it, then by position."""
    elements = outline.elements
    cuts = hint_table().cuts
    found: list[tuple[int, int, str]] = []
    for at, block in enumerate(outline.blocks):
        if not 4 <= len(block.text) <= 400:
            continue
        element = elements[block.element]
        if element.kind in cuts:
            continue
        if element.tag in _HEADINGS:
            rank = _HEADINGS.index(element.tag)
        elif element.kind == "title":
            rank = 2
        else:
            above = elements[element.parent] if element.parent >= 0 else element
            if above.kind != "title" and above.tag not in _HEADINGS:
                continue
            rank = 3
        # A heading that is a link leads elsewhere, unless nothing better is there.
        found.append((rank + (4 if block.linked > len(block.text) // 2 else 0), at, block.text))
    return [(at, text) for _, at, text in sorted(found)]


def _printed_otherwise(outline: Outline, claims: list[str]) -> int | None:
    """The block that repeats a claimed title without being marked up as a heading."""
    keys = {_key(claim) for claim in claims if len(claim) > 15}
    for at, block in enumerate(outline.blocks):
        if 15 < len(block.text) < 400 and not block.linked and _key(block.text) in keys:
            return at
    return None


def _tag(outline: Outline, at: int) -> str:
    return outline.elements[outline.blocks[at].element].tag


def _key(text: str) -> str:
    return _LETTERS.sub("", fold_line(text))


def _same(one: str, other: str) -> bool:
    """Whether two titles are one with a prefix, a suffix or a cut: one holds the other and most of it."""
    short, long = sorted((one, other), key=len)
    return len(short) > 12 and (short in long or short[:-3] in long) and len(short) > 0.5 * len(long)
