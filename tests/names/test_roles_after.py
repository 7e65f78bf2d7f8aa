"""An office after a name is that person's only where the clause says so."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("وكان في استقبال سالم المبروك، رئيس المجلس البلدي، والذي ألقى كلمة.", []),
        ("وقال سالم المبروك، رئيس المجلس البلدي، إن الطريق مفتوح.", ["رئيس المجلس البلدي"]),
        ("التقى سالم المبروك نائب وزير الدفاع، أحمد الفيتوري في بنغازي.", ["نائب وزير الدفاع"]),
        (
            'لقاء مع قائد القيادة العسكرية في إفريقيا "أفريكوم" سالم المبروك.',
            ['قائد القيادة العسكرية في إفريقيا "أفريكوم"'],
        ),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    record = marsad.read(text, published="2023-09-28")
    (found,) = [entity for entity in record.entities if "سالم" in entity.name]
    assert [role.exact for role in found.roles] == roles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("طرابلس - وال\nبحث رئيس الحكومة عبد الحميد الدبيبة ملف الانتخابات.", ["عبد الحميد الدبيبة"]),
        ("وقال الدكتور سالم العبيدي مفتي الجمهورية إن الحوار ضرورة.", ["سالم العبيدي"]),
        ("التقى نظيره السوداني عمر البشير.", ["عمر البشير"]),
    ],
)
def test_where_a_name_ends(text: str, names: list[str]) -> None:
    record = marsad.read(text, published="2023-09-28")
    assert [entity.name for entity in record.entities if entity.kind == "person"] == names


def test_a_rank_stands_between_office_and_name() -> None:
    record = marsad.read("قال المتحدث باسم القيادة العامة اللواء أحمد المسماري إن الوضع هادئ.")
    (found,) = [entity for entity in record.entities if entity.kind == "person"]
    assert [role.exact for role in found.roles] == ["المتحدث باسم القيادة العامة اللواء"]
