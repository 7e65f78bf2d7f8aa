"""Articles ranked by their words, by what they mean, and by both, whatever the index is made of."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from tests.corpus.search.conftest import Open
from tests.corpus.search.news import ALL, CLASHES, FLOOD

from marsad.corpus.search import IndexedArticle, Ranking, SearchIndex, ordering, parse_query
from marsad.corpus.search.likeness import measure
from marsad.corpus.search.meaning import load_meaning

HEADLINE = "سيول جارفة تجتاح المدينة الليبية وتخلف مئات الضحايا"


def found(index: SearchIndex, query: str, ranking: Ranking) -> list[str]:
    """The ids of what an index finds."""
    hits = index.search(parse_query(query), ranking=ranking)
    assert hits.total == len(hits.hits)
    return [hit.id for hit in hits.hits]


def test_meaning_finds_what_shares_no_word(index: SearchIndex) -> None:
    assert found(index, "سيول", "words") == []
    assert set(found(index, "سيول جارفة", "meaning")[:2]) == {"flood", "second-flood"}
    assert set(found(index, "سيول جارفة", "both")[:2]) == {"flood", "second-flood"}


def test_meaning_is_an_order_and_no_threshold(index: SearchIndex) -> None:
    assert set(found(index, "بورصة", "meaning")) == {article.id for article in ALL}


@pytest.mark.parametrize("ranking", ["meaning", "both"])
def test_filters_and_exclusions_hold(index: SearchIndex, ranking: Ranking) -> None:
    assert found(index, "سيول place:درنة to:2023-09-15", ranking) == ["flood"]
    assert set(found(index, "سيول NOT درنة", ranking)) == {"meeting", "clashes", "hope", "latin"}
    assert found(index, "سيول site:nowhere.example", ranking) == []


def test_filters_that_leave_many_are_looked_through_from_the_nearest(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = found(index, "سيول lang:ar", "meaning")
    monkeypatch.setattr(ordering, "_FEW", 1)
    monkeypatch.setattr(ordering, "_WIDER", 2)
    monkeypatch.setattr(ordering, "NEAREST", 1)
    assert found(index, "سيول lang:ar", "meaning")[0] in wanted[:2]
    assert found(index, "سيول lang:en", "meaning") == ["latin"]


def test_filters_alone_mean_nothing(index: SearchIndex) -> None:
    for ranking in ("meaning", "both"):
        assert found(index, "place:درنة", ranking) == ["second-flood", "flood"]


def test_a_short_query_is_ranked_by_its_words(index: SearchIndex) -> None:
    for query in ("درنة", "درنة أمطار", "حفتر OR درنة"):
        assert index.search(parse_query(query)) == index.search(parse_query(query), ranking="words")


def test_a_headline_keeps_to_articles_with_its_words_and_is_ranked_by_meaning_too(index: SearchIndex) -> None:
    by_words = index.search(parse_query(HEADLINE), ranking="words")
    by_both = index.search(parse_query(HEADLINE))
    assert {hit.id for hit in by_both.hits} == {hit.id for hit in by_words.hits}
    assert by_both.facets == by_words.facets
    assert by_both.loosened
    added = index.search(parse_query(HEADLINE), ranking="both")
    assert added.total == len(ALL)


def test_in_a_large_library_the_best_by_words_are_put_in_order_by_meaning(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = parse_query(HEADLINE.replace(" ", " OR "))
    whole = index.search(query)
    monkeypatch.setattr(ordering, "_MOST_LOOKED", 0)
    large = index.search(query)
    assert large.total == whole.total > 1
    assert [hit.id for hit in large.hits] == [hit.id for hit in whole.hits]
    assert set(found(index, "سيول جارفة", "both")[:2]) == {"flood", "second-flood"}  # these are looked for


def test_pages_fit_together_across_the_end_of_the_common_order(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "WINDOW", 1)
    query = parse_query("درنة حفتر طرابلس أمطار رويترز")
    whole = [hit.id for hit in index.search(query).hits]
    parts = [hit.id for at in range(len(whole)) for hit in index.search(query, limit=1, offset=at).hits]
    assert len(whole) == 4
    assert parts == whole


def test_an_article_that_goes_is_near_no_more(index: SearchIndex) -> None:
    index.delete([FLOOD.no])
    assert "flood" not in found(index, "سيول جارفة", "meaning")
    index.update([msgspec.structs.replace(CLASHES, title="", text="سيول جارفة وأمطار غزيرة.")], 7)
    assert found(index, "سيول جارفة", "meaning")[0] == "clashes"


def test_a_query_of_an_empty_index_finds_nothing(open_it: Open) -> None:
    index = open_it()
    for ranking in ("words", "meaning", "both", "auto"):
        assert found(index, HEADLINE, ranking) == []


def test_articles_that_say_nothing_cause_no_harm(open_it: Open) -> None:
    index = open_it()
    index.update([IndexedArticle(no=1, id="empty"), IndexedArticle(no=2, id="words", text="أمطار غزيرة")], 2)
    assert found(index, "مطر", "meaning")[0] == "words"
    assert index.similar(1) == ()


def test_facets_of_a_headline_are_counted_among_the_best(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = parse_query(HEADLINE + " درنة حفتر طرابلس")
    whole = index.search(query)
    assert (whole.counted, whole.total > 2) == (0, True)
    monkeypatch.setattr("marsad.corpus.search.index.SAMPLED", 1)
    best = index.search(query)
    assert (best.counted, best.total, best.hits) == (1, whole.total, whole.hits)
    assert sum(facet.count for facet in best.facets["month"]) == 1
    assert index.search(parse_query("درنة")).counted == 0


DIGEST = IndexedArticle(
    no=101,
    id="digest",
    text="أبرز أخبار اليوم: الهلال يفوز بكأس السوبر. وزير الصحة يزور مستشفى الولادة. ارتفاع أسعار الخبز في العاصمة. "
    "جامعة تكرم طلابها. قطار جديد يربط المدينتين. معرض الكتاب يفتح أبوابه غدا.",
)
MATCH = IndexedArticle(
    no=102,
    id="match",
    text="فاز الهلال أمس بكأس السوبر للمرة الثالثة، بعد أن تغلب على النصر بهدفين دون رد في مباراة جرت أمام مدرجات ممتلئة.",
)
BEFORE = IndexedArticle(
    no=103,
    id="before",
    text="يلتقي الهلال مساء السبت النصر في مباراة كأس السوبر، ويغيب عن الهلال حارسه المصاب.",
)


@pytest.mark.parametrize("ranking", ["words", "auto"])
def test_a_headline_finds_its_report_before_the_digest(index: SearchIndex, ranking: Ranking) -> None:
    query = parse_query("الهلال يفوز على النصر بكأس السوبر")
    index.update([DIGEST, MATCH, BEFORE], 9)
    assert index.search(query, ranking=ranking).hits[0].id == "match"


def test_the_scores_of_words_alone_put_another_article_first(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "BY_WORDS", {"words": 1.0})
    query = parse_query("الهلال يفوز على النصر بكأس السوبر")
    index.update([DIGEST, MATCH, BEFORE], 9)
    assert index.search(query, ranking="words").hits[0].id != "match"


def test_words_share_a_root_whatever_the_tense() -> None:
    meaning = load_meaning()
    question = meaning.read_terms("يفوز")
    assert question is not None
    texts = np.stack([meaning.read_article("", text).words for text in ("فاز الفريق", "خسر الفريق")])
    shares = measure(meaning, question, np.ones(1, np.float32), texts, by_meaning=False)
    assert shares["stems_whole"].tolist() == [0, 0]
    assert shares["roots_first"].tolist() == [1, 0]


def test_who_says_more_besides_says_less_of_it() -> None:
    meaning = load_meaning()
    question = meaning.read_terms("فوز الهلال")
    assert question is not None
    texts = np.stack([meaning.read_article("", one.text).words for one in (DIGEST, MATCH)])
    shares = measure(meaning, question, np.ones(2, np.float32), texts, by_meaning=False)
    assert shares["said_whole"][0] < shares["said_whole"][1]


def test_pages_by_words_fit_together_beyond_the_best(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "WINDOW", 2)
    query = parse_query("درنة حفتر طرابلس أمطار رويترز")
    whole = [hit.id for hit in index.search(query, ranking="words").hits]
    parts = [
        hit.id
        for at in range(len(whole))
        for hit in index.search(query, ranking="words", limit=1, offset=at).hits
    ]
    assert len(whole) == 4
    assert parts == whole


def test_a_headline_by_date_and_to_the_letter_is_left_alone(index: SearchIndex) -> None:
    query = parse_query("درنة حفتر طرابلس أمطار رويترز")
    dated = [hit.published or "" for hit in index.search(query, sort="date").hits]
    assert dated == sorted(dated, reverse=True)
    assert index.search(query, strict=True).total == 0
