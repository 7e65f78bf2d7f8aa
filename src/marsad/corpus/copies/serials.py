"""Whether two texts in the same words tell of two days: what happens again and again is announced alike each time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from marsad.corpus.copies.aligning import Alignment
from marsad.corpus.copies.moments import days_apart
from marsad.corpus.copies.wording import Compared
from marsad.corpus.search.analysis import keys_of
from marsad.matching.tables import load_table
from marsad.text import fold

LEAD = 45
"""Words at the head of a report that say when it happened."""
TODAY, PARTICLES = -1, "وفبل"
NEXT = 0.75
"""Days apart from which on other weekdays are other days: a report of midnight bears either."""
NEAR = 90
"""Characters between the name of a day and the words that two texts share, a line or less."""
WEEK = 5
"""So many days apart the same weekday is another one: who reprints «السبت» does so within some days."""
STALE = 3
"""So many days later nobody prints «اليوم» (today) of a report unchanged."""


def tell_of_two_days(one: Compared, other: Compared, found: Alignment) -> bool:
    """Whether the heads of two texts name different days beside the words that they share.

    Other weekdays, if neither text has the other's anywhere («السبت» and «أمس السبت» are one); the same weekday a week later; or
    «اليوم» (today) in texts that are days apart. Where the day of publication is not known, or the same, nothing is said.
    """
    apart = days_apart(one.article.published, other.article.published)
    if apart is None or apart < NEXT:
        return False
    mine = _head_days(one, [(shared.start, shared.end) for shared in found.stretches])
    theirs = _head_days(other, [(shared.origin_start, shared.origin_end) for shared in found.stretches])
    if {TODAY} < mine | theirs and mine - {TODAY} and theirs - {TODAY}:
        mine, theirs = mine - {TODAY}, theirs - {TODAY}
    if mine & theirs:
        return apart >= (STALE if TODAY in mine else WEEK)
    if not mine or not theirs or TODAY in mine | theirs:
        return False
    return not (mine & _weekdays(other) or theirs & _weekdays(one))


def _head_days(text: Compared, shared: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The days that the head of a text names beside words that it shares with another one."""
    found = set()
    for at, start in enumerate(text.wording.starts[:LEAD]):
        day = _day(text, at)
        if day is not None and any(first - NEAR <= start <= last + NEAR for first, last in shared):
            found.add(day)
    return frozenset(found)


def _weekdays(text: Compared) -> frozenset[int]:
    found = (_day(text, at) for at in range(len(text.wording.keys)))
    return frozenset(day for day in found if day is not None)


def _day(text: Compared, at: int) -> int | None:
    """The day that a word names: `TODAY`, or a weekday; «أحد» (one of) is none, and neither is «يوم» (a day)."""
    if text.wording.keys[at] not in _keys():
        return None
    word = fold(text.article.text[text.wording.starts[at] : text.wording.ends[at]])
    return _days().get(word if word[:1] not in PARTICLES or word in _days() else word[1:])


@cache
def _days() -> dict[str, int]:
    table = load_table("corpus", "serials")
    days = {fold(form): no for no, forms in enumerate(table["weekdays"]) for form in forms.split()}
    return days | dict.fromkeys(map(fold, table["today"].split()), TODAY)


@cache
def _keys() -> frozenset[str]:
    return frozenset(keys_of(word).form for word in _days())
