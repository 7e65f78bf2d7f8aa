"""Sentences that report an assault or a protest, and those that only look so."""

from __future__ import annotations

import pytest

from events.reading import reports, sentences


@pytest.mark.parametrize(("kind", "sentence", "answer"), sentences())
def test_answer(kind: str, sentence: str, answer: bool) -> None:
    assert reports(sentence, kind) is answer


def test_there_are_enough_of_both_kinds() -> None:
    for kind in ("ASSAULT", "PROTEST"):
        answers = [answer for type_, _, answer in sentences() if type_ == kind]
        assert answers.count(True) >= 30
        assert answers.count(False) >= 30
