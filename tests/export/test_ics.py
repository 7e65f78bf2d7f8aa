"""iCalendar (RFC 5545): lines, escapes and days, read back by a small reader of the grammar."""

from __future__ import annotations

import re
import warnings

import pytest
from msgspec.structs import replace

from marsad.export.ics import fold_line, write_calendar
from marsad.types import EventDate, Record

from .hostile import NAME, RECORD

CONTENT = re.compile(r"([A-Z-]+(?:;[A-Z]+=[A-Z]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
Component = dict[str, str]


def components(*records: Record) -> list[Component]:
    """The events and journals of a calendar; what breaks the grammar fails."""
    text = "".join(write_calendar(records))
    assert "\n" not in text.replace("\r\n", "")
    raw = text.encode().split(b"\r\n")
    assert raw.pop() == b""
    assert max(map(len, raw)) <= 75
    lines = [line.decode() for line in b"\r\n".join(raw).replace(b"\r\n ", b"").split(b"\r\n")]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found: list[Component] = []
    for line in lines[1:-1]:
        match = CONTENT.fullmatch(line)
        assert match, line
        if match[1] == "BEGIN":
            found.append({"": match[2]})
        elif match[1] == "END":
            assert found[-1][""] == match[2]
            assert {"UID", "DTSTAMP"} <= set(found[-1])
        elif found:
            assert match[1] not in found[-1]
            found[-1][match[1]] = match[2]
    return found


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)


def test_an_interval_is_all_its_days_and_what_has_none_a_journal() -> None:
    fight, refusal = components(RECORD)
    assert fight[""] == "VEVENT"
    assert (fight["DTSTART;VALUE=DATE"], fight["DTEND;VALUE=DATE"]) == ("20190401", "20200701")
    assert fight["GEO"] == "32.890000;13.190000"
    assert fight["STATUS"] == "CONFIRMED"
    assert refusal[""] == "VJOURNAL"
    assert refusal["X-MARSAD-STATUS"] == "denied"
    assert "DTSTART;VALUE=DATE" not in refusal


def test_hostile_strings_cannot_break_out_or_turn_the_line() -> None:
    for one in components(RECORD):
        for name in ("SUMMARY", "DESCRIPTION"):
            assert not set("\u202e\u2067\u0007") & set(one[name])
    summary = unescaped(components(RECORD)[0]["SUMMARY"])
    assert NAME.replace("\u202e", "") in summary


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2024-02-28", "20240228", "20240229"),
        ("2024", "20240101", "20250101"),
        ("2023-12?", "20231201", "20240101"),
        ("2024-03-14T08:00:00+03:00", "20240314", "20240315"),
        ("0999-01-01/9999-12-31", "09990101", None),
        ("XXXX-09-17", None, None),
        ("2019/..", None, None),
        ("2023-21", "20230301", "20230601"),
        ("2024-02-30", None, None),
    ],
)
def test_days(edtf: str, start: str | None, end: str | None) -> None:
    event = replace(RECORD.events[0], date=EventDate(edtf=edtf))
    (one,) = components(replace(RECORD, events=(event,)))
    assert (one.get("DTSTART;VALUE=DATE"), one.get("DTEND;VALUE=DATE")) == (start, end)
    assert unescaped(one["X-MARSAD-EDTF"]) == edtf


def test_an_address_has_the_characters_of_a_uri() -> None:
    article = replace(RECORD.article, url="https://anba.example/خبر \u202e\r\n1")
    for one in components(replace(RECORD, article=article)):
        assert one["URL"] == "https://anba.example/%D8%AE%D8%A8%D8%B1%20%E2%80%AE%0D%0A1"


def test_folding_keeps_every_character() -> None:
    line = "SUMMARY:" + "🕊مرصد" * 60
    assert fold_line(line).removesuffix("\r\n").replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in fold_line(line).split("\r\n"))


def test_a_reader_of_the_format_understands_it(record: Record) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        icalendar = pytest.importorskip("icalendar")
        read = icalendar.Calendar.from_ical("".join(write_calendar([RECORD, record])))
    fight = read.walk("VEVENT")[0]
    assert (fight["DTSTART"].dt.isoformat(), fight["DTEND"].dt.isoformat()) == ("2019-04-01", "2020-07-01")
    assert fight["SUMMARY"] == unescaped(components(RECORD)[0]["SUMMARY"])
    assert len(read.walk("VEVENT") + read.walk("VJOURNAL")) == len(components(RECORD, record))
