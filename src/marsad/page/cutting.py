"""The body of an article block by block: what is kept, what is cut, and why."""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.page.hints import BESIDE
from marsad.page.outline import Outline
from marsad.page.people import Credited, name_agency, read_byline, read_dateline, read_source_line
from marsad.page.phrases import LONGEST, fold_line, match_folded, match_link
from marsad.page.roles import role_of
from marsad.page.visible_dates import cut_visible_dates
from marsad.types import Dropped, RelatedLink

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
_SIGNED_POST = re.compile(r"\W{0,3}.{0,60}\(@\w+\)")
_NAME = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+){1,3}")
_NAMED = {"player": "tools", "sidebar": "widget", "footer": "widget", "navigation": "tools", "poll": "widget"}
_PROSE = 60.0
_SETTLED = 0.6
"""Behind this share of the prose, a comment heading or the like ends the article."""
_MOST_DROPPED = 400


class Cut(NamedTuple):
    """The blocks kept, everything dropped, and what dropped lines told."""

    kept: list[int]
    dropped: list[Dropped]
    bylines: list[str]
    sources: list[str]
    related: list[RelatedLink]
    tags: list[str]
    dates: list[int]
    sections: list[str]


class Known(NamedTuple):
    """What is known of the article before its body is cut: folded title and captions, and the byline's names."""

    title: str
    captions: frozenset[str]


def cut_body(outline: Outline, outer: int, known: Known) -> Cut:
    """The blocks of element `outer` sorted into text and the rest."""
    return _Cutter(outline, outer, known).cut()


class _Cutter:
    def __init__(self, outline: Outline, outer: int, known: Known) -> None:
        self.outline, self.outer, self.known = outline, outer, known
        self.out = Cut([], [], [], [], [], [], [], [])
        self.element = outline.elements[outer]
        self.total = sum(block.prose for block in outline.blocks[self.element.first : self.element.last])
        self.lines = self._lineages()
        self.tail = self._tail()
        self.read = 0.0
        self.following = ""
        self.ended = ""
        self.last_cut = (-1, "")
        self.seen: set[str] = set()

    def _lineages(self) -> set[tuple[str, str]]:
        """The markup in which the article's own paragraphs stand: those that hold a quarter of the prose."""
        shares: dict[tuple[str, str], float] = {}
        for at in range(self.element.first, self.element.last):
            block = self.outline.blocks[at]
            if block.prose and not self.outline.elements[block.element].cut:
                key = self._lineage(at)
                shares[key] = shares.get(key, 0.0) + block.prose
        return {key for key, share in shares.items() if share >= 0.25 * self.total}

    def _tail(self) -> int:
        """The block from which on even long paragraphs may be disclaimers: the fourth last with prose."""
        blocks = self.outline.blocks
        prose = [at for at in range(self.element.first, self.element.last) if blocks[at].prose]
        return prose[-4] if len(prose) > 4 else self.element.first

    def _lineage(self, at: int) -> tuple[str, str]:
        elements = self.outline.elements
        element = elements[self.outline.blocks[at].element]
        above = elements[element.parent] if element.parent >= 0 else element
        return element.tag, f"{above.tag} {above.node.attributes.get('class') or ''}"

    def cut(self) -> Cut:
        for at in range(self.element.first, self.element.last):
            block = self.outline.blocks[at]
            reason = self.ended or self._reason(at, "" if self._is_plain(at) else fold_line(block.text))
            self.read += block.prose
            if reason:
                self._drop(at, reason)
            else:
                self.out.kept.append(at)
                self.following = ""
        self._trim()
        return self.out

    def _is_plain(self, at: int) -> bool:
        """Whether a block is so clearly a paragraph of the article that its words need not be looked up."""
        block = self.outline.blocks[at]
        length = len(block.text)
        if length > LONGEST:
            return True
        return length > 160 and at < self.tail and not block.linked and self._lineage(at) in self.lines

    def _reason(self, at: int, folded: str) -> str:
        """Why block `at` is not the article, ``""`` when it is."""
        block = self.outline.blocks[at]
        role = role_of(self.outline, at, self.outer)
        if role and role not in ("lead", "subtitle", "live_entry", "title"):
            phrase = match_folded(folded, len(block.text)) if role == BESIDE else None
            return phrase.reason if phrase else self._by_role(at, role)
        text = block.text
        if folded and (phrase := match_folded(folded, len(text))):
            if phrase.follow:
                self.following = phrase.reason
            if phrase.ends and self.read >= _SETTLED * self.total and self.read > _PROSE:
                self.ended = phrase.reason
            return phrase.reason
        if self.following and not self._resumes(at):
            return self.following
        return self._by_line(at, folded) or self._by_place(at)

    def _by_role(self, at: int, role: str) -> str:
        text = self.outline.blocks[at].text
        if role == "section":
            self.out.sections.append(text)
        elif role == "meta" and read_byline(text):
            return "byline"
        return _NAMED.get(role, role)

    def _by_line(self, at: int, folded: str) -> str:
        """What a short line is by its own words: a date, a byline, an agency, nothing at all."""
        block, text = self.outline.blocks[at], self.outline.blocks[at].text
        if not _WORD.search(text) and len(text) <= 40:
            return "source" if name_agency(text) else "symbols"
        if len(text) > 120:
            return ""
        if self._is_known(folded):
            return "title" if folded.strip(" .،:") == self.known.title else "caption"
        if any(letter.isdigit() for letter in text) and not cut_visible_dates(text):
            return "date"
        if _ADDRESS.match(text):
            return "link"
        if _SIGNED_POST.match(text):
            return "embed"
        if not self.out.kept and (self._is_bare_name(at, text) or read_dateline(text)):
            return "byline"
        if not block.linked and (name_agency(text) or self._is_byline(at, text)):
            return "source" if name_agency(text) else "byline"
        return ""

    def _is_known(self, folded: str) -> bool:
        line = folded.strip(" .،:-")
        return line == self.known.title or line in self.known.captions

    def _is_byline(self, at: int, text: str) -> bool:
        """Bylines open the text or close it; «كتب …» in its middle is a sentence."""
        edge = self.read < 0.1 * self.total or self.read > 0.9 * self.total
        return edge and not text.endswith((".", "؟", "!")) and read_byline(text) is not None

    def _is_bare_name(self, at: int, text: str) -> bool:
        """Whether a line before the text is a name without «كتب»: a few words between the title and the date."""
        if not _NAME.fullmatch(text) or self.total < 400:
            return False
        after = self.outline.blocks[at + 1].text if at + 1 < self.element.last else ""
        before = self.out.dropped[-1].reason if self.out.dropped else ""
        dated = any(letter.isdigit() for letter in after) and len(after) < 80 and not cut_visible_dates(after)
        return dated or before in ("title", "date")

    def _by_place(self, at: int) -> str:
        block = self.outline.blocks[at]
        # Headlines of other articles do not end with a full stop; a sentence that is all link does.
        if block.linked >= 0.8 * len(block.text) and not (len(block.text) > 70 and block.text.endswith(".")):
            invitation = match_link(block.text)
            return invitation.reason if invitation else "related" if len(block.text) > 12 else "link"
        if len(block.text) > 40:
            if block.text in self.seen:
                return "repeated"
            self.seen.add(block.text)
        if self._is_teaser(at):
            return "related"
        return "subtitle" if not self.out.kept and self._is_apart(at) else ""

    def _is_apart(self, at: int) -> bool:
        """Whether a heading before the text stands in an element of its own: a second title."""
        elements = self.outline.elements
        element = elements[self.outline.blocks[at].element]
        if element.tag not in _HEADINGS or element.parent == self.outer:
            return False
        return elements[element.parent].prose < 0.1 * self.total

    def _is_teaser(self, at: int) -> bool:
        """Text beside a link of its own behind the article's last paragraph: a card that offers another article."""
        if self._lineage(at) in self.lines:
            return False
        if self._shares_card(at):
            return True
        if self.read < _SETTLED * self.total or self._in_plain_list(at):
            return False
        before, reason = self.last_cut
        return before == at - 1 and reason in ("related", "tags", "share", "comments")

    def _in_plain_list(self, at: int) -> bool:
        """Whether the block is an item of a list without links that stands among the article's paragraphs."""
        elements = self.outline.elements
        for number in self.outline.ancestors(self.outline.blocks[at].element):
            if number <= self.outer:
                return False
            if elements[number].tag in ("ul", "ol"):
                items = self.outline.blocks[elements[number].first : elements[number].last]
                return not elements[number].cut and not any(block.linked for block in items)
        return False

    def _shares_card(self, at: int) -> bool:
        """Whether the block stands in one small element with a link to another article just before it."""
        if at == self.element.first or self.last_cut != (at - 1, "related"):
            return False
        other = self.outline.blocks[at - 1].element
        for number in self.outline.ancestors(self.outline.blocks[at].element):
            if number <= self.outer:
                return False
            if self.outline.inside(other, number):
                return self.outline.elements[number].prose < 0.3 * self.total
        return False

    def _resumes(self, at: int) -> bool:
        """Whether the article goes on here behind links that something announced."""
        block = self.outline.blocks[at]
        if block.linked > 0.5 * len(block.text):
            return False
        return block.prose >= _PROSE and self._lineage(at) in self.lines

    def _drop(self, at: int, reason: str) -> None:
        block = self.outline.blocks[at]
        self.last_cut = at, reason
        if len(self.out.dropped) < _MOST_DROPPED:
            self.out.dropped.append(Dropped(reason, block.text))
        if reason == "related" and block.href and len(block.text) > 12:
            self.out.related.append(RelatedLink(block.label or block.text, block.href))
        elif reason == "source":
            self.out.sources.append(block.text)
        elif reason == "date":
            self.out.dates.append(at)
        elif reason == "byline":
            self.out.bylines.append(block.text)
        elif reason == "tags" and block.linked:
            self.out.tags.append(block.text)

    def _trim(self) -> None:
        """Drop headings that nothing follows."""
        while self.out.kept and self._is_dangling(self.out.kept[-1]):
            self._drop(self.out.kept.pop(), "heading")

    def _is_dangling(self, at: int) -> bool:
        block = self.outline.blocks[at]
        heading = (
            self.outline.elements[block.element].tag in _HEADINGS and self._lineage(at) not in self.lines
        )
        return len(self.out.kept) > 1 and heading and len(block.text) < 120


def sources_of(lines: list[str]) -> Credited:
    """The agencies and media that source lines name."""
    names = [name for line in lines for name in read_source_line(line)]
    return Credited(sources=tuple(dict.fromkeys(names)))
