"""Quotation marks of every kind, paired."""

from __future__ import annotations

import pytest

from marsad.speech.quotes import find_quotes
from marsad.text import read_part


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نعم" ثم غادر', ["نعم"]),
        ("قال «نعم» ثم غادر", ["نعم"]),
        ("قال “نعم” ثم غادر", ["نعم"]),
        ('قال " نعم " ثم غادر', ["نعم"]),
        ('وصفهم بـ"المتطرفين" أمس', ["المتطرفين"]),
        ('قال "دعمنا "للجيش الوطني" ثابت" ثم غادر', ['دعمنا "للجيش الوطني" ثابت', "للجيش الوطني"]),
        ("لا علامات هنا", []),
    ],
)
def test_marks_are_paired(text: str, inside: list[str]) -> None:
    part = read_part(text)
    found = [text[part.tokens[q.open].end : part.tokens[q.close].start].strip() for q in find_quotes(part)]
    assert found == inside


def test_unclosed_mark_ends_with_its_paragraph() -> None:
    part = read_part('قال "سنبقى هنا\nوغادر الوفد')
    (quote,) = find_quotes(part)
    assert not quote.closed
    assert quote.close == 4


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال <<نعم هذا صحيح>> ثم غادر", ["نعم هذا صحيح"]),
        ("قال ((نعم هذا صحيح)) ثم غادر", ["نعم هذا صحيح"]),
        ("قال ''نعم هذا صحيح'' ثم غادر", ["نعم هذا صحيح"]),
        ("قال 'نعم هذا صحيح' ثم غادر", ["نعم هذا صحيح"]),
        ('قال ""نعم هذا صحيح"" ثم غادر', ["نعم هذا صحيح"]),
        ("مدينة سان جيرمان (قرب باريس) وقرية l'Etang", []),
    ],
)
def test_doubled_and_single_marks(text: str, inside: list[str]) -> None:
    part = read_part(text)
    found = [text[part.tokens[q.open].end : part.tokens[q.close].start].strip() for q in find_quotes(part)]
    assert found == inside


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("قال: «سنبقى هنا.\n\nولن نغادر».\n\nثم انصرف", [True]),
        ("قال: «سنبقى هنا.\n\n«ولن نغادر».\n\nثم انصرف", [True]),
        ('قال: "سنبقى هنا.\n\n"ولن نغادر".\n\nثم انصرف', [True]),
        ('قال: "سنبقى هنا.\n\nولن نغادر" وأضاف المزيد', [True]),
        ("قال: «سنبقى هنا.\n\n«نعم»، أجاب المدير", [False, True]),
        ("قال: «سنبقى هنا.\n\nبلا علامات\n\n«نعم»", [False, True]),
    ],
)
def test_quotation_goes_on_in_the_next_paragraph(text: str, closed: list[bool]) -> None:
    assert [quote.closed for quote in find_quotes(read_part(text))] == closed
