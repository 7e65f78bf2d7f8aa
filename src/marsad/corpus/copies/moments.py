"""A time of publication as a point in time."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_of(published: str | None) -> datetime | None:
    """The moment (UTC) an EDTF date of day or second precision stands for, the day's begin for a day; else `None`.

    >>> moment_of("2024-03-05T13:45:00+02:00").isoformat()
    '2024-03-05T11:45:00+00:00'
    >>> moment_of("2024-XX")
    """
    if not published:
        return None
    try:
        found = datetime.fromisoformat(published)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the first hours of the year 1 are in no year of UTC
        return None


def days_apart(one: str | None, other: str | None) -> float | None:
    """How many days lie between two times of publication; `None` where one is not known to the day."""
    first, second = moment_of(one), moment_of(other)
    return None if first is None or second is None else abs((first - second).total_seconds()) / 86_400
