"""Where noun phrases and names begin and end: units, creeds, accusatives, guardians of the crown."""

from __future__ import annotations

import pytest

import marsad
from marsad.reader import FAST


def names(text: str) -> list[tuple[str, str]]:
    return [(m.exact, m.kind) for m in marsad.read(text, tier=FAST).mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("التقى رئيس الحكومة آمر اللواء 444 قتال محمود حمزة في طرابلس.", ("اللواء 444 قتال", "organization")),
        ("سيطر لواء 35 مدرع على المعسكر.", ("لواء 35 مدرع", "organization")),
        ("انسحبت الفرقة الرابعة مدرعة من درعا.", ("الفرقة الرابعة مدرعة", "organization")),
        ("وقال المحافظ في تصريح لـ«الرياض» إن الأمر انتهى.", ("الرياض", "organization")),
        ("أكد البطريرك الماروني مار بشارة بطرس الراعي أن الأمر خطير.", ("مار بشارة بطرس الراعي", "person")),
    ],
)
def test_what_is_a_name(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in names(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("حضر الأمير محمد بن نايف ولي العهد والأمير محمد بن سلمان ولي ولي العهد.", "ولي"),
        ("قتل جنديا تركيا في إدلب.", "تركيا"),
        ("اعتقلت الشرطة مواطنا سوريا أمس.", "سوريا"),
        ("فجر الحوثيون منزل شيخ قبلي في صنعاء.", "قبلي"),
    ],
)
def test_what_is_none(text: str, word: str) -> None:
    assert word not in [exact for exact, _ in names(text)]


def test_what_lam_leads_to_is_named_with_its_article() -> None:
    record = marsad.read("قال الناطق باسم القائد العام للقوات المسلحة إن العملية نفذت.", tier=FAST)
    assert [e.name for e in record.entities] == ["القوات المسلحة"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("استهدفت طائرة مسيرة أمريكية قياديا في تنظيم القاعدة.", None, "قياديا"),
        ("الرياض – واس: استقبل خادم الحرمين الشريفين الملك سلمان أمير قطر.", "واس", None),
        ("وقطع محتجون الطريق عند جسر الرينغ.", "محتجون الطريق", None),
    ],
)
def test_parties_are_cut_where_they_end(text: str, actors: str | None, recipients: str | None) -> None:
    """`actors` names what is no actor; `recipients` with what one begins."""
    events = marsad.read(text, tier=FAST).events
    assert events
    assert actors not in [one.exact for event in events for one in event.actors]
    if recipients:
        assert any(one.exact.startswith(recipients) for event in events for one in event.recipients)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ذكرت صحيفة المصري اليوم أن الجلسة أرجئت.", "المصري اليوم"),
        ("قالت قناة روسيا اليوم إن المحادثات بدأت.", "روسيا اليوم"),
    ],
)
def test_papers_and_channels_called_after_today(text: str, name: str) -> None:
    assert (name, "organization") in [(m.exact, m.kind) for m in marsad.read(text).mentions]
