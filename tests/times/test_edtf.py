"""One reading of EDTF for search, stories, exports and the desk: which days a date can mean, which moment it is."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.corpus.search.days import UNKNOWN, Days, days_of, month_of, second_of
from marsad.export.calendar_days import days_between, iso_date, iso_sides
from marsad.times.edtf import closed, day_of, is_edtf, moment_of, reach_of

REACHES = {
    "2023": ("2023-01-01", "2023-12-31"),
    "2023-09": ("2023-09-01", "2023-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023-09-17": ("2023-09-17", "2023-09-17"),
    "2023-09-17T19:00": ("2023-09-17", "2023-09-17"),
    "2023-09-17T23:30:05.250+03:00": ("2023-09-17", "2023-09-17"),
    "2023-09~": ("2023-09-01", "2023-09-30"),
    "2023?": ("2023-01-01", "2023-12-31"),
    "2023-09-17%": ("2023-09-17", "2023-09-17"),
    "2018/2020-06": ("2018-01-01", "2020-06-30"),
    "2024-03-05T22:00/2024-03-06T04:00": ("2024-03-05", "2024-03-06"),
    "202X": ("2020-01-01", "2029-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "202X-09": ("2020-09-01", "2029-09-30"),
    "201X-02-29": ("2012-02-29", "2016-02-29"),
    "2023-XX": ("2023-01-01", "2023-12-31"),
    "2023-XX-17": ("2023-01-01", "2023-12-31"),
    "2023-09-XX": ("2023-09-01", "2023-09-30"),
    "2023-21": ("2023-03-01", "2023-05-31"),
    "2023-22": ("2023-06-01", "2023-08-31"),
    "2023-23": ("2023-09-01", "2023-11-30"),
    "2023-24": ("2022-12-01", "2024-02-29"),
    "2023-26": ("2023-06-01", "2023-08-31"),
    "2023-29": ("2023-09-01", "2023-11-30"),
    "2023-30": ("2022-12-01", "2024-02-29"),
    "2023-32": ("2023-06-01", "2023-08-31"),
    "2023-33": ("2023-01-01", "2023-03-31"),
    "2023-36": ("2023-10-01", "2023-12-31"),
    "2023-38": ("2023-05-01", "2023-08-31"),
    "2023-40": ("2023-01-01", "2023-06-30"),
    "2023-41": ("2023-07-01", "2023-12-31"),
}
"""What a date can mean, by its kind: year, month, day, time, approximate, interval, unknown digits, seasons and parts of a year."""
OPEN = {"2019/..": ("2019-01-01", None), "2019-04/": ("2019-04-01", None), "../2024-05": (None, "2024-05-31")}
NOBODY_KNOWS = (
    "XXXX-09-17",
    "XXXX-09",
    "XXXX",
    "XXXX-09-01/XXXX-09-17",
    "2019/XXXX-09",
    "0000",
    "9999/0001",
    None,
    "",
)
NO_DATE = (
    "2023-02-30",
    "2023-13",
    "2023-09-17T25:00",
    "17/9/2023",
    "../..",
    "2023-42",
    "2023-09-1",
    "أمس",
    "٢٠٢٣",
)


@pytest.mark.parametrize(("edtf", "days"), REACHES.items())
def test_the_days_that_a_date_can_mean(edtf: str, days: tuple[str, str]) -> None:
    first, last = map(date.fromisoformat, days)
    assert is_edtf(edtf)
    found = reach_of(edtf)
    assert found is not None
    assert (found.first, found.last) == (first, last) == days_between(edtf)
    assert days_of(edtf) == Days(*(int(day.strftime("%Y%m%d")) for day in (first, last)))


@pytest.mark.parametrize(("edtf", "days"), OPEN.items())
def test_an_open_interval_has_one_end(edtf: str, days: tuple[str | None, str | None]) -> None:
    found = reach_of(edtf)
    assert found is not None
    assert tuple(str(day) if day else None for day in (found.first, found.last)) == days
    assert days_between(edtf) is days_of(edtf) is None
    assert closed(edtf) == edtf.strip("./")


@pytest.mark.parametrize("edtf", [*NOBODY_KNOWS, *NO_DATE])
def test_what_nobody_knows_or_is_no_date_has_no_days(edtf: str | None) -> None:
    assert reach_of(edtf) is day_of(edtf) is moment_of(edtf) is days_of(edtf) is iso_date(edtf) is None
    assert second_of(edtf) == UNKNOWN


@pytest.mark.parametrize("edtf", NO_DATE)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    assert not is_edtf(edtf)


def test_a_moment_is_known_to_the_day_at_least() -> None:
    moments = {
        "2024-03-05T13:45:00+02:00": "2024-03-05T11:45:00+00:00",
        "2024-03-05T13:45": "2024-03-05T13:45:00+00:00",
        "2024-03-05T23:30Z": "2024-03-05T23:30:00+00:00",
        "2024-03-05": "2024-03-05T00:00:00+00:00",
    }
    for edtf, moment in moments.items():
        found = moment_of(edtf)
        assert found is not None
        assert found.isoformat() == moment
        assert second_of(edtf) == int(found.timestamp())
    for edtf in (
        "2024-03",
        "2024",
        "2024-03-05~",
        "2024-03-05/2024-03-05",
        "2024-03-XX",
        "0001-01-01T00:00+14:00",
    ):
        assert moment_of(edtf) is None


def test_days_are_those_of_the_place_where_it_was_written() -> None:
    assert day_of("2024-03-06T00:30+03:00") == date(2024, 3, 6)


def test_what_is_less_than_a_day_sorts_by_its_first_day() -> None:
    assert second_of("2024-03") == second_of("2024-03-01") == second_of("2024-03~")
    assert (month_of("2024-03-05T10:00"), month_of("2024-22"), month_of("2024")) == ("2024-03", None, None)


def test_dates_that_iso_8601_has_too() -> None:
    kept = ("2023", "2023-09", "2023-09-17", "2023-09-17T19:00", "2023-09-17T19:00:30Z")
    assert [iso_date(edtf) for edtf in kept] == list(kept)
    for edtf in ("2023-22", "2023-09~", "202X", "2023-XX", "2018/2020"):
        assert iso_date(edtf) is None
    assert iso_sides("2019-04/..") == ("2019-04", None)
