"""Verbs and constructions that count only beside a known speaker, and speakers in unusual places."""

from __future__ import annotations

import pytest

import marsad


def said(text: str, title: str = "") -> list[tuple[str, list[str], str]]:
    record = marsad.read(text, title=title, published="2023-09-28")
    return [
        (one.cue.exact if one.cue else "", [source.exact for source in one.sources], one.content.exact)
        for one in record.attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("واحتج رئيس النادي على التحكيم.", "رئيس النادي", "التحكيم"),
        ("وتوقعت وزارة الهجرة نزوح مئتي ألف شخص.", "وزارة الهجرة", "نزوح مئتي ألف شخص"),
        ("ولم يستبعد المدرب الرحيل في نهاية الموسم.", "المدرب", "الرحيل في نهاية الموسم"),
        ("وأدان الجيش الحادثة وحمّل الدعم السريع مسؤوليتها.", "الجيش", "الدعم السريع مسؤوليتها"),
        ("الناطق باسم القوة محمد المنصوري كذّب النبأ.", "الناطق باسم القوة محمد المنصوري", "النبأ"),
        ("وتبنى تنظيم «داعش» الهجوم على الحاجز.", "تنظيم «داعش»", "الهجوم على الحاجز"),
        (
            "وأكد الوزير علي بن سلطان المسيفري جاهزية المخيمات.",
            "الوزير علي بن سلطان المسيفري",
            "جاهزية المخيمات",
        ),
    ],
)
def test_speaker_beside_the_verb(text: str, source: str, content: str) -> None:
    assert (source, content) in [(sources[0], told) for _, sources, told in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "وتعد البلاد من الدول الغنية بالنفط والغاز الطبيعي.",
        "هاجم مسلحون نقطة للشرطة في المدينة.",
        "لم يؤكد الوزير موعد الزيارة.",
        "أعلن الفريق ثلاثة أيام.",
    ],
)
def test_no_speaker_no_statement(text: str) -> None:
    assert said(text) == []


def test_a_body_speaks_through_somebody() -> None:
    (found,) = said("وأدانت الخارجية الإيرانية على لسان عباس موسوي الاعتداء على المسجد.")
    assert found == ("أدانت", ["الخارجية الإيرانية", "عباس موسوي"], "الاعتداء على المسجد")


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("نزوح من رأس العين و«قسد» تحذر من فرار السجناء", "قسد"),
        ("الفريق بطلا للمرة الرابعة ولاودروب يلمح إلى الرحيل", "لاودروب"),
        ("نهب متاجر في نيالا.. وناشطون يطالبون بممر آمن", "ناشطون"),
    ],
)
def test_headline_speakers(title: str, source: str) -> None:
    assert source in [sources[0] for _, sources, _ in said("تفاصيل لاحقا.", title)]
