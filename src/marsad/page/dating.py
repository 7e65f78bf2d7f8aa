"""When an article was published and last changed, and what in its page says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from marsad.page.head import Head
from marsad.page.linked import Linked
from marsad.page.outline import Outline
from marsad.page.phrases import fold_line
from marsad.page.roles import role_of
from marsad.page.stamps import is_possible, read_address_date, read_stamp
from marsad.page.visible_dates import VisibleDate, find_visible_dates

_UPDATED = re.compile(r"updat|modif|tahdith|edited")
_DIGIT = re.compile(r"\d")
_LINE = 200
_BEFORE = 8
_MOST_LINES = 40
_DATELINE = re.compile(r"\s*\W{0,2}\s*(?:[-–—:(ـ/]|[\w ]{2,10}[-–—:(ـ])")


class Place(NamedTuple):
    """Where in the outline the article stands: its scope, its title, its body, and date lines found in it."""

    scope: int
    title_at: int | None
    body: int | None
    date_blocks: tuple[int, ...] = ()
    first_kept: int | None = None
    first_text: str = ""


class Dating(NamedTuple):
    """The dates of an article as EDTF, where the first was found, and what is doubtful about them."""

    published: str | None = None
    source: str | None = None
    modified: str | None = None
    doubts: tuple[str, ...] = ()


def date_article(
    head: Head, linked: Linked, outline: Outline, place: Place, url: str | None, until: date | None
) -> Dating:
    """The publication date that the page states; metadata first, then `<time>`, address and visible text.

    Where address and visible text agree on a day and metadata name another, the two outvote the one.
    """
    modified = _first_stamp([linked.modified or "", *head.modified()], until)
    timed, timed_update = _timed(outline, place, until)
    visible, visible_update = _visible(outline, place, until)
    in_address = read_address_date(url, until=until)
    claims = [
        (_first_stamp([linked.published or ""], until), "jsonld"),
        (_first_stamp(head.published(), until), "meta"),
        (_first_stamp([linked.page_published or ""], until), "jsonld"),
        (timed, "time"),
    ]
    value, source = next(((value, source) for value, source in claims if value), (None, None))
    return _settle(value, source, in_address, visible, modified or timed_update, visible_update)


def _settle(
    value: str | None,
    source: str | None,
    address: str | None,
    visible: str | None,
    modified: str | None,
    shown: str | None,
) -> Dating:
    doubts: list[str] = []
    day = address if address and len(address) == 10 else None
    if value and day and visible and visible[:10] == day and _apart(value, day) > 1:
        doubts.append(f"date_conflict: metadata say {value}, address and text {visible}")
        value, source = visible, "text"
    if not value and day:
        value, source = (visible, "text") if visible and visible[:10] == day else (day, "url")
    if not value and visible:
        value, source = visible, "text"
    if not value and address:
        value, source = address, "url"
    if not value and shown:
        value, source = shown, "text"
        doubts.append("published_is_update: the page shows only when it was last changed")
    modified = modified or shown
    if value and modified and modified[:10] < value[:10]:
        modified = None
    return Dating(value, source, modified, tuple(doubts))


def _apart(one: str, other: str) -> int:
    return abs(date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])) // timedelta(days=1)


def _first_stamp(texts: Iterable[str], until: date | None) -> str | None:
    return next((stamp for text in texts if (stamp := read_stamp(text, until=until))), None)


def _timed(outline: Outline, place: Place, until: date | None) -> tuple[str | None, str | None]:
    """The dates of `<time>` and microdata in the article's scope: of publication, and of change."""
    scope, elements = outline.elements[place.scope], outline.elements
    published: list[str] = []
    updated: list[str] = []
    numbers = range(place.scope, len(elements))
    for number in numbers:
        element = elements[number]
        if element.first > scope.last or element.kind != "date" or element.cut not in ("", "footer"):
            continue
        attributes = element.node.attributes
        stamp = read_stamp(
            attributes.get("datetime") or attributes.get("content") or attributes.get("title"), until=until
        )
        if not stamp or not _is_near(outline, place, number):
            continue
        name = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''} {attributes.get('id') or ''}".lower()
        (updated if _UPDATED.search(name) else published).append(stamp)
    return (published[0] if published else None), (updated[0] if updated else None)


def _is_near(outline: Outline, place: Place, number: int) -> bool:
    """Whether an element stands where an article's own date does: beside the title, or in the body's element."""
    element = outline.elements[number]
    if place.body is not None and outline.inside(number, place.body):
        return True
    if place.title_at is None:
        return True
    end = outline.elements[place.body].first if place.body is not None else place.title_at + 20
    if place.title_at - _BEFORE <= element.first <= end:
        return True
    return place.scope != 0


def _visible(outline: Outline, place: Place, until: date | None) -> tuple[str | None, str | None]:
    """The first dates shown where an article's own date stands: of publication, and of change."""
    solar = hijri = updated = None
    for at in islice(_date_lines(outline, place), _MOST_LINES):
        for one in find_visible_dates(outline.blocks[at].text):
            if not is_possible(one.value, until):
                continue
            if one.updated:
                updated = updated or one.value
            elif one.hijri:
                hijri = hijri or one.value
            else:
                solar = solar or one.value
    if solar or hijri or updated:
        return solar or hijri, updated
    return _dateline(place.first_text, until) or _issue(outline, place, until), None


def _date_lines(outline: Outline, place: Place) -> Iterable[int]:
    """The blocks that may show the article's date, most probable first."""
    scope = outline.elements[place.scope]
    start = outline.elements[place.body].first if place.body is not None else scope.last
    start = max(start, place.first_kept or 0)
    title = place.title_at if place.title_at is not None else max(scope.first, start - _BEFORE)
    between = [at for at in range(title + 1, start + 1) if _can_show(outline, at)]
    yield from (at for at in between if role_of(outline, at, place.scope) == "date")
    yield from between
    yield from place.date_blocks
    before = range(max(scope.first if place.scope else title - _BEFORE, title - _BEFORE), title)
    yield from (at for at in before if _can_show(outline, at) and (place.scope or _is_date(outline, at)))
    if place.body is not None:
        after = range(
            outline.elements[place.body].last, min(scope.last, outline.elements[place.body].last + 40)
        )
        yield from (at for at in after if _can_show(outline, at) and _is_date(outline, at))


def _is_date(outline: Outline, at: int) -> bool:
    return role_of(outline, at, 0) in ("date", "meta")


def _can_show(outline: Outline, at: int) -> bool:
    if not 0 <= at < len(outline.blocks):
        return False
    block = outline.blocks[at]
    if len(block.text) > _LINE or not _DIGIT.search(block.text):
        return False
    element = outline.elements[block.element]
    return not element.cut and (block.linked <= 0.5 * len(block.text) or role_of(outline, at, 0) == "date")


def _dateline(text: str, until: date | None) -> str | None:
    """The date in an agency's dateline: «رام الله 5-3-2018 وفا- …»."""
    head = text[:80]
    if not _DIGIT.search(head):
        return None
    found = find_visible_dates(head)
    if not found:
        return None
    one: VisibleDate = found[0]
    opens = one.start <= 40 and len(head[: one.start].split()) <= 4 and _DATELINE.match(text, one.end)
    return one.value if opens and is_possible(one.value, until) else None


def _issue(outline: Outline, place: Place, until: date | None) -> str | None:
    """The date of the printed issue in the page's head: «الخميس 10 يناير 2009م - العدد 14810»."""
    end = place.title_at if place.title_at is not None else 30
    for block in outline.blocks[: min(end, 120)]:
        if len(block.text) <= _LINE and "العدد" in fold_line(block.text):
            found = [
                one
                for one in find_visible_dates(block.text)
                if is_possible(one.value, until) and not one.updated
            ]
            if found:
                return next((one.value for one in found if not one.hijri), found[0].value)
    return None
