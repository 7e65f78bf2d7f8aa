"""The lexicon's lint: it finds each kind of fault, on its line, and finds none in the lexicon that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.matching.lint import Fault, find_faults

SCHEMA = """
verb_kind: {fields: {}, glossed: true, enclitics: true}
noun_kind: {fields: {pattern: str, with: list, senses: list}, references: {pattern: table_kind, "@": table_kind}}
town_kind: {fields: {country: str}, homonyms: true, article: false, references: {country: land_kind.code}}
land_kind: {fields: {code: str}, article: false}
table_kind: {fields: {}, matched: false}
"""


def faults_of(tmp_path: Path, **files: str) -> list[Fault]:
    """The faults of a lexicon of one folder with these files (`__` in a name stands for the dot)."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return find_faults(tmp_path)


def nouns(*entries: str) -> str:
    return "# Nouns.\nkind: noun_kind\nentries:\n" + "".join(f"  - {entry}\n" for entry in entries)


def test_the_lexicon_that_ships_has_no_fault() -> None:
    assert [str(fault) for fault in find_faults()] == []


def test_a_form_of_two_entries(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, n__yaml=nouns("{id: a, forms: [إدارة]}", "{id: b, forms: [وزارة, اداره]}"))
    assert (fault.path, fault.line, fault.entry) == ("own/n.yaml", 5, "b")
    assert "a (n.yaml:4)" in fault.problem


def test_a_shared_form_that_is_meant(tmp_path: Path) -> None:
    entries = nouns("{id: a, forms: [عين]}", "{id: b, forms: [عين], ambiguous: true}")
    towns = "# kind: town_kind\nid,forms\nt1,طرابلس\nt2,طرابلس\n"
    assert faults_of(tmp_path, n__yaml=entries, t__csv=towns) == []


def test_inflected_forms_may_meet(tmp_path: Path) -> None:
    verbs = (
        "kind: verb_kind\nentries:\n"
        "  - {id: v1, verb: {past: وعد, present: يعد}, gloss: promise}\n"
        "  - {id: v2, verb: {past: عد, present: يعد}, gloss: count}\n"
    )
    assert faults_of(tmp_path, v__yaml=verbs) == []


@pytest.mark.parametrize(("form", "problem"), [('"ًّ"', "folds to nothing"), ("ب", "is one letter")])
def test_forms_that_match_nothing_or_everything(tmp_path: Path, form: str, problem: str) -> None:
    (fault,) = faults_of(tmp_path, n__yaml=nouns(f"{{id: a, forms: [{form}]}}"))
    assert problem in fault.problem


def test_characters_that_no_word_has(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, n__yaml=nouns('{id: a, forms: ["بيت★"]}'))
    assert "U+2605" in fault.problem


def test_lines_of_a_table(tmp_path: Path) -> None:
    towns = "# kind: town_kind\n# Towns.\n\nid,forms,country\nt1,صيدا,LB\n# a remark\nt2,زحلة,XX\n"
    lands = "# kind: land_kind\nid,forms,code\nl1,لبنان,LB\n"
    (fault,) = faults_of(tmp_path, t__csv=towns, l__csv=lands)
    assert (fault.line, fault.entry) == (7, "t2")
    assert "country is 'XX'" in fault.problem


def test_names_of_what_is_not_there(tmp_path: Path) -> None:
    entries = nouns(
        "{id: a, forms: [قصف], pattern: act}",
        '{id: b, forms: [رمى], senses: [{pattern: acts}, {with: ["@arms", حجر]}]}',
    )
    table = "kind: table_kind\nentries:\n  - {id: act}\n"
    found = faults_of(tmp_path, n__yaml=entries, t__yaml=table)
    assert [(fault.entry, fault.problem.split(",")[0]) for fault in found] == [
        ("b", "@ is 'arms'"),
        ("b", "pattern is 'acts'"),
    ]


def test_a_missing_gloss(tmp_path: Path) -> None:
    verbs = "kind: verb_kind\nentries:\n  - {id: v, verb: {past: زار, present: يزور}}\n"
    (fault,) = faults_of(tmp_path, v__yaml=verbs)
    assert fault.problem == "has no gloss"


def test_examples_are_run(tmp_path: Path) -> None:
    verbs = """
kind: verb_kind
entries:
  - id: v1
    gloss: visit
    verb: {past: زار, present: يزور}
    yes: [وسيزورها الوزير غدا, "لم [تزر] اللجنة البلدة"]
    no: [الزور شهادة باطلة]
  - id: v2
    gloss: to strike
    verb: {past: ضرب, present: يضرب}
    yes: [أكل الولد, "ضرب [الولد] الكرة"]
    no: [وضربه اللص]
"""
    found = faults_of(tmp_path, v__yaml=verbs)
    assert {fault.entry for fault in found} == {"v2"}
    assert len(found) == 3


def test_exact_entries_keep_their_spelling(tmp_path: Path) -> None:
    schema = SCHEMA + "exact_kind: {fields: {exact: bool}}\n"
    names = "kind: exact_kind\nentries:\n  - {id: x, forms: [علي], exact: true, yes: [قال علي], no: [على الطريق]}\n"
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "schema.yaml").write_text(schema, encoding="utf-8")
    (folder / "x.yaml").write_text(names, encoding="utf-8")
    assert find_faults(tmp_path) == []


def test_what_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    entries = nouns("{id: a, forms: [بيت]}", "{id: b, forms: [دار], colour: red}")
    towns = "# kind: town_kind\nid,forms\nt1,بيـت\n"
    wrong, hidden = faults_of(tmp_path, n__yaml=entries, t__csv=towns)
    assert str(wrong).startswith("own/n.yaml:5: b: unknown field 'colour'")
    assert str(hidden).startswith("own/t.csv:3: t1: form 'بيـت' has a tatweel")
