"""What people decide on who is one actor: remembered, held to by what comes in later, undone."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.actors import evidence_for, find_actors, propose_merges, signed_records, who_is_who
from marsad.corpus.actors.directory import read_part
from marsad.errors import UsageError
from marsad.export.identity import entity_iri

from ..conftest import FAST, given, put

FULL, LONGER, OTHER, ALIAS, ALONE = (
    "مفتاح الجازوي",
    "مفتاح سعد الجازوي",
    "أنور الجازوي",
    "مفتاح الجازولي",
    "الجازوي",
)
TEXTS = (
    f"قال رئيس هيئة المرافئ {FULL} في طرابلس إن التحميل توقف. وأضاف الجازوي أن العمل يعود غدا.",
    f"أعلن {LONGER} استئناف التحميل في المرفأ.",
    f"كتب المحلل السياسي {OTHER} أن الاتفاق هش.",
    f"التقى رئيس هيئة المرافئ {ALIAS} وفدا في طرابلس أمس.",
    f"وقال {ALONE}: «التحميل يعود غدا». وأضاف {ALONE} أن المرفأ جاهز.",
)


@pytest.fixture
def filled(library: Library) -> Library:
    put(library, *(given(no, text, published=f"2024-03-1{no}") for no, text in enumerate(TEXTS)))
    return library


def articles_of(library: Library, name: str) -> tuple[str, ...]:
    (found,) = find_actors(library, name)
    return found.articles


def test_two_names_become_one_actor_and_two_again(filled: Library) -> None:
    assert articles_of(filled, FULL) == ("a0", "a1")
    made = filled.merge_actors(FULL, ALIAS, by="ليلى", note="خطأ مطبعي")
    assert (made.action, made.note) == ("merge", "خطأ مطبعي")
    assert articles_of(filled, FULL) == articles_of(filled, ALIAS) == ("a0", "a1", "a3")
    filled.undo(made.no, by="سمير")
    assert articles_of(filled, FULL) == ("a0", "a1")
    assert [one.action for one in filled.decisions(everything=True)] == ["merge", "undo"]
    assert filled.decisions() == []


def test_a_merge_holds_for_what_comes_in_later_and_is_read_again(filled: Library) -> None:
    filled.merge_actors(FULL, ALIAS, by="ليلى")
    put(filled, given(7, f"وصل {ALIAS} إلى بنغازي.", published="2024-03-20"))
    list(filled.reread(how=FAST, everything=True))
    assert articles_of(filled, LONGER) == ("a0", "a1", "a3", "a7")


def test_what_is_told_apart_is_never_joined_again(filled: Library) -> None:
    filled.split_actors(FULL, LONGER, by="ليلى")
    assert [one.articles for one in find_actors(filled, FULL)] == [("a0",), ("a1",)]
    put(filled, given(7, f"عاد {LONGER} و{FULL} إلى طرابلس. وقال {FULL} إنه مرتاح.", published="2024-03-20"))
    list(filled.reread(how=FAST, everything=True))
    directory = who_is_who(filled)
    assert directory.homes[f"person:{FULL}"] != directory.homes[f"person:{LONGER}"]


def test_the_last_word_on_two_names_counts(filled: Library) -> None:
    filled.split_actors(FULL, LONGER, by="ليلى")
    merged = filled.merge_actors(LONGER, FULL, by="سمير")
    assert articles_of(filled, FULL) == ("a0", "a1")
    filled.undo(merged.no, by="سمير")
    assert len(find_actors(filled, FULL)) == 2


def test_a_merge_that_would_join_what_people_hold_apart_is_refused(filled: Library) -> None:
    filled.split_actors(FULL, ALIAS, by="ليلى")
    with pytest.raises(UsageError, match="--undo 1"):
        filled.merge_actors(LONGER, ALIAS, by="سمير")
    filled.undo(1, by="سمير")
    filled.merge_actors(LONGER, ALIAS, by="سمير")
    filled.merge_actors(FULL, OTHER, by="سمير")
    filled.merge_actors(OTHER, ALIAS, by="سمير")
    with pytest.raises(UsageError, match="by way of other names"):
        filled.split_actors(FULL, ALIAS, by="سمير")


def test_a_family_name_alone_is_whose_people_say(filled: Library) -> None:
    assert "a4" not in articles_of(filled, FULL)
    filled.merge_actors(ALONE, FULL, by="ليلى")
    assert articles_of(filled, FULL) == ("a0", "a1", "a4")
    assert [one.articles for one in find_actors(filled, ALONE)] == [("a0", "a1", "a4"), ("a2",)]


def test_one_name_of_two_people_is_told_apart_by_article(filled: Library) -> None:
    put(filled, given(8, f"سجل اللاعب {FULL} هدفين في مباراة الأمس.", published="2024-03-21"))
    filled.split_actors(FULL, articles=["a8"], by="ليلى", note="اللاعب")
    assert [one.articles for one in find_actors(filled, FULL)] == [("a0", "a1"), ("a8",)]
    with pytest.raises(UsageError, match="does not name"):
        filled.split_actors(FULL, articles=["a2"], by="ليلى")


def test_what_makes_no_sense_is_refused(filled: Library) -> None:
    for one, other, problem in (
        (FULL, FULL, "the same name"),
        (FULL, "سمير القنطري", "names nobody so"),
        (FULL, "person:سمير", "names nobody so"),
    ):
        with pytest.raises(UsageError, match=problem):
            filled.merge_actors(one, other, by="ليلى")
    with pytest.raises(UsageError, match="--by"):
        filled.merge_actors(FULL, ALIAS, by=" ")
    with pytest.raises(UsageError, match="no decision"):
        filled.undo(9, by="ليلى")
    assert filled.decisions(everything=True) == []


def test_decisions_are_only_ever_added(filled: Library) -> None:
    filled.merge_actors(FULL, ALIAS, by="ليلى")
    for change in ("DELETE FROM decisions", "UPDATE decisions SET action = 'split'"):
        with pytest.raises(IntegrityError, match="only ever added"), filled.writing() as connection:
            connection.exec_driver_sql(change)
    assert filled.check().clean


def test_a_part_of_the_library_says_what_the_whole_says(filled: Library) -> None:
    filled.merge_actors(FULL, OTHER, by="ليلى")
    filled.merge_actors(OTHER, ALIAS, by="ليلى")
    whole = who_is_who(filled)
    with filled.reading() as connection:
        for key in whole.homes:
            part = read_part(connection, key)
            assert part.actors[part.homes[key]] == whole.find(key)


def test_likely_merges_come_with_what_speaks_for_them(filled: Library) -> None:
    directory = who_is_who(filled)
    first, *_ = propose_merges(filled, directory)
    assert {first.one.name, first.other.name} == {FULL, ALIAS}
    kinds = {one.kind: one for one in first.evidence}
    assert kinds["role"].words == ("رئيس هيئة المرافئ",)
    assert kinds["family_name"].words == (FULL, ALIAS)
    assert "طرابلس" in kinds["company"].words
    apart = evidence_for(filled, directory, FULL, OTHER)
    assert apart.score == 0.0
    assert first.score > 0.5


def test_a_pair_that_was_decided_on_is_not_proposed_again(filled: Library) -> None:
    filled.split_actors(FULL, ALIAS, by="ليلى")
    left = propose_merges(filled, who_is_who(filled))
    assert {FULL, ALIAS} not in [{one.one.name, one.other.name} for one in left]


def test_two_who_meet_are_hardly_one(filled: Library) -> None:
    before = evidence_for(filled, who_is_who(filled), FULL, ALIAS).score
    put(filled, given(9, f"التقى {FULL} نظيره {ALIAS} في تونس.", published="2024-03-22"))
    after = evidence_for(filled, who_is_who(filled), FULL, ALIAS)
    assert after.score < before - 0.2
    assert "together" in {one.kind for one in after.evidence}


def test_the_commands_decide_and_undo(filled: Library, location: str) -> None:
    filled.close()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["actor", location, *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "family_name" in run("--likely")
    assert "role" in run("--evidence", FULL, ALIAS)
    assert "merge" in run("--merge", FULL, ALIAS, "--by", "ليلى", "--note", "خطأ")
    assert "3 articles" in run(FULL)
    run("--undo", "1", "--by", "ليلى")
    run("--split", FULL, LONGER, "--by", "ليلى")
    run("--bearer", FULL, "--article", "a0", "--by", "ليلى")
    assert len(run("--decisions").splitlines()) == 4


@pytest.mark.parametrize(
    "words", [(), (FULL, "--likely"), ("--merge", FULL, ALIAS), ("--undo", "7", "--by", "ليلى")]
)
def test_wrong_usage_ends_with_two(filled: Library, location: str, words: tuple[str, ...]) -> None:
    filled.close()
    assert CliRunner().invoke(app, ["actor", location, *words]).exit_code == 2


def test_exports_say_who_is_who(filled: Library) -> None:
    filled.merge_actors(FULL, ALIAS, by="ليلى")
    named: dict[str, set[str]] = {}
    for record in signed_records(filled):
        for entity in record.entities:
            named.setdefault(entity.name, set()).add(entity_iri(record, entity))
    assert named[FULL] == named[ALIAS] == named[LONGER] != named[OTHER]
    (alone,) = named[ALONE]
    assert alone.startswith("urn:marsad:a4#")
    (numbers,) = signed_records(filled, [1])
    assert '"actors":{"e' in numbers.to_json()
