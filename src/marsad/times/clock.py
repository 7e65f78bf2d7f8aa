"""Values of clock times: «الساعة الثامنة والنصف مساء»."""

from __future__ import annotations

from marsad.times.clause import Clause


def read_clock(clause: Clause) -> str | None:
    """The time as ``THH:MM`` (UTC with a Z), to be put behind its day; None when it is no time of the clock."""
    hour, minute = clause.number("k"), clause.number("mm") or 0
    if "x" in clause.groups:
        hour, minute = (int(piece) for piece in clause.text("x").split("."))
    if hour is None or hour > 24 or minute > 59:
        return None
    part = clause.word("p")
    if part is not None and part.entry.fields.get("half") == "pm" and hour < 12:
        hour += 12 if hour >= part.entry.fields.get("hour", 0) or hour + 12 < 18 else 0
    if part is not None and part.entry.fields.get("half") == "am" and hour == 12:
        hour = 0
    minute += clause.number("h") or 0
    hour, minute = (hour - 1, minute + 60) if minute < 0 else (hour, minute)
    return f"T{hour % 24:02}:{minute:02}{_zone(clause)}"


def read_bare_clock(clause: Clause) -> str | None:
    """«في الثامنة والنصف مساء»: an hour that only the part of the day tells from a rank."""
    hour = clause.text("k")
    return read_clock(clause) if hour.startswith("ال") and hour.endswith("ه") else None


def _zone(clause: Clause) -> str:
    match = clause.word("z") or clause.word("z2")
    return str(match.entry.fields.get("value") or "") if match is not None else ""
