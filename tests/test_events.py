"""Events: who did what to whom, in sentences of several presses."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def events_of(text: str) -> list[Event]:
    return list(marsad.read(text, title="", published="2023-09-28").events)


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("التقى الرئيس عبد الفتاح السيسي نظيره الفرنسي إيمانويل ماكرون في القاهرة.", "CONSULT", "السيسي"),
        ("اعتقلت الشرطة ثلاثة متظاهرين في بغداد.", "COERCE", "الشرطة"),
        ("طالبت منظمة العفو الدولية الحكومة بالإفراج عن المعتقلين.", "REQUEST", "منظمة العفو الدولية"),
        ("تظاهر مئات العمال في صفاقس احتجاجا على غلق المصنع.", "PROTEST", "العمال"),
    ],
)
def test_actor_and_type(text: str, kind: str, actor: str) -> None:
    found = [event for event in events_of(text) if event.type == kind]
    assert found
    assert any(actor in source.exact for event in found for source in event.actors)


def test_planned_meeting_is_agree() -> None:
    (event,) = [e for e in events_of("سيلتقي بوتين أردوغان في سوتشي.") if e.type in {"AGREE", "CONSULT"}]
    assert (event.type, event.status) == ("AGREE", "planned")


@pytest.mark.parametrize("text", ["قتل اللاعب المباراة بهدف ثان.", "وصل التقرير فجر الاثنين."])
def test_near_misses(text: str) -> None:
    assert not [event for event in events_of(text) if event.type == "ASSAULT"]


def test_event_stands_in_the_words_that_carry_it() -> None:
    record = marsad.read("قالت وكالة رويترز إن الجيش قصف مدينة درنة.", title="")
    (event,) = [event for event in record.events if event.type == "ASSAULT"]
    assert event.attribution == record.attributions[0].id


@pytest.mark.parametrize("text", ["قصف المدينة وسقوط قتلى", "قتلى", "هجوم على القرية يسفر عن ضحايا"])
def test_a_counted_noun_may_end_the_text(text: str) -> None:
    assert not [event for event in events_of(text) if event.size.dead]
