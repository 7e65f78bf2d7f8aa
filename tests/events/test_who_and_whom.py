"""Who did what to whom, classes met in the press: whom a deed counts, who is only told of, what «ل» and «من» lead to."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def events_of(text: str) -> list[Event]:
    """The events of a text."""
    return list(marsad.read(text, published="2016-05-12").events)


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The trigger, the actors and the recipients of each event of a text."""
    return [
        (e.trigger.exact, [one.exact for one in e.actors], [one.exact for one in e.recipients])
        for e in events_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # «من الدخول» is what they were kept from, no part of who they are
        ("منعت الشرطة مجموعة من المحامين من الدخول إلى قصر العدالة.", "منعت", ["الشرطة"], ["مجموعة من المحامين"]),
        ("منع الدرك عددا من الصحافيين من المغادرة في وجدة.", "منع", ["الدرك"], ["عددا من الصحافيين"]),
        # each noun or verb counts its own
        ("أسفر الهجوم عن مقتل 19 مدنيا وإصابة نحو 10 آخرين.", "وإصابة", [], ["10 آخرين"]),
        ("ذكرت الشرطة أن شخصين قتلا وأصيب تسعة آخرون في الانفجار.", "قتلا", [], ["شخصين"]),
        ("ذكرت الشرطة أن شخصين قتلا وأصيب تسعة آخرون في الانفجار.", "وأصيب", [], ["تسعة آخرون"]),
        # a woman acts though her noun has no masculine
        ("قتلت سيدة زوجها في منزلهما بالسليمانية.", "قتلت", ["سيدة"], ["زوجها"]),
        ("قتل شاب عمه في محافظة الزرقاء.", "قتل", ["شاب"], ["عمه"]),
        # no verb right behind a verb
        ("قال المتحدث إن مسلحي التنظيم هاجموا خط الغاز قرب البوكمال.", "هاجموا", ["مسلحي التنظيم"], ["خط الغاز"]),
        # an indefinite accusative is somebody
        ("أوقف الدرك شخصا بتازة.", "أوقف", ["الدرك"], ["شخصا"]),
        ("استقبل الوزير وفدا من صندوق التنمية.", "استقبل", ["وفدا من صندوق التنمية"], ["الوزير"]),
        # denied verbs are no objects
        ("قالت الوزارة إن الضربة الصاروخية التي استهدفت قاعدة عين الأسد لم تسفر عن ضحايا.", "استهدفت", [], ["قاعدة عين الأسد"]),
    ],
)  # fmt: skip
def test_both_parties(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert (trigger, actors, recipients) in told(text)


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("مقتل سبعة مدنيين في قصف مدفعي لميليشيا الحوثي على تعز", "قصف", "ميليشيا الحوثي"),
        ("أعلن الجيش السوداني مقتل سبعة مدنيين في قصف مدفعي لقوات الدعم السريع على سوق بالفاشر.", "مقتل", "قوات الدعم السريع"),
    ],
)  # fmt: skip
def test_a_force_that_li_brings_makes_the_attack(text: str, trigger: str, actor: str) -> None:
    assert [actors for at, actors, _ in told(text) if at == trigger] == [[actor]]


def test_a_site_that_li_brings_is_no_attacker() -> None:
    assert all(
        not actors for _, actors, _ in told("أدى قصف لمواقع المعارضة في ريف حلب إلى مقتل ثلاثة مقاتلين.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "قتل شاب عمه طعنا بسكين في محافظة الزرقاء.",
        "قتل رجل طعنا على يد جاره في طنجة.",
        "أقدم شاب على قتل والدته خنقا في بغداد.",
    ],
)
def test_how_somebody_was_killed_is_no_second_event(text: str) -> None:
    assert len(told(text)) == 1


def test_an_injury_by_stabbing_is_told_by_the_stabbing() -> None:
    assert "طعنا" in [trigger for trigger, _, _ in told("أصيب جندي بجروح طعنا بسكين قرب الحاجز.")]


def test_kin_tell_who_somebody_is() -> None:
    text = "قتل في الغارة محمود الطويل، شقيق القيادي سالم الطويل، وحفيد الشيخ مصطفى الطويل."
    assert [len(recipients) for _, _, recipients in told(text)] == [1, 1]
    assert told(text)[0][2][0].startswith("محمود الطويل")


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # a passive of fans or players
        ("جماهير الفريق الأحمر منعت من الدخول إلى الملعب.", "منعت", [], ["جماهير الفريق"]),
        # each verb its own subject
        ("منعت قوات الأمن عشرات الصحافيين من الدخول إلى المحكمة، فيما منع الحرس أعضاء الوفد من المغادرة.", "منع", ["الحرس"], ["أعضاء الوفد"]),
        # where they are sent is neither who sends them nor whom
        ("تم ضبط المتهمين وإحالتهم على النيابة العامة بتازة.", "وإحالتهم", [], ["المتهمين"]),
        # who is accused of it did it, whoever caught him
        ("ضبطت الأجهزة الأمنية المتهم بذبح حماته داخل مستشفى الزقازيق.", "بذبح", ["المتهم"], ["حماته"]),
        ("حكمت المحكمة على رجل متهم بقتل زوجته.", "بقتل", ["رجل متهم"], ["زوجته"]),
        # of whom a pronoun tells
        ("ولدى محاولة القبض عليه أطلق النار على عناصر الدورية.", "القبض عليه", [], []),
        # the vowel of the passive
        ("وقُتل خلال المداهمة مطلوب في بلدة مؤتة.", "وقُتل", [], ["مطلوب في بلدة مؤتة"]),
        # no adjective and no verb is acted on
        ("نفذت الشرطة مداهمة أمنية في الحي.", "مداهمة", ["الشرطة"], []),
        ("نفى التحالف مسؤوليته عن قصف أسفر عن ضحايا مدنيين.", "قصف", [], []),
        # who protests at an arrest did not arrest
        ("أضرب المحامون احتجاجا على اعتقال زميلهم سالم الحمد.", "اعتقال", [], ["زميلهم سالم الحمد"]),
        ("أضرب المحامون احتجاجا على اعتقال زميلهم سالم الحمد.", "أضرب", ["المحامون"], []),
        # a verb whose object stands beyond an aside is no passive
        ("أوقفت مصالح الأمن بالرباط وسلا، منذ الثلاثاء الماضي، تسعة أشخاص.", "أوقفت", ["مصالح الأمن"], ["تسعة أشخاص"]),
        # «ل» belongs to the nearer noun
        ("أعلن الجيش مقتل 15 شخصا وإصابة 20 آخرين نتيجة استهداف قوات الدعم السريع للمدنيين.", "وإصابة", ["قوات الدعم السريع"], ["20 آخرين"]),
        # the state an adjective tells, where the article names it
        ("أسفر قصف تركي على ريف الحسكة عن إصابة ثلاثة مدنيين، وقالت تركيا إنها استهدفت مسلحين.", "قصف", ["تركيا"], ["ثلاثة مدنيين"]),
        ("أدت غارة جوية إسرائيلية على بلدة عيترون إلى مقتل رجلين، ولم تعلق إسرائيل.", "غارة", ["إسرائيل"], ["بلدة عيترون"]),
    ],
)  # fmt: skip
def test_parties_of_rules(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert (trigger, actors, recipients) in told(text)


def test_a_state_nobody_names_is_not_supplied() -> None:
    assert all(not actors for _, actors, _ in told("أدت غارة إسرائيلية على بلدة عيترون إلى مقتل رجلين."))


def test_whose_own_man_was_killed_did_not_attack() -> None:
    text = "قتل جندي تركي في هجوم مسلح في شمال سوريا، ونعت تركيا الجندي."
    assert all("تركيا" not in actors for _, actors, _ in told(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("وأكد أن القرار النهائي بخصوص الزي سيعلن لاحقا.", "القرار"),
        ("انطلاق أشغال تهيئة الطريق السيارة بقابس بحضور الوالي.", "انطلاق"),
        ("قتل جنديان في هجوم مسلح على نقطة تفتيش، وفتحت السلطات تحقيقا في الحادث.", "الحادث"),
        ("قتل جنديان في هجوم مسلح على نقطة تفتيش، وفتحت السلطات تحقيقا في الحادث.", "وفتحت"),
        ("قال إن ما حدث محاولة لاستهداف أمن البلاد.", "لاستهداف"),
        ("احتجت الجمعية على تردي أوضاع القضاة.", "تردي"),
        ("الأرض على موعد مع عاصفتين مغناطيسيتين نهاية الأسبوع.", "عاصفتين"),
        ("تعهدت فرقة الأبحاث بالبحث في القضية.", "تعهدت"),
        ("برنامج الدور ثمن النهائي لكأس الجزائر لكرة السلة.", "ثمن"),
        ("أغلق الخام منخفضا في جلسة أمس.", "أغلق"),
    ],
)
def test_words_that_report_nothing(text: str, word: str) -> None:
    assert word not in [trigger for trigger, _, _ in told(text)]


def test_an_accident_told_of_again_stays() -> None:
    text = "اصطدمت شاحنة بحافلة قرب سوسة، وأسفر الحادث عن مقتل خمسة ركاب."
    assert {e.type for e in events_of(text)} == {"ACCIDENT"}
