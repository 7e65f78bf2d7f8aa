"""The lines of a text copied from a page, each with what it is by its own words and shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from marsad.page.page_data import load_page_data
from marsad.page.people import name_agency, read_byline
from marsad.page.phrases import LONGEST, fold_line, match_folded
from marsad.page.pictures import split_caption
from marsad.page.visible_dates import VisibleDate, cut_visible_dates, find_visible_dates

_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGIT = re.compile(r"\d")
_BEHIND_LABEL = re.compile(r"^[^:،,]*[:،,]\s*")
_EDGES = " \t\r\x0b\x0c\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff"
_LONG_PROSE = 25
_PROSE = 4
_OPEN_PROSE = 14
_DATE_LINE = 160
_DATE_REST = 6
_CREDIT = 90
_COUNTER_WORDS = 5
_CONTINUED = 7
_CAPTION = 45


class Line(msgspec.Struct, kw_only=True):
    """A line that is not blank.

    `reason` is why it is no article text by its own words (``""``: it may be); `value` what stands behind a label.
    `prose` is its weight as running text in words. `gap` says that a blank line stands before it.
    """

    text: str
    folded: str
    words: int
    gap: bool
    reason: str = ""
    value: str = ""
    ends: bool = False
    follow: bool = False
    prose: int = 0
    dates: tuple[VisibleDate, ...] = ()
    label: str = ""

    @property
    def headline(self) -> bool:
        """Whether it may be a headline: a few words that do not close like a sentence."""
        return not self.reason and 2 <= self.words < _LONG_PROSE and not self.text.endswith(_full_stops())


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order, each with what it is by itself."""
    lines, gap = [], False
    for raw in text.splitlines():
        line = raw.strip(_EDGES)
        if line:
            lines.append(_read_line(line, gap))
        gap = not line
    return lines


def _read_line(text: str, gap: bool) -> Line:
    folded = fold_line(text) if len(text) <= LONGEST else text
    line = Line(text=text, folded=folded, words=len(text.split()), gap=gap)
    _name_reason(line)
    if not line.reason:
        line.prose = _prose(line)
    return line


def _name_reason(line: Line) -> None:
    """Sets why a line is no article text, by the surest sign first."""
    text = line.text
    if len(text) > LONGEST:
        return
    if _is_date_line(line):
        line.reason = "date"
    elif not _LETTERS.search(text):
        line.reason = "number" if _DIGIT.search(text) else "symbols"
    elif text.startswith("#") and line.words <= 4:
        line.reason = "tags"
    elif label := _label(line.folded):
        line.label, line.value = label, _BEHIND_LABEL.sub("", text).strip(_EDGES)
        line.reason = "byline" if label == "author" else label
    elif _skip().match(line.folded):
        line.reason = "tools"
    elif "©" in text and (credited := _copyright_credit(line)) is not None:
        line.reason = credited
    else:
        _match_phrases(line)
        if not line.reason and len(text) <= _CREDIT:
            line.reason = _credit_reason(text)


def _copyright_credit(line: Line) -> str | None:
    """``credit`` for «© أ ف ب», ``""`` for a caption that closes so; `None` for a real copyright notice."""
    before, _, behind = line.text.rpartition("©")
    owners = re.split(r"[/|،,]", _DIGIT.sub("", behind))
    if not any(name_agency(one) for one in owners):
        return None
    return "" if before.strip() and read_caption(line) else "credit"


def _match_phrases(line: Line) -> None:
    phrase = match_folded(line.folded, len(line.text))
    if phrase and not (
        phrase.reason == "counter" and line.words > _COUNTER_WORDS
    ):  # «زيارة …» opens headlines
        line.reason, line.ends, line.follow = phrase.reason, phrase.ends, phrase.follow
        if phrase.reason == "date":
            line.dates = find_visible_dates(line.text)
        return
    for reason, follow, words, pattern in _heads():
        if line.words <= words and pattern.match(line.folded):
            line.reason, line.follow = reason, follow
            return


def _credit_reason(text: str) -> str:
    if text.endswith((*_full_stops(), *_open_stops())) and not text.endswith(":"):
        return ""
    if name_agency(text.strip("©() ")):
        return "credit"
    caption = split_caption(text)
    if caption.credit and not caption.text and fold_line(caption.credit) not in _notes():
        return "credit"
    return "byline" if read_byline(text) is not None else ""


def _is_date_line(line: Line) -> bool:
    """Whether dates and clock times are all that a short line says, or nearly all («نشر: أحمد، 28 أيلول 2023»)."""
    if len(line.text) > _DATE_LINE or not _DIGIT.search(line.folded):
        return False
    line.dates = find_visible_dates(line.text)
    if not line.dates:
        return False
    rest = cut_visible_dates(line.text)
    line.value = rest
    return not rest or (
        len(rest.split()) <= _DATE_REST
        and line.words - len(rest.split()) >= 2 * len(rest.split())
        and not line.text.endswith(_full_stops())
    )


def _prose(line: Line) -> int:
    if line.words >= _LONG_PROSE:
        return line.words
    if line.text.endswith(_full_stops()):
        return line.words if line.words >= _PROSE else 0
    return line.words if line.words >= _OPEN_PROSE and line.text.endswith(_open_stops()) else 0


def continues(line: Line) -> bool:
    """Whether a line opens with a joined «and», as paragraphs do and headlines do not."""
    first = line.folded.split(" ", 1)[0]
    return (
        len(first) > 3 and first.startswith("و") and first not in _not_joined() and line.words >= _CONTINUED
    )


def read_caption(line: Line) -> tuple[str | None, str | None] | None:
    """Caption and credit of a line that is a caption with its credit («… - رويترز»); `None` for any other."""
    if line.reason or line.words > _CAPTION or line.text.endswith(_full_stops()):
        return None
    caption = split_caption(line.text)
    if not caption.credit or fold_line(caption.credit) in _notes():
        return None
    return caption.text, caption.credit


@cache
def furniture() -> dict[str, Any]:
    """The content of ``furniture.yaml``."""
    data: dict[str, Any] = load_page_data("furniture")
    return data


@cache
def _not_joined() -> frozenset[str]:
    return frozenset(fold_line(word) for word in furniture()["not_joined"])


@cache
def _notes() -> frozenset[str]:
    return frozenset(fold_line(note) for note in furniture()["notes"])


@cache
def _skip() -> re.Pattern[str]:
    return _opening(furniture()["skip"])


@cache
def _heads() -> tuple[tuple[str, bool, int, re.Pattern[str]], ...]:
    rows = furniture()["heads"]
    return tuple(
        (row["reason"], bool(row.get("follow")), row["words"], _opening(row["opens"])) for row in rows
    )


def _opening(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_forms(forms)})(?![^\W\d_])")


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(_forms(forms))) for name, forms in furniture()["labels"].items())


def _label(folded: str) -> str:
    return next((name for name, pattern in _labels() if pattern.match(folded)), "")


def _forms(forms: Iterable[str]) -> str:
    return "|".join(re.escape(fold_line(form)) for form in sorted(forms, key=len, reverse=True))


@cache
def _full_stops() -> tuple[str, ...]:
    stops = furniture()["ends"]["full"]
    return tuple(stop + behind for stop in stops for behind in ("", "»", '"', "”", ")"))


@cache
def _open_stops() -> tuple[str, ...]:
    return tuple(furniture()["ends"]["open"])
