"""The lists of words: each has one purpose, and no word stands in two of them."""

from __future__ import annotations

from marsad.matching import load_lexicon
from marsad.names.plain import plain_words
from marsad.text import fold


def test_no_word_is_both_a_name_and_a_plain_word() -> None:
    rows = (row for row in load_lexicon().table("name_word") if row.id.startswith("name_word."))
    names = {fold(form) for row in rows for form in row.fields["forms"]}
    assert len(names) > 10_000
    assert len(plain_words()) > 10_000
    assert not names & plain_words()


def test_every_name_word_has_a_latin_spelling_and_a_use() -> None:
    for row in load_lexicon().table("name_word"):
        assert row.get("en")
        assert row.get("use") in {"given", "family", "both"}


def test_capitals_lie_in_their_countries() -> None:
    lexicon = load_lexicon()
    for row in lexicon.table("nationality"):
        capital = row.get("capital")
        if capital:
            entries = [e for e, _ in lexicon.senses(fold(str(capital))) if e.kind in ("place", "country")]
            countries = {e.get("country") or e.get("iso2") for e in entries}
            assert row.get("country") in countries, capital
