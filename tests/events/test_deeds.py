"""Deeds charged, asked for, forbidden and threatened; clauses that tell who leads a party; what a verb takes up by a pronoun."""

from __future__ import annotations

import pytest

import marsad


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The trigger and the parties of each event."""
    events = marsad.read(text, published="2016-05-12").events
    return [(e.trigger.exact, [s.exact for s in e.actors], [s.exact for s in e.recipients]) for e in events]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # charged with a deed
        ("ألقت الشرطة القبض على ثلاثة شبان بتهمة قتل صائغ في مدينة الزرقاء.", "قتل", ["ثلاثة شبان"], ["صائغ في مدينة الزرقاء"]),
        ("حبست نيابة أسيوط أمين شرطة بتهمة تعذيب سائق.", "تعذيب", ["أمين شرطة"], ["سائق"]),
        ("اتهم التحالف بقيادة الرياض إيران بتزويد الحوثيين بالصواريخ.", "بتزويد", ["إيران"], ["الحوثيين"]),
        # asked for it
        ("ودعت الرابطة الحكومة إلى الإفراج عن المدونين الموقوفين.", "الإفراج", ["الحكومة"], ["المدونين الموقوفين"]),
        ("دعا الاتحاد الأوروبي إسرائيل إلى وقف الاستيطان في الضفة.", "وقف", ["إسرائيل"], []),
        # threatened
        ("هددت كتائب حزب الله بقصف القواعد الأمريكية في العراق.", "هددت", ["كتائب حزب الله"], ["القواعد الأمريكية"]),
        ("توعد القائد العسكري عمر الجابري بقتل نواب البرلمان.", "بقتل", ["القائد العسكري عمر الجابري"], ["نواب البرلمان"]),
        # who leads a party is told in a clause of its own
        ("طردت السلطات المالية التي يقودها العسكريون السفير الفرنسي.", "طردت", ["السلطات المالية"], ["السفير الفرنسي"]),
        ("اتهم التحالف الذي تقوده الرياض طهران بتسليح الجماعة.", "اتهم", ["التحالف"], ["طهران"]),
        # a pronoun takes up the thing before it
        ("أسقطت الدفاعات الجوية طائرة مسيرة أطلقها الحوثيون باتجاه أبها.", "أطلقها", ["الحوثيون"], []),
        ("أسقطت الدفاعات الجوية طائرة مسيرة أطلقها الحوثيون باتجاه أبها.", "أسقطت", ["الدفاعات الجوية"], ["طائرة مسيرة"]),
        ("اعترضت قوات التحالف صاروخا باليستيا أطلقته الميليشيا نحو نجران.", "أطلقته", ["الميليشيا"], []),
        # who falls into it, who exchange it
        ("وقع ثلاثة جنود في كمين لمسلحين قرب الحدود.", "كمين", ["مسلحين"], ["ثلاثة جنود"]),
        ("تبادل الجيش السوري القصف مع مقاتلي المعارضة في إدلب.", "القصف", ["الجيش السوري", "مقاتلي المعارضة"], []),
        # those among whom one blows himself up
        ("فجر انتحاري نفسه وسط متطوعين أمام مركز للتجنيد في بعقوبة.", "فجر", ["انتحاري"], ["متطوعين"]),
        # one of those counted is no object; the passive in its own vowel; one man's death
        ("قتل عنصران من الشرطة بينهما قائد أمس.", "قتل", [], ["عنصران من الشرطة"]),
        ("قُتل 3 أشخاص وأُصيب 4 آخرون في هجوم نفذه مسلحون.", "وأُصيب", ["مسلحون"], ["4 آخرون"]),
        # who protests by what they do; who puts a protest down has no part in it
        ("استدعت الخارجية السفير الفرنسي احتجاجا على تصريحاته.", "احتجاجا", ["الخارجية"], []),
        ("فرقت الشرطة تظاهرة نظمها نشطاء احتجاجا على سجن زملائهم.", "تظاهرة", ["نشطاء"], []),
        # against whom one protests, beyond the place
        ("نظم مئات المعلمين وقفة احتجاجية أمام مقر الولاية في سيدي بوزيد ضد وزير التربية.", "وقفة احتجاجية", ["مئات المعلمين"], ["وزير التربية"]),
    ],
)  # fmt: skip
def test_parties(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert (trigger, actors, recipients) in told(text)


@pytest.mark.parametrize(
    ("text", "trigger", "party"),
    [
        ("أسقطت الدفاعات الجوية طائرة مسيرة أطلقها الحوثيون باتجاه أبها.", "أسقطت", "الحوثيون"),
        ("ألقت الشرطة القبض على ثلاثة شبان بتهمة قتل صائغ في مدينة الزرقاء.", "قتل", "الشرطة"),
        ("تظاهر آلاف في شوارع العاصمة ضد الفساد.", "تظاهر", "الفساد"),
        ("وقع الوزيران اتفاقا في زيارة إلى باريس.", "اتفاقا", "باريس"),
        ("فجر مسلحون أنفسهم داخل سوق في مقديشو.", "فجر", "مقديشو"),
    ],
)
def test_who_takes_no_part(text: str, trigger: str, party: str) -> None:
    assert all(party not in (*a, *r) for word, a, r in told(text) if word == trigger)


def test_a_deed_told_by_another_clause_is_its_own() -> None:
    text = "قرر القاضي سجن النائب بعد ساعات من استجواب الشهود، وقالت المحكمة إن الجلسة تأجلت."
    assert all("النائب" not in actors for _, actors, _ in told(text))
