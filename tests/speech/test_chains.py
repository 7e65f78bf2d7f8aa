"""Who passed words on, who was given them, who goes on, and who only stands nearby."""

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
    ("text", "sources"),
    [
        ("وقال مصدر أمني وكالة فرانس برس إن الانفجار وقع فجرا.", ["مصدر أمني", "وكالة فرانس برس"]),
        ("أفاد مهندسان وكالة فرانس برس أن الجسر انهار.", ["مهندسان", "وكالة فرانس برس"]),
        ('وقال أحد السكان لفرانس برس: "سمعنا دويا قويا".', ["أحد السكان", "فرانس برس"]),
        ("ونقل مصدر مطلع عن رئيس الوفد قوله إن الجولة انتهت.", ["رئيس الوفد", "مصدر مطلع"]),
        ("قال رئيس هيئة قناة السويس إن السفينة عامت.", ["رئيس هيئة قناة السويس"]),
    ],
)
def test_chain(text: str, sources: list[str]) -> None:
    assert said(text)[0][1] == sources


def test_the_accuser_goes_on() -> None:
    text = "واتهم الناطق باسم بلدية جنزور كتيبة «فرسان» بإطلاق النار، وقال إن ثلاثة جرحوا."
    accused, told = said(text)
    assert accused[1:] == (["الناطق باسم بلدية جنزور"], "كتيبة «فرسان» بإطلاق النار")
    assert told[1] == ["الناطق باسم بلدية جنزور"]


def test_the_woman_named_last_says_goodbye() -> None:
    text = 'قال الوزير إن الطريق مفتوح. وخرجنا مع فاطمة الزهراء. وقالت وهي تودعنا: "لا تنسوا أن تعودوا".'
    assert said(text)[-1][1] == ["فاطمة الزهراء"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('قال المزارع سالم عيسى إن الموسم جيد. "لن أترك أرضي"، يقول ضاحكا.', "المزارع سالم عيسى"),
        (
            'وأجرت الصحيفة حوارا مع الوزير سالم المبروك. ومما جاء في الحوار قوله: "الدستور أولا".',
            "الوزير سالم المبروك",
        ),
        ("واتصل بي الطبيب سامي الهاشمي وقال إن النتيجة سلبية.", "الطبيب سامي الهاشمي"),
    ],
)
def test_manner_and_place_do_not_speak(text: str, source: str) -> None:
    assert said(text)[-1][1] == [source]


def test_an_interview() -> None:
    text = (
        "التقت الجريدة الفنان سامي الهاشمي في بيته.\n"
        "- متى بدأت الغناء؟\nبدأت وأنا صغير في فرقة المدرسة.\n"
        "- وهل يتهمكم الحزب بالاسم؟\nلا، لم يحدث هذا أبدا."
    )
    answers = said(text)
    assert [content for _, _, content in answers] == [
        "بدأت وأنا صغير في فرقة المدرسة",
        "لا، لم يحدث هذا أبدا",
    ]
    assert {sources[0] for _, sources, _ in answers} == {"الفنان سامي الهاشمي"}


def test_questions_in_a_report_are_no_interview() -> None:
    text = "قال الفنان سامي الهاشمي إنه متعب.\nفمتى يعود؟\nلا أحد يعرف ذلك في المدينة."
    assert len(said(text)) == 1


def test_an_entry_of_a_live_blog_starts_anew() -> None:
    text = "10:15 قال وزير الصحة سالم المبروك إن العدد ارتفع.\n10:40 وأضاف أن المستشفيات ممتلئة."
    assert [cue for cue, _, _ in said(text)] == ["قال"]
