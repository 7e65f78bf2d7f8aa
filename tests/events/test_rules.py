"""PLOVER's rules, and who does what to whom in the constructions of Arabic."""

from __future__ import annotations

import pytest

import marsad
from marsad.types import Event, Source


def events_of(text: str, kind: str = "") -> list[Event]:
    events = marsad.read(text, title="", published="2022-03-16").events
    return [event for event in events if event.type == kind or not kind]


def named(sources: tuple[Source, ...]) -> list[str]:
    return [source.exact for source in sources]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("من المقرر أن يلتقي وزير الخارجية المصري نظيره السوداني الأحد المقبل.", "AGREE", None),
        ("وجه الملك دعوة رسمية إلى الرئيس التونسي لزيارة الرباط.", "AGREE", None),
        ("ستنسحب القوات الفرنسية من مالي خلال أشهر.", "CONCEDE", None),
        ("أعلنت فرنسا إلغاء ديون الصومال البالغة ملايين الدولارات.", "AID", None),
        ("وقع ثلاثة جنود في الأسر خلال المعارك.", "ASSAULT", "abduct"),
        ("استدعت الخارجية الجزائرية السفير الفرنسي.", "ACCUSE", "disapprove"),
        ("أصدرت محكمة باريس مذكرة توقيف بحق رجل الأعمال الفار.", "THREATEN", "arrest"),
    ],
)
def test_rules_of_plover(text: str, kind: str, mode: str | None) -> None:
    found = events_of(text, kind)
    assert found
    assert found[0].mode == mode


def test_visitor_acts_and_host_receives() -> None:
    for text in (
        "زار وزير الدفاع التركي خلوصي أكار العاصمة الليبية طرابلس.",
        "استقبل أمير الكويت وزير الخارجية العماني بدر البوسعيدي في قصر السيف.",
    ):
        (visit,) = events_of(text, "CONSULT")
        assert any(name in " ".join(named(visit.actors)) for name in ("أكار", "البوسعيدي"))
        assert visit.mode == "visit"
        assert visit.recipients


def test_mutual_events_list_all_as_actors() -> None:
    (meeting,) = events_of("التقى الرئيس الجزائري عبد المجيد تبون نظيره التونسي قيس سعيد.", "CONSULT")
    assert len(meeting.actors) == 2
    assert not meeting.recipients


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("اعتقلت الشرطة أمس ثلاثة متظاهرين في بغداد.", "الشرطة", "متظاهرين"),
        ("الجيش السوداني يعتقل رئيس الوزراء عبد الله حمدوك.", "الجيش السوداني", "حمدوك"),
        ("تم اعتقال الناشط علاء عبد الفتاح من قبل قوات الأمن.", "قوات الأمن", "علاء عبد الفتاح"),
        ("قالت المنظمة إن السلطات اعتقلت الصحفي خالد درارني.", "السلطات", "درارني"),
        ("اعتقال وزير سابق على يد مسلحين في طرابلس.", "مسلحين", "وزير سابق"),
    ],
)
def test_arrests_in_every_construction(text: str, actor: str, recipient: str) -> None:
    (arrest,) = events_of(text, "COERCE")
    assert any(actor in name for name in named(arrest.actors))
    assert any(recipient in name for name in named(arrest.recipients))


def test_a_verb_with_one_noun_and_no_object_is_passive() -> None:
    (killing,) = events_of("قتل خمسة مدنيين قرب حلب.", "ASSAULT")
    assert not killing.actors
    assert any("مدنيين" in name for name in named(killing.recipients))
    assert killing.size.dead == 5


def test_a_dropped_subject_is_taken_up() -> None:
    text = "أفادت وزارة الداخلية العراقية بأن مجهولين هاجموا الدورية. وأدانت الوزارة الهجوم."
    (attack, *_) = events_of(text, "ASSAULT")
    assert any("مجهولين" in name for name in named(attack.actors))


def test_a_light_verb_carries_its_subject() -> None:
    (talks, *_) = events_of("أجرى الرئيس الأوكراني فولوديمير زيلينسكي محادثات مع الرئيس الفرنسي.", "CONSULT")
    assert any("زيلينسكي" in name for name in named(talks.actors))


def test_an_accusation_without_accuser_has_none() -> None:
    (charge,) = events_of("واتهمت مرتزقة أجنبية حينها بارتكاب جرائم حرب في سبها.", "ACCUSE")
    assert any("مرتزقة" in name for name in named(charge.recipients))


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("لم يقصف الجيش أي موقع في المدينة.", "ASSAULT", "denied"),
        ("سيزور المستشار الألماني أنقرة الاثنين المقبل.", "AGREE", "planned"),
        ("طالب الحزب بإجراء انتخابات مبكرة.", "GOVERN", "called_for"),
        ("إذا اعتقلت الشرطة الناشط فسيغضب الشارع.", "COERCE", "hypothetical"),
        ("اتهمت المعارضة قوات الأمن بتعذيب المعتقلين.", "ASSAULT", "alleged"),
        ("قصفت طائرات التحالف مدينة صعدة.", "ASSAULT", "happened"),
    ],
)
def test_status(text: str, kind: str, status: str) -> None:
    found = events_of(text, kind)
    assert found
    assert found[0].status == status


def test_an_event_long_past_is_history() -> None:
    (war,) = events_of("هاجم مسلحون الفندق في عام 2015.", "ASSAULT")
    assert war.historical


@pytest.mark.parametrize(
    ("text", "size", "bound"),
    [
        ("مقتل ما لا يقل عن 12 شخصا في هجوم مسلح بالموصل.", ("dead", 12), "at_least"),
        ("أصيب نحو 20 مدنيا في قصف صاروخي على الخرطوم.", ("injured", 20), "approximate"),
        ("سقط قتيلان في اشتباكات مسلحة بمدينة الزاوية.", ("dead", 2), None),
        ("خلفت الفيضانات آلاف القتلى في باكستان.", ("dead", 1000), "approximate"),
        ("اعتقلت الشرطة 45 متظاهرا في عمان.", ("arrested", 45), None),
    ],
)
def test_size(text: str, size: tuple[str, int], bound: str | None) -> None:
    sizes = [event.size for event in events_of(text) if getattr(event.size, size[0])]
    assert sizes
    assert getattr(sizes[0], size[0]) == size[1]
    assert bound is None or size[0] in getattr(sizes[0], bound)


def test_later_mentions_point_to_the_first() -> None:
    record = marsad.read(
        "قصف الجيش مدينة درنة أمس. وقالت مصادر طبية إن قصف الجيش أوقع ضحايا.",
        title="",
        published="2022-03-16",
    )
    first, *later = [event for event in record.events if event.type == "ASSAULT"]
    assert first.same_as is None
    assert any(event.same_as == first.id for event in later)


def test_whoever_foils_an_attack_does_not_make_it() -> None:
    events = marsad.read("أحبطت قوات الأمن محاولة تفجير كانت تستهدف الكنيسة.").events
    attacks = [e for e in events if e.type == "ASSAULT"]
    assert attacks
    assert all("قوات الأمن" not in [a.exact for a in e.actors] for e in attacks)


def test_what_may_be_done_has_not_been_done() -> None:
    (sanction,) = [
        e for e in marsad.read("قد تفرض واشنطن عقوبات على شركات صينية.").events if e.type == "SANCTION"
    ]
    assert sanction.status == "hypothetical"


@pytest.mark.parametrize("text", ["هدمت آليات الاحتلال منزلين.", "قال الوزير إن الطلب على النفط سينمو."])
def test_an_army_and_a_market_are_no_events(text: str) -> None:
    assert not {"الاحتلال", "الطلب"} & {e.trigger.exact for e in marsad.read(text).events}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("الرئيس المصري يزور الرياض", "وصل عبد الفتاح السيسي إلى الرياض اليوم في زيارة رسمية تستغرق يومين."),
        ("وزير الخارجية الإيراني يزور مسقط", "بدأ حسين أمير عبد اللهيان اليوم زيارة إلى مسقط."),
    ],
)
def test_headline_by_office_and_text_by_name_tell_one_visit(title: str, text: str) -> None:
    visits = [e for e in marsad.read(text, title=title, published="2022-03-16").events if e.mode == "visit"]
    assert visits[0].trigger.field == "title"
    assert {visit.same_as for visit in visits[1:]} == {visits[0].id}


def test_visits_of_two_officials_to_two_towns_stay_apart() -> None:
    visits = [
        event
        for event in marsad.read(
            "بدأ عبد الفتاح السيسي اليوم زيارة إلى مسقط.", title="الرئيس المصري يزور الرياض"
        ).events
        if event.mode == "visit"
    ]
    assert len(visits) == 2
    assert visits[1].same_as is None


def test_pilgrims_pay_no_state_visit() -> None:
    assert not events_of("وصل آلاف الزوار إلى كربلاء لأداء الزيارة الأربعينية.", "CONSULT")
