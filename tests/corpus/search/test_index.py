"""What every search index must do, whatever it is made of."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpus.search.conftest import Open
from tests.corpus.search.news import ALL, CLASHES, FINDS, FLOOD, MEETING

from marsad.corpus.search import Facet, Hits, IndexedArticle, Name, SearchIndex, Sort, parse_query

MORE_FINDS: dict[str, set[str]] = {
    "إنتخابات": {"meeting"},
    "لحفتر": {"meeting", "clashes"},
    "exact:لحفتر": {"clashes"},
    "exact:انتخابات": set(),
    "exact:امل": set(),
    "exact:فيض*": {"flood"},
    "فيضا*": {"flood"},
    "الفيضا*": {"flood"},
    "والفيضنات~": {"flood"},
    "٣٠٠": {"flood"},
    "300": {"flood"},
    "3.5": {"latin"},
    "بي.بي.سي": {"hope"},
    "«هطلت على»": set(),
    "«غزيرة أمطار»": set(),
    "«يوم الأربعاء وقال»": {"meeting"},
    "NOT lang:ar": {"latin"},
    "NOT حفتر NOT درنة": {"hope", "latin"},
    "حفتر OR (درنة NOT تحقيق)": {"meeting", "clashes", "flood"},
    "حفتر OR NOT lang:ar": {"meeting", "clashes", "latin"},
    "from:2023-09-12 to:2023-09-12": {"flood"},
    "from:2019-04-10 to:2019-04-20": {"clashes"},
    "from:١٩٠٠": {"meeting", "flood", "clashes", "second-flood", "latin"},
    "NOT from:1900": {"hope"},
    "درنة OR from:2020": {"flood", "second-flood", "latin"},
    "طرابلس NOT (to:2019 OR درنة)": set(),
    "من": {"flood", "second-flood"},
    "على من في": {"meeting", "flood", "second-flood", "hope"},
    "درنة في على": {"flood", "second-flood"},
    "actor:حفت*": {"meeting", "clashes"},
    "actor:حفتار~": {"meeting", "clashes"},
    "place:(درنة OR أبوظبي)": {"meeting", "flood", "second-flood"},
    "place:طرابلس NOT actor:حفتر": {"flood"},
    "place:«درنة طرابلس»": set(),
    "said_by:رويترز": set(),
    "site:example": {"meeting", "flood", "clashes", "second-flood", "latin"},
    "type:assault": {"clashes"},
    "lang:en-gb": {"latin"},
    "Hafter": {"meeting", "clashes"},
    "«Khalifa Haftar»": {"meeting", "clashes"},
    "Omar": {"clashes"},
    "exact:Haftar": {"latin"},
    "place:Derna": {"flood", "second-flood"},
    "شيء_لا_يوجد": set(),
}


def found(index: SearchIndex, query: str, *, sort: Sort = "rank", cross_script: bool = True) -> list[str]:
    """The ids of what an index finds."""
    hits = index.search(parse_query(query, cross_script=cross_script), sort=sort)
    assert hits.total == len(hits.hits)
    return [hit.id for hit in hits.hits]


def test_queries_find_what_they_should(index: SearchIndex) -> None:
    wrong = {
        query: (got, wanted)
        for query, wanted in (FINDS | MORE_FINDS).items()
        if (got := set(found(index, query))) != wanted
    }
    assert wrong == {}


def test_other_scripts_can_be_left_out(index: SearchIndex) -> None:
    assert found(index, "Haftar", cross_script=False) == ["latin"]
    assert found(index, "Hafter", cross_script=False) == []


def test_words_that_no_article_has_together_are_looked_for_one_by_one(index: SearchIndex) -> None:
    loose = index.search(parse_query("السراج تحقيق"))
    assert loose.loosened
    assert {hit.id for hit in loose.hits} == {"meeting", "second-flood"}
    assert not index.search(parse_query("السراج AND تحقيق")).hits
    filtered = index.search(parse_query("السراج تحقيق place:درنة"))
    assert [hit.id for hit in filtered.hits] == ["second-flood"]
    assert not index.search(parse_query("شيءما شيءآخر")).loosened


def test_a_sentence_finds_its_article_first(index: SearchIndex) -> None:
    hits = index.search(parse_query("أمطار غزيرة ضربت مدينة درنة وأودت بحياة المئات"))
    assert hits.hits[0].id == "second-flood"
    assert hits.loosened


def test_a_word_of_the_title_weighs_more(index: SearchIndex) -> None:
    assert found(index, "حفتر")[0] == "meeting"
    assert found(index, "طرابلس")[0] == "clashes"


def test_sorting_by_date_puts_the_newest_first_and_the_undated_last(index: SearchIndex) -> None:
    everything = "lang:ar OR lang:en"
    newest = ["second-flood", "flood", "latin", "clashes", "meeting", "hope"]
    assert found(index, everything, sort="date") == newest
    assert found(index, everything) == newest  # filters alone rank nothing
    assert found(index, "درنة OR حفتر", sort="date") == ["second-flood", "flood", "clashes", "meeting"]


def test_pages_of_an_answer_fit_together(index: SearchIndex) -> None:
    whole = found(index, "درنة OR حفتر OR طرابلس")
    query = parse_query("درنة OR حفتر OR طرابلس")
    parts = [index.search(query, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [hit.id for part in parts for hit in part.hits] == whole
    assert {part.total for part in parts} == {len(whole)}


def test_facets_count_all_articles_found(index: SearchIndex) -> None:
    facets = index.search(parse_query("حفتر OR درنة"), limit=1).facets
    assert facets["actor"][0] == Facet("خليفة حفتر", 2)
    assert facets["site"] == (Facet("anba.example", 3), Facet("www.dayf.example", 1))
    assert set(facets["place"]) == {Facet("درنة", 2), Facet("طرابلس", 2), Facet("أبوظبي", 1)}
    assert facets["month"][0] == Facet("2023-09", 2)
    assert {facet.value for facet in facets["type"]} == {"CONSULT", "ASSAULT", "DISASTER", "AID", "ACCUSE"}
    assert index.search(parse_query("حفتر"), facets=False).facets == {}


def test_an_article_leads_to_those_like_it(index: SearchIndex) -> None:
    assert index.similar(FLOOD.no)[0].id == "second-flood"
    assert FLOOD.id not in {hit.id for hit in index.similar(FLOOD.no)}
    assert len(index.similar(FLOOD.no, limit=1)) == 1
    assert index.similar(99) == ()


def test_an_update_replaces_and_moves_the_watermark(index: SearchIndex) -> None:
    changed = msgspec.structs.replace(MEETING, text="نص جديد عن الزلازل.", title="")
    index.update([changed], 9, gone=[FLOOD.no])
    assert index.watermark() == 9
    assert index.count() == len(ALL) - 1
    assert found(index, "زلازل") == ["meeting"]
    assert found(index, "السراج AND أبوظبي") == []
    assert found(index, "فيضانات") == []


def test_deleting_leaves_the_watermark(index: SearchIndex) -> None:
    index.delete([CLASHES.no, 77])
    assert (index.watermark(), index.count()) == (6, len(ALL) - 1)
    assert found(index, "اشتباكات") == []


def test_another_reader_sees_what_was_committed(index: SearchIndex, open_it: Open) -> None:
    reader = open_it()
    assert (reader.watermark(), reader.count()) == (6, len(ALL))
    index.update([msgspec.structs.replace(MEETING, no=7, id="copy")], 7)
    assert reader.watermark() == 7
    assert set(found(reader, "السراج")) == {"meeting", "copy"}


def test_an_update_that_fails_changes_nothing(index: SearchIndex) -> None:
    def broken() -> list[IndexedArticle]:
        raise RuntimeError("the reading stopped")

    with pytest.raises(RuntimeError):
        index.update(
            (article for make in (lambda: [FLOOD], broken) for article in make()), 50, gone=[MEETING.no]
        )
    assert (index.watermark(), index.count()) == (6, len(ALL))
    assert "meeting" in found(index, "السراج")
    index.update([], 51)
    assert (index.watermark(), index.count()) == (51, len(ALL))


def test_an_empty_index_answers(open_it: Open) -> None:
    index = open_it()
    assert (index.watermark(), index.count()) == (0, 0)
    for query in ("حفتر", "NOT حفتر", "حفت*", "حفتر~", "Haftar", "from:2023"):
        assert index.search(parse_query(query)) == Hits(total=0)
    index.verify()


def test_spellings_of_two_countries_and_numbers_in_words_are_one(open_it: Open) -> None:
    """What one press writes is found in the spelling of another, and shown where it stands; `exact:` asks for the letters."""
    text = "قال مسئول أميركي إن ثلاثة من العمال أصيبوا في مصنع قرب الحدود."
    index = open_it()
    index.update([IndexedArticle(no=1, id="one", title="حادث في مصنع", text=text)], 1)
    for query, shown in (
        ("مسؤول أمريكي", ["مسئول", "أميركي"]),
        ("«مسؤول أمريكي»", ["مسئول", "أميركي"]),
        ("3 عمال", ["ثلاثة", "العمال"]),
        ("أميرك*", ["أميركي"]),
    ):
        (hit,) = index.search(parse_query(query)).hits
        assert [text[start:end] for start, end in hit.snippet.highlights] == shown
    for query in ("exact:مسؤول", "exact:3", "4", "الثلاثاء"):
        assert index.search(parse_query(query)).total == 0


def test_odd_articles_are_found_and_cause_no_harm(open_it: Open) -> None:
    odd = IndexedArticle(
        no=1,
        id="o'dd \" id",
        title='«"*()~:^[]{}\\»',
        text="x\ud7ff \U0001f600 ___ 1,2.3 ¦ nothing every state AND NEAR(a b) col:val\x00 ʿAbd "
        + "كلمة" * 300,
        published="2023-02-30",
        site=Name(""),
        actors=(Name("¦"), Name('"'), Name("")),
        types=("ODD",),
    )
    index = open_it()
    index.update([odd], 1)
    assert index.search(parse_query("near AND val")).total == 1
    assert index.search(parse_query("from:2023")).total == 0
    assert index.search(parse_query("state OR nothing")).hits[0].id == odd.id
    index.verify()


WORDS = st.sampled_from(
    [
        "حفتر",
        "درنة",
        "Haftar",
        "من",
        "غزيرة",
        "طر*",
        "درنا~",
        "«سد درنة»",
        "from:2020",
        "actor:حفتر",
        "exact:أمل",
    ]
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map(
            lambda t: f"({t[0]}{t[1]}{t[2]})"
        ),
        inner.map(lambda one: f"NOT ({one})"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TREES, min_size=1, max_size=3).map(" ".join))
def test_logic_holds(index: SearchIndex, query: str) -> None:
    """What a query finds and what its negation finds are all articles, each once."""
    yes, no = index.search(parse_query(query)), index.search(parse_query(f"NOT ({query})"))
    if not yes.loosened:
        assert yes.total + no.total == len(ALL)
        assert not {hit.no for hit in yes.hits} & {hit.no for hit in no.hits}


@pytest.mark.parametrize(
    ("query", "numbers"), [("حفتر", [1, 3]), ("from:1900", [1, 2, 3, 4, 6]), ("درنة أبوظبي", [])]
)
def test_all_that_meets_a_query_to_the_letter_is_selected(
    index: SearchIndex, query: str, numbers: list[int]
) -> None:
    ids = {no: article.id for no, article in enumerate(ALL, 1)}
    assert [ids[no] for no in index.select(parse_query(query))] == [ids[no] for no in numbers]


def test_a_strict_search_is_not_loosened(index: SearchIndex) -> None:
    assert index.search(parse_query("درنة أبوظبي")).loosened
    assert index.search(parse_query("درنة أبوظبي"), strict=True) == Hits(total=0)
