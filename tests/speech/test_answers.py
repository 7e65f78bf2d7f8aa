"""Words that take up what was said before, by «ذلك» or by a pronoun."""

from __future__ import annotations

import pytest

import marsad


def said(text: str) -> list[tuple[str, str, str]]:
    record = marsad.read(text, published="2023-09-28")
    return [
        (one.cue.exact if one.cue else "", one.sources[0].exact if one.sources else "", one.content.exact)
        for one in record.attributions
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "واتهمت لجنة الأطباء الجيش بقصف المستشفى، بينما نفى المتحدث باسم الجيش ذلك، مؤكدا أن الهدف مخزن.",
            ("نفى", "المتحدث باسم الجيش", "الجيش بقصف المستشفى"),
        ),
        (
            "واتهم الوزير المعارضة بالتحريض، وهو ما نفاه النائب سالم المبروك.",
            ("نفاه", "النائب سالم المبروك", "المعارضة بالتحريض"),
        ),
        ("وقال الوزير إن الصندوق فارغ، الأمر الذي نفته النقابة.", ("نفته", "النقابة", "الصندوق فارغ")),
        ("ونفى الجهاز ذلك، مؤكدا أن الأرقام قديمة.", ("نفى", "الجهاز", "ذلك")),
        ("وانتقد الحزب القرار واعتبره «رضوخا للدائنين».", ("اعتبره", "الحزب", "رضوخا للدائنين")),
        (
            "ورحب الوزير بالحكم، فيما اعتبره النائب سالم المبروك «انتصارا».",
            ("اعتبره", "النائب سالم المبروك", "انتصارا"),
        ),
        ("ودانت الرئاسة الحكم ووصفته بالجائر.", ("وصفته", "الرئاسة", "الجائر")),
    ],
)
def test_what_is_taken_up(text: str, answer: tuple[str, str, str]) -> None:
    assert answer in said(text)


@pytest.mark.parametrize(
    "text", ["وأكدت المصادر ذلك الخبر.", "وهو ما يحتاجه السوق اليوم.", "وعدها والدها بهدية."]
)
def test_nothing_is_taken_up(text: str) -> None:
    assert all(content != "ذلك" and cue[-1:] != "ه" for cue, _, content in said(text))


def test_a_short_quotation_may_be_a_part() -> None:
    assert ("أعلن", "القائد", "«تحرير» المدينة من المسلحين") in said(
        "وأعلن القائد «تحرير» المدينة من المسلحين."
    )
