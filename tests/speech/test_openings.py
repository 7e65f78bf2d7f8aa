"""Datelines, topics and joined headlines: who speaks when something else opens the sentence."""

from __future__ import annotations

import pytest

import marsad


def first_sources(text: str, title: str = "") -> list[str]:
    record = marsad.read(text, title=title, published="2023-09-28")
    return [one.sources[0].exact if one.sources else "" for one in record.attributions]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("بنغازي (ليبيا) (الراصد) - أعلنت هيئة الطرق أن الجسر أعيد فتحه.", "هيئة الطرق"),
        ("جنيف (وكالات) - أعربت الأمم المتحدة عن قلقها من تدهور الأوضاع.", "الأمم المتحدة"),
        ("واشنطن (ا ف ب) - اتهم المرشح الديموقراطي جون كيري خصمه بالكذب.", "المرشح الديموقراطي جون كيري"),
        ("لندن - أ ف ب - قال وزير المالية إن الضرائب لن ترتفع.", "وزير المالية"),
        ("الوزير - في كلمة ألقاها أمس - قال إن الطريق مفتوح.", "الوزير"),
    ],
)
def test_a_dateline_does_not_speak(text: str, source: str) -> None:
    assert first_sources(text)[0] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "قال الوزير إن الامتحان سهل. أما الطالبة ريم الخطيب، التي حصلت على المرتبة الأولى، فقالت إنها فوجئت.",
            "الطالبة ريم الخطيب",
        ),
        ("ورأى النائب أن الخطة فاشلة، أما السائق بلال الزيود فقال: «البنزين غال».", "السائق بلال الزيود"),
        ("وأعلن المحافظ تأجيل الجلسة. أما نقابة المعلمين فاعتبرت أن القرار متسرع.", "نقابة المعلمين"),
    ],
)
def test_a_topic_speaks_after_its_particle(text: str, source: str) -> None:
    assert first_sources(text)[-1] == source


def test_without_topic_the_particle_goes_on_with_the_speaker() -> None:
    assert first_sources("سئل الوزير سالم المبروك عن الأزمة، فقال إن الحل قريب.")[-1].endswith("سالم المبروك")


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("زلزال يضرب الساحل والرياض تعلن إرسال مساعدات عاجلة", "الرياض"),
        ("اغتيال الوالي في الجنينة ومناوي يطالب بتحقيق دولي", "مناوي"),
    ],
)
def test_a_joined_headline_has_its_own_speaker(title: str, source: str) -> None:
    assert source in first_sources("انتهى اليوم دون تفاصيل أخرى.", title)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("ودعا رئيس الحكومة المكلف نجيب سالم النواب إلى الهدوء.", "رئيس الحكومة المكلف نجيب سالم"),
        ("ودعا وزير النفط بالوكالة أنس الصالح المضربين إلى العودة.", "وزير النفط بالوكالة أنس الصالح"),
        ("واستنكر الأزهر ورابطة العالم الإسلامي الاعتداء على المسجد.", "الأزهر ورابطة العالم الإسلامي"),
    ],
)
def test_the_holder_and_whoever_joins_belong_to_the_speaker(text: str, source: str) -> None:
    assert first_sources(text)[0] == source
