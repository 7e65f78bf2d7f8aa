"""Nouns with their owner's pronoun are no names in ة, wherever a text tells ه from ة."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.types import Document, Names

_CAREFUL = "أجلت المحكمة الابتدائية في العاصمة جلسة القضية بسبب غياب هيئة الدفاع. "
_CARELESS = "اجلت المحكمه الابتدائيه في العاصمه جلسه القضيه. "


@pytest.mark.parametrize(
    ("text", "named_so"),
    [
        (_CAREFUL + "وأكد المحامي أن منوبه بريء.", []),
        (_CAREFUL + "وقال جده إن العائلة هاجرت.", []),
        (_CAREFUL + "وأكد اللاعب أن ناديه سيفوز.", []),
        (_CAREFUL + "وقال النائب إن المساعدات وصلت إلى غزه.", ["غزه"]),
        (_CAREFUL + "وقال النائب إن سكان غزه يعانون.", ["غزه"]),
        (_CAREFUL + "وقال النائب إن مدينة درنه محاصرة.", ["درنه"]),
        (_CAREFUL + "وقال سكان درنة إن درنه محاصرة.", ["درنة", "درنه"]),
        (_CAREFUL + "ووصل الوفد إلى غزه، مؤكدا أن غزه صامدة.", ["غزه", "غزه"]),
        (_CAREFUL + "ووصلت المياه، وأكد النائب أن درنة بخير.", ["درنة"]),
        (_CARELESS + "وقال النائب ان درنه محاصره.", ["درنه"]),
    ],
)
def test_an_owned_noun_is_no_name(
    text: str, named_so: list[str], named: Callable[[str], tuple[Document, Names]]
) -> None:
    assert [m.exact for m in named(text)[1].mentions if " " not in m.exact] == named_so
