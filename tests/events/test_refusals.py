"""What somebody is against has happened, what he denies has not; who refuses an act of his own does not do it."""

from __future__ import annotations

import pytest

import marsad


def statuses(text: str, trigger: str) -> set[str]:
    events = marsad.read(text, title="", published="2022-03-16").events
    return {event.status for event in events if trigger in event.trigger.exact}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("أعلن الصحفيون رفضهم القاطع للاعتداءات التي طالت زملاءهم في البصرة.", "للاعتداءات"),
        ("رفضت نقابة الأطباء الاعتداء على الطواقم الطبية في مستشفى المنيا.", "الاعتداء"),
        ("رفض الأهالي قمع المتظاهرين في بغداد وطالبوا بالتحقيق.", "قمع"),
        ("استنكر الحزب اعتقال ناشطيه في الخرطوم.", "اعتقال"),
        ("شجبت نقابة الصحفيين الاعتداء على مصور في صفاقس.", "الاعتداء"),
    ],
)
def test_what_is_rejected_or_condemned_has_happened(text: str, trigger: str) -> None:
    assert statuses(text, trigger) == {"happened"}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("نفى الجيش قصف المستشفى في تعز.", "قصف"),
        ("أنكر المتهم قتل جاره في حلب.", "قتل"),
        ("لا صحة للأنباء عن مقتل القائد العسكري في درنة.", "مقتل"),
        ("قال الوزير إنه لا صحة لاغتيال القيادي في غزة.", "لاغتيال"),
        ("رفض الجنود قصف المدينة.", "قصف"),
        ("رفضت الشرطة إطلاق النار على المتظاهرين.", "إطلاق النار"),
        ("رفض الرئيس الاستقالة من منصبه.", "الاستقالة"),
        ("رفض الوزير لقاء وفد المعلمين.", "لقاء"),
    ],
)
def test_what_is_denied_or_refused_by_its_doer_has_not(text: str, trigger: str) -> None:
    assert statuses(text, trigger) == {"denied"}


def test_those_who_reject_an_assault_do_not_make_it() -> None:
    text = "وأعرب المتظاهرون عن استيائهم من سياسة الحكومة ورفضهم للاعتداء عليهم وقمعهم من طرف الأمن."
    events = [event for event in marsad.read(text, title="").events if event.type == "ASSAULT"]
    assert {event.status for event in events} == {"happened"}
    assert not any("المتظاهرون" in actor.exact for event in events for actor in event.actors)


@pytest.mark.parametrize(
    "text",
    [
        "تهب رياح التغيير على المنطقة العربية.",
        "أثار القرار الاستياء في أوساط المعلمين.",
        "نظمت وزارة الصحة ورشة عمل حول مكافحة السكري بمشاركة خمسين طبيبا.",
        "بدأت وزارة الداخلية إستخراج جوازات السفر الإلكترونية للمواطنين.",
        "ستصدر الوزارة بيانا في وقت لاحق حول الحادث.",
    ],
)
def test_what_is_of_little_worth_is_no_event(text: str) -> None:
    assert marsad.read(text, title="").events == ()


def test_whoever_loses_his_nationality_is_acted_on_not_the_state() -> None:
    (event,) = marsad.read("قررت البحرين سحب الجنسية البحرينية من عشرة معارضين.", title="").events
    assert [event.type, event.mode] == ["COERCE", "withhold"]
    assert [one.exact for one in event.actors] == ["البحرين"]
    assert [one.exact for one in event.recipients] == ["عشرة معارضين"]


def test_an_attack_is_no_party_and_a_motion_is_given_by_those_named() -> None:
    (accused, *_) = marsad.read("اتهم المبعوث التفجير الانتحاري بزعزعة الاستقرار في بغداد.", title="").events
    assert accused.recipients == ()
    given = marsad.read("ناقش المجلس اقتراحا مقدما من النائبين أحمد السعدون ومسلم البراك.", title="").events
    assert not any(one.exact.startswith("مقدم") for event in given for one in event.actors)
