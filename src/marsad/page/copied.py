"""A copied page becomes an article: the fate of each of its lines, the fields made of those that are cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from marsad.page.page_body import Region, find_section, split_path
from marsad.page.page_lines import Line, furniture, read_caption
from marsad.page.people import read_byline, read_source_line, split_credit
from marsad.page.phrases import fold_line
from marsad.page.visible_dates import VisibleDate
from marsad.types import Article, Comment, Comments, Dropped, Image, RelatedLink

_COUNT = re.compile(r"\d{1,6}")
_NAME_WORDS = 5
_BETWEEN = re.compile(r"\S\s*[-–—/|:]\s*\S")
_BEHIND_DASH = re.compile(r"^(.{8,}?)\s*[-–—/|]\s+([^-–—/|]{2,50})$")
_OWNER_WORDS = 4
_CAPTION_WORDS = 3
_STRONG = frozenset({"cookies", "copyright", "follow", "newsletter", "menu"})
_TAIL_DATES = 4
_NEAR_TITLE = 3


class CopiedPage:
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
            elif self._is_beside_date(at) and not read_caption(line):
                self.dropped[at] = "byline"
            elif read_caption(line) or split_dash(line) or self._is_bare_caption(at, start):
                self.dropped[at] = "caption"
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
        """A caption without credit closes no sentence; it stands twice, or beside a credit, or below the date, or
        clings to the first paragraph in a page that parts its paragraphs by blank lines."""
        line = self.lines[at]
        if line.text.endswith(".") or line.words < _CAPTION_WORDS:
            return False
        if stands_twice(self.lines, at):
            return True
        behind = next((one for one in self.lines[at + 1 :] if one.reason != "symbols"), None)
        if behind is not None and behind.reason == "credit":
            return True
        clings = at + 1 == self.region.first and not self.lines[at + 1].gap and self._parts_paragraphs()
        return clings or any(one.dates for one in self.lines[start:at])

    def _parts_paragraphs(self) -> bool:
        kept = [self.lines[at] for at in self.region.kept if at > self.region.first]
        return sum(line.gap for line in kept) * 2 > len(kept)

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
        waiting: int | None = None
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

    def _take_caption(self, at: int, waiting: int | None) -> None:
        """Makes a caption of a line; the credit printed above it leaves `dropped` only when it is taken."""
        line = self.lines[at]
        caption, credit = read_caption(line) or (line.value or line.text, None)
        if not credit and (stands_twice(self.lines, at) or at < self.region.first):
            caption, credit = split_dash(line) or (caption, credit)
        if not credit and waiting is not None:
            credit = self._credit(waiting)
            del self.dropped[waiting]
        self.captions[at] = Image(caption=caption, credit=credit)
        del self.dropped[at]

    def _credit(self, at: int) -> str:
        return self.lines[at].value or self.lines[at].text.strip("()[]© ")

    def _take_credit(self, at: int, waiting: int | None) -> int | None:
        """Gives a credit to the caption right above it, or keeps it for the one below."""
        behind = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if behind is not None and behind.label == "caption":
            return at
        above = [n for n in self.captions if at - 3 <= n < at]
        if above and self.captions[above[-1]].credit is None:
            self.captions[above[-1]] = msgspec.structs.replace(
                self.captions[above[-1]], credit=self._credit(at)
            )
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
        published = first_solar(dates)
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
    return re.compile("|".join(re.escape(fold_line(form)) for form in furniture()["no_comments"]))


def first_solar(dates: Sequence[VisibleDate]) -> VisibleDate | None:
    """The first date of publication, the Gregorian one where a line gives both."""
    new = [one for one in dates if not one.updated]
    return next((one for one in new if not one.hijri), new[0] if new else None)


def split_dash(line: Line) -> tuple[str, str] | None:
    """Caption and credit of «جانب من الافتتاح- بلدية صور»: an owner in few words behind a dash."""
    split = _BEHIND_DASH.match(line.text) if not line.text.endswith(".") else None
    if not split or len(split[2].split()) > _OWNER_WORDS or len(split[1].split()) < _CAPTION_WORDS:
        return None
    return split[1], split[2]


def stands_twice(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at].text == lines[at + 1].text
