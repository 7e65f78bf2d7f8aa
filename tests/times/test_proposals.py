"""Proposals of a day of publication, from the text alone."""

from __future__ import annotations

from datetime import date

import pytest

import marsad

LATEST = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        (["2023-09-28"], "وصل الوفد اليوم الخميس 28 سبتمبر 2023 إلى عدن"),
        (["2023-09-29"], "غادر السفير أمس الخميس 28 أيلول/سبتمبر 2023"),
        (["2023-09-28", "2017-09-28", "2006-09-28"], "قال الناطق اليوم الخميس 28 سبتمبر إن المفاوضات تعثرت"),
        (["2023-09-28"], "قال اليوم الخميس 28 سبتمبر إن الانتخابات جرت في 12 مارس 2023"),
        (["2023-09-27/2023-10-04"], "اجتمعوا الأربعاء 27 سبتمبر 2023"),
        ([], "قال الوزير اليوم إن الوضع مستقر"),
        ([], "انتهت الحرب في 5 مايو 1945"),
        ([], "وصل الوفد اليوم الجمعة 28 سبتمبر 2023"),
    ],
)
def test_proposals(edtf: list[str], text: str) -> None:
    assert [proposal.edtf for proposal in marsad.propose_published(text, latest=LATEST)] == edtf


def test_none_after_the_latest_day() -> None:
    assert marsad.propose_published("اليوم الخميس 28 سبتمبر 2023", latest=date(2023, 1, 1)) == ()


def test_a_record_flags_them_and_leaves_published_empty() -> None:
    record = marsad.read("وصل الوفد اليوم الخميس 28 سبتمبر 2023 إلى عدن، وقال إنه سيلتقي المسؤولين.")
    (flag,) = [flag for flag in record.flags if flag.flag == "published_proposed"]
    assert record.article.published is None
    assert flag.note.startswith("2023-09-28")
    assert record.article.text[flag.start : flag.end] == flag.exact


def test_no_proposal_where_the_date_is_known() -> None:
    record = marsad.read("وصل الوفد اليوم الخميس 28 سبتمبر 2023 إلى عدن.", published="2023-09-28")
    assert "published_proposed" not in [flag.flag for flag in record.flags]
