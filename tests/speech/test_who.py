"""Whose word it is where a reader of single words would take somebody or something else: read end to end."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Attribution


def said(text: str) -> list[Attribution]:
    return list(marsad.read(text, published="2023-09-28").attributions)


def voices(text: str) -> list[tuple[str, ...]]:
    return [tuple(source.exact for source in one.sources) for one in said(text)]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        # an agency quotes: the words are the person's, the agency passes them on
        (
            "أفادت وكالة رويترز نقلا عن مسؤول أمريكي كبير بأن المحادثات ستستأنف قريبا.",
            ("مسؤول أمريكي كبير", "وكالة رويترز"),
        ),
        ("قالت قناة العربية نقلا عن مصادرها إن القصف استهدف المطار.", ("مصادرها", "قناة العربية")),
        (
            "نقلت صحيفة الشرق الأوسط عن مصدر دبلوماسي قوله إن المبعوث سيستقيل.",
            ("مصدر دبلوماسي", "صحيفة الشرق الأوسط"),
        ),
        ("ونقل عن مصدر قوله إن المفاوضات توقفت.", ("مصدر",)),
        # sources who would not be named
        (
            "وقال مصدر أمني رفض ذكر اسمه لفرانس برس إن ثلاثة جنود قتلوا.",
            ("مصدر أمني رفض ذكر اسمه", "فرانس برس"),
        ),
        ("وقالت مسؤولة طلبت عدم الكشف عن هويتها إن القرار نهائي.", ("مسؤولة طلبت عدم الكشف عن هويتها",)),
        # bodies whose name is a verbal noun elsewhere
        ('أعلن تنظيم "داعش" مسؤوليته عن الهجوم.', ('تنظيم "داعش"',)),
        ("أكد التحالف أن الغارات استهدفت مخازن أسلحة.", ("التحالف",)),
        # names in quotation marks
        ('طالبت "هيومن رايتس ووتش" السلطات بالإفراج عن الصحفي.', ("هيومن رايتس ووتش",)),
        ('"لن نستسلم"، يقول أبو أحمد وهو يجلس أمام خيمته.', ("أبو أحمد",)),
        ("كشف مصدر مطلع لـ«الحياة» أن اجتماعا سيعقد في مسقط.", ("مصدر مطلع", "الحياة")),
    ],
)
def test_first_source_and_chain(text: str, sources: tuple[str, ...]) -> None:
    assert voices(text)[0] == sources


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        # the one noun cannot agree with the verb: it is addressed, and the speaker goes on
        ("وأكد الوزير ضرورة الحوار. كما دعا الهياكل القضائية إلى احترام القانون.", "دعا", "الوزير"),
        ("وشدد الوزير على أهمية الأمن، كما دعا المواطنين إلى الهدوء.", "دعا", "الوزير"),
        ("ودعا مجلس الأمن إلى وقف إطلاق النار. كما طالب الأطراف بضبط النفس.", "طالب", "مجلس الأمن"),
        # manner, time and place are nobody
        ("أكد الوزير أن العمل جار. وقال بكثير من الأسف إن المشروع تعثر.", "قال", "الوزير"),
    ],
)
def test_who_goes_on(text: str, cue: str, source: str) -> None:
    (found,) = [one for one in said(text) if one.cue is not None and one.cue.exact.removeprefix("و") == cue]
    assert found.sources[0].exact == source


@pytest.mark.parametrize(
    "text",
    [
        "لم يؤكد المتحدث أن القوات انسحبت.",
        "ورفض المسؤول التعليق على التقارير.",
        "انتقد ترامب أمس.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert said(text) == []


def test_what_somebody_was_quoted_with_stays_inside() -> None:
    (found,) = said("قال الوزير إن ما ورد على لسان رجل الأعمال يتضمن مغالطات كبيرة.")
    assert found.content.exact == "ما ورد على لسان رجل الأعمال يتضمن مغالطات كبيرة"


def test_a_demonstrative_opens_what_is_denied() -> None:
    assert voices("وكان الرئيس زار الدوحة. وتنفي قطر بشدة هذه الاتهامات.") == [("قطر",)]


def test_an_office_alone_is_the_one_who_holds_it() -> None:
    text = "قال وزير النقل سالم المبروك إن الطريق مفتوح. وأكد الوزير أن العمل مستمر."
    record = marsad.read(text, published="2023-09-28")
    first, second = (one.sources[0] for one in record.attributions)
    assert (second.exact, second.entity) == ("الوزير", first.entity)
    assert len(record.voices()) == 1


def test_what_is_not_verified_is_no_part_of_what_was_said() -> None:
    (found,) = said("وذكرت الوكالة أن ثلاثين مدنيا قتلوا في الغارة، وهو ما لم يتسن التأكد منه من مصدر مستقل.")
    assert found.content.exact == "ثلاثين مدنيا قتلوا في الغارة"
    assert found.hedge is not None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "وفي نينوى، أعلن قائد العمليات نجم الجبوري، اليوم الثلاثاء، مقتل ثلاثة من عناصر التنظيم.",
            "قائد العمليات نجم الجبوري",
        ),
        (
            "دعت الآلية الثلاثية، المكونة من الأمم المتحدة والهيئة الحكومية للتنمية «إيغاد»، طرفي القتال إلى هدنة إنسانية.",
            "الآلية الثلاثية",
        ),
        ('وقال البنداوي لـ(المدى) إن "اللجنة جمعت وثائق كثيرة عن العقود".', "البنداوي"),
        ('وأصيب أربعة بجروح، بحسب مصدر أمني تحدث لـ"السومرية نيوز".', "مصدر أمني"),
    ],
)
def test_neither_place_nor_acronym_speaks(text: str, source: str) -> None:
    assert source in [first for first, *_ in voices(text)]


@pytest.mark.parametrize(
    "text",
    ["قررت النيابة حبس 12 متهما 15 يوما على ذمة التحقيق.", "وكان من المقرر أن تكون قد أعلنت نتائجها."],
)
def test_neither_the_accused_nor_the_perfect_speaks(text: str) -> None:
    assert said(text) == []


def test_whom_an_officer_accuses() -> None:
    (found,) = said("اتهم المتحدث باسم القيادة العامة اللواء أحمد المسماري جماعات مسلحة بالوقوف وراء الهجوم.")
    assert found.sources[0].exact == "المتحدث باسم القيادة العامة اللواء أحمد المسماري"
    assert found.content.exact.startswith("جماعات مسلحة")


def test_an_answer_with_its_mark() -> None:
    (found,) = said("وردّ عضو الكتلة النائب حسن فضل الله على جعجع بالقول إن «من يعطل هو من يرفض الحوار».")
    assert found.sources[0].exact == "عضو الكتلة النائب حسن فضل الله"
