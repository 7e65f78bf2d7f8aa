"""Live blogs: a running text made of entries, each with its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from marsad.page.linked import Update
from marsad.page.outline import Outline
from marsad.page.stamps import read_stamp
from marsad.page.visible_dates import read_visible_date
from marsad.types import Entry

_FEWEST = 3
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


class LiveText(NamedTuple):
    """The text of a live blog and its entries."""

    text: str
    entries: tuple[Entry, ...]


class _Part(NamedTuple):
    published: str | None
    title: str | None
    paragraphs: list[str]


def live_from_updates(updates: Iterable[Update], paragraphs_of: Callable[[str], list[str]]) -> LiveText:
    """The text of the entries that JSON-LD lists, in its order."""
    parts = []
    for update in updates:
        body = paragraphs_of(update.text)
        title = update.title if update.title and not (body and body[0].startswith(update.title)) else None
        parts.append(
            _Part(read_stamp(update.published), update.title or None, ([title] if title else []) + body)
        )
    return _joined(parts)


def live_from_blocks(outline: Outline, kept: list[int], body: int) -> LiveText | None:
    """The kept blocks grouped by the entry they stand in; `None` when the page has no entries to speak of."""
    owners = {at: owner for at in kept if (owner := _entry_of(outline, at, body)) is not None}
    if len(set(owners.values())) < _FEWEST:
        return None
    parts: list[_Part] = []
    last: int | None = -1
    for at in kept:
        owner = owners.get(at)
        if owner != last or not parts:
            published = _time_of(outline, owner) if owner is not None else None
            parts.append(_Part(published, _title_of(outline, at) if owner is not None else None, []))
            last = owner
        parts[-1].paragraphs.append(outline.blocks[at].text)
    return _joined(parts, timed_only=True)


def _entry_of(outline: Outline, at: int, body: int) -> int | None:
    """The outermost live entry that a block stands in, inside the body."""
    found = None
    for number in outline.ancestors(outline.blocks[at].element):
        if number <= body:
            break
        if outline.elements[number].kind == "live_entry":
            found = number
    return found


def _time_of(outline: Outline, entry: int) -> str | None:
    element = outline.elements[entry]
    for mark in outline.times:
        within = element.first <= mark.at <= element.last and outline.inside(mark.element, entry)
        if within and (stamp := read_stamp(mark.node.attributes.get("datetime"))):
            return stamp
    for block in outline.blocks[element.first : element.last]:
        if len(block.text) < 60 and (stamp := read_visible_date(block.text)):
            return stamp
    return None


def _title_of(outline: Outline, at: int) -> str | None:
    block = outline.blocks[at]
    return block.text if outline.elements[block.element].tag in _HEADINGS else None


def _joined(parts: list[_Part], *, timed_only: bool = False) -> LiveText:
    entries: list[Entry] = []
    pieces: list[str] = []
    at = 0
    for part in parts:
        text = "\n\n".join(part.paragraphs)
        if not text:
            continue
        if part.published or part.title or not timed_only:
            entries.append(Entry(at, at + len(text), part.published, part.title))
        pieces.append(text)
        at += len(text) + 2
    return LiveText("\n\n".join(pieces), tuple(entries))
