"""The cue lexicon: large enough, well-formed, and every rule of the layer described."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.speech.reading import read_report

from marsad.matching import load_lexicon
from marsad.speech.explain import explain_attribution
from marsad.speech.rules import confidence_of, meaning_of
from marsad.speech.words import read_words
from marsad.text import fold

HERE = Path(__file__).parent


def test_there_are_four_hundred_cues() -> None:
    lexicon = load_lexicon()
    cues = lexicon.table("cue")
    assert len(cues) + len(lexicon.table("cue_tail")) >= 400
    assert len({entry.id for entry in cues}) == len(cues)


def test_every_list_of_words_is_filled() -> None:
    words = read_words(load_lexicon())
    empty = [name for name in words.__struct_fields__ if not getattr(words, name)]
    assert empty == []


def test_no_common_cue_is_refused_as_a_noun() -> None:
    words = read_words(load_lexicon())
    for verb in ("قال", "أكد", "أعلن", "أضاف", "صرح", "نفى", "دعا", "اتهم", "حذر"):
        assert fold(verb) not in words.never


@pytest.mark.parametrize("ident", ["gulf", "levant", "egypt", "iraq", "maghreb", "agency"])
def test_every_rule_used_is_described(ident: str) -> None:
    rows = {row["id"]: row for row in yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))}
    for attribution in read_report(rows[ident]["text"], rows[ident]["title"], rows[ident]):
        assert meaning_of(attribution.rule, load_lexicon())
        assert 0 < confidence_of(attribution.rule, load_lexicon()) <= 1


def test_words_within_words_are_less_sure() -> None:
    outer, inner = read_report("قال المحافظ إن الشرطة أكدت أن الطريق مفتوح.")
    assert inner.parent == outer.id
    assert inner.confidence < outer.confidence
    assert "less sure, since it stands inside another's words" in explain_attribution(inner)
    assert "less sure" not in explain_attribution(outer)


def test_dropped_subject_is_less_sure() -> None:
    first, second = read_report("قال المحافظ إن الطريق مفتوح. وأكد أن الجسر مغلق.")
    assert second.sources[0].implicit
    assert second.confidence < first.confidence
