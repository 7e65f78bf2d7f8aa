"""The pictures of an article, their captions, and who took them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import urljoin

import msgspec

from marsad.matching.lookup import kinds_of
from marsad.page.head import Head
from marsad.page.lexicon import any_of, load_credits
from marsad.page.linked import Linked
from marsad.page.outline import Mark, Outline
from marsad.page.page_data import fold_letters
from marsad.page.people import called_agencies, name_agency, outlet_key, own_keys
from marsad.page.phrases import fold_line
from marsad.page.roles import role_of
from marsad.types import Image

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-img",
    "data-echo",
    "data-image",
    "data-full",
    "data-large-file",
)
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_FURNITURE = re.compile(
    r"(?:^|[/_.-])(?:icons?|logo|sprite|avatar|pixel|blank|spacer|1x1|loader|loading|placeholder|gravatar|emoji|share|btn|button|arrow|ads?|banner)(?:[/_.-]|s?\d|$)|\.svg(?:\?|$)|\.gif(?:\?|$)",
    re.I,
)
_SMALL = 60
_REACH, _LONGEST = 3, 600
_NAME_TAIL = re.compile(r"^[^.؟!]{2,45}$")


class Caption(msgspec.Struct, frozen=True):
    """A caption without its credit, and the credit."""

    text: str | None = None
    credit: str | None = None


@cache
def _owner() -> re.Pattern[str]:
    credits = load_credits().credits
    return re.compile(rf"(?:{any_of(credits['owners'])})(?![a-z\u0620-\u064a])")


@cache
def _taker() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_credits().credits['takers'])})(?![a-z\u0620-\u064a])")


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(load_credits().credits['words'])})(?![a-z\u0620-\u064a])\s*[:\-–—/|،,]*\s*"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_credits().credits['captions'])})\s*[:،,\-–]*\s*")


@cache
def _position() -> re.Pattern[str]:
    return re.compile(any_of(load_credits().credits["positions"]))


def split_caption(text: str, media: frozenset[str] = frozenset()) -> Caption:
    """A caption apart from its credit: «… - رويترز», «… (أ ف ب)», «تصوير: …».

    `media` are the keys of the site's own names and of what its article calls an agency: they are credits too.

    >>> split_caption("جانب من المظاهرات وسط العاصمة - رويترز")
    Caption(text='جانب من المظاهرات وسط العاصمة', credit='رويترز')
    >>> split_caption("الوزير خلال المؤتمر (أ ف ب)")
    Caption(text='الوزير خلال المؤتمر', credit='أ ف ب')
    """
    text = " ".join(text.split())
    if label := _label().match(fold_line(text)):
        text = text[label.end() :]
    if name_agency(text):
        return Caption(None, text.strip("()[] "))
    if match := re.search(r"[\s.،]*[(\[]([^()\[\]]{2,60})[)\]]\s*\.?$", text):
        held = match[1].strip()
        if not _labelled(held) and _is_credit(held, media):
            return Caption(text[: match.start()].strip(" :-–—|/،") or None, held)
        return _with_credit(text, text[: match.start()], held)
    for separator in (r"\s*[|©]\s*", r"\s+[-–—ـ/]+\s*|\s*[–—]\s+|[-–—]\s+|\s*/\s*", r"\s*[:.]\s+"):
        for cut in reversed(list(re.finditer(separator, text))[-3:]):
            if (split := _with_credit(text, text[: cut.start()], text[cut.end() :])).credit:
                return split
    if credit := _labelled(text):
        return Caption(None, credit)
    match = _inner_credit().search(fold_letters(text))
    return (
        _with_credit(text, text[: match.start()], text[match.start() :].strip())
        if match
        else Caption(text or None)
    )


def _is_credit(held: str, media: frozenset[str]) -> bool:
    """Whether words in brackets behind a caption are its credit: a medium, an archive, or a word on no list at all."""
    if outlet_key(held) in media or _credit().match(fold_line(held)) or name_agency(held):
        return True
    kinds = kinds_of(held)
    if kinds or _position().fullmatch(fold_line(held)):
        return "organization" in kinds
    return " " not in held and len(held) > 3 and held.isalpha()


@cache
def _inner_credit() -> re.Pattern[str]:
    """A word such as «تصوير» with its mark in the middle of a line."""
    return re.compile(rf"\s+(?:{any_of(load_credits().credits['words'])})\s*[:/]\s*(?=[^:/]{{2,45}}$)")


def _with_credit(whole: str, caption: str, tail: str) -> Caption:
    credit = _labelled(tail) or (
        tail if any(name_agency(part) for part in re.split(r"[/،,–-]", tail)) else None
    )
    if not credit:
        return Caption(whole)
    label = _labelled_alone(caption)
    return Caption(None if label else caption.strip(" :-–—|/،") or None, credit.strip("()[] "))


def _labelled(text: str) -> str | None:
    """Who stands behind «تصوير:» at the beginning of a text, if it is short enough to be a name."""
    folded = fold_line(text)
    if _owner().match(folded) and _NAME_TAIL.match(text):
        return text
    match = _credit().match(folded)
    if not match or len(folded) != len(text):
        return None
    rest = text[match.end() :].strip(" :()[]")
    if not rest:
        return text.strip(" :()[]")
    stated = name_agency(rest) or ":" in text[: match.end() + 1] or _taker().match(folded)
    return rest if _NAME_TAIL.match(rest) and stated else None


def _labelled_alone(text: str) -> bool:
    folded = fold_line(text)
    match = _credit().match(folded)
    return match is not None and match.end() >= len(folded)


def find_pictures(
    outline: Outline,
    first: int,
    last: int,
    outer: int,
    head: Head,
    linked: Linked,
    base: str | None,
    names: Iterable[str] = (),
) -> tuple[Image, ...]:
    """The pictures between blocks `first` and `last` that are not furniture, with captions; else the page's one.

    `names` are those of the site, which credits its own pictures.
    """
    texts = (block.text for block in outline.blocks[first:last])
    media = own_keys(names) | {key for text in texts for key in called_agencies(text)}
    marks = [mark for mark in outline.pictures if first <= mark.at <= last and _belongs(outline, mark)]
    captions = _captions(outline, first, last, outer, marks, media)
    images: dict[str, Image] = {}
    for number, mark in enumerate(marks):
        url = picture_address(mark.node, base)
        if url and url not in images and not _FURNITURE.search(url.rpartition("://")[2].partition("/")[2]):
            caption = captions.get(number, Caption())
            images[url] = Image(url, caption.text, caption.credit)
        if len(images) >= 200:
            break
    return tuple(images.values()) or _declared(head, linked, base, media)


def _declared(head: Head, linked: Linked, base: str | None, media: frozenset[str]) -> tuple[Image, ...]:
    url = head.first("og:image", "og:image:url", "twitter:image", "twitter:image:src")
    caption = Caption()
    if linked.pictures:
        url = url or linked.pictures[0][0]
        caption = split_caption(linked.pictures[0][1][:_LONGEST], media)
    return (Image(_absolute(url, base), caption.text, caption.credit),) if url else ()


def _belongs(outline: Outline, mark: Mark) -> bool:
    if outline.elements[mark.element].cut:
        return False
    attributes = mark.node.attributes
    for side in ("width", "height"):
        size = (attributes.get(side) or "").removesuffix("px")
        if size.isdigit() and int(size) < _SMALL:
            return False
    return True


def picture_address(node: Any, base: str | None) -> str | None:
    """The address of a picture, also where scripts would load it later; `None` for inline and empty ones."""
    attributes = node.attributes
    for name in (*_LAZY, "src"):
        address = (attributes.get(name) or "").strip()
        if (
            address
            and not address.startswith(("data:", "about:"))
            and not _FURNITURE.search(address.rpartition("/")[2])
        ):
            return _absolute(address, base)
    for name in _SETS:
        if choices := attributes.get(name):
            return _absolute(_widest(choices), base)
    return None


def _widest(choices: str) -> str:
    best, width = "", -1.0
    for choice in choices.split(", "):
        address, _, size = choice.strip().partition(" ")
        number = float(size[:-1]) if size[:-1].replace(".", "", 1).isdigit() else 0.0
        if address and number > width:
            best, width = address, number
    return best


def _absolute(address: str, base: str | None) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _captions(
    outline: Outline, first: int, last: int, outer: int, marks: list[Mark], media: frozenset[str]
) -> dict[int, Caption]:
    """The captions by the number of their picture: the last picture before the caption, or the next after it."""
    found: dict[int, Caption] = {}
    places = [mark.at for mark in marks]
    for at in range(first, last):
        role = role_of(outline, at, outer)
        if role not in ("caption", "credit"):
            continue
        number = _nearest(places, at)
        if number is not None:
            found[number] = _merged(found.get(number, Caption()), outline.blocks[at].text, role, media)
    return found


def _nearest(places: list[int], at: int) -> int | None:
    """The number of the last picture shortly before a caption, else of the next shortly behind it."""
    number = bisect_right(places, at)
    if number and places[number - 1] >= at - _REACH:
        return number - 1
    return number if number < len(places) and places[number] <= at + _REACH else None


def _merged(known: Caption, text: str, role: str, media: frozenset[str]) -> Caption:
    """What is known of a caption with one more line of it."""
    more = split_caption(text, media)
    if role == "credit":
        return Caption(known.text, known.credit or more.credit or (more.text or "").strip("()[] ") or None)
    texts = [part for part in (known.text, more.text) if part]
    return Caption(" ".join(texts) or None, known.credit or more.credit)


def caption_texts(images: Iterable[Image], outline: Outline, first: int, last: int) -> frozenset[str]:
    """The folded texts by which a caption may be repeated in the body: captions, `alt` and `title` of pictures."""
    texts = [image.caption for image in images if image.caption]
    for mark in outline.pictures:
        if first <= mark.at <= last:
            texts += [
                text
                for name in ("alt", "title")
                if (text := mark.node.attributes.get(name)) and len(text) > 15
            ]
    return frozenset(fold_line(text).strip(" .،:-") for text in texts)
