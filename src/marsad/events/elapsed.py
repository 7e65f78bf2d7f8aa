"""How far an event lies from the day of its report: background long past, or still to come."""

from __future__ import annotations

from marsad.events.status_words import status_words
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.types import EventDate

_YEAR_DIGITS = 4


def is_historical(view: View, trigger: Trigger, date: EventDate | None, published: str | None) -> bool:
    """Whether the event is background: a word of the past stands near, or its date is a year or more back."""
    match = trigger.match
    sentence = view.sentence(match.first)
    for found in status_words(view, sentence.first, sentence.last):
        fields = found.entry.fields
        if fields["status"] != "historical":
            continue
        gap = match.first - found.last if found.first < match.first else found.first - match.last
        if 0 <= gap < fields["reach"]:
            return True
    if published and _of_year(view, trigger) and _long_before(_of_year(view, trigger), published):
        return True
    return bool(date and published and _long_before(date.edtf, published))


def _of_year(view: View, trigger: Trigger) -> str:
    """The year written right after a noun, by which it is known: «انتفاضة 2011», «حرب 1967»."""
    after = view.tokens[trigger.match.last].text if trigger.match.last < len(view.tokens) else ""
    known = trigger.form in ("masdar", "noun") and len(after) == _YEAR_DIGITS and after.isdigit()
    return str(int(after)) if known and after[0] in "12١٢" else ""


def _long_before(edtf: str, published: str) -> bool:
    """Whether a date lies a year or more before publication: `2012-05` of `2014-01-03`."""
    year, now = edtf.split("/")[-1][:4], published[:4]
    if not (year.isdigit() and now.isdigit()):
        return False
    months = 12 * (int(now) - int(year))
    if len(edtf.split("/")[-1]) >= 7 and len(published) >= 7 and edtf.split("/")[-1][5:7].isdigit():
        months += int(published[5:7]) - int(edtf.split("/")[-1][5:7])
    return months >= 12


def is_later(date: EventDate | None, published: str | None) -> bool:
    """Whether a date lies wholly after publication."""
    if date is None or not published:
        return False
    start = date.edtf.split("/")[0]
    length = min(len(start), len(published), 10)
    return length >= 4 and start[:4].isdigit() and start[:length] > published[:length]
