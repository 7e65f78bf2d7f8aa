"""How many an event killed, hurt, arrested or drove out, and how much money it is about."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Size


def sizes_of(text: str, trigger: str) -> list[Size]:
    events = marsad.read(text, title="", published="2022-03-16").events
    return [event.size for event in events if trigger in event.trigger.exact]


@pytest.mark.parametrize(
    ("text", "trigger", "sizes"),
    [
        ("استشهد شابان فلسطينيان برصاص الاحتلال في جنين.", "استشهد", {"dead": 2}),
        ("مقتل جندي تركي في انفجار عبوة ناسفة شمالي سوريا.", "مقتل", {"dead": 1}),
        ("اعتقلت الشرطة ناشطة أمام البرلمان.", "اعتقلت", {"arrested": 1}),
        ("لقي ثلاثون شخصا مصرعهم في غرق قارب قبالة صفاقس.", "غرق", {"dead": 30}),
        ("هلك ثلاثة أشخاص وأصيب 15 آخرون في حادث مرور بالمسيلة.", "حادث", {"dead": 3, "injured": 15}),
        ("ضبط 3 متهمين بحوزتهم 20 كيلو حشيش.", "ضبط", {"arrested": 3}),
        ("ضبطت الجمارك 20 كيلوغراما من الحشيش.", "ضبطت", {"arrested": None}),
        ("سقط ما بين 20 و30 قتيلا في الاشتباكات.", "الاشتباكات", {"dead": 20}),
        ("قتل سبعمئة شخص في الزلزال.", "الزلزال", {"dead": 700}),
        ("تشريد أكثر من مليون ونصف المليون شخص جراء الفيضانات.", "الفيضانات", {"displaced": 1500000}),
        ("خرج مئات الآلاف في مظاهرات حاشدة بالجزائر.", "مظاهرات", {"participants": 100000}),
        ("مقتل مدنيين في غارة على سوق.", "مقتل", {"dead": None}),
    ],
)
def test_size(text: str, trigger: str, sizes: dict[str, int | None]) -> None:
    (found, *_) = sizes_of(text, trigger)
    assert {field: getattr(found, field) for field in sizes} == sizes


@pytest.mark.parametrize(
    ("text", "trigger", "amount"),
    [
        ("منحت السعودية اليمن وديعة بقيمة ملياري دولار.", "منحت", "2000000000 USD"),
        ("تبرعت الكويت بمليون ونصف المليون دولار للاجئين.", "تبرعت", "1500000 USD"),
        ("خصصت ألمانيا 1.2 مليار يورو مساعدات لأوكرانيا.", "خصصت", "1200000000 EUR"),
        ("تسلمت الحكومة منحة يابانية بخمسة ملايين دولار.", "منحة", "5000000 USD"),
        ("حكمت المحكمة على النائب بغرامة قدرها 500 مليون ليرة لبنانية.", "بغرامة", "500000000 LBP"),
        ("غرامة مالية قدرها 20 ألف دينار على الشركة.", "غرامة", "20000 دينار"),
        ("صادرت الجمارك مبلغ 200 ألف يورو.", "صادرت", "200000 EUR"),
        ("قصف الجيش مقرا كلف بناؤه مليوني دولار.", "قصف", None),
        ("قبضت الشرطة على رجل بحوزته 5 آلاف دولار.", "قبضت", None),
    ],
)
def test_amount(text: str, trigger: str, amount: str | None) -> None:
    (found, *_) = sizes_of(text, trigger)
    assert found.amount == amount


def test_a_bound_holds_for_an_amount() -> None:
    (found, *_) = sizes_of("وقعت شركة أرامكو عقودا بأكثر من 11 مليار دولار.", "وقعت")
    assert found.amount == "11000000000 USD"
    assert found.at_least == ("amount",)
