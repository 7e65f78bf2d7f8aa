"""The modes of what is asked for, refused and threatened."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "trigger", "mode"),
    [
        ("طالب المتظاهرون في بغداد باستقالة الحكومة.", "طالب", "change"),
        ("دعا المبعوث الأممي أطراف النزاع إلى وقف القتال.", "دعا", "yield"),
        ("ناشد لبنان المجتمع الدولي تقديم مساعدات عاجلة.", "ناشد", "assist"),
        ("دعت مصر الفصائل إلى اجتماع في القاهرة.", "دعت", "meet"),
        ("رفض رئيس الوزراء الليبي لقاء المبعوث.", "رفض", "meet"),
        ("رفضت الحكومة التراجع عن القرار.", "رفضت", "yield"),
        ("هددت واشنطن بفرض عقوبات على شركات نفط.", "هددت", "relations"),
        ("هددت الخرطوم بطرد السفير الأوغندي.", "هددت", "expel"),
        ("توعد الوزير باجتياح رفح.", "توعد", "territory"),
        ("هدد الجيش بقصف المدينة.", "هدد", "violence"),
        ("طلب الرئيس الأوكراني من ألمانيا دعما عسكريا.", "طلب", "assist"),
        ("دفعت الميليشيات بتعزيزات إلى أطراف العاصمة.", "دفعت", "militia"),
        ("دفع الجيش بتعزيزات إلى مأرب.", "دفع", "troops"),
        ("طلب الوزير من النواب الصبر.", "طلب", None),
        ("هدد القائد بإغلاق مضيق هرمز.", "هدد", "restrict"),
    ],
)
def test_mode(text: str, trigger: str, mode: str | None) -> None:
    found = [e for e in marsad.read(text, title="").events if trigger in e.trigger.exact]
    assert found
    assert found[0].mode == mode
