"""Where the words of a party end: bodies called by their field alone, nationals, offices of two states, those tied to a body."""

from __future__ import annotations

import pytest

import marsad


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The type and the parties of each event."""
    events = marsad.read(text, published="2016-05-12").events
    return [(e.type, [s.exact for s in e.actors], [s.exact for s in e.recipients]) for e in events]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("استدعت الخارجية السفير الفرنسي بعد تصريحاته.", "ACCUSE", ["الخارجية"], ["السفير الفرنسي"]),
        ("اتهمت الداخلية المتظاهرين بالشغب.", "ACCUSE", ["الداخلية"], ["المتظاهرين"]),
        ("أمر القضاء بإطلاق سراح الصحفي.", "RETREAT", ["القضاء"], ["الصحفي"]),
        ("حكم القضاء العسكري على الناشط بالسجن ستة أشهر.", "SANCTION", ["القضاء العسكري"], ["الناشط"]),
        ("قضت محكمة الجنايات بسجن الوزير السابق خمس سنوات.", "SANCTION", ["محكمة الجنايات"], ["الوزير السابق"]),
        ("كما قرر قاضي التحقيق الإفراج عن المدون رضا الغربي.", "RETREAT", ["قاضي التحقيق"], ["المدون رضا الغربي"]),
        ("تم إيقاف تونسي وذلك على خلفية تدوينة.", "COERCE", [], ["تونسي"]),
        ("استشهد فلسطيني مساء أمس قرب نابلس.", "ASSAULT", [], ["فلسطيني"]),
        ("عقد وزيرا خارجية السعودية وإيران لقاء في بكين.", "CONSULT", ["وزيرا خارجية السعودية وإيران"], []),
        ("التقى سفيرا فرنسا وألمانيا مساء أمس.", "CONSULT", ["سفيرا فرنسا وألمانيا"], []),
        ("قتل المسلحون الحوثيون جنديين.", "ASSAULT", ["المسلحون الحوثيون"], ["جنديين"]),
        ("هاجمت حركة الشباب المرتبطة بتنظيم القاعدة فندقا.", "ASSAULT", ["حركة الشباب المرتبطة بتنظيم القاعدة"], ["فندقا"]),
        ("منعت السلطات الحزب من تنظيم مسيرة في العاصمة.", "COERCE", ["السلطات"], ["الحزب"]),
        ("تظاهر الآلاف ضد الطبقة السياسية.", "PROTEST", ["الآلاف"], ["الطبقة السياسية"]),
    ],
)  # fmt: skip
def test_parties(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert (kind, actors, recipients) in told(text)


def test_a_movement_that_describes_its_people_is_who_they_are() -> None:
    record = marsad.read("أدان المجلس قصف المتمردين الحوثيين مدينة مأرب.", published="2016-05-12")
    entity = next(e.id for e in record.entities if "حوثي" in e.name)
    assert any(s.entity == entity for e in record.events if e.type == "ASSAULT" for s in e.actors)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("تم القضاء على خلية إرهابية في القصرين.", "القضاء"),
        ("بحث المجلس السياسة الخارجية مع الوزير.", "الخارجية"),
        ("أسفر قصف تركي على ريف الحسكة عن إصابة ثلاثة مدنيين.", "تركي"),
        ("اقتحمت القوات مخيم الفارعة وقتلت شابين واعتقلت آخرين.", "آخرين"),
    ],
)
def test_who_is_no_party(text: str, word: str) -> None:
    assert all(word not in (*a, *r) for kind, a, r in told(text) if kind != "COERCE")


def test_each_verb_keeps_its_object() -> None:
    found = told("اقتحمت القوات مخيم الفارعة وقتلت شابين واعتقلت آخرين.")
    assert [r for _, _, r in found] == [["مخيم الفارعة"], ["شابين"], ["آخرين"]]
