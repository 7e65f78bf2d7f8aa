"""The query language: what queries mean, and what is wrong with wrong ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.corpus.search.parsing import FIELDS, parse_query
from marsad.corpus.search.syntax import And, Beside, Filter, Not, Or, Phrase, Word
from marsad.errors import QueryError

WRONG = {
    "حفتر AND": (6, "nothing behind"),
    "AND حفتر": (1, "nothing before"),
    "حفتر OR OR درنة": (9, "nothing before"),
    "NOT": (1, "nothing behind"),
    "(حفتر OR درنة": (1, "never closed"),
    "حفتر)": (5, "closes nothing"),
    "حفتر ()": (6, "nothing in these brackets"),
    "«حفتر": (1, "never closed"),
    "حفتر»": (5, "closes nothing"),
    "": (1, "no word"),
    "، ؛": (1, "no word"),
    "auther:حفتر": (1, "actor|is no field"),
    "قال acto:حفتر": (5, "did you mean actor"),
    "actor:": (1, "no value"),
    "actor:حفتر type:": (12, "no value"),
    "type:KISS": (6, "no type of events"),
    "status:maybe": (8, "no status"),
    "from:2023-13": (6, "no date"),
    "from:أمس": (6, "no date"),
    "from:2023*": (6, "whole value"),
    "from:(2023 2024)": (1, "no value"),
    "lang:عربي": (6, "no language"),
    "actor:(site:x)": (8, "field stands inside"),
    "درن*ة": (4, "end of a word"),
    "*": (1, "behind one word"),
    "حفتر~3": (5, "one or two letters"),
    "«مجل* النواب»": (5, "no meaning inside"),
    "exact:حفتر~": (7, "exclude each other"),
    "(" * 40 + "x" + ")" * 40: (31, "brackets in each other"),
    "س " * 201: (401, "at most 200 words"),
}


@pytest.mark.parametrize("query", WRONG, ids=lambda query: query[:20])
def test_errors_point_at_the_character(query: str) -> None:
    position, said = WRONG[query]
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert caught.value.position == position
    assert any(one in str(caught.value) for one in said.split("|"))
    assert str(caught.value).startswith(f"position {position}: ")
    assert caught.value.remedy


def test_and_binds_closer_than_or_and_both_than_a_space() -> None:
    assert parse_query("a OR b AND c").root == Or((Word("a", 0), And((Word("b", 5), Word("c", 11)))))
    assert parse_query("a b OR c").root == Beside((Word("a", 0), Or((Word("b", 2), Word("c", 7)))))
    assert parse_query("NOT a b").root == Beside((Not(Word("a", 4)), Word("b", 6)))


@pytest.mark.parametrize("marks", ['""', "«»", "“”", "„“"])
def test_all_quotation_marks_make_a_phrase(marks: str) -> None:
    assert parse_query(f"{marks[0]}سد درنة{marks[1]}").root == Phrase("سد درنة", 0)


def test_a_name_within_straight_marks_keeps_its_own() -> None:
    assert parse_query('"كتيبة «أسود الساحل»"').root == Phrase("كتيبة «أسود الساحل»", 0)


def test_signs_behind_a_word() -> None:
    assert parse_query("حفت*").root == Word("حفت", 0, prefix=True)
    assert parse_query("حفتر~").root == Word("حفتر", 0, fuzzy=1)
    assert parse_query("حفتر~2").root == Word("حفتر", 0, fuzzy=2)


def test_marks_of_a_pasted_sentence_mean_nothing() -> None:
    assert parse_query("قال: نعم، نعم").root == Beside((Word("قال:", 0), Word("نعم،", 5), Word("نعم", 10)))


def test_a_field_may_hold_brackets_and_stand_apart_from_its_value() -> None:
    assert parse_query("actor: حفتر").root == Filter("actor", Word("حفتر", 7), 0)
    assert parse_query("ACTOR:(a OR b)").root == Filter("actor", Or((Word("a", 7), Word("b", 12))), 0)


PIECES = st.sampled_from(
    [
        "(",
        ")",
        '"',
        "«",
        "»",
        "AND",
        "OR",
        "NOT",
        "-",
        "*",
        "~",
        "~2",
        " ",
        "،",
        ":",
        "حفتر",
        "و",
        "2023-09",
        "ـ",
        "\u064b",
    ]
    + [f"{field}:" for field in FIELDS]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    position = 1
    try:
        parse_query(text)
    except QueryError as error:
        position = error.position
    assert 1 <= position <= len(text) + 1
