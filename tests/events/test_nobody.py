"""What is nobody is no party to an event."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ودعا الوزير الأطراف إلى ضبط النفس.", "ضبط النفس"),
        ("اعتقلت الشرطة أمس رجلا يبلغ 26 عاما.", "26 عاما"),
        ("أدان المجلس قطع العلاقات الدبلوماسية.", "الدبلوماسية"),
    ],
)
def test_nobody(text: str, word: str) -> None:
    record = marsad.read(text, published="2023-09-28")
    assert record.events
    parties = [one.exact for event in record.events for one in (*event.actors, *event.recipients)]
    assert word not in parties
    assert "" not in parties


def test_a_joined_verb_has_its_own_subject() -> None:
    text = "وقال الرئيس إن تونس ترفض التدخل وتساند الحل السياسي الليبي."
    record = marsad.read(text, published="2023-09-28")
    (found,) = [event for event in record.events if event.trigger.exact == "وتساند"]
    assert [actor.exact for actor in found.actors] == ["تونس"]


@pytest.mark.parametrize(
    "text",
    [
        "استقبل خادم الحرمين الشريفين الملك سلمان بن عبدالعزيز، في قصر اليمامة بالرياض أمس، الرئيس الفرنسي فرانسوا هولاند.",
        "استقبل ولي العهد الأمير محمد بن نايف، في مكتبه بجدة، الرئيس الفرنسي فرانسوا هولاند.",
        "استقبل الملك سلمان في الرياض أمس الرئيس الفرنسي فرانسوا هولاند.",
    ],
)
def test_the_guest_acts_and_the_host_receives(text: str) -> None:
    (found,) = [
        event for event in marsad.read(text, published="2015-08-27").events if event.type == "CONSULT"
    ]
    assert [actor.exact for actor in found.actors] == ["الرئيس الفرنسي فرانسوا هولاند"]
    assert len(found.recipients) == 1


def test_who_announces_deaths_has_not_killed() -> None:
    record = marsad.read("أعلنت غرفة طوارئ الجنوب مقتل 8 مدنيين وإصابة 20 آخرين.", published="2023-08-30")
    assert [event.trigger.exact for event in record.events] == ["مقتل", "وإصابة"]
    assert all(not event.actors for event in record.events)
    assert [one.exact for one in record.events[0].recipients] == ["8 مدنيين"]


def test_a_palace_is_where_they_meet() -> None:
    text = "التقى الرئيس عبد الفتاح السيسي أمس بقصر الاتحادية نظيره السوداني عمر البشير."
    (found,) = marsad.read(text, published="2016-10-05").events
    assert [actor.exact for actor in found.actors] == [
        "الرئيس عبد الفتاح السيسي",
        "نظيره السوداني عمر البشير",
    ]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        (
            "أوقفت مصالح الدرك الوطني بولاية تيزي وزو 16 شخصا للاشتباه في تورطهم في الحرائق.",
            ["مصالح الدرك الوطني"],
            ["16 شخصا"],
        ),
        (
            "أوقفت دورية من مخابرات الجيش في المعمورة المواطن سالم العلي.",
            ["دورية من مخابرات الجيش"],
            ["المواطن سالم العلي"],
        ),
    ],
)
def test_who_arrests_whom(text: str, actors: list[str], recipients: list[str]) -> None:
    (found,) = [event for event in marsad.read(text, published="2021-09-02").events if event.type == "COERCE"]
    assert [one.exact for one in found.actors] == actors
    assert [one.exact for one in found.recipients] == recipients


def test_an_adverb_between_verb_and_partner() -> None:
    text = "وذكر مكتبه أن ماكرون تحدث أيضا مع رئيس الوزراء الإسباني بيدرو سانشيز بشأن الهجرة."
    (found,) = marsad.read(text, published="2023-01-22").events
    assert [actor.exact for actor in found.actors] == ["ماكرون", "رئيس الوزراء الإسباني بيدرو سانشيز"]


def test_a_ministry_with_a_pronoun_is_no_visit() -> None:
    record = marsad.read("وذكر الوزير بحرص وزارته على مواصلة الجهود.", published="2017-04-01")
    assert not [event for event in record.events if event.type == "CONSULT"]


def test_no_party_is_an_empty_span() -> None:
    text = (
        "وأوضح العليمي أن الاضراب يأتي على خلفية رفض المشغل مراجعة الاتفاقيات المتعلقة بالمؤسسة والمحددة قانونيا في قطاع "
        "البناء كل 3 سنوات وهي تشمل أساسا الجانب المادي والجانب الترتيبي مشيرا في ذات السياق إلى أن الادارة تعنتت ورفضت "
        "فتح باب التفاوض."
    )
    events = marsad.read(text, published="2016-11-07").events
    assert events
    assert all(one.start < one.end for event in events for one in (*event.actors, *event.recipients))


def test_whom_a_condemned_deed_befell_is_not_accused() -> None:
    record = marsad.read("حمل الوزير إسرائيل مسؤولية قتل الصحفية ليلى منصور.", published="2022-05-12")
    accused = [one.exact for event in record.events if event.type == "ACCUSE" for one in event.recipients]
    assert accused == ["إسرائيل"]
    (killed,) = [event for event in record.events if event.type == "ASSAULT"]
    assert [one.exact for one in killed.actors] == ["إسرائيل"]


def test_nobody_does_it_to_himself_by_a_pronoun() -> None:
    text = "نشرت وكالة الأنباء الصينية شينخوا تقريرا حول طبيبة صينية منعها مرض السرطان من العمل في تونس."
    for event in marsad.read(text, published="2016-05-03").events:
        assert not {one.entity for one in event.actors if one.entity} & {
            one.entity for one in event.recipients
        }


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("أدان الأردن اقتحام مستوطنين باحات المسجد الأقصى تحت حماية الشرطة.", "مستوطنين"),
        ("منحرفون يقتحمون مدرسة إعدادية ويعنفون حارسها.", "منحرفون"),
        ("وأضاف المسؤول أن ولي تلميذ اقتحم المدرسة الاثنين.", "ولي تلميذ"),
    ],
)
def test_people_of_all_sorts_act(text: str, actor: str) -> None:
    found = [event for event in marsad.read(text, published="2016-10-06").events if event.type == "ASSAULT"]
    assert actor in [one.exact for one in found[0].actors]
