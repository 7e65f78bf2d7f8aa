"""Events as a calendar (iCalendar, RFC 5545): one timeline of all-day events, each over all the days it can mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from marsad.events.table import rows_of
from marsad.export.bidi import plain
from marsad.export.calendar_days import days_between
from marsad.export.happenings import happenings_of, told_in_a_line
from marsad.export.identity import fact_iri, uri_of
from marsad.types import Event, Record
from marsad.version import __version__

Properties = list[tuple[str, str]]
LINE = 75
"""Octets a line may have; longer ones are folded."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write_calendar(records: Iterable[Record]) -> Iterator[str]:
    """One calendar in pieces: an event with a date is a VEVENT, one without a VJOURNAL, which takes up no day."""
    yield from _lines(
        [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", f"-//Marsad//{__version__}//AR")]
    )
    for record in records:
        events = tuple(happenings_of(record))
        rows = rows_of(replace(record, events=events))
        for event, row in zip(events, rows, strict=True):
            yield from _lines(_component(record, event, row))
    yield from _lines([("END", "VCALENDAR")])


def fold_line(line: str) -> str:
    """A content line cut into lines of at most 75 octets, never within a character.

    >>> [len(line) for line in fold_line("SUMMARY:" + "مرصد " * 9).encode().split(b"\\r\\n")]  # an observatory
    [75, 15, 0]
    """
    pieces, taken = [""], 0
    for char in line:
        octets = len(char.encode())
        if taken + octets > LINE:
            pieces.append("")
            taken = 1  # the space before it
        pieces[-1] += char
        taken += octets
    return "\r\n ".join(pieces) + "\r\n"


def _lines(properties: Properties) -> Iterator[str]:
    return (fold_line(f"{name}:{value}") for name, value in properties)


def _component(record: Record, event: Event, row: dict[str, Any]) -> Properties:
    entities = {entity.id: entity for entity in record.entities}
    days = days_between(event.date.edtf if event.date else None)
    kind = "VEVENT" if days else "VJOURNAL"
    common = [
        ("BEGIN", kind),
        ("UID", fact_iri(record.article, event.id)),
        ("DTSTAMP", _moment(record.run.at)),
        ("SUMMARY", _text(told_in_a_line(event, entities))),
        ("DESCRIPTION", _text(*_told(record, event, row))),
        ("CATEGORIES", ",".join(_text(one) for one in (event.type, *event.contexts))),
        ("X-MARSAD-STATUS", event.status),
    ]
    if event.date:
        common.append(("X-MARSAD-EDTF", _text(event.date.edtf)))
    if record.article.url:
        common.append(("URL", uri_of(record.article.url)))
    return [*common, *(_when_and_where(days, event, row) if days else []), ("END", kind)]


def _when_and_where(days: tuple[date, date], event: Event, row: dict[str, Any]) -> Properties:
    """The days, the last one exclusive as the format has it, and the place."""
    first, last = days
    found = [("DTSTART;VALUE=DATE", _day(first))]
    if last < date.max:
        found.append(("DTEND;VALUE=DATE", _day(last + timedelta(days=1))))
    found += [
        ("TRANSP", "TRANSPARENT"),
        ("STATUS", "CONFIRMED" if event.status == "happened" else "TENTATIVE"),
    ]
    if row["location"]:
        found.append(("LOCATION", _text(row["location"])))
    if row["latitude"] is not None:
        found.append(("GEO", f"{row['latitude']:.6f};{row['longitude']:.6f}"))
    return found


def _told(record: Record, event: Event, row: dict[str, Any]) -> Iterator[str]:
    """The sentence, on whose word, the status if it is not simply said to have happened, and the article."""
    yield row["sentence"]
    if row["source_chain"]:
        yield f"◂ {row['source_chain']}"
    if event.status != "happened":
        yield f"({event.status})"
    yield " · ".join(part for part in (record.article.title, row["site"], record.article.published) if part)


def _text(*lines: str) -> str:
    return "\n".join(plain(line) for line in lines).translate(_ESCAPED)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return (
        (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    )


__all__ = ["fold_line", "write_calendar"]
