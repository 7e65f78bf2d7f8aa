"""PLOVER's rules in the words of many countries' papers."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def found_in(text: str, trigger: str, title: str = "") -> list[Event]:
    events = marsad.read(text, title=title, published="2022-03-16").events
    return [event for event in events if trigger in event.trigger.exact]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "mode"),
    [
        ("دعا أمير قطر الرئيس الإيراني إلى زيارة الدوحة.", "دعا", "AGREE", None),
        ("سيعقد وزراء الخارجية العرب اجتماعا طارئا في القاهرة الأحد المقبل.", "اجتماعا", "AGREE", None),
        ("يصل المبعوث الأممي إلى صنعاء غدا الخميس.", "يصل", "AGREE", None),
        ("ستفرج السلطات عن عشرين معتقلا الأسبوع المقبل.", "ستفرج", "CONCEDE", None),
        ("نادي باريس يشطب نصف ديون السودان.", "يشطب", "AID", None),
        ("إسقاط ديون العراق من قبل روسيا.", "إسقاط", "AID", None),
        ("جدولة ديون الأرجنتين المستحقة لصندوق النقد.", "جدولة", "AID", None),
        ("القوات الأوكرانية تأسر 40 جنديا روسيا.", "تأسر", "ASSAULT", "abduct"),
        ("تم استدعاء السفير الإيراني إلى وزارة الخارجية الكويتية.", "استدعاء", "ACCUSE", "disapprove"),
        ("استدعت الجزائر سفيرها في باريس للتشاور.", "استدعت", "SANCTION", "withdraw"),
        ("صدرت بحقه بطاقة جلب دولية.", "بطاقة", "THREATEN", "arrest"),
        ("أصدرت المحكمة الجنائية الدولية أمر اعتقال بحق قائد المليشيا.", "أمر", "THREATEN", "arrest"),
        ("اغتيل ضابط برصاص مسلحين مجهولين في عدن.", "اغتيل", "ASSAULT", "targeted"),
        ("صودرت أموال الوزير السابق.", "صودرت", "COERCE", "seize"),
    ],
)
def test_type(text: str, trigger: str, kind: str, mode: str | None) -> None:
    (event, *_) = found_in(text, trigger)
    assert (event.type, event.mode) == (kind, mode)


@pytest.mark.parametrize(
    "text",
    [
        "أدانت المحكمة الوزير السابق بتهمة الفساد وحكمت عليه بالسجن خمس سنوات.",
        "قضت المحكمة بسجن الناشط ثلاث سنوات بتهمة التشهير.",
        "حكم على الصحفي بالحبس سنة بعد اتهامه بنشر أخبار كاذبة.",
    ],
)
def test_a_conviction_leaves_no_accusation(text: str) -> None:
    kinds = {event.type for event in marsad.read(text, title="").events}
    assert "SANCTION" in kinds
    assert "ACCUSE" not in kinds


def test_whoever_accuses_the_judges_still_does() -> None:
    text = "اتهم الحزب القضاء بتسييس الملف بعد أن حكمت المحكمة على زعيمه بالسجن."
    assert "ACCUSE" in {event.type for event in marsad.read(text, title="").events}


def test_the_public_asked_to_a_fair_is_no_invitation() -> None:
    text = "دعا وزير السياحة المواطنين إلى زيارة المعرض."
    assert "AGREE" not in {event.type for event in marsad.read(text, title="").events}


def test_no_siege_in_football() -> None:
    assert not found_in("حصار كروي على مرمى المنتخب.", "حصار")


def test_a_headline_calls_by_a_noun_whom_the_text_names() -> None:
    text = "اغتال مسلحون مجهولون اليوم الاثنين العقيد صالح أحمد أمام منزله في عدن."
    headline, told = found_in(text, "اغتي", "اغتيال ضابط في عدن") + found_in(
        text, "اغتال", "اغتيال ضابط في عدن"
    )
    assert told.same_as == headline.id


def test_others_are_of_the_event_told_before() -> None:
    text = "قتل خمسة أشخاص في تفجير انتحاري بمقديشو أمس. وأسفر التفجير عن إصابة 12 آخرين."
    first, second = found_in(text, "تفجير")
    assert second.same_as
    assert first.same_as in (None, second.same_as)
