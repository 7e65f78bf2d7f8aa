"""Where what is reported begins and ends when it is no clause but a noun phrase."""

from __future__ import annotations

import pytest

import marsad


def contents(text: str, title: str = "") -> list[str]:
    record = marsad.read(text, title=title, published="2023-09-28")
    return [one.content.exact for one in record.attributions]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("ودانت المبعوثة الأممية العنف، وحظرت السلطات التجول في المدينة.", "العنف"),
        ("ورحب ولي العهد بالاتفاق، لكن المعارضة قاطعت الجلسة.", "الاتفاق"),
        ("وحذرت الأمم المتحدة من نهب المخازن، بعدما تعرضت مستودعات للسلب.", "نهب المخازن"),
        ("ودعت باريس إلى جلسة طارئة، في وقت شنت الوحدات هجوما على البلدة.", "جلسة طارئة"),
        ("وأعلنت القيادة حظر التجول، ثم سحبت القوات من وسط البلد.", "حظر التجول"),
        ("وهدد الوزير باعتقال المتظاهرين، واستدعت الخارجية السفير.", "اعتقال المتظاهرين"),
        ("وانتقد النائب التحالف في إشارة إلى زيارة الرئيس.", "التحالف"),
    ],
)
def test_a_noun_ends_where_the_next_clause_begins(text: str, content: str) -> None:
    assert contents(text)[0] == content


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("ودعا الأمين العام إلى وقف القتال وحماية المدنيين.", "وقف القتال وحماية المدنيين"),
        (
            "وحذر البنك من تراجع الإنتاج، وارتفاع الأسعار في الأسواق.",
            "تراجع الإنتاج، وارتفاع الأسعار في الأسواق",
        ),
        (
            "وقال الوزير إن السلطات حظرت التجول، واستدعت الاحتياط.",
            "السلطات حظرت التجول، واستدعت الاحتياط",
        ),
        ("وأكد المدير ضرورة الإصلاح وبيوت الشباب.", "ضرورة الإصلاح وبيوت الشباب"),
    ],
)
def test_a_joined_noun_and_a_reported_clause_go_on(text: str, content: str) -> None:
    assert contents(text)[0] == content


def test_a_headline_ends_before_the_one_joined_to_it() -> None:
    assert contents("تفاصيل لاحقا.", "السلطنة ترحب بالاتفاق النووي ومسقط تحتضن جولة مشاورات") == [
        "الاتفاق النووي"
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("ودعا رئيس كوسوفو إبراهيم روجوفا مواطنيه إلى الهدوء.", "مواطنيه إلى الهدوء"),
        ("وطالب النائب الحكومة بالاستقالة.", "الحكومة بالاستقالة"),
        ("ودعا وزير الداخلية إلى الهدوء.", "الهدوء"),
        ("وأبلغت الوزارة السفير بأن القرار نهائي.", "القرار نهائي"),
    ],
)
def test_whom_a_request_is_addressed_to_belongs_to_it(text: str, content: str) -> None:
    assert contents(text)[0] == content
