"""Plain text into an article: kept as it is, or, when it was copied from a web page, cut down to its article."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.page.copied import CopiedPage, first_solar, split_dash, stands_twice
from marsad.page.page_body import find_region
from marsad.page.page_lines import Line, furniture, read_caption, read_lines
from marsad.page.visible_dates import VisibleDate
from marsad.types import Article

_HEADLINE_WORDS = range(3, 26)
_HEADLINE_CHARS = 200
_LEAD_WORDS = 12
_DATED_HEAD = 5
_LARGE = 2_000_000
"""A copied page is at most some hundred thousand characters long; a longer text is a collection, not a page."""


def read_plain(text: str, *, id: str, title: str | None = None) -> Article:
    """The article of a text file or a text at hand.

    A text that shows the furniture of a web page is cut down to its article (`read_plain_page`). Any other is kept
    character for character; its headline, where it opens with one, and the date line below it are noted as title
    and date, and stay in the text as well.

    >>> lead = "أعادت البلدية أمس فتح سوق السمك في الميناء القديم بعد عامين من الترميم."
    >>> read_plain(f"سوق السمك يعود إلى مكانه\\n\\n{lead}", id="1").title  # "the fish market returns to its place"
    'سوق السمك يعود إلى مكانه'
    """
    if len(text) <= _LARGE and looks_like_page(text):
        return read_plain_page(text, id=id)
    dated = _head_date(text)
    return Article(
        id=id,
        title=find_headline(text) if title is None else title,
        text=text,
        published=dated.value if dated else None,
        published_from="text" if dated else None,
    )


def find_headline(text: str) -> str:
    """The headline a plain text opens with: one short line without a full stop, a blank line, then a paragraph.

    ``""`` for a text without one.
    """
    head, _, rest = text[:4000].lstrip("\ufeff \t\r\n").partition("\n")
    line, body = head.strip(), rest.lstrip(" \t\r")
    if not body.startswith("\n") or len(line) > _HEADLINE_CHARS or len(line.split()) not in _HEADLINE_WORDS:
        return ""
    if line.endswith((".", "،", ",", "؛", ":")):
        return ""
    return line if any(len(one.split()) >= _LEAD_WORDS for one in body.split("\n")[:8]) else ""


def _head_date(text: str) -> VisibleDate | None:
    """The date of a line near the top that says nothing but the date."""
    for line in read_lines(text[:2000])[:_DATED_HEAD]:
        if line.reason == "date" and line.dates and not line.dates[0].updated:
            return first_solar(line.dates)
    return None


def looks_like_page(text: str) -> bool:
    """Whether a text was copied from a web page: it has lines that no article has, such as «التعليقات (3)».

    >>> looks_like_page("عنوان الخبر\\n\\nوصل الوفد إلى المدينة مساء أمس.\\n\\nالتعليقات (0)")  # comments (0)
    True
    >>> looks_like_page("عنوان الخبر\\n\\nوصل الوفد إلى المدينة مساء أمس.")
    False

    Doubtful signs (a lone «المزيد», a date, a credit) are not enough by themselves.
    """
    if len(text) > _LARGE:
        return False
    lines = read_lines(text)
    return _evidence(lines) >= furniture()["threshold"] and any(line.prose for line in lines)


def _evidence(lines: Sequence[Line]) -> float:
    weights: dict[str, float] = furniture()["evidence"]
    total, counted = 0.0, dict[str, int]()
    for at, line in enumerate(lines):
        reason = line.reason
        if not reason and stands_twice(lines, at):
            reason = "caption" if read_caption(line) or split_dash(line) else "repeated"
        if (weight := weights.get(reason, 0.0)) and counted.setdefault(reason, 0) < 2:
            counted[reason] += 1
            total += weight * _loudness(line)
    return total


def _loudness(line: Line) -> float:
    """A single word may stand in any text; a long sentence may only mention what furniture says."""
    if line.words >= 12 and line.text.endswith("."):
        return 0.3
    return 0.5 if line.words == 1 else 1.0


def read_plain_page(text: str, *, id: str) -> Article:
    """The article of a page's text as a browser's "select all" copies it; every line cut is in `dropped`.

    Section, title, captions with credits, dates, authors, sources, tags, related headlines and the comment counter
    go to their fields; the body's paragraphs are joined by a blank line. A text without furniture comes back as it is.
    """
    lines = read_lines(text)
    region = find_region(lines)
    if region is None or (not region.reasons and len(region.kept) == len(lines)):
        return Article(id=id, text=text)
    return CopiedPage(lines, region).article(id)
