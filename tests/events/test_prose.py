"""Who does what to whom where prose crowds them together, and what light verbs, «الجانبان» and put-off visits tell."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def events_of(text: str, title: str = "") -> list[Event]:
    return list(marsad.read(text, title=title, published="2019-03-16").events)


def parties(event: Event) -> tuple[list[str], list[str]]:
    return [one.exact for one in event.actors], [one.exact for one in event.recipients]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("اتهمت واشنطن موسكو بخرق المعاهدة.", "ACCUSE", (["واشنطن"], ["موسكو"])),
        ("ضربت القوات الخاصة المتظاهرين بالهراوات.", "ASSAULT", (["القوات الخاصة"], ["المتظاهرين"])),
        ("ألقت الشرطة القبض على ثلاثة مسلحين.", "COERCE", (["الشرطة"], ["ثلاثة مسلحين"])),
        ("أغلق محتجون مقر الشركة.", "PROTEST", (["محتجون"], ["مقر الشركة"])),
    ],
)
def test_neighbours_are_kept_apart(text: str, kind: str, wanted: tuple[list[str], list[str]]) -> None:
    found = [event for event in events_of(text) if event.type == kind]
    assert parties(found[0]) == wanted
    assert len({event.trigger.start for event in found}) <= 2


def test_two_deeds_have_each_its_own_victims() -> None:
    events = events_of("تمكنت قوات الأمن من القضاء على 5 إرهابيين واستشهاد مجند بالعريش.")
    killed, fallen = (parties(event)[1] for event in events if event.type == "ASSAULT")
    assert killed == ["5 إرهابيين"]
    assert "مجند" in fallen


def test_two_sides_are_those_who_met_before() -> None:
    events = events_of(
        "استقبل الملك سلمان الرئيس عبد الفتاح السيسي في الرياض. وبحث الجانبان سبل تعزيز العلاقات."
    )
    assert {one.exact for one in events[-1].actors} == {
        one.exact for one in (*events[0].actors, *events[0].recipients)
    }
    assert all(one.implicit for one in events[-1].actors)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("تأجلت زيارة الرئيس التركي رجب طيب أردوغان إلى بغداد.", {("AGREE", "planned")}),
        ("لقي سبعة جنود مصرعهم في هجوم انتحاري.", {("ASSAULT", "happened")}),
        ("وصلت تعزيزات عسكرية إلى الأنبار.", {("MOBILIZE", "happened")}),
    ],
)
def test_a_verb_that_carries_a_noun_is_no_event_of_its_own(text: str, types: set[tuple[str, str]]) -> None:
    assert {(event.type, event.status) for event in events_of(text)} == types


def test_named_partisans_attack_and_do_not_demonstrate() -> None:
    kinds = {event.type for event in events_of("اقتحم أنصار الله مبنى المحافظة في الحديدة.")}
    assert kinds == {"ASSAULT"}


def test_the_year_after_a_noun_puts_it_into_the_past() -> None:
    assert all(e.historical for e in events_of("شارك في انتفاضة 1991 جنوبي العراق.") if e.type == "PROTEST")
    assert not any(
        e.historical for e in events_of("شارك في احتجاجات 2019 جنوبي العراق.") if e.type == "PROTEST"
    )


def test_buildings_do_nothing_and_an_adjective_is_nobody() -> None:
    record = marsad.read("قتل عشرة في تفجير انتحاري استهدف مسجد الإمام الصادق.", tier="fast")
    parties = [party.exact for event in record.events for party in (*event.actors, *event.recipients)]
    assert record.events
    assert "انتحاري" not in parties
    assert "مسجد الإمام الصادق" not in [party.exact for event in record.events for party in event.actors]
