"""Who a pronoun stands for, whose subject is still to come, and what only tells an event again."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def events_of(text: str, kind: str) -> list[Event]:
    return [e for e in marsad.read(text, title="", published="2019-10-03").events if e.type == kind]


def test_the_subject_after_a_comma_is_no_apposition() -> None:
    (visit,) = events_of("وكان في استقبال الصادق المهدي، رئيس مجلس النواب المصري.", "CONSULT")
    assert [actor.exact for actor in visit.actors] == ["الصادق المهدي"]
    assert [recipient.exact for recipient in visit.recipients] == ["رئيس مجلس النواب المصري"]


def test_an_apposition_stays_one() -> None:
    (visit,) = events_of("زار الصادق المهدي، رئيس حزب الأمة السوداني، القاهرة.", "CONSULT")
    assert len(visit.actors) == 1


def test_a_pronoun_takes_up_the_man_within_his_forces_name() -> None:
    text = (
        "اجتمع وزير الدفاع الصيني مع اللواء عثمان الحداد في بكين. "
        "وقالت الصفحات الموالية لقوات الحداد إنه تلقى دعوة رسمية من الجانب الهندي."
    )
    (invitation,) = [event for event in events_of(text, "AGREE") if event.mode is None]
    assert "الحداد" in invitation.recipients[0].exact
    assert "الهندي" in invitation.actors[0].exact


@pytest.mark.parametrize(
    "text",
    [
        "تلقى الوزير دعوة رسمية من ملك الأردن لزيارة عمان.",
        "وجه أمير قطر دعوة إلى الرئيس السنغالي لزيارة الدوحة.",
    ],
)
def test_an_invitation_and_its_visit_are_one_event(text: str) -> None:
    assert len(events_of(text, "AGREE")) == 1


def test_an_arrival_that_says_when_is_no_visit() -> None:
    assert not events_of("صافح الوزير مستقبليه لدى وصول الرئيس إلى المطار.", "CONSULT")
    assert events_of("وصل الرئيس الكيني إلى أديس أبابا في زيارة رسمية.", "CONSULT")


def test_a_storm_and_its_verb_are_one_event() -> None:
    (storm,) = events_of('اجتاح الإعصار "شاهين" سواحل عمان.', "DISASTER")
    assert storm.trigger.exact == "اجتاح"
    assert [actor.exact for actor in storm.actors] == ["شاهين"]
    assert not any("شاهين" in recipient.exact for recipient in storm.recipients)
