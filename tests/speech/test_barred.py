"""Words that look like cues and are none, and speakers that a title or a topic brings."""

from __future__ import annotations

import pytest

import marsad
from marsad.reader import FAST


def told(text: str) -> list[tuple[str, str]]:
    record = marsad.read(text, tier=FAST)
    return [
        (a.cue.exact if a.cue else "", a.sources[0].exact if a.sources else "") for a in record.attributions
    ]


@pytest.mark.parametrize(
    "text",
    [
        "وفي تعز أفشلت المقاومة الشعبية هجوما على جبل جرة.",  # Taiz, no verb
        "عدن - «الأيام»: قتل القيادي علي الصمدي برصاص قناصة.",  # Aden, no verb
        "كتب - أحمد السيد: قضت محكمة جنايات القاهرة بإحالة أوراق ستة متهمين إلى المفتي.",  # a byline
        "وأدانت غرفة الجنايات الابتدائية ستة أشخاص بتهمة تكوين عصابة بخمس سنوات سجنا.",  # a verdict
    ],
)
def test_what_only_looks_like_a_cue_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("كتب ترامب على تويتر: سنعود قريبا.", "كتب", "ترامب"),
        ("وأدانت الجامعة العربية الهجوم على المستشفى.", "أدانت", "الجامعة العربية"),
        (
            'أما رئيس الغرفة التجارية بجدة صالح كامل فاعتبر القرار "خطوة في الاتجاه الصحيح".',
            "اعتبر",
            "رئيس الغرفة التجارية بجدة صالح كامل",
        ),
        ("وطالب عدد من النواب الحكومة بفتح الطريق.", "طالب", "عدد من النواب"),
        ("وطالب عدد من الأهالي السلطات بفتح الطريق.", "طالب", "عدد من الأهالي"),
        ("قال د. أحمد الطيب إن الأزهر يرفض القرار.", "قال", "د. أحمد الطيب"),
        (
            "وقال الناطق باسم وزارة الصحة د. أشرف القدرة إن 15 مواطنا أصيبوا.",
            "قال",
            "الناطق باسم وزارة الصحة د. أشرف القدرة",
        ),
        ("وأكد أ.د. محمد مختار جمعة أن الخطبة موحدة.", "أكد", "أ.د. محمد مختار جمعة"),
        ("وقال السيد/ محمد علي إن الأمر انتهى.", "قال", "السيد/ محمد علي"),
        (
            "أكد والي غرب دارفور المكلف التجاني كرشوم أن المدينة آمنة.",
            "أكد",
            "والي غرب دارفور المكلف التجاني كرشوم",
        ),
        (
            "وأوضح العميد الركن أحمد عسيري المتحدث باسم قوات التحالف أن العملية انتهت.",
            "أوضح",
            "العميد الركن أحمد عسيري المتحدث باسم قوات التحالف",
        ),
    ],
)
def test_the_speaker_is_whole(text: str, cue: str, source: str) -> None:
    assert (cue, source) in told(text)


def test_a_long_remark_parts_words_from_their_cue() -> None:
    text = (
        "وقال الرئيس ـ في مقابلة خاصة مع قنوات أجنبية بثت مساء أمس, وذلك في معرض رده على سؤال حول تقارير عن خطط "
        'التحالف لبدء عملية في المدينة, إن "أي عمل عسكري دون موافقتنا غير شرعي".'
    )
    (found,) = marsad.read(text, tier=FAST).attributions
    assert found.sources[0].exact == "الرئيس"
    assert found.content.exact == "أي عمل عسكري دون موافقتنا غير شرعي"


def test_another_cue_between_keeps_its_own_words() -> None:
    text = 'وصل الوزير أمس. وقال محمد علي في حديث طويل أمس, وأضاف المدير, إن "الطريق مغلق".'
    told_by = {a.sources[0].exact: a.content.exact for a in marsad.read(text, tier=FAST).attributions}
    assert "محمد علي" not in told_by


def test_a_verb_before_a_count_is_no_student() -> None:
    record = marsad.read("وطالب أحد المعتصمين في تصريح للإذاعة السلطات التونسية بإيجاد حلول.", tier=FAST)
    actors = {one.exact for event in record.events for one in event.actors}
    assert actors == {"أحد المعتصمين"}
