"""Plain text into an article: kept as it is, or, when it was copied from a web page, cut down to its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from marsad.page.page_body import Region, find_region, find_section, split_path
from marsad.page.page_lines import Line, furniture, read_caption, read_lines
from marsad.page.people import read_byline, read_source_line, split_credit
from marsad.page.visible_dates import VisibleDate
from marsad.types import Article, Comment, Comments, Dropped, Image, RelatedLink

_HEADLINE_WORDS = range(3, 26)
_HEADLINE_CHARS = 200
_LEAD_WORDS = 12
_DATED_HEAD = 5
_COUNT = re.compile(r"\d{1,6}")
_NAME_WORDS = 5
_BETWEEN = re.compile(r"\S\s*[-–—/|:]\s*\S")
_BEHIND_DASH = re.compile(r"^(.{8,}?)\s*[-–—/|]\s+([^-–—/|]{2,50})$")
_STRONG = frozenset({"cookies", "copyright", "follow", "newsletter", "menu"})
_TAIL_DATES = 4
_NEAR_TITLE = 3
_LARGE = 2_000_000
"""A copied page is at most some hundred thousand characters long; a longer text is a collection, not a page."""


def read_plain(text: str, *, id: str, title: str | None = None) -> Article:
    """The article of a text file or a text at hand.

    A text that shows the furniture of a web page is cut down to its article (`read_plain_page`). Any other is kept
    character for character; its headline, where it opens with one, and the date line below it are noted as title
    and date, and stay in the text as well.

    >>> read_plain("سوق السمك يعود إلى مكانه\\n\\nأعادت البلدية فتح سوق السمك بعد أربعة أعوام من الترميم والتوسعة.", id="1").title
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
            return _solar(line.dates)
    return None


def _solar(dates: Sequence[VisibleDate]) -> VisibleDate | None:
    """The first date of publication, the Gregorian one where a line gives both."""
    new = [one for one in dates if not one.updated]
    return next((one for one in new if not one.hijri), new[0] if new else None)


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
        if not reason and _stands_twice(lines, at):
            reason = "caption" if read_caption(line) or _BEHIND_DASH.match(line.text) else "repeated"
        if (weight := weights.get(reason, 0.0)) and counted.setdefault(reason, 0) < 2:
            counted[reason] += 1
            total += weight * _loudness(line)
    return total


def _loudness(line: Line) -> float:
    """A single word may stand in any text; a long sentence may only mention what furniture says."""
    if line.words >= 12 and line.text.endswith("."):
        return 0.3
    return 0.5 if line.words == 1 else 1.0


def _stands_twice(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at].text == lines[at + 1].text


def read_plain_page(text: str, *, id: str) -> Article:
    """The article of a page's text as a browser's "select all" copies it; every line cut is in `dropped`.

    Section, title, captions with credits, dates, authors, sources, tags, related headlines and the comment counter
    go to their fields; the body's paragraphs are joined by a blank line. A text without furniture comes back as it is.
    """
    lines = read_lines(text)
    region = find_region(lines)
    if region is None or (not region.reasons and len(region.kept) == len(lines)):
        return Article(id=id, text=text)
    return _Page(lines, region).article(id)


class _Page:
    """The lines of a page and what becomes of each."""

    def __init__(self, lines: list[Line], region: Region) -> None:
        self.lines, self.region = lines, region
        self.section = find_section(lines, region.title)
        self.kept = set(region.kept)
        self.dropped: dict[int, str] = dict(region.reasons)
        self.captions: dict[int, Image] = {}
        head = region.title + 1 if region.title >= 0 else region.first
        self._read_above(region.title if region.title >= 0 else region.first)
        self._read_head(head)
        self._read_tail()
        self._read_captions(head)

    def article(self, id: str) -> Article:
        """All of it in the article's fields."""
        lines, title, section = self.lines, self.region.title, self.section
        published, modified = self._dates()
        return Article(
            id=id,
            section=split_path(lines[section])[-1] if section >= 0 else None,
            title=lines[title].text if title >= 0 else "",
            authors=self._authors(),
            published=published,
            published_from="text" if published else None,
            modified=modified,
            text="\n\n".join(lines[at].text for at in sorted(self.kept)),
            images=tuple(self.captions[at] for at in sorted(self.captions)),
            related=tuple(
                RelatedLink(lines[at].text) for at in self._cut_for("related") if lines[at].headline
            ),
            comments=self._comments(),
            tags=self._tags(),
            sources=self._sources(),
            dropped=tuple(Dropped(self.dropped[at], lines[at].text) for at in sorted(self.dropped)),
        )

    def _cut_for(self, reason: str) -> list[int]:
        return [at for at in sorted(self.dropped) if self.dropped[at] == reason]

    def _read_above(self, end: int) -> None:
        """What stands above the title is menus and mastheads."""
        for at in range(end):
            if at != self.section:
                line = self.lines[at]
                again = end < len(self.lines) and line.text == self.lines[end].text
                self.dropped[at] = line.reason or (
                    "repeated" if again else "menu" if line.words <= 5 else "header"
                )

    def _read_head(self, start: int) -> None:
        """Between title and body: bylines, dates and shares are cut, a subtitle is kept as text.

        A short label («استطلاع الرأي») ends the subtitles: what it stands over belongs to it.
        """
        following, labelled = "", False
        for at in range(start, self.region.first):
            line = self.lines[at]
            if at == self.section:
                continue
            if line.reason:
                self.dropped[at] = line.reason
                following = line.reason if line.follow else following
            elif following and line.prose == 0:
                self.dropped[at] = following
            elif self._is_repeated(at):
                self.dropped[at] = "repeated"
            elif read_caption(line) or self._is_bare_caption(at, start):
                self.dropped[at] = "caption"
            elif self._is_beside_date(at):
                self.dropped[at] = "byline"
            elif line.words >= 4 and not labelled:
                self.kept.add(at)
            else:
                self.dropped[at], labelled = "label", True

    def _is_repeated(self, at: int) -> bool:
        """Whether the line is the title, the section, or the line before it once more."""
        known = {self.lines[n].text for n in (self.region.title, self.section, at - 1) if n >= 0}
        return self.lines[at].text in known

    def _is_beside_date(self, at: int) -> bool:
        """Outlet, place or writer in few words with a mark between them, next to the date line."""
        line = self.lines[at]
        near = (*self.lines[max(0, at - 1) : at], *self.lines[at + 1 : at + 2])
        return (
            line.words <= 6 and bool(_BETWEEN.search(line.text)) and any(one.reason == "date" for one in near)
        )

    def _is_bare_caption(self, at: int, start: int) -> bool:
        """A caption without credit: it stands twice, or beside a credit or below the date, and closes no sentence."""
        line = self.lines[at]
        if line.text.endswith(".") or line.words < 3 or self._is_beside_date(at):
            return False
        if _stands_twice(self.lines, at):
            return True
        behind = next((one for one in self.lines[at + 1 :] if one.reason != "symbols"), None)
        if behind is not None and behind.reason == "credit":
            return True
        return any(one.dates for one in self.lines[start:at])

    def _read_tail(self) -> None:
        """Below the body nothing is the article; what a line announces names those behind it."""
        reason = "footer"
        for at in range(self.region.last, len(self.lines)):
            line = self.lines[at]
            if line.reason and (line.follow or line.ends):
                reason = line.reason
            elif line.reason in _STRONG:
                reason = "footer"
            if at not in self.dropped:
                inside = reason == "comments" and not (line.follow or line.ends)
                self.dropped[at] = reason if inside else line.reason or reason

    def _read_captions(self, head: int) -> None:
        """Captions and credits leave `dropped` for the images they describe; repeated ones stay there."""
        seen: set[str] = set()
        waiting: str | None = None
        for at in range(head, self.region.last):
            line = self.lines[at]
            if line.reason == "credit" and at in self.dropped:
                waiting = self._take_credit(at, waiting)
            elif self.dropped.get(at) == "caption":
                if line.text in seen:
                    self.dropped[at] = "repeated"
                    continue
                seen.add(line.text)
                self._take_caption(at, waiting)
                waiting = None

    def _take_caption(self, at: int, waiting: str | None) -> None:
        line = self.lines[at]
        caption, credit = read_caption(line) or (line.value or line.text, None)
        if not credit and _stands_twice(self.lines, at) and (split := _BEHIND_DASH.match(line.text)):
            caption, credit = split[1], split[2]
        self.captions[at] = Image(caption=caption, credit=credit or waiting)
        del self.dropped[at]

    def _take_credit(self, at: int, waiting: str | None) -> str | None:
        """Gives a credit to the caption right above it, or keeps it for the one below."""
        credit = self.lines[at].value or self.lines[at].text.strip("()[]© ")
        behind = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if behind is not None and behind.label == "caption":
            del self.dropped[at]
            return credit
        above = [n for n in self.captions if at - 3 <= n < at]
        if above and self.captions[above[-1]].credit is None:
            self.captions[above[-1]] = msgspec.structs.replace(self.captions[above[-1]], credit=credit)
            del self.dropped[at]
        return waiting

    def _dates(self) -> tuple[str | None, str | None]:
        """When it was published and changed: from the lines nearest the title, else from those behind the body."""
        region, lines = self.region, self.lines
        title = region.title if region.title >= 0 else region.first
        near = [*range(title, region.first + 1), *range(max(0, title - _NEAR_TITLE), title)]
        tail = [
            at
            for at in range(region.last, min(region.last + _TAIL_DATES, len(lines)))
            if self.dropped.get(at) != "comments"
        ]
        dates = [
            one
            for at in (*near, *tail)
            if lines[at].reason in {"date", "byline", "meta"}
            for one in lines[at].dates
        ]
        published = _solar(dates)
        changed = next((one.value for one in dates if one.updated and not one.hijri), None)
        return (published.value if published else None), changed

    def _authors(self) -> tuple[str, ...]:
        found: list[str] = []
        for at in self._cut_for("byline"):
            line = self.lines[at]
            if not self.region.title - _NEAR_TITLE <= at < self.region.last + _TAIL_DATES:
                continue
            credited = split_credit(line.value) if line.label == "author" else read_byline(line.text)
            found += credited.authors if credited else ()
        return tuple(dict.fromkeys(found))

    def _sources(self) -> tuple[str, ...]:
        named = [name for at in self._cut_for("source") for name in read_source_line(self.lines[at].text)]
        for at in self._cut_for("byline"):
            credited = read_byline(self.lines[at].text)
            named += credited.sources if credited else ()
        return tuple(dict.fromkeys(named))

    def _tags(self) -> tuple[str, ...]:
        found: list[str] = []
        for at in self._cut_for("tags"):
            line = self.lines[at]
            listed = line.text.partition(":")[2] if line.reason == "tags" else line.text
            found += [tag.strip(" #") for tag in re.split("[،,|]", listed) if 0 < len(tag.split()) <= 4]
        return tuple(dict.fromkeys(found))

    def _comments(self) -> Comments:
        """How many comments the page counts, and those that follow with a name and a date each."""
        cut = self._cut_for("comments")
        counts = [count for at in cut if (count := self._count(at)) is not None]
        return Comments(counts[0] if counts else None, self._comment_items(cut))

    def _count(self, at: int) -> int | None:
        """The count that a line of the comments gives, in itself or in a bare number right behind the heading."""
        line = self.lines[at]
        if _none_yet().search(line.folded):
            return 0
        if line.reason != "comments" or line.words > 4:
            return None
        behind = self.lines[at + 1 : at + 2]
        numbers = [one for one in self.lines[at:] if one.reason == "number"]
        if not _COUNT.search(line.folded) and behind and behind[0].reason == "number" and len(numbers) == 1:
            line = behind[0]
        number = _COUNT.search(line.folded)
        return int(number.group()) if number else None

    def _comment_items(self, cut: Sequence[int]) -> tuple[Comment, ...]:
        """Comments of the form name, date, text."""
        lines = [self.lines[at] for at in cut]
        starts = [
            n
            for n in range(1, len(lines))
            if lines[n].reason == "date" and lines[n].dates and lines[n - 1].words <= _NAME_WORDS
        ]
        items = []
        for n, end in zip(starts, [*(n - 1 for n in starts[1:]), len(lines)][: len(starts)], strict=True):
            said = "\n".join(line.text for line in lines[n + 1 : end] if not line.reason)
            if said:
                items.append(Comment(said, lines[n - 1].text, lines[n].dates[0].value))
        return tuple(items)


@cache
def _none_yet() -> re.Pattern[str]:
    from marsad.page.phrases import fold_line

    return re.compile("|".join(re.escape(fold_line(form)) for form in furniture()["no_comments"]))
