"""Whether an event happened, is to come, is asked for, or came to nothing."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("تأجلت زيارة الرئيس التركي إلى العراق.", "زيارة", "planned"),
        ("أرجأ وزير الخارجية الفرنسي زيارته إلى بيروت.", "زيارته", "planned"),
        ("ألغى رئيس الوزراء الهندي زيارته إلى موسكو.", "زيارته", "denied"),
        ("لم تتم زيارة الوفد إلى طهران.", "زيارة", "denied"),
        ("دعا رئيس الوزراء إلى مواجهة المسلحين الذين استولوا على المدينة.", "استولوا", "happened"),
        ("طالبت البعثة بمحاسبة المسؤولين عن أعمال العنف.", "أعمال العنف", "happened"),
        ("أكدت باريس تعرض سفيرها في الخرطوم لاعتداء داخل منزله.", "لاعتداء", "happened"),
        ("نفذ الحزب وقفات احتجاجية منددة بالزيارة المرتقبة للوفد.", "وقفات احتجاجية", "happened"),
        ("نددت الجمعية بما أسمته حملة اعتقالات عشوائية.", "اعتقالات", "alleged"),
        ("توعد القانون بالسجن كل من يعتدي على شرطي.", "يعتدي", "hypothetical"),
        ("أكد الوزير أنه لن يسمح بالاعتداء على المستشفيات.", "بالاعتداء", "hypothetical"),
        ("لم توجه النيابة بعد أي تهمة إلى الموقوف.", "تهمة", "denied"),
        ("لم تعد إسرائيل تعتقل القاصرين.", "تعتقل", "denied"),
        ("لا تعترض تركيا على الاتفاق.", "تعترض", "denied"),
        ("لم يرفض الحزب المبادرة.", "يرفض", "denied"),
        ("وقال الشاب إن حارسين اعتديا عليه بالضرب، وفق روايته.", "بالضرب", "alleged"),
        ("اعتقل الأمن شقيقه مرتين، بحسب زعمه.", "اعتقل", "alleged"),
        ("لم تعد القوات إلى ثكناتها وقصفت البلدة.", "وقصفت", "happened"),
        ("أي هجوم على المدينة سيقابل برد.", "هجوم", "hypothetical"),
    ],
)
def test_status(text: str, trigger: str, status: str) -> None:
    events = marsad.read(text, title="", published="2022-03-16").events
    assert [event.status for event in events if trigger in event.trigger.exact] == [status]


def test_those_who_accuse_are_not_alleged() -> None:
    events = marsad.read("واتهم محتجون تجمعوا قرب المسجد السلطات بالإهمال.", title="").events
    assert {event.status for event in events if event.type == "PROTEST"} == {"happened"}
