"""Sentences that report an assault or a protest, and those that only look so."""

from __future__ import annotations

import pytest

from events.reading import reports, sentences

MISSED = {
    "أضرم محتجون النار في مقر الحزب واعتدوا على حراسه بالعصي.",
    "حمل المشاركون نعوشا رمزية تنديدا بالحرب",
    "رفض الأسرى وجبات الطعام احتجاجا على عزل قياداتهم",
    "تصدر محكمة الجنايات غدا حكمها في قضية تفجير الكنيسة",
    "بدأت محاكمة متهمين باغتيال المعارض شكري بلعيد",
}
"""What is not answered rightly yet: who does not know what «احتجاجا» is the reason of, and trials of what happened long ago."""


@pytest.mark.parametrize(("kind", "sentence", "answer"), sentences())
def test_answer(kind: str, sentence: str, answer: bool, request: pytest.FixtureRequest) -> None:
    if sentence in MISSED:
        request.applymarker(pytest.mark.xfail(strict=True))
    assert reports(sentence, kind) is answer


def test_there_are_enough_of_both_kinds() -> None:
    for kind in ("ASSAULT", "PROTEST"):
        answers = [answer for type_, _, answer in sentences() if type_ == kind]
        assert answers.count(True) >= 30
        assert answers.count(False) >= 30
