"""A page changed after its publication: from which day its words are reckoned, and which of them may mean a later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from marsad.matching import Match, Matches, Scan
from marsad.times import calendar
from marsad.types import DateExpression, Flag

_WEEK = 7
_BESIDE = 2
"""«أمس، الثلاثاء»: a comma may part the day from its name."""


def day_of_writing(scan: Scan, published: str | None, modified: str | None) -> str | None:
    """The day from which «اليوم» is reckoned: publication, or the change of a later day when the text itself says so.

    It says so where it names the weekday of its own today, and every time that of the change: «أمس الثلاثاء» in a page
    of Monday that was changed on Wednesday. A page may be changed for a comma, so nothing less counts.
    """
    first, last = calendar.reference_date(published), calendar.reference_date(modified)
    if first is None or last is None or last <= first:
        return published
    todays = {day for matches in scan.matches for day in _todays(matches)}
    return last.isoformat() if todays == {last.weekday()} != {first.weekday()} else published


def _todays(matches: Matches) -> Iterator[int]:
    """The weekday that each «أمس الثلاثاء» makes of today."""
    weekdays = {match.first: match for match in matches.of("weekday")}
    for match in matches.of("deictic_day"):
        named = next((weekdays[at] for at in range(match.last, match.last + _BESIDE) if at in weekdays), None)
        if named is not None:
            yield (named.entry.fields["value"] - match.entry.fields["value"]) % _WEEK


def doubt_weekdays(
    scan: Scan, dates: Sequence[DateExpression], published: str | None, modified: str | None
) -> Iterator[Flag]:
    """A flag for each bare weekday read as a past one that may be a day between publication and a later change."""
    first, last = calendar.reference_date(published), calendar.reference_date(modified)
    if first is None or last is None or last <= first:
        return
    between = [first + timedelta(days=days) for days in range(1, min((last - first).days, _WEEK - 1) + 1)]
    for found in dates:
        told = calendar.as_date(found.edtf) if found.rule == "date.weekday" and found.edtf else None
        later = next((day for day in between if told and _may_mean(day, told, first)), None)
        if later is not None and not _is_shifted(scan, found):
            yield Flag(
                field=found.field,
                start=found.start,
                end=found.end,
                exact=found.exact,
                flag="date_after_change",
                note=f"may be {later.isoformat()}: the page was changed on {last.isoformat()}, after publication",
            )


def _may_mean(day: date, told: date, first: date) -> bool:
    return told <= first and day.weekday() == told.weekday()


def _is_shifted(scan: Scan, found: DateExpression) -> bool:
    """Whether the expression itself says which one: «الثلاثاء الماضي»."""
    for part, matches in zip(scan.document.parts, scan.matches, strict=True):
        if part.field == found.field:
            return any(_stands_in(match, found) for match in matches.of("time_shift"))
    return False


def _stands_in(match: Match, found: DateExpression) -> bool:
    return found.start <= match.start and match.end <= found.end


__all__ = ["day_of_writing", "doubt_weekdays"]
