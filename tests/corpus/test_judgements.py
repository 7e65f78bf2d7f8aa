"""What people decide is kept for ever, follows its words, and comes out as annotated articles."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from marsad.corpus import Library, Standing
from marsad.corpus.store.anchors import Anchor, place_anchor
from marsad.errors import LibraryError, UsageError
from marsad.types import Article, Record

from .conftest import given, put

TEXT = (
    "قال وزير الموارد المائية سالم الحيدري إن السد الجديد سيفتتح في 12 آذار/مارس 2024. "
    "وأضاف الحيدري أن الأعمال انتهت. ونفت وزارة الداخلية وجود أضرار."
)


@pytest.fixture
def judged(library: Library) -> Library:
    put(library, given(1, TEXT), given(2))
    return library


def person(record: Record) -> Any:
    return next(one for one in record.entities if one.kind == "person" and "الحيدري" in one.name)


def claims(record: Record) -> list[str]:
    return [one.id for one in record.attributions]


def test_a_judgement_keeps_who_when_and_which_words(judged: Library) -> None:
    record = judged.record("a1")
    claim = record.attributions[0]
    kept = judged.judge("a1", "attribution", claim.id, "accept", by="ليلى")
    assert (kept.no, kept.by, kept.exact, kept.fact) == (1, "ليلى", claim.cue and claim.cue.exact, claim.id)
    assert kept.at.endswith("Z")
    (standing,) = judged.judgements("a1")
    assert standing.judgement == kept
    assert standing.fact == claim
    assert judged.judgements("a2") == []
    assert judged.check().clean


def test_judgements_are_never_changed(judged: Library) -> None:
    judged.judge("a1", "article", None, "tag", by="ليلى", value="سدود")
    for change in ("UPDATE judgements SET action = 'x'", "DELETE FROM judgements"):
        with pytest.raises(IntegrityError, match="only ever added"), judged.writing() as connection:
            connection.exec_driver_sql(change)


def test_judgements_follow_their_words_into_a_new_version(judged: Library) -> None:
    record = judged.record("a1")
    for claim in claims(record):
        judged.judge("a1", "attribution", claim, "accept", by="ليلى")
    put(judged, given(1, "أعلن مكتب الوزير تعديلا على النبأ. " + TEXT.replace("ونفت", "وأكدت")))
    standing = judged.judgements("a1")
    fates = {one.judgement.exact: one.conflict for one in standing}
    assert fates["قال"] is False
    assert fates["أضاف"] is False
    assert fates["نفت"] is True
    found = next(one.fact for one in standing if one.judgement.exact == "أضاف")
    assert "الأعمال انتهت" in found.content.exact


@pytest.mark.parametrize(
    ("kind", "fact", "action", "value", "problem"),
    [
        ("attribution", "a99", "accept", None, "no attribution a99"),
        ("claim", "a1", "accept", None, "not one of"),
        ("date", "d1", "applaud", None, "not one of"),
        ("date", "d1", "edit", None, "needs a value"),
        ("date", "d1", "edit", {"year": 3}, "one can edit edtf, n, text"),
        ("date", "d1", "merge", "d2", "for entities only"),
        ("entity", "e1", "split", ["x"], "groups of its forms"),
        ("attribution", "a1", "rate", ["1"], "from 1 to 6"),
    ],
)
def test_what_makes_no_sense_is_refused(
    judged: Library, kind: str, fact: str, action: str, value: Any, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        judged.judge("a1", kind, fact, action, by="ليلى", value=value)
    with pytest.raises(UsageError, match="name of who"):
        judged.judge("a1", "article", None, "accept", by=" ")
    with pytest.raises(LibraryError, match="no such article"):
        judged.judge("a7", "article", None, "accept", by="ليلى")
    assert judged.judgements() == []


def test_gold_holds_what_people_accepted(judged: Library) -> None:
    record = judged.record("a1")
    first, second, *_ = claims(record)
    date = record.dates[0].id
    judged.judge("a1", "attribution", first, "accept", by="ليلى")
    judged.judge("a1", "attribution", second, "edit", by="ليلى", value={"mode": "direct"})
    judged.judge("a1", "date", date, "edit", by="ليلى", value={"edtf": "2024-03-13"})
    judged.judge("a1", "attribution", first, "note", by="ليلى", value="واضح")
    judged.judge("a2", "article", None, "tag", by="ليلى", value="بلدية")
    (gold,) = judged.gold()
    assert (gold["id"], gold["text"], gold["complete"], gold["conflicts"]) == ("a1", TEXT, False, [])
    assert [one["cue"] for one in gold["attributions"]] == ["قال", "أضاف"]
    assert [one["mode"] for one in gold["attributions"]] == ["indirect", "direct"]
    assert gold["attributions"][0]["sources"] == ["وزير الموارد المائية سالم الحيدري"]
    assert gold["dates"] == [{"text": record.dates[0].exact, "n": 1, "edtf": "2024-03-13"}]
    assert (gold["entities"], gold["events"]) == ([], [])


def test_an_article_accepted_whole_is_complete_gold(judged: Library) -> None:
    record = judged.record("a1")
    judged.judge("a1", "article", None, "accept", by="ليلى")
    judged.judge("a1", "attribution", claims(record)[0], "reject", by="ليلى")
    (gold,) = judged.gold()
    assert gold["complete"] is True
    assert len(gold["attributions"]) == len(record.attributions) - 1
    assert {one["name"] for one in gold["entities"]} == {one.name for one in record.entities}
    for event in gold["events"]:
        assert all(TEXT.count(word) >= n > 0 for word, n in event["triggers"])
        assert all(at < len(gold["attributions"]) for at in event["said_by"])


def test_the_last_word_counts(judged: Library) -> None:
    claim = claims(judged.record("a1"))[0]
    for action in ("accept", "reject"):
        judged.judge("a1", "attribution", claim, action, by="ليلى")
    (gold,) = judged.gold()
    assert gold["attributions"] == []
    judged.judge("a1", "attribution", claim, "accept", by="سمير")
    (gold,) = judged.gold()
    assert len(gold["attributions"]) == 1


def test_entities_are_merged_and_split(judged: Library) -> None:
    record = judged.record("a1")
    one = person(record)
    other = next(entity for entity in record.entities if entity.id != one.id)
    judged.judge("a1", "entity", other.id, "merge", by="ليلى", value=one.name)
    (gold,) = judged.gold()
    (entity,) = gold["entities"]
    assert entity["name"] == one.name
    assert set(entity["forms"]) == {*one.forms, *other.forms}
    judged.judge("a1", "entity", one.id, "split", by="ليلى", value=[["سالم الحيدري"], ["الحيدري"]])
    (gold,) = judged.gold()
    assert [fact["forms"] for fact in gold["entities"]] == [["سالم الحيدري", *other.forms], ["الحيدري"]]


def anchor(text: str, exact: str, start: int) -> Anchor:
    end = start + len(exact)
    return Anchor(
        field="text",
        start=start,
        end=end,
        exact=exact,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end:][:32],
    )


def test_anchors_choose_by_surroundings_then_by_distance() -> None:
    text = "قال الوزير نعم. وقال الوزير لا. وقال السفير ربما."
    second = anchor(text, "قال", text.index("قال", 5))
    moved = "وقال المدير شيئا. " + text
    assert place_anchor(Article(id="x", text=text), second) == second.start
    assert place_anchor(Article(id="x", text=moved), second) == moved.index("قال الوزير لا")
    assert place_anchor(Article(id="x", text="لا شيء"), second) is None


def test_standing_of_a_whole_article_is_no_conflict(judged: Library) -> None:
    judged.judge("a1", "article", None, "accept", by="ليلى")
    assert [one.conflict for one in judged.judgements()] == [False]
    assert isinstance(judged.judgements()[0], Standing)
