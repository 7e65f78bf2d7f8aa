"""Snippets and highlights stand where they say in the text as it was written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpus.search.conftest import Open
from tests.corpus.search.news import ALL, FINDS

from marsad.corpus.search import IndexedArticle, Name, SearchIndex, parse_query
from marsad.corpus.search.snippets import WIDTH

TEXTS = {article.id: article for article in ALL}


def marked(index: SearchIndex, query: str, ident: str) -> list[str]:
    """The words that a snippet marks."""
    hit = next(hit for hit in index.search(parse_query(query)).hits if hit.id == ident)
    return [TEXTS[ident].text[start:end] for start, end in hit.snippet.highlights]


@pytest.mark.parametrize(
    ("query", "ident", "words"),
    [
        ("حفتر", "clashes", ["لحفتر"]),
        ("حكومة", "flood", ["حكومة"]),
        ("«أمطار غزيرة» أمطار", "second-flood", ["أمطار", "غزيرة"]),
        ("«سد الوادي»", "flood", ["سد", "الوادي"]),
        ("exact:أمل", "hope", ["أمل"]),
        ("امل", "hope", ["أمل"]),
        ("كتب", "hope", ["الكُتُب"]),
        ("مدين*", "flood", ["للمدينة"]),
        ("غزيره~", "flood", ["غزيرة"]),
        ("٣٠٠", "flood", ["300"]),
        ("Hafter", "meeting", ["حفتر", "حفتر"]),
        ("place:درنة", "second-flood", ["درنة"]),
        ("حفتر NOT درنة", "clashes", ["لحفتر"]),
        ("site:anba.example", "clashes", []),
    ],
)
def test_what_was_looked_for_is_marked(index: SearchIndex, query: str, ident: str, words: list[str]) -> None:
    assert marked(index, query, ident) == words


def test_a_latin_name_is_no_word_of_the_same_stem(open_it: Open) -> None:
    name = Name("يوسف الشاهد", ("الشاهد", "Youssef Chahed"))
    text = "زار الشاهد المدينة. وقال إن من شاهدها أحبها."
    named = IndexedArticle(no=1, id="named", text=text, actors=(name,))
    index = open_it()
    index.update([named, IndexedArticle(no=2, id="seen", text="شاهدها الملايين ثم عادوا.")], 2)
    hits = index.search(parse_query("Chahed")).hits
    assert [hit.id for hit in hits] == ["named"]
    assert [text[a:b] for a, b in hits[0].snippet.highlights] == ["الشاهد"]


def test_a_latin_name_keeps_its_article(open_it: Open) -> None:
    name = Name("الباجي قايد السبسي", ("السبسي", "Beji Caid Essebsi"))
    article = IndexedArticle(no=1, id="named", text="استقبل السبسي الوفد.", actors=(name,))
    index = open_it()
    index.update([article, IndexedArticle(no=2, id="unread", text="وصل للسبسي خطاب.")], 2)
    assert {hit.id for hit in index.search(parse_query("Essebsi")).hits} == {"named", "unread"}
    assert index.search(parse_query("Essebsi place:x")).hits == ()


def test_titles_are_marked_too(index: SearchIndex) -> None:
    hit = index.search(parse_query("سد")).hits[0]
    assert [hit.title[a:b] for a, b in hit.title_highlights] == ["سد"]


@pytest.mark.parametrize("query", FINDS)
def test_offsets_are_those_of_the_text(index: SearchIndex, query: str) -> None:
    for hit in index.search(parse_query(query)).hits:
        text = TEXTS[hit.id].text
        assert text[hit.snippet.start : hit.snippet.end] == hit.snippet.text
        for start, end in hit.snippet.highlights:
            assert hit.snippet.start <= start < end <= hit.snippet.end
            assert text[start:end].strip() == text[start:end]


def test_a_snippet_shows_where_most_words_stand_together(open_it: Open) -> None:
    filler = "كلام كثير لا شأن له بما يبحث عنه أحد في هذا الخبر الطويل جدا. " * 12
    text = f"ذكر حفتر هنا. {filler}ثم التقى حفتر السراج في أبوظبي. {filler}"
    index = open_it()
    index.update([IndexedArticle(no=1, id="long", text=text)], 1)
    snippet = index.search(parse_query("حفتر السراج أبوظبي")).hits[0].snippet
    assert "[حفتر] [السراج] في [أبوظبي]" in snippet.marked()
    assert snippet.end - snippet.start <= WIDTH
    assert text[snippet.start - 1].isspace()
    assert text[snippet.end].isspace()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "وَلِحَفْتَر",
                "حـفـتر",
                "\u200fحفتر\u200f",
                "ﺣﻔﺘﺮ",
                "😀",
                "كلمة",
                "\n\n",
                "،",
                "حفتر.",
                "é",
                "x" * 300,
            ]
        ),
        min_size=1,
        max_size=60,
    )
)
def test_marks_survive_what_texts_contain(index: SearchIndex, pieces: list[str]) -> None:
    text = " ".join(pieces)
    index.update([IndexedArticle(no=1, id="odd", text=text)], 1, gone=range(2, 7))
    hits = index.search(parse_query("حفتر")).hits
    assert bool(hits) == any("ف" in one or "ﻔ" in one for one in pieces)
    for hit in hits:
        assert hit.snippet.text == text[hit.snippet.start : hit.snippet.end]
        assert hit.snippet.highlights
