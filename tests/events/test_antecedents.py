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
    assert len([event for event in events_of(text, "AGREE") if event.same_as is None]) == 1


def test_an_arrival_that_says_when_is_no_visit() -> None:
    assert not events_of("صافح الوزير مستقبليه لدى وصول الرئيس إلى المطار.", "CONSULT")
    assert events_of("وصل الرئيس الكيني إلى أديس أبابا في زيارة رسمية.", "CONSULT")


def test_a_storm_and_its_verb_are_one_event() -> None:
    (storm,) = events_of('اجتاح الإعصار "شاهين" سواحل عمان.', "DISASTER")
    assert storm.trigger.exact == "اجتاح"
    assert [actor.exact for actor in storm.actors] == ["شاهين"]
    assert not any("شاهين" in recipient.exact for recipient in storm.recipients)


def roles_of(text: str, kind: str) -> tuple[list[str], list[str]]:
    event = events_of(text, kind)[0]
    return [a.exact for a in event.actors], [r.exact for r in event.recipients]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "أشاد المبعوث بنتائج زيارة رئيس الوزراء الأردني إلى بغداد.",
            "CONSULT",
            ["رئيس الوزراء الأردني"],
            ["بغداد"],
        ),
        (
            "كما دعت سلطنة عمان جميع الأطراف اليمنية إلى ضبط النفس.",
            "REQUEST",
            ["سلطنة عمان"],
            ["جميع الأطراف اليمنية"],
        ),
        ("قال المتحدث إن المسلحين الذين قتلهم الجيش كانوا يختبئون.", "ASSAULT", ["الجيش"], ["المسلحين"]),
        (
            'وقال العاهل الأردني: "نحن ندعو إسرائيل إلى وقف الاستيطان".',
            "REQUEST",
            ["العاهل الأردني"],
            ["إسرائيل"],
        ),
        ("وجهت النيابة إلى الوزير السابق تهمة الاختلاس.", "ACCUSE", ["النيابة"], ["الوزير السابق"]),
        ("شن الحوثيون على السفينة هجوما بالصواريخ.", "ASSAULT", ["الحوثيون"], ["السفينة"]),
        (
            "اعتقلت الشرطة التركية، الاثنين، خمسة متظاهرين في إسطنبول.",
            "COERCE",
            ["الشرطة التركية"],
            ["خمسة متظاهرين"],
        ),
        (
            "فرضت الولايات المتحدة عقوبات على شركتين إيرانيتين.",
            "SANCTION",
            ["الولايات المتحدة"],
            ["شركتين إيرانيتين"],
        ),
        ("استقال وزير المالية العراقي علي علاوي.", "RETREAT", ["وزير المالية العراقي علي علاوي"], []),
        ("زيارة مفاجئة للرئيس الأوكراني إلى جدة.", "CONSULT", ["رئيس الأوكراني"], ["جدة"]),
        (
            "أكد وزير الخارجية المصري أهمية الحوار، رافضا أي تدخل في السودان.",
            "REJECT",
            ["وزير الخارجية المصري"],
            [],
        ),
    ],
)
def test_who_does_what_to_whom(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert roles_of(text, kind) == (actors, recipients)


def test_an_office_stands_for_whoever_holds_it() -> None:
    text = "وصل وزير الخارجية العماني بدر البوسعيدي إلى طهران. والتقى الوزير العماني الرئيس الإيراني الجديد."
    first, second = events_of(text, "CONSULT")
    assert first.actors[0].entity is not None
    assert first.actors[0].entity == second.actors[0].entity


def test_a_light_verb_and_its_noun_are_one_event() -> None:
    assert len(events_of("أجرى أمير قطر محادثات هاتفية مع الرئيس الأوكراني.", "CONSULT")) == 1
