"""The text of an article out of its page: the body element, the lead before it, or the text its metadata carry."""

from __future__ import annotations

from typing import NamedTuple

from marsad.page.cutting import Cut, Known, cut_body
from marsad.page.linked import Linked
from marsad.page.live import LiveText, live_from_blocks, live_from_updates
from marsad.page.outline import Line, Outline, join_lines, read_outline
from marsad.page.phrases import fold_line, match_phrase
from marsad.page.roles import role_of
from marsad.types import Dropped

_LEAD = 60
_MUCH_LONGER = 1.7
_PROBE = 40


class Body(NamedTuple):
    """The text of an article, what was cut beside it, and where it came from (``page`` or ``jsonld``)."""

    text: str
    cut: Cut
    live: LiveText | None = None
    source: str = "page"


def read_body(
    outline: Outline, body: int | None, known: Known, linked: Linked, first_after_title: int | None
) -> Body:
    """The text of the body element, with the lead before it; JSON-LD's text when the page prints much less."""
    cut = cut_body(outline, body, known) if body is not None else Cut([], [], [], [], [], [], [], [])
    paragraphs = [outline.blocks[at].text for at in cut.kept]
    if linked.body and paragraphs:
        _end_with(cut, paragraphs, "".join(linked.body.split()))
    if linked.updates and len(linked.updates) > 1:
        live = live_from_updates(linked.updates, paragraphs_of)
        if len(live.text) >= 0.8 * sum(map(len, paragraphs)):
            return Body(live.text, cut, live, "jsonld")
    if body is not None and (blog := live_from_blocks(outline, cut.kept, body)):
        return Body(blog.text, cut, blog)
    length = sum(map(len, paragraphs))
    if len(linked.body) > 120 and len(linked.body) > _MUCH_LONGER * length:
        stated = paragraphs_of(linked.body)
        if sum(map(len, stated)) > _MUCH_LONGER * length:
            return Body("\n\n".join(stated), cut, None, "jsonld")
    if body is not None and first_after_title is not None:
        paragraphs[:0] = _lead(outline, body, first_after_title, paragraphs, known)
    return Body("\n\n".join(paragraphs), cut)


def _end_with(cut: Cut, paragraphs: list[str], stated: str) -> None:
    """Drop what stands behind the last words of JSON-LD's text, when the page prints those words."""
    if len(stated) < 200:
        return
    tail = stated[-_PROBE:]
    for number in range(len(paragraphs) - 1, len(paragraphs) // 2 - 1, -1):
        if tail in "".join(paragraphs[number].split()):
            break
    else:
        return
    for text in paragraphs[number + 1 :]:
        cut.dropped.append(Dropped("after_text", text))
    del paragraphs[number + 1 :]
    del cut.kept[number + 1 :]


def _lead(outline: Outline, body: int, start: int, paragraphs: list[str], known: Known) -> list[str]:
    """The introductory paragraph that stands between title and body, unless the body repeats it."""
    opening = "".join(fold_line(text) for text in paragraphs[:3]).replace(" ", "")
    found: list[str] = []
    for at in range(start, outline.elements[body].first):
        block = outline.blocks[at]
        element = outline.elements[block.element]
        if (
            element.cut
            or block.prose < _LEAD * 0.5
            or len(block.text) < _LEAD
            or block.linked > 0.3 * len(block.text)
        ):
            continue
        role = role_of(outline, at, 0)
        folded = fold_line(block.text)
        if (
            role not in ("", "lead", "meta")
            or match_phrase(block.text)
            or folded in known.captions
            or folded == known.title
        ):
            continue
        if not (role == "lead" or block.text.rstrip(' "»”').endswith((".", "؟", "!", "…"))):
            continue
        if folded.replace(" ", "")[:_PROBE] not in opening:
            found.append(block.text)
    return found[:2]


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text from metadata, which may carry markup or line breaks."""
    if "</" in text or "<br" in text or "<p" in text:
        from selectolax.lexbor import LexborHTMLParser

        outline = read_outline(LexborHTMLParser(text).body)
        lines = [block.text for block in outline.blocks]
    else:
        lines = [one.text for one in join_lines(Line(" ".join(line.split())) for line in text.split("\n"))]
    return [line for line in lines if line and not match_phrase(line)]
