"""How far apart two articles were published."""

from __future__ import annotations

from marsad.times.edtf import moment_of


def days_apart(one: str | None, other: str | None) -> float | None:
    """How many days lie between two times of publication; `None` where one is not known to the day."""
    first, second = moment_of(one), moment_of(other)
    return None if first is None or second is None else abs((first - second).total_seconds()) / 86_400
