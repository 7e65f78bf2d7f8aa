"""The Admiralty code: set by people only, following words and actors, in every export."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.actors import signed_records, who_is_who
from marsad.corpus.grading import Grades, grades_of
from marsad.errors import UsageError
from marsad.export.parquet_tables import rows_by_table

from ..conftest import FAST, given, put

SPOKESMAN = "سمير العكاري"
TEXTS = (
    f"قال المتحدث باسم البلدية {SPOKESMAN} إن الجسر سيفتح غدا.",
    "أفاد مصدر أمني بأن الطريق مغلق. وقتل شخصان في حادث على الطريق.",
    "أكد سمير عكاري أن الجسر مغلق بسبب أعمال الصيانة.",
)


@pytest.fixture
def filled(library: Library) -> Library:
    put(library, *(given(no, text, site={"domain": "anba.example"}) for no, text in enumerate(TEXTS)))
    return library


def grades(library: Library) -> Grades:
    return grades_of(library, who_is_who(library))


def codes(library: Library) -> dict[str, list[str]]:
    return {record.article.id: sorted(record.grades.values()) for record in signed_records(library)}


def test_nobody_is_graded_but_by_people(filled: Library) -> None:
    assert grades(filled) == Grades(reliability={}, credibility={})
    assert grades(filled).code(1, "a1", "person:أحد") == "F6"
    assert codes(filled) == {"a0": [], "a1": [], "a2": []}


def test_a_grade_is_of_the_actor_under_all_names(filled: Library) -> None:
    filled.rate_source("سمير عكاري", "B", by="ليلى", note="يصيب عادة")
    assert codes(filled)["a0"] == ["B6"]
    assert set(codes(filled)["a2"]) == {"B6"}
    filled.rate_source(SPOKESMAN, "D", by="سمير")
    assert codes(filled)["a0"] == ["D6"]


def test_outlets_and_nameless_sources_are_graded_too(filled: Library) -> None:
    filled.rate_source("anba.example", "C", by="ليلى")
    filled.rate_source("words:مصدر امني", "E", by="ليلى")
    assert grades(filled).reliability == {"site:anba.example": "C", "words:مصدر امني": "E"}
    assert codes(filled)["a1"] == ["E6"]


def test_the_number_of_a_statement_follows_its_words(filled: Library) -> None:
    filled.rate_source(SPOKESMAN, "B", by="ليلى")
    filled.judge("a0", "attribution", "a1", "rate", by="ليلى", value="2")
    assert codes(filled)["a0"] == ["B2"]
    put(filled, given(0, f"تحديث اليوم. {TEXTS[0]}", site={"domain": "anba.example"}))
    list(filled.reread(how=FAST, everything=True))
    assert codes(filled)["a0"] == ["B2"]
    filled.judge("a0", "attribution", "a1", "undo", by="ليلى")
    assert codes(filled)["a0"] == ["B6"]


def test_a_grade_decides_nothing_about_the_fact(filled: Library) -> None:
    filled.judge("a0", "attribution", "a1", "rate", by="ليلى", value="5")
    assert not filled.judgements("a0")[0].decides
    assert list(filled.gold()) == []


def test_a_grade_can_be_undone(filled: Library) -> None:
    made = filled.rate_source("anba.example", "C", by="ليلى")
    filled.rate_source("anba.example", "A", by="سمير")
    assert grades(filled).reliability == {"site:anba.example": "A"}
    filled.undo(2, by="سمير")
    assert grades(filled).reliability == {"site:anba.example": "C"}
    filled.undo(made.no, by="ليلى")
    assert grades(filled).reliability == {}


@pytest.mark.parametrize(("source", "grade"), [("anba.example", "G"), ("لا أحد", "A"), ("words:أحد", "A")])
def test_unknown_grades_and_sources_are_refused(filled: Library, source: str, grade: str) -> None:
    with pytest.raises(UsageError):
        filled.rate_source(source, grade, by="ليلى")
    assert filled.decisions(everything=True) == []


@pytest.mark.parametrize(("kind", "fact", "value"), [("attribution", "a1", "7"), ("entity", "e1", "2")])
def test_only_statements_bear_numbers(filled: Library, kind: str, fact: str, value: str) -> None:
    with pytest.raises(UsageError, match="from 1 to 6"):
        filled.judge("a0", kind, fact, "rate", by="ليلى", value=value)


def test_parquet_rows_bear_both(filled: Library) -> None:
    filled.rate_source(SPOKESMAN, "B", by="ليلى")
    first = next(signed_records(filled, [1]))
    (claim,) = [row for table, row in rows_by_table(first) if table == "claims"]
    assert (claim["reliability"], claim["credibility"]) == ("B", 6)


def test_commands_grade_and_export(filled: Library, location: str) -> None:
    filled.close()
    library = location

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == 0, done.output
        return done.stdout

    run("source", library, "anba.example", "--grade", "C", "--by", "ليلى")
    run("source", library, SPOKESMAN, "--grade", "B", "--by", "ليلى", "--note", "مجرب")
    run("judge", library, "a0", "attribution:a1", "rate", "3", "--by", "ليلى")
    assert [line.split("\t")[0] for line in run("source", library).splitlines()] == ["B", "C"]
    rows = list(csv.DictReader(io.StringIO(run("export", library, "--table", "claims", "--format", "csv"))))
    assert ("B", "3") in {(row["reliability"], row["credibility"]) for row in rows}
    records = map(json.loads, run("export", library).splitlines())
    assert next(records)["grades"] == {"a1": "B3"}
    assert CliRunner().invoke(app, ["source", library, "anba.example", "--grade", "C"]).exit_code == 2
