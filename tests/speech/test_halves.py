"""Headlines of two halves: an event, and who says what of it."""

from __future__ import annotations

import pytest

from speech.reading import read_report

NAMES = {
    "people": ["الساعدي", "عون", "باسيل"],
    "organizations": ["أطباء بلا حدود"],
    "places": ["الفلوجة", "بغداد", "أنقرة"],
}


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("افتتاح الجسر الجديد.. والساعدي: سنكمل الطريق كله", "الساعدي", "سنكمل الطريق كله"),
        ("افتتاح الجسر الجديد.. وقرقاش: سنكمل الطريق كله", "قرقاش", "سنكمل الطريق كله"),
        ("نقل الجرحى.. و«أطباء بلا حدود»: الوضع صعب جدا", "أطباء بلا حدود", "الوضع صعب جدا"),
        ("رفع العلم في الفلوجة والساعدي: سنكمل الطريق كله", "الساعدي", "سنكمل الطريق كله"),
    ],
)
def test_second_half_has_its_own_voice(title: str, source: str, content: str) -> None:
    (found,) = read_report("نص.", title, NAMES)
    assert [s.exact for s in found.sources] == [source]
    assert found.content.exact == content


def test_first_half_ends_where_the_second_speaks() -> None:
    title = "الساعدي يعلن افتتاح الجسر.. وباسيل: سنكمل الطريق كله"
    first, second = read_report("نص.", title, NAMES)
    assert first.content.exact == "افتتاح الجسر"
    assert second.content.exact == "سنكمل الطريق كله"


@pytest.mark.parametrize(
    "title",
    [
        "لقاء بين عون وباسيل: تقدم في كل الملفات",
        "افتتاح الجسر الجديد.. والسبب: تأخر كل المقاولين",
        "محادثات بغداد وأنقرة: تقدم في كل الملفات",
    ],
)
def test_topic_before_a_colon_says_nothing(title: str) -> None:
    assert read_report("نص.", title, NAMES) == ()
