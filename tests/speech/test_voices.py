"""The article regrouped by source, and attributions told in words."""

from __future__ import annotations

import pytest
from tests.speech.reading import read_report

from marsad.speech import Voice, explain_attribution, group_voices
from marsad.types import Article, Record, Run, Site

TEXT = (
    "افتتح المعرض صباح اليوم في العاصمة. قال الوزير إن الحضور كبير. وأضاف أن الدخول مجاني. "
    'وقالت صحيفة "الراية" إن التذاكر نفدت. واتهمت الشركة بالتلاعب بالأسعار.'
)


@pytest.fixture(scope="module")
def voices() -> tuple[Voice, ...]:
    article = Article(id="t", text=TEXT, site=Site(name="المرصد"))
    record = Record(
        marsad="0", run=Run(model="fast", lexicon="", at=""), article=article, attributions=read_report(TEXT)
    )
    return group_voices(record)


def test_each_source_has_its_statements_in_order(voices: tuple[Voice, ...]) -> None:
    minister = voices[0]
    assert minister.name == "الوزير"
    assert [a.content.exact for a in minister.statements] == ["الحضور كبير", "الدخول مجاني"]


def test_what_nobody_is_said_to_say_is_the_outlets(voices: tuple[Voice, ...]) -> None:
    own = voices[-1]
    assert (own.kind, own.name) == ("outlet", "المرصد")
    assert [passage.exact for passage in own.passages] == ["افتتح المعرض صباح اليوم في العاصمة"]
    assert all(TEXT[p.start : p.end] == p.exact for p in own.passages)


def test_explanation_names_cue_speaker_and_rule() -> None:
    _, second = read_report("قال الوزير إن الحضور كبير. وأضاف أن الدخول مجاني.")
    told = explain_attribution(second)
    assert "cue «أضاف»" in told
    assert "antecedent «الوزير»" in told
    assert second.rule in told
    assert "no description" not in told
