"""A noun right after a verb whose gender it has not is its object: whoever spoke before asks it."""

from __future__ import annotations

import pytest

import marsad


def last_voice(text: str) -> list[str]:
    return [
        source.exact
        for source in marsad.read(text, title="", published="2023-09-28").attributions[-1].sources
    ]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("قال الصدر إن الفساد مستشر. وطالب الحكومة بالاستقالة فورا.", "الصدر"),
        ("قال الصدر إن الفساد مستشر. وناشد الحكومة التدخل فورا.", "الصدر"),
        ("قال النقيب إن الأجور متدنية. وحذر الوزارة من إضراب مفتوح.", "النقيب"),
        ("قال الأمين العام للنقابة إن الأسعار ارتفعت. وانتقد الحكومة لتقاعسها.", "الأمين العام للنقابة"),
        ("قال حفتر إن الوضع صعب. وأبلغ اللجنة بأنه لن يحضر.", "حفتر"),
        ("قالت الوزيرة إن المشروع جاهز. ودعت المجلس إلى سن القانون.", "الوزيرة"),
        # who may be its subject stays so
        ("اجتمع القادة في القاهرة. ودعا القادة إلى وقف النار.", "القادة"),
        ("قال المدير إن الإنتاج متوقف. وطالبت النقابة برفع الأجور.", "النقابة"),
        ("قال خبير إن الشفرة قديمة. وطالب القراصنة بفدية كبيرة.", "القراصنة"),
    ],
)
def test_whoever_agrees_speaks(text: str, voice: str) -> None:
    assert last_voice(text) == [voice]


def test_nobody_speaks_where_only_the_object_stands() -> None:
    """He demanded that the government resign at once."""
    assert not marsad.read("وطالب الحكومة بالاستقالة فورا.", title="").attributions


def test_a_body_that_spoke_before_speaks_again() -> None:
    """The council looked into the bill and recommended ... The council also recommended to hasten the laws."""
    text = "نظر المجلس في المشروع وأوصى بإحالته على اللجنة. كما أوصى المجلس بالتسريع في إعداد القوانين."
    assert last_voice(text) == ["المجلس"]
    assert marsad.read(text, title="").attributions[-1].content.exact.startswith("التسريع")
