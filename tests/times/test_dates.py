"""Dates: one meaning, many spellings, one fixed day of publication (Thursday 28 September 2023)."""

from __future__ import annotations

import pytest

import marsad
from marsad.reader import read_article
from marsad.types import Article

PUBLISHED = "2023-09-28"


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2023-09-17", "في 17 أيلول/ سبتمبر الجاري"),
        ("2023-09-17", "يوم 17 سبتمبر (أيلول) 2023"),
        ("2023-09-17", "١٧ أيلول ٢٠٢٣"),
        ("2023-09-17", "17/9/2023"),
        ("2023-09-27", "مساء أمس الأربعاء"),
        ("2023-09-26", "وصل الثلاثاء إلى عدن"),
        ("2023-09-18/2023-09-24", "الأسبوع الماضي"),
        ("2023-08", "الشهر الماضي"),
        ("2019-04/2020-06", "بين نيسان/أبريل 2019 وحزيران/يونيو 2020"),
        ("2011", "منذ عام 2011"),
        ("2023-07-25", "25 جويلية الماضي"),
        ("2024-03-22", "12 رمضان 1445 هـ"),
    ],
)
def test_value(edtf: str, text: str) -> None:
    assert edtf in [date.edtf for date in marsad.find_dates(text, published=PUBLISHED)]


@pytest.mark.parametrize("text", ["فاز الفريق 3/2", "سعره 2023 دينارا", "رقم 71 234 567"])
def test_no_date(text: str) -> None:
    assert [date.edtf for date in marsad.find_dates(text, published=PUBLISHED)] == []


def test_unknown_year_stays_unknown() -> None:
    assert [date.edtf for date in marsad.find_dates("في 17 أيلول")] == ["XXXX-09-17"]


@pytest.mark.parametrize(
    "text", ["أعلنت الحكومة مؤخرا", "زاره قبل أيام", "سيعود قريبا", "بعد يومين من الهجوم"]
)
def test_what_no_calendar_knows_is_seen_and_has_no_value(text: str) -> None:
    (found,) = marsad.find_dates(text, published=PUBLISHED)
    assert found.edtf is None


def test_a_count_before_a_date_is_one_expression() -> None:
    (found,) = marsad.find_dates("عاد بعد ثلاثة أيام من 5 مايو 2023")
    assert (found.exact, found.edtf, found.from_) == (
        "بعد ثلاثة أيام من 5 مايو 2023",
        "2023-05-08",
        "explicit",
    )


def test_reckoned_from_the_date_before() -> None:
    _, found = marsad.find_dates("ولد عام 1901 ورحل بعد ستين عاما", published=PUBLISHED)
    assert (found.edtf, found.from_) == ("1961", "context")


def test_the_weekday_decides_where_calendars_differ() -> None:
    (found,) = marsad.find_dates("صدر الأربعاء 12/11/1436", published="2015-08-26")
    assert found.edtf == "2015-08-26"


def read_version(text: str, modified: str | None) -> marsad.Record:
    """The record of a page of Monday 20 May 2024 that was changed at another time."""
    article = Article(id="1", text=text, published="2024-05-20T21:20:00+03:00", modified=modified)
    return read_article(article, tier="fast")


TOLD = "نفى رئيس الهيئة، صباح الثلاثاء، وجود ملحق سري."


@pytest.mark.parametrize(
    ("text", "modified", "edtf"),
    [
        ("نفى رئيس الهيئة اليوم الأربعاء وجود ملحق، ووصل أمس.", "2024-05-22T10:00:00+03:00", "2024-05-21"),
        ("وصل رئيس الهيئة أمس، الثلاثاء، ووصل الوفد أمس.", "2024-05-22T10:00:00+03:00", "2024-05-21"),
        ("نفى رئيس الهيئة اليوم الاثنين وجود ملحق، ووصل أمس.", "2024-05-22T10:00:00+03:00", "2024-05-19"),
        ("نفى رئيس الهيئة وجود ملحق، ووصل أمس.", "2024-05-22T10:00:00+03:00", "2024-05-19"),
        ("اليوم الأربعاء قال، واليوم الاثنين وقع، ووصل أمس.", "2024-05-22T10:00:00+03:00", "2024-05-19"),
        ("وصل أمس.", None, "2024-05-19"),
        ("وصل أمس.", "2024-05-20T23:00:00+03:00", "2024-05-19"),
    ],
)
def test_day_of_writing(text: str, modified: str | None, edtf: str) -> None:
    assert read_version(text, modified).dates[-1].edtf == edtf


@pytest.mark.parametrize(
    ("text", "modified", "flagged"),
    [
        (TOLD, "2024-05-21T10:05:00+03:00", ["الثلاثاء"]),
        (TOLD, "2024-05-20T23:05:00+03:00", []),
        (TOLD, None, []),
        (TOLD.replace("صباح الثلاثاء", "الثلاثاء الماضي"), "2024-05-21T10:05:00+03:00", []),
        (TOLD.replace("الثلاثاء", "الأحد"), "2024-05-21T10:05:00+03:00", []),
        (TOLD.replace("نفى", "سينفي"), "2024-05-21T10:05:00+03:00", []),
    ],
)
def test_weekday_of_a_later_change_is_doubted(text: str, modified: str | None, flagged: list[str]) -> None:
    flags = [flag for flag in read_version(text, modified).flags if flag.flag == "date_after_change"]
    assert [flag.exact.split()[-1] for flag in flags] == flagged
    assert all("2024-05-21" in flag.note for flag in flags)
