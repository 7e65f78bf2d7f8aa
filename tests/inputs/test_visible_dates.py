"""Dates as pages print them: one meaning, its many forms, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.page.page_data import load_page_data
from marsad.page.visible_dates import cut_visible_dates, find_visible_dates, read_visible_date

MEANINGS = {
    "2021-11-04": [
        "4 نوفمبر 2021",
        "04 نوفمبر 2021",
        "٤ نوفمبر ٢٠٢١",
        "۴ نوفمبر ۲۰۲۱",
        "الخميس 4 نوفمبر 2021",
        "الخميس، 4 تشرين الثاني 2021",
        "4 تشرين الثاني/نوفمبر 2021",
        "4 تشرين الثاني / نوفمبر 2021",
        "4 نوفمبر/ تشرين الثاني 2021",
        "4 نوفمبر (تشرين الثاني) 2021",
        "4 تشرين ثاني 2021",
        "4 تشرين 2 2021",
        "4 نونبر 2021",
        "4 نُوفمبر 2021م",
        "4 نوفمبر، 2021",
        "نوفمبر 4, 2021",
        "4 - نوفمبر - 2021",
        "4/11/2021",
        "04-11-2021",
        "04.11.2021",
        "2021/11/04",
        "2021-11-4",
        "٠٤/١١/٢٠٢١",
        "نُشر في: 4 نوفمبر 2021",
        "29 ربيع الأول 1443 هـ",
        "29 ربيع الأول 1443 هـ - 4 نوفمبر 2021 م",
        "الخميس 1443/3/29 هـ الموافق 2021/11/04 م",
        "4 November 2021",
        "Nov 4, 2021",
        "4th November 2021",
        "4 novembre 2021",
        "04.11.2021٤ نوفمبر ٢٠٢١",
    ],
    "2021-04-11": ["11/04/2021", "11/4/2021"],  # day first, as the Arab press writes
    "2021-04-25": ["04/25/2021"],  # unless that cannot be
    "2021-11-04T13:27:00": [
        "الخميس، 04 نوفمبر 2021 01:27 م",
        "4/11/202101:27 م",
        "13:27-4 نوفمبر 2021",
        "4 نوفمبر 2021 - 13:27",
        "4 نوفمبر 2021، الساعة 13:27",
        "4 نوفمبر 2021 على الساعة 13:27",
        "2021-11-04 13:27",
        "2021-11-04T13:27",
        "4 نوفمبر 2021 1:27 مساءً",
        "4 نوفمبر 2021 13:27 بتوقيت القاهرة",
        "13:27 | 04.11.2021",
        "4 نوفمبر ,2021: 01:27 م",
    ],
    "2021-11-04T13:27:00Z": [
        "04.11.2021 | 13:27 GMT",
        "13:27 GMT 04.11.2021",
        "4 نوفمبر 2021 13:27 بتوقيت غرينتش",
    ],
    "2021-11-04T13:27:00+03:00": [
        "4/11/2021-01:27 م (توقيت مكة المكرمة)",
        "2021-11-04T13:27:00+0300",
        "Thu, 04 Nov 2021 13:27:00 +0300",
        "4 نوفمبر 2021، 13:27 (GMT+0300)",
    ],
    "2020-02-29": ["29 فبراير 2020", "29 شباط 2020", "29 فيفري 2020"],
    "2019-08-22": ["22 أوت 2019", "22 غشت 2019", "22 آب 2019", "22 أغسطس 2019"],
    "2019-07-12T00:05:00": ["12 جويلية 2019 12:05 ص", "12 يوليوز 2019 00:05"],
}


@pytest.mark.parametrize(
    ("edtf", "text"), [(edtf, text) for edtf, texts in MEANINGS.items() for text in texts]
)
def test_dates(edtf: str, text: str) -> None:
    assert read_visible_date(text) == edtf
    assert len(cut_visible_dates(text).split()) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4 نوفمبر",
        "نوفمبر 2021",
        "2021",
        "31/02/2021",
        "30 شباط 2021",
        "45/11/2021",
        "4/11/21",
        "0123-456-7890",
        "192.168.10.2021",
        "قبل ساعتين",
        "منذ 3 أيام",
        "آخر تحديث: 4 نوفمبر 2021",
        "تم التحديث 4/11/2021 13:27",
        "4 نوفمبر 2021، آخر تحديث 14:00",
        "القرار رقم 1559/2004",
        "4 مارسيليا 2021",
        "بين 2020 و2021",
        "1443/13/29 هـ",
    ],
)
def test_what_is_no_publication_date(text: str) -> None:
    assert read_visible_date(text) is None


def test_publication_and_change_on_one_line() -> None:
    first, second = find_visible_dates(
        "تاريخ النشر:11.05.2023 | 09:14 GMT | آخر تحديث:12.05.2023 | 10:02 GMT |"
    )
    assert (first.value, first.updated) == ("2023-05-11T09:14:00Z", False)
    assert (second.value, second.updated) == ("2023-05-12T10:02:00Z", True)


def test_spans_quote_the_line_also_with_vowel_signs() -> None:
    line = "كُتب يوم 4 نُوفَمْبِر 2021 في بيروت"
    (found,) = find_visible_dates(line)
    assert line[found.start : found.end] == "4 نُوفَمْبِر 2021"


def test_what_a_line_says_beside_its_date() -> None:
    assert cut_visible_dates("رامي خوري | 4 نوفمبر 2021 - 13:27") == "رامي خوري"
    assert cut_visible_dates("بيروت") == "بيروت"


def test_every_month_of_the_data_is_read() -> None:
    for row in load_page_data("dates")["months"]:
        for forms in (forms for name, forms in row.items() if name != "n"):
            for form in forms:
                assert read_visible_date(f"5 {form} 2021") == f"2021-{row['n']:02}-05", form


@given(
    st.dates(
        min_value=__import__("datetime").date(1950, 1, 1), max_value=__import__("datetime").date(2080, 1, 1)
    )
)
@settings(max_examples=100, deadline=None)
def test_every_day_is_read_in_every_writing(day: date) -> None:
    months = load_page_data("dates")["months"][day.month - 1]
    for name in (months["west"][0], months["levant"][0], months["maghreb_fr"][0]):
        assert read_visible_date(f"{day.day} {name} {day.year}") == day.isoformat()
    assert read_visible_date(f"{day.year}-{day.month}-{day.day}") == day.isoformat()


PIECES = st.sampled_from(
    [
        "4",
        "11",
        "2021",
        "/",
        "-",
        ".",
        " ",
        "نوفمبر",
        "تشرين",
        "الثاني",
        ":",
        "27",
        "م",
        "هـ",
        "٢٠٢١",
        "آخر تحديث",
        "ُ",
        "gmt",
        "+0300",
        "(",
        "،",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mix_is_read_with_spans_in_order(line: str) -> None:
    at = 0
    for one in find_visible_dates(line):
        assert at <= one.start < one.end <= len(line)
        at = one.end
    cut_visible_dates(line)


def test_long_lines_of_digits_and_seams_end() -> None:
    for line in (
        "1٢" * 50_000,
        "1/1/" * 50_000,
        "1 " * 100_000 + "2021",
        "1:" * 100_000 + "2021",
        ", " * 50_000 + "2021",
    ):
        find_visible_dates(line)
