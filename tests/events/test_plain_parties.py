"""Who did what to whom in plain sentences: objects that are things, «ل» and «من قبل» that bring who acts, nouns of what befalls."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event


def event_of(text: str, kind: str) -> Event:
    """The first event of a type."""
    return next(e for e in marsad.read(text, published="2016-05-12").events if e.type == kind)


def names(event: Event) -> tuple[list[str], list[str]]:
    return [one.exact for one in event.actors], [one.exact for one in event.recipients]


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("أحرق مسلحون شاحنة إغاثة قرب معبر حرض صباح الأحد.", "ASSAULT", "شاحنة إغاثة"),
        ("هاجم مسلحون مستودعا للذخيرة في ريف إدلب.", "ASSAULT", "مستودع"),
        ("مقتل شاب على يد مسلحين في حي الصدر ببغداد", "ASSAULT", "شاب"),
        ("اعتقال قيادي في حركة الجهاد شمال الخليل", "COERCE", "قيادي"),
        ("دعت الأمم المتحدة طرفي النزاع في السودان إلى هدنة إنسانية.", "REQUEST", "طرفي النزاع"),
    ],
)
def test_who_or_what_is_acted_on(text: str, kind: str, recipient: str) -> None:
    assert any(recipient in one for one in names(event_of(text, kind))[1])


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("جرى توقيف ثلاثة مهربين من جانب عناصر الدرك الوطني في بشار.", "COERCE", "عناصر الدرك"),
        ("تم اعتقال الناشط فهد الدوسري من قبل فرقة أمنية في الرياض.", "COERCE", "فرقة أمنية"),
        ("إضراب عام لسائقي الشاحنات في السودان", "PROTEST", "سائقي الشاحنات"),
        (
            "أكد الناشط عمر البدوي أن الأجهزة الأمنية اعتقلت شقيقه في مطار الخرطوم.",
            "COERCE",
            "الأجهزة الأمنية",
        ),
    ],
)
def test_who_acts(text: str, kind: str, actor: str) -> None:
    assert any(actor in one for one in names(event_of(text, kind))[0])


def test_whom_a_protest_supports_does_not_protest() -> None:
    event = event_of("خرجت في أنقرة مظاهرة مؤيدة للرئيس التركي رجب طيب أردوغان.", "PROTEST")
    assert not any("أردوغان" in one for one in names(event)[0])


def test_a_noun_after_a_verb_and_its_subject_is_no_second_verb() -> None:
    event = event_of("أدان الاتحاد الأفريقي قصف قوات الدعم السريع سوقا شعبيا في الفاشر.", "ACCUSE")
    assert any("الدعم السريع" in one for one in names(event)[1])


def test_a_term_of_prison_is_nobody() -> None:
    event = event_of("قررت النيابة العامة حبس المدير السابق أربعة أيام على ذمة التحقيق.", "COERCE")
    assert not any("أربعة" in one for one in names(event)[1])


@pytest.mark.parametrize(
    ("text", "noun"),
    [("نفذ انتحاري هجوما على معسكر في عدن.", "انتحاري"), ("فجر انتحاري سيارته المفخخة قرب حاجز.", "انتحاري")],
)
def test_a_bomber_does_not_own_his_car_in_one_phrase(text: str, noun: str) -> None:
    record = marsad.read(text, published="2016-05-12")
    assert not any(
        one.exact.startswith(noun + " سيارته") for e in record.events for one in (*e.actors, *e.recipients)
    )


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("ونفت القوات الحكومية في بيان استهداف المدنيين في مأرب.", "ASSAULT", "denied"),
        ("نفت وزارة الدفاع الروسية قصف مستشفى في إدلب.", "ASSAULT", "denied"),
        ("تظاهر المئات أمام البلدية، قبل أن يحرقوا سيارة العمدة.", "ASSAULT", "happened"),
    ],
)
def test_what_is_denied_and_what_came_next(text: str, kind: str, status: str) -> None:
    assert event_of(text, kind).status == status


def test_who_receives_in_his_office_is_host() -> None:
    event = event_of("استقبل رئيس مجلس الشورى، بمكتبه صباح اليوم، سعادة السيد برهم صالح.", "CONSULT")
    actors, recipients = names(event)
    assert any("برهم صالح" in one for one in actors)
    assert any("الشورى" in one for one in recipients)


def test_an_arrest_has_no_dead_of_its_own() -> None:
    text = "أمر النائب العام بحبس عميد البلدية على ذمة التحقيق في انهيار السد الذي أودى بحياة 40 شخصا."
    assert event_of(text, "COERCE").size.dead is None


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("قتل رجل زوجته في حي شعبي بالدار البيضاء.", ["رجل"], ["زوجته"]),
        ("دهس مستوطن طفلة فلسطينية قرب نابلس.", ["مستوطن"], ["طفلة فلسطينية"]),
        ("هاجم مسلحون دورية للدرك قرب كيدال.", ["مسلحون"], ["دورية"]),
        ("هدد قائد الجيش الإسرائيلي حركة حماس بحرب جديدة.", ["قائد الجيش الإسرائيلي"], ["حركة حماس"]),
        ("أوقفت السلطات ناشطين منتمين إلى حزب الوفاق.", ["السلطات"], ["ناشطين منتمين إلى حزب الوفاق"]),
        ("اختطف مسلحون تابعون لتنظيم القاعدة مهندسا.", ["مسلحون تابعون لتنظيم القاعدة"], ["مهندسا"]),
        ("استنكرت النقابة اعتقال الأمن صحافيين في المكلا.", None, ["صحافيين في المكلا"]),
        ("اعتقال الشرطة أربعة طلاب في الخرطوم", ["الشرطة"], ["أربعة طلاب في الخرطوم"]),
        ("قتل تسعة أشخاص من عائلة واحدة في قصف جوي.", [], ["تسعة أشخاص من عائلة واحدة"]),
        ("أصيب شاب برصاصة طائشة في بعلبك.", [], ["شاب"]),
        ("أطلق جنود إسرائيليون النار على مزارع.", ["جنود إسرائيليون"], ["مزارع"]),
        ("اعتقلت الشرطة، بالتعاون مع الجيش، خمسة مهربين.", ["الشرطة"], ["خمسة مهربين"]),
        ("قصفت الطائرات الروسية، في ساعة مبكرة، بلدة كفرنبل.", ["الطائرات الروسية"], ["بلدة كفرنبل"]),
    ],
)
def test_each_party_is_a_phrase_of_its_own(
    text: str, actors: list[str] | None, recipients: list[str]
) -> None:
    event = next(e for e in marsad.read(text, published="2016-05-12").events if e.type not in ("ACCUSE",))
    given = names(event)
    assert actors is None or given[0] == actors
    assert given[1] == recipients


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("مقتل أربعة جنود وإصابة ثلاثة في هجوم لتنظيم داعش غربي الأنبار.", "تنظيم داعش"),
        ("شنت طائرات إسرائيلية غارة على مخيم البريج أدت إلى مقتل تسعة فلسطينيين.", "طائرات إسرائيلية"),
    ],
)
def test_the_dead_of_an_attack_were_killed_by_who_made_it(text: str, actor: str) -> None:
    events = marsad.read(text, published="2016-05-12").events
    assert [names(e)[0] for e in events] == [[actor]] * len(events)
    assert len(events) > 1


@pytest.mark.parametrize(
    "text",
    [
        "أعلن الجيش العراقي مقتل ثلاثة من جنوده في هجوم قرب كركوك.",
        "أعلنت وزارة الدفاع مقتل ضابطين في شمال البلاد.",
    ],
)
def test_whoever_announces_the_dead_did_not_kill_them(text: str) -> None:
    deaths = [e for e in marsad.read(text, published="2016-05-12").events if "قتل" in e.trigger.exact]
    assert deaths
    assert not any(names(e)[0] for e in deaths)


def test_what_somebody_is_said_to_be_takes_no_part() -> None:
    event = event_of("أرسلت سلطات الزاوية، وهي بلدة قريبة من طرابلس، تعزيزات إلى الطريق.", "MOBILIZE")
    assert not any("طرابلس" in one or "بلدة" in one for one in names(event)[0])


def test_whom_the_verb_before_acted_on_is_not_acted_on_again() -> None:
    text = "دعت الهيئة العليا للانتخابات الأحزاب إلى الهدوء، وأنذرت قائمتين في دائرة باجة."
    assert not any("الأحزاب" in one for one in names(event_of(text, "THREATEN"))[1])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "كلف رئيس الجمهورية اللبنانية النائب وليد البستاني بتشكيل الحكومة الجديدة.",
            ["رئيس الجمهورية اللبنانية", "النائب وليد البستاني"],
        ),
        ("التقى الرئيس السوداني اللواء أحمد إدريس في الخرطوم.", ["الرئيس السوداني", "اللواء أحمد إدريس"]),
        ("هاجم رئيس الحزب النائب سامي الحاج حزب الله.", ["رئيس الحزب النائب سامي الحاج", "حزب الله"]),
    ],
)
def test_an_office_and_a_title_behind_it_are_two_where_nobody_else_is_acted_on(
    text: str, parties: list[str]
) -> None:
    actors, recipients = names(marsad.read(text, published="2016-05-12").events[0])
    assert actors + recipients == parties


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "وكانت السعودية ومصر والإمارات والبحرين واليمن قطعت العلاقات مع قطر، متهمة الدوحة بتمويل جماعات متشددة.",
            "ACCUSE",
            ["السعودية", "مصر", "الإمارات", "البحرين", "اليمن"],
            ["الدوحة"],
        ),
        ("أصيب ستة عشر فلسطينيا برصاص الاحتلال شرق غزة.", "ASSAULT", ["الاحتلال"], ["ستة عشر فلسطينيا"]),
        ("اعتقل الاحتلال ثلاثة شبان فجر الأحد.", "COERCE", ["الاحتلال"], ["ثلاثة شبان"]),
        ("يعتزم وزير الخارجية زيارة طهران الأسبوع المقبل.", "AGREE", ["وزير الخارجية"], ["طهران"]),
        (
            "شدد الوزير لدى استقباله السفير الصيني على أهمية التعاون.",
            "CONSULT",
            ["السفير الصيني"],
            ["الوزير"],
        ),
        ("ثمن الرئيس جهود المملكة في حل الأزمة.", "SUPPORT", ["الرئيس"], ["المملكة"]),
        ("أعلن المتحدث العسكري أن طائرات سلاح الجو دمرت مخزنا.", "ASSAULT", ["طائرات سلاح الجو"], ["مخزنا"]),
        (
            "هنأ أمير دولة الكويت رئيس جيبوتي بذكرى الاستقلال.",
            "SUPPORT",
            ["أمير دولة الكويت"],
            ["رئيس جيبوتي"],
        ),
        ("هنأ بوتين نظيره الجزائري بإعادة انتخابه.", "SUPPORT", ["بوتين"], ["نظيره الجزائري"]),
        ("حقق القضاء العسكري مع ضابطين.", "ACCUSE", ["القضاء العسكري"], ["ضابطين"]),
        ("طعن شاب سياحا في الغردقة.", "ASSAULT", ["شاب"], ["سياحا"]),
        ("أقدم شخص على الاعتداء بواسطة آلة حادة على الضحية.", "ASSAULT", ["شخص"], ["الضحية"]),
        ("قتل المهاجم بيد زميلي الجندية.", "ASSAULT", ["زميلي الجندية"], ["المهاجم"]),
        ("تسلمت الحكومة اليمنية من الصندوق السعودي منحة.", "AID", ["الصندوق السعودي"], ["الحكومة اليمنية"]),
        ("رفعت واشنطن العقوبات عن السودان.", "RETREAT", ["واشنطن"], ["السودان"]),
        ("أنقذ خفر السواحل رهائن احتجزتهم عصابة.", "AID", ["خفر السواحل"], ["رهائن"]),
        ("أنقذ خفر السواحل رهائن احتجزتهم عصابة.", "ASSAULT", ["عصابة"], ["رهائن"]),
        ("حرر الجنود رهائن كانت تحتجزهم جماعة مسلحة.", "ASSAULT", ["جماعة مسلحة"], ["رهائن"]),
        ("أحبط الجيش محاولة تهريب أسلحة من ليبيا.", "COERCE", ["الجيش"], []),
        ("اجتاحت السيول محافظة المهرة.", "DISASTER", [], []),
        (
            "اقتحم مستوطنون باحات المسجد الأقصى بحماية شرطة الاحتلال.",
            "ASSAULT",
            ["مستوطنون"],
            ["المسجد الأقصى"],
        ),
    ],
)
def test_both_parties(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert names(event_of(text, kind)) == (actors, recipients)


def test_here_is_no_congratulation() -> None:
    assert not marsad.read("ومن هنا قال الرئيس إن الوضع صعب.").events


def test_a_pronoun_stands_for_nobody_of_the_other_gender() -> None:
    record = marsad.read("قتل رجل زوجته ثم أقدم على الانتحار بعد أن طعنها.")
    assert all("رجل" not in names(event)[1] for event in record.events)


def test_whom_the_police_shot_at_does_not_make_them_demonstrators() -> None:
    assert names(event_of("قتل متظاهر برصاص الأمن.", "PROTEST"))[0] == ["متظاهر"]


def test_a_definite_noun_governs_nobody() -> None:
    text = "يطالب المربون من خلال هذه الإضرابات سلطة الإشراف بصرف مستحقاتهم."
    assert "سلطة الإشراف" not in names(event_of(text, "PROTEST"))[0]


@pytest.mark.parametrize("text", ["نقل المشتبه بهم إلى العاصمة.", "تسبب انزلاق الشاحنة في تعطل السير."])
def test_suspects_and_slips_are_no_events(text: str) -> None:
    assert not {e.type for e in marsad.read(text).events} & {"ACCUSE", "DISASTER"}
