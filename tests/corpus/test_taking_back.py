"""What was judged can be taken back by who judged, never deleted; what an edit says has to be sayable."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.corpus import Library
from marsad.errors import UsageError

from .conftest import given, put
from .test_judgements import TEXT


@pytest.fixture
def judged(library: Library) -> Library:
    put(library, given(1, TEXT), given(2))
    return library


def test_the_last_judgement_is_taken_back_by_another(judged: Library) -> None:
    claim = judged.record("a1").attributions[0].id
    judged.judge("a1", "attribution", claim, "accept", by="ليلى")
    judged.judge("a1", "attribution", claim, "reject", by="ليلى")
    back = judged.judge("a1", "attribution", claim, "undo", by="ليلى")
    assert (back.no, back.action, back.value, back.kind, back.fact) == (3, "undo", 2, "attribution", claim)
    assert [(one.judgement.action, one.undone) for one in judged.judgements("a1")] == [
        ("accept", False),
        ("reject", True),
        ("undo", False),
    ]
    (gold,) = judged.gold()
    assert len(gold["attributions"]) == 1
    judged.judge("a1", "attribution", claim, "undo", by="ليلى")
    assert list(judged.gold()) == []
    assert len(judged.judgements()) == 4
    assert judged.check().clean


def test_only_who_judged_takes_back_and_only_once(judged: Library) -> None:
    claim = judged.record("a1").attributions[0].id
    kept = judged.judge("a1", "attribution", claim, "accept", by="ليلى")
    for by, value in (("سمير", kept.no), ("سمير", None), ("ليلى", 99)):
        with pytest.raises(UsageError, match="could take back"):
            judged.judge("a1", "attribution", claim, "undo", by=by, value=value)
    judged.judge("a1", "attribution", claim, "undo", by="ليلى", value=kept.no)
    with pytest.raises(UsageError, match="could take back"):
        judged.judge("a1", "attribution", claim, "undo", by="ليلى", value=kept.no)
    assert len(judged.judgements()) == 2


def test_a_judgement_whose_words_are_gone_is_taken_back_too(judged: Library) -> None:
    claim = next(
        one for one in judged.record("a1").attributions if one.cue is not None and one.cue.exact == "نفت"
    )
    kept = judged.judge("a1", "attribution", claim.id, "accept", by="ليلى")
    put(judged, given(1, TEXT.replace("ونفت وزارة الداخلية وجود أضرار.", "")))
    assert [one.conflict for one in judged.judgements("a1")] == [True]
    back = judged.judge("a1", "attribution", claim.id, "undo", by="ليلى", value=kept.no)
    assert back.exact == "نفت"
    assert judged.judgements("a1")[0].undone


def test_the_whole_article_is_taken_back(judged: Library) -> None:
    judged.judge("a1", "article", None, "accept", by="ليلى")
    assert next(judged.gold())["complete"] is True
    judged.judge("a1", "article", None, "undo", by="ليلى")
    assert list(judged.gold()) == []


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("date", {"edtf": "12 آذار"}, "no date of EDTF"),
        ("date", {"edtf": "2024-02-30"}, "no date of EDTF"),
        ("date", {"text": "أمس الأول"}, "not in the article"),
        ("date", {"n": -1}, "which of the places"),
        ("attribution", {"content": "ما لم يقله أحد"}, "not in the article"),
        ("attribution", {"content": ""}, "words of the article"),
        ("attribution", {"sources": "الحيدري"}, "a list"),
        ("attribution", {"sources": ["الوزير الغائب"]}, "not in the article"),
        ("attribution", {"mode": "shouted"}, "not one of: direct"),
        ("attribution", {"implicit": "yes"}, "true or false"),
        ("entity", {"kind": "animal"}, "not one of: person"),
        ("entity", {"name": " "}, "a name"),
        ("entity", {"forms": []}, "something in it"),
        ("mention", {"kind": "place"}, "edit nothing"),
    ],
)
def test_an_edit_says_what_a_record_can_hold(
    judged: Library, kind: str, value: dict[str, Any], problem: str
) -> None:
    record = judged.record("a1")
    fact = {"date": "dates", "attribution": "attributions", "entity": "entities", "mention": "mentions"}[kind]
    with pytest.raises(UsageError, match=problem):
        judged.judge("a1", kind, getattr(record, fact)[0].id, "edit", by="ليلى", value=value)
    assert judged.judgements() == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"type": "PARTY"}, "not one of: AGREE"),
        ({"status": "maybe"}, "not one of: happened"),
        ({"triggers": [["زار"]]}, "which of its places"),
        ({"place": "باريس"}, "not in the article"),
        ({"said_by": [-1]}, "which of the places"),
        ({"status": "denied", "actors": ["وزارة الداخلية"], "place": "", "date": "2024-03"}, ""),
    ],
)
def test_an_edit_of_an_event(judged: Library, value: dict[str, Any], problem: str) -> None:
    put(judged, given(3, "قصف الجيش مدينة درنة أمس. وقالت وزارة الداخلية إن القصف توقف."))
    event = judged.record("a3").events[0].id
    if problem:
        with pytest.raises(UsageError, match=problem):
            judged.judge("a3", "event", event, "edit", by="ليلى", value=value)
        return
    judged.judge("a3", "event", event, "edit", by="ليلى", value=value)
    (gold,) = judged.gold()
    assert {name: gold["events"][0][name] for name in value} == value
