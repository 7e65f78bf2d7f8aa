"""What bears on one event or statement: independent origins for and against it, copies told apart from witnesses."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from marsad.corpus.copies import find_copies
from marsad.corpus.corroboration import Evidence, Weighed, gather_evidence, weigh_event, weigh_statement
from marsad.corpus.stories import find_stories
from marsad.types import Event, Record

from ..demo import demo_articles, demo_records
from .test_corroboration import read

FIVE = (
    "قال مدير المستشفى سامي القاضي إن خمسة أشخاص قتلوا في الهجوم على سوق الخميس في مدينة طبرق فجر الثلاثاء."
)
OTHERS = (
    "أعلنت وزارة الصحة أن خمسة أشخاص قتلوا في الهجوم على سوق الخميس في مدينة طبرق فجر الثلاثاء.",
    "وقال آمر الشرطة نوري الفيتوري إن ثلاثة أشخاص قتلوا في الهجوم على سوق الخميس في مدينة طبرق فجر الثلاثاء.",
)
SPEAKS = (
    "قال سامي القاضي، مدير المستشفى: «قتل خمسة أشخاص في الهجوم على سوق الخميس في مدينة طبرق فجر الثلاثاء»."
)


def attack(record: Record) -> Event:
    """The attack that a record tells."""
    return next(one for one in record.events if one.type == "ASSAULT" and one.same_as is None)


def weighed(first: Record, *others: Record) -> Weighed:
    return weigh_event(gather_evidence([first, *others]), first, attack(first))


def test_independent_origins_are_counted_for_and_against() -> None:
    found = weighed(read("a", FIVE), read("b", OTHERS[0]), read("c", OTHERS[1]))
    assert found.corroborated_by == ("وزارة الصحة", "c: آمر الشرطة نوري الفيتوري")
    assert found.contradicted_by == ("c: آمر الشرطة نوري الفيتوري",)
    against = [one for one in found.witnesses if one.stand == "contradicts"]
    assert [(one.topic, one.own.value, one.other.value) for one in against] == [("dead", "5", "3")]
    assert against[0].other.exact == OTHERS[1]


def test_one_source_printed_twice_is_no_second_witness() -> None:
    found = weighed(read("a", FIVE), read("b", SPEAKS))
    assert found.corroborated_by == ()
    assert {one.stand for one in found.witnesses} == {"repeats"}


def test_nothing_speaks_to_what_nobody_else_tells() -> None:
    assert weighed(read("a", FIVE), read("b", "وصل وفد من غرفة التجارة إلى مدينة درنة الأحد.")) == Weighed()


@pytest.fixture(scope="module")
def convoy() -> tuple[dict[str, Record], Evidence]:
    """The story of the convoy in the demo library, by page, and its evidence."""
    records = {one.article.id: one for one in demo_records()}
    page = "habara/2024-04-17-convoy-denial.html"
    story = next(one for one in find_stories(demo_records()) if page in one.articles)
    copies = [one for one in find_copies(demo_articles()) if {one.article, one.origin} <= set(story.articles)]
    held = {ident: records[ident] for ident in story.articles}
    return held, gather_evidence(held.values(), copies)


def stands(found: Weighed, stand: str, topic: str) -> Sequence[str]:
    return [one.other.value for one in found.witnesses if (one.stand, one.topic) == (stand, topic)]


def test_the_official_toll_is_contradicted(convoy: tuple[dict[str, Record], Evidence]) -> None:
    records, evidence = convoy
    record = records["habara/2024-04-17-convoy-denial.html"]
    said = next(one for one in record.attributions if "ستة فقط" in one.content.exact)
    found = weigh_statement(evidence, record, said)
    assert "7" in stands(found, "contradicts", "dead")
    assert "أسامة المسلاتي" in found.contradicted_by
    assert {one.rule for one in found.witnesses} == {"count"}


def test_what_bears_on_the_original_bears_on_its_copy(convoy: tuple[dict[str, Record], Evidence]) -> None:
    records, evidence = convoy
    original = records["arkhabil/2024-04-16-convoy-seven.html"]
    copy = next(
        one
        for one in records.values()
        if any(w.own.copied for w in weigh_event(evidence, one, attack(one)).witnesses)
    )
    own, copied = (weigh_event(evidence, one, attack(one)) for one in (original, copy))
    assert own.contradicted_by == copied.contradicted_by != ()
    assert stands(copied, "contradicts", "dead") == stands(own, "contradicts", "dead") == ["6"]
    assert stands(copied, "repeats", "dead")
    houses = [one.partition(": ")[0] for one in own.corroborated_by]
    assert len(houses) == len(set(houses)) > 1


def test_who_denies_a_deed_does_not_deny_that_it_was_done(
    convoy: tuple[dict[str, Record], Evidence],
) -> None:
    records, evidence = convoy
    record = records["arkhabil/2024-04-16-convoy-seven.html"]
    accused = next(one for one in record.events if (one.type, one.mode) == ("ACCUSE", "allege"))
    assert any("أسود الساحل" in one for one in weigh_event(evidence, record, accused).contradicted_by)
    assert not any(
        "أسود الساحل" in one for one in weigh_event(evidence, record, attack(record)).contradicted_by
    )
