"""Where in the lines of a copied page the article is: the run of prose, the title above it, what is cut inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from marsad.page.page_lines import Line, continues, furniture, read_caption
from marsad.page.phrases import fold_line

_PART = -3.0
_SHORT = -2.0
_WALL = -1000.0
_MOST = 80
_ENOUGH = 40
_SETTLED = 0.6
_TEASER = 45
_RESUME = 12
_QUOTED = 20
_TITLE_WORDS = range(2, 31)
_USUAL_TITLE = range(4, 22)
_REACH = 40
_WORD = re.compile(r"[^\W\d_]{3,}")
_PROCLITIC = re.compile("^(?:[وفبك]?ال|لل|[وف](?=.{3}))")


class Region(msgspec.Struct, frozen=True):
    """The lines of the article: its title (-1: none), its body `[first, last)`, and the lines of it that are kept."""

    title: int
    first: int
    last: int
    kept: frozenset[int]
    reasons: dict[int, str]
    """Why a line inside the body is cut."""


def find_region(lines: Sequence[Line]) -> Region | None:
    """Where the article is; `None` for a text without running prose."""
    found = _prose_run(lines)
    if found is None:
        return None
    first, last = found
    title = _find_title(lines, first, last)
    reasons, end = _cut_inside(lines, first, last)
    kept = frozenset(at for at in range(first, end) if at not in reasons)
    return Region(title, first, end, kept, reasons)


def _prose_run(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The run of lines with the most prose; comments that are longer than the article are not preferred to it."""
    runs = _runs(lines)
    if not runs:
        return None
    best = max(runs, key=lambda run: run[2])
    earlier = [run for run in runs if run[2] >= _ENOUGH and run[1] <= best[0]]
    walled = [run for run in earlier if any(_is_wall(lines, at) for at in range(run[1], best[0]))]
    first, last, _ = walled[0] if walled else best
    while (
        last < len(lines) and not lines[last].reason and continues(lines[last])
    ):  # last paragraphs lack full stops
        last += 1
    return first, _without_tail(lines, first, last)


def _runs(lines: Sequence[Line]) -> list[tuple[int, int, float]]:
    """The best run of prose between any two walls (headings of comments)."""
    runs, start, total, low, best = [], 0, 0.0, 0, (0, 0, 0.0)
    for at, line in enumerate(lines):
        total += _WALL if _is_wall(lines, at) else _weight(line)
        if total <= 0:
            if best[2] > 0:
                runs.append(best)
            total, start, best = 0.0, at + 1, (0, 0, 0.0)
        elif total > best[2]:
            low = start
            best = (low, at + 1, total)
    return [*runs, best] if best[2] > 0 else runs


def _is_wall(lines: Sequence[Line], at: int) -> bool:
    return lines[at].reason == "comments" and lines[at].ends


def _weight(line: Line) -> float:
    if line.reason:
        return 4 * _PART if line.ends else _PART
    if line.prose:
        return float(min(line.prose, _MOST))
    return _SHORT if line.words < 6 else 0.0


def _without_tail(lines: Sequence[Line], first: int, last: int) -> int:
    """The end of a run without the list of teasers that closes it (headline, summary, headline, summary…)."""
    mass = 0
    total = sum(line.prose for line in lines[first:last])
    for at in range(first, last):
        line = lines[at]
        if (
            line.follow
            and line.reason != "ad"
            and mass >= _SETTLED * total
            and _is_teaser_list(lines[at + 1 : last])
        ):
            return at
        mass += line.prose
    return last


def _is_teaser_list(lines: Sequence[Line]) -> bool:
    shape = "".join("p" if line.prose else "h" for line in lines if not line.reason)
    short = all(line.prose <= _TEASER for line in lines)
    return short and re.fullmatch("h+p(?:h+p)+h*|h+", shape) is not None


def _cut_inside(lines: Sequence[Line], first: int, last: int) -> tuple[dict[int, str], int]:
    """What is cut between the first and the last line of the body, and where the body ends for good."""
    total = sum(line.prose for line in lines[first:last])
    reasons: dict[int, str] = {}
    mass, following = 0, ""
    for at in range(first, last):
        line = lines[at]
        if line.ends and mass >= max(_SETTLED * total, 1):
            return reasons, at
        if line.reason and not _is_quoted(line, mass, total):
            reasons[at] = line.reason
            following = line.reason if line.follow else following
            continue
        if following and not _resumes(line):
            reasons[at] = following
            continue
        following = ""
        mass += line.prose
        if at > first and line.text == lines[at - 1].text:
            reasons[at] = "repeated"
        elif read_caption(line) or _stands_over_credit(lines, at):
            reasons[at] = "caption"
    return reasons, last


def _stands_over_credit(lines: Sequence[Line], at: int) -> bool:
    behind = lines[at + 1] if at + 1 < len(lines) else None
    return lines[at].headline and not lines[at].prose and behind is not None and behind.reason == "credit"


def _resumes(line: Line) -> bool:
    """Whether the article goes on behind an announcement: headlines close without a full stop."""
    return line.prose >= _RESUME or (line.prose > 0 and line.text.endswith(".")) or continues(line)


def _is_quoted(line: Line, mass: int, total: int) -> bool:
    """Whether a long sentence in the middle only mentions what furniture says."""
    middle = 0 < mass < _SETTLED * total
    return (
        middle
        and line.words >= _QUOTED
        and line.text.endswith(".")
        and line.reason not in {"related", "caption"}
    )


def _find_title(lines: Sequence[Line], first: int, last: int) -> int:
    """The line above the body that is its headline: its words come back below; -1 when there is none."""
    body = {word for line in lines[first:last] for word in _stems(line.folded)}
    best, score = -1, 0.6
    for at in range(max(0, first - _REACH), first):
        line = lines[at]
        if line.reason or line.words not in _TITLE_WORDS:
            continue
        worth = _title_worth(lines, at, first, body)
        if worth > score:
            best, score = at, worth
    return best


def _title_worth(lines: Sequence[Line], at: int, first: int, body: set[str]) -> float:
    line = lines[at]
    stems = _stems(line.folded)
    shared = sum(stem in body for stem in stems) / len(stems) if stems else 0.0
    worth = 2.0 * shared + (0.5 if line.words in _USUAL_TITLE else -0.5)
    if line.words < 4:
        worth -= 0.5
    if any(
        other.dates or other.reason in {"byline", "share"} for other in lines[at + 1 : min(at + 5, first)]
    ):
        worth += 0.3
    worth -= 0.6 * line.text.endswith(".") + 1.0 * (read_caption(line) is not None)
    elsewhere = [
        n for n, other in enumerate(lines) if n != at and line.text in other.text and abs(n - at) > 1
    ]
    worth += 0.3 if elsewhere else 0.0
    if (
        at + 1 < first and lines[at + 1].text == line.text
    ):  # a caption stands twice, once as the picture's name
        worth -= 0.4
    return worth - 0.7 * _stands_below_title(lines, at, body)


def _stands_below_title(lines: Sequence[Line], at: int, body: set[str]) -> bool:
    """Whether a likelier headline stands right above: the line is then its subtitle, or a caption."""
    for above in reversed(lines[max(0, at - 3) : at]):
        if above.headline and above.words >= 4 and above.text != lines[at].text:
            stems = _stems(above.folded)
            return sum(stem in body for stem in stems) * 2 >= len(stems) > 0
    return False


def _stems(folded: str) -> list[str]:
    """The longer words of a line without what is written onto their front."""
    return [_PROCLITIC.sub("", word) for word in _WORD.findall(folded)]


def find_section(lines: Sequence[Line], title: int) -> int:
    """The line above or right below the title that labels its section; -1 when there is none."""
    if title < 0:
        return -1
    above = [at for at in range(max(0, title - 4), title) if not lines[at].reason or lines[at].label]
    if above and _is_label_above(lines, above[-1]):
        return above[-1]
    below = [
        at
        for at in range(title + 1, min(title + 5, len(lines)))
        if not lines[at].prose and is_section(lines[at])
    ]
    return below[0] if below else -1


def _is_label_above(lines: Sequence[Line], at: int) -> bool:
    """Whether the line nearest above the title labels it, rather than being the last item of a menu."""
    line = lines[at]
    if line.label == "section" or (is_section(line) and len(split_path(line)) > 1):
        return True
    apart = line.gap and at > 0 and not lines[at - 1].gap
    alone = apart or not _in_menu(lines, at) or _stands_elsewhere(lines, at)
    plain = line.words <= 5 and not line.prose and not re.search("[،,:.]", line.text)
    return alone and plain and (is_section(line) or at == 0 or apart)


def is_section(line: Line) -> bool:
    """Whether a short line is made of nothing but words that section labels are made of, or is a path to one."""
    if line.label == "section":
        return True
    steps = split_path(line)
    if line.words > 8 or line.prose or line.dates:
        return False
    return names_section(steps[-1])


def names_section(text: str) -> bool:
    """Whether a text is made of nothing but the words of section labels («أخبار عربية», Arab news)."""
    words = fold_line(text).split()
    return 0 < len(words) <= 4 and all(_is_section_word(word) for word in words)


def split_path(line: Line) -> list[str]:
    """The steps of a path such as «الرئيسية > أخبار > ليبيا»; the line itself when it is none."""
    signs = "|".join(re.escape(sign) for sign in furniture()["breadcrumb"])
    return [step for part in re.split(signs, line.text) if (step := part.strip())] or [line.text]


def _is_section_word(word: str) -> bool:
    word = word.strip("،,:")
    known = _section_words()
    return (
        word in known
        or word.removeprefix("ال") in known
        or word.removeprefix("وال") in known
        or word.removeprefix("و") in known
    )


@cache
def _section_words() -> frozenset[str]:
    return frozenset(fold_line(word) for word in furniture()["sections"])


def _stands_elsewhere(lines: Sequence[Line], at: int) -> bool:
    """Whether a menu above offers the section as well."""
    return any(line.text == lines[at].text for line in lines[:at])


def _in_menu(lines: Sequence[Line], at: int) -> bool:
    """Whether a line closes a run of short ones, as the items of a menu do."""
    above = lines[max(0, at - 2) : at]
    return bool(above) and all(line.words <= 4 and not line.prose and not line.dates for line in above)
