"""Constructions of long reports: titles before names, two nouns after a verb, remarks before a quotation, contrasts."""

from __future__ import annotations

import pytest

from speech.reading import read_report

NAMES = {
    "people": ["سالم العلي", "هند الراوي"],
    "organizations": ["وزارة الخارجية"],
    "places": ["دمشق"],
}


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (a.cue.exact, a.sources[0].exact, a.content.exact)
        for a in read_report(text, names=NAMES)
        if a.cue is not None and a.sources
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "واتهم وزير الخارجية الشيخ سالم العلي الدول المقاطعة بفرض الوصاية على بلاده.",
            ("اتهم", "وزير الخارجية الشيخ سالم العلي", "الدول المقاطعة بفرض الوصاية على بلاده"),
        ),
        (
            'ووصفت وزارة الخارجية هذه التقارير بأنها "مفبركة تماما".',
            ("وصفت", "وزارة الخارجية", 'هذه التقارير بأنها "مفبركة تماما"'),
        ),
        (
            "ورفضت دمشق الدعوة، واعتبرها سالم العلي، في مؤتمر صحفي عقده أمس، «تدخلا سافرا في شؤونها».",
            ("اعتبرها", "سالم العلي", "تدخلا سافرا في شؤونها"),
        ),
        (
            "وانتقد سالم العلي ما وصفه بـ«كرم الحكومة في الخارج».",
            ("وصفه", "سالم العلي", "كرم الحكومة في الخارج"),
        ),
        ('وتعالت أصوات رافضة لما سماه ناشطون "تمديدا للولاية".', ("سماه", "ناشطون", "تمديدا للولاية")),
        ("ورد عليه سالم العلي بأن المال استثمار.", ("رد", "سالم العلي", "المال استثمار")),
        (
            "وقالت هند الراوي إن الحزب غاضب، إلا أنها شددت على أن الحوار مستمر.",
            ("قالت", "هند الراوي", "الحزب غاضب"),
        ),
        (
            "وقالت هند الراوي إن الحزب غاضب، إلا أنها شددت على أن الحوار مستمر.",
            ("شددت", "هند الراوي", "الحوار مستمر"),
        ),
        ("وأدان سالم العلي هذا الهجوم في اتصال مع التلفزيون.", ("أدان", "سالم العلي", "هذا الهجوم")),
        (
            'ورد سالم العلي على حشود تطالب بإعدام المتهمين، قائلا "لن نتسرع أبدا".',
            ("قائلا", "سالم العلي", "لن نتسرع أبدا"),
        ),
    ],
)
def test_who_says_what(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_a_reply_without_words_is_none() -> None:
    assert told("ورد سالم العلي الزيارة أمس.") == []


def test_what_an_article_holds_stays_content() -> None:
    assert told("وأدان سالم العلي القرار الوارد في بيان الحكومة.")[0][2] == "القرار الوارد في بيان الحكومة"


def test_consequence_that_the_speaker_draws_is_his() -> None:
    (found,) = told("وأكد سالم العلي أن الأزمة طويلة، وهو ما يستدعي تعاون الجميع.")
    assert found[2] == "الأزمة طويلة، وهو ما يستدعي تعاون الجميع"


def test_headline_of_a_live_entry_speaks() -> None:
    text = "19:40 - سالم العلي: نسيطر على المطار والقصر\n\nقالت هند الراوي إنها هناك.\n\n18:00 - صباح الخير."
    assert told(text)[0] == (":", "سالم العلي", "نسيطر على المطار والقصر")


def test_line_of_a_list_does_not() -> None:
    text = "الفائزون هم:\n\nسالم العلي: المركز الأول في السباق\n\nهند الراوي: المركز الثاني في السباق"
    assert told(text) == []


def test_description_in_marks_ends_with_them() -> None:
    text = "ووصف سالم العلي ما يجري بأنه «محاولة انقلاب»، وأمر الحراس بالانتشار."
    assert told(text)[0] == ("وصف", "سالم العلي", "ما يجري بأنه «محاولة انقلاب»")
