"""The facts in the order of doubt, the queue through them, and how far two people agree."""

from __future__ import annotations

import pytest
from tests.corpus.conftest import given, put

from marsad.corpus import Judgement, Library
from marsad.corpus.review import Compared, Queue, Review, compare, measure
from marsad.corpus.review.facts import Fact

TEXT = (
    "قال وزير الموارد المائية سالم الحيدري إن السد الجديد سيفتتح في 12 آذار/مارس 2024. "
    "وأضاف الحيدري أن الأعمال انتهت. ونفت وزارة الداخلية وجود أضرار."
)


@pytest.fixture
def review(library: Library) -> Review:
    put(library, given(1, TEXT), given(2, "قصف الجيش مدينة درنة أمس. وقالت بلدية درنة إن القصف توقف."))
    made = Review(library)
    made.catch_up()
    return made


def keys(queue: Queue) -> list[tuple[int, str, str]]:
    return [one.key for one in queue.facts]


def test_every_fact_stands_in_the_queue_the_least_sure_first(library: Library, review: Review) -> None:
    queue = review.queue()
    expected = set()
    for article in library.articles():
        record = library.record(article.no)
        expected |= {(article.no, "attribution", one.id) for one in record.attributions}
        expected |= {(article.no, "event", one.id) for one in record.events}
        expected |= {(article.no, "date", one.id) for one in record.dates}
        expected |= {(article.no, "entity", one.entity) for one in record.mentions}
    assert set(keys(queue)) == expected
    assert len(queue) == len(expected) > 8
    doubts = [one.confidence for one in queue.facts]
    assert doubts == sorted(doubts)
    claim = library.record(1).attributions[0]
    place = queue.place((1, "attribution", claim.id))
    assert place is not None
    assert queue.facts[place].confidence == claim.confidence


def test_a_queue_is_narrowed_and_sorted_by_article(review: Review) -> None:
    assert {one.kind for one in review.queue(kind="event").facts} == {"event"}
    assert {one.article for one in review.queue(articles=frozenset({2})).facts} == {2}
    by_article = [one.article for one in review.queue(order="article").facts]
    assert by_article == sorted(by_article)
    some = {keys(review.queue())[3]}
    assert keys(review.queue(keys=some)) == list(some)


def test_new_readings_and_versions_take_the_place_of_old_ones(library: Library, review: Review) -> None:
    put(library, given(3, "أعلنت بلدية طبرق فتح الطريق."))
    put(library, given(1, TEXT.replace("ونفت وزارة الداخلية وجود أضرار.", "")))
    review.catch_up()
    assert {one.article for one in review.queue().facts} == {one.no for one in library.articles()}
    assert 1 not in {one.no for one in library.articles()}


def test_what_is_skipped_comes_again_at_the_end() -> None:
    queue = Queue([Fact(0.1, 1, "event", "v1"), Fact(0.2, 1, "event", "v2"), Fact(0.3, 2, "date", "d1")])
    first, second, third = queue.facts
    assert queue.next_open(set()) == first
    assert queue.next_open({second.key}, 0) == third
    assert queue.next_open({third.key}, 1) == first
    assert queue.next_open({one.key for one in queue.facts}, 1) is None
    assert queue.progress({first.key, (9, "event", "v9")}).judged == 1


def test_decisions_are_followed_and_taken_back(library: Library, review: Review) -> None:
    claim = library.record(1).attributions[1].id
    key = (1, "attribution", claim)
    library.judge(1, "attribution", claim, "note", by="ليلى", value="انظر الأصل")
    library.judge(1, "attribution", claim, "accept", by="ليلى")
    library.judge(1, "attribution", claim, "reject", by="سمير")
    review.catch_up()
    judged = review.judged
    assert judged.decided() == judged.decided("سمير") == {key}
    assert judged.people() == {"ليلى": 1, "سمير": 1}
    last, mine = judged.decision(key), judged.decision(key, "ليلى")
    assert (last and last.judgement.action, mine and mine.judgement.action) == ("reject", "accept")
    found = judged.last_of("ليلى")
    assert found is not None
    assert (found[0], found[1].judgement.no) == (1, 2)
    library.judge(1, "attribution", claim, "undo", by="ليلى")
    review.catch_up()
    assert judged.decided("ليلى") == set()
    found = judged.last_of("ليلى")
    assert found is not None
    assert found[1].judgement.action == "note"
    assert judged.last_of("أحد") is None


def test_decisions_follow_their_words_into_a_new_version(library: Library, review: Review) -> None:
    claim = library.record(1).attributions[1]
    library.judge(1, "attribution", claim.id, "accept", by="ليلى")
    put(library, given(1, "نبأ معدل. " + TEXT))
    review.catch_up()
    ((article, kind, fact),) = review.judged.decided()
    assert (article, kind) == (library.article("a1").no, "attribution")
    placed = next(one for one in library.record("a1").attributions if one.id == fact)
    assert placed.content.exact == claim.content.exact


def test_two_people_are_compared_fact_by_fact(library: Library, review: Review) -> None:
    record = library.record(1)
    first, second, third = (one.id for one in record.attributions[:3])
    for claim, one, other in ((first, "accept", "accept"), (second, "accept", "reject")):
        library.judge(1, "attribution", claim, one, by="ليلى")
        library.judge(1, "attribution", claim, other, by="سمير")
    library.judge(1, "attribution", third, "accept", by="ليلى")
    date = record.dates[0].id
    library.judge(1, "date", date, "edit", by="ليلى", value={"edtf": "2024-03-11"})
    library.judge(1, "date", date, "edit", by="سمير", value={"edtf": "2024-03-13"})
    review.catch_up()
    compared = compare(review.judged, "ليلى", "سمير")
    assert [(one.kind, one.fact, one.agree) for one in compared] == [
        ("attribution", first, True),
        ("attribution", second, False),
        ("date", date, False),
    ]
    assert measure(compared).agreed == 1


def pairs(both_yes: int, yes_no: int, no_yes: int, both_no: int) -> list[Compared]:
    def judgement(action: str) -> Judgement:
        return Judgement(no=1, at="", by="x", article=1, kind="event", fact="v1", action=action)

    yes, no = judgement("accept"), judgement("reject")
    counted = ((both_yes, yes, yes), (yes_no, yes, no), (no_yes, no, yes), (both_no, no, no))
    return [
        Compared(article=1, kind="event", fact="v1", one=one, other=other)
        for count, one, other in counted
        for _ in range(count)
    ]


def test_kappa_is_that_of_the_textbook() -> None:
    found = measure(pairs(20, 5, 10, 15))
    assert (found.facts, found.agreed, found.percent) == (50, 35, 70.0)
    assert found.kappa == pytest.approx(0.4)
    assert measure(pairs(0, 3, 3, 0)).kappa == pytest.approx(-1.0)


def test_kappa_is_unknown_where_nothing_is_left_to_chance() -> None:
    assert measure([]).percent is None
    assert (measure(pairs(4, 0, 0, 0)).percent, measure(pairs(4, 0, 0, 0)).kappa) == (100.0, None)
