"""The year that a month or day without one belongs to."""

from __future__ import annotations

from marsad.times import calendar
from marsad.times.clause import Clause


def resolve_year(clause: Clause, month: int, number: int | None) -> int | None:
    """The year printed, the one «الماضي» or «المقبل» says, else the one nearest to publication."""
    explicit = clause.number("y") or clause.number("ys")
    if explicit:
        return explicit
    if clause.reference is None:
        return None
    shift = clause.number("s")
    if shift is None:
        return calendar.near_year(
            clause.reference, month, number, future=clause.future, present=clause.present
        )
    if shift == 0:
        return clause.reference.year
    ahead = month > clause.reference.month
    if shift < 0:
        return clause.reference.year - (
            1 if ahead or (month == clause.reference.month and number is None) else 0
        )
    return clause.reference.year + (0 if month >= clause.reference.month else 1)
