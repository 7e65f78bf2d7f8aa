"""Actors: one person under all spellings, and never two of one family."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from marsad.cli.main import app
from marsad.corpus import Library
from marsad.corpus.actors import find_actors, group_names

from ..conftest import given, put

TEXTS = (
    "قال رئيس هيئة المرافئ مفتاح الجازوي إن التحميل توقف. وأضاف الجازوي أن العمل يعود غدا.",
    "أعلن مفتاح سعد الجازوي استئناف التحميل في المرفأ.",
    "كتب المحلل السياسي أنور الجازوي أن الاتفاق هش.",
    "وصل رئيس المجلس المشترك مفتاح الجازوى إلى القاهرة.",
)


@pytest.fixture
def filled(library: Library) -> Library:
    put(library, *(given(no, text, published=f"2024-03-1{no}") for no, text in enumerate(TEXTS)))
    return library


def test_a_full_name_is_one_person_under_all_spellings(filled: Library) -> None:
    (found,) = find_actors(filled, "مفتاح الجازوي")
    assert found.articles == ("a0", "a1", "a3")
    assert found.names.keys() >= {"مفتاح سعد الجازوي"}


def test_a_family_name_is_everybody_by_himself(filled: Library) -> None:
    found = find_actors(filled, "الجازوي")
    assert [one.articles for one in found] == [("a0", "a1", "a3"), ("a2",)]


def test_a_name_in_latin_letters_is_whoever_it_spells(filled: Library) -> None:
    assert [one.articles for one in find_actors(filled, "Jazwi")] == [("a0", "a1", "a3"), ("a2",)]
    assert [one.articles for one in find_actors(filled, "Muftah Al-Jazwi")] == [("a0", "a1", "a3")]
    assert find_actors(filled, "Haftar") == []


def test_roles_stand_in_the_order_of_publication(filled: Library) -> None:
    (found,) = find_actors(filled, "مفتاح الجازوي")
    roles = [(role.article, role.role) for role in found.roles]
    assert ("a0", "رئيس هيئة المرافئ") in roles
    assert [article for article, _ in roles] == sorted(article for article, _ in roles)


def test_the_short_form_of_two_names_is_neither() -> None:
    groups = group_names(["محمد سالم الورفلي", "محمد حسن الورفلي", "محمد الورفلي"])
    assert sorted(map(len, groups)) == [1, 1, 1]


def test_a_name_that_nobody_bears(filled: Library) -> None:
    assert find_actors(filled, "سمير القنطري") == []


def test_the_command_shows_names_and_roles(filled: Library, location: str) -> None:
    filled.close()
    shown = CliRunner().invoke(app, ["actor", location, "مفتاح الجازوي"])
    assert shown.exit_code == 0, shown.output
    assert "1 persons" in shown.stdout
    assert "مفتاح سعد الجازوي" in shown.stdout
    as_json = CliRunner().invoke(app, ["actor", location, "الجازوي", "--format", "json"])
    assert len(as_json.stdout.splitlines()) == 2
