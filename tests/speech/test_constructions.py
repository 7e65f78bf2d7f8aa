"""One construction a test: what counts as a statement, where it ends, whose it is, and what is none."""

from __future__ import annotations

import pytest
from tests.speech.reading import read_report

from marsad.types import Attribution

PEOPLE = {"people": ["سمير الحداد", "الحداد", "ليلى منصور", "منصور"], "places": ["عمان", "بيروت"]}


def read_one(text: str, title: str = "") -> Attribution:
    found = read_report(text, title, PEOPLE)
    assert len(found) == 1, [(a.cue and a.cue.exact, a.content.exact) for a in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("قال سمير الحداد إن الطريق مفتوح.", "سمير الحداد", "الطريق مفتوح"),
        ("سمير الحداد قال إن الطريق مفتوح.", "سمير الحداد", "الطريق مفتوح"),
        ("وكان سمير الحداد قد أعلن أن الطريق مفتوح.", "سمير الحداد", "الطريق مفتوح"),
        (
            "وأكد الوزير سمير الحداد، الأربعاء، على هامش المؤتمر، أن الطريق مفتوح.",
            "الوزير سمير الحداد",
            "الطريق مفتوح",
        ),
        ("«الطريق مفتوح أمام الجميع»، قال سمير الحداد.", "سمير الحداد", "الطريق مفتوح أمام الجميع"),
        ("الطريق مفتوح منذ الصباح، حسبما ذكر سمير الحداد.", "سمير الحداد", "الطريق مفتوح منذ الصباح"),
        ("وفقا لمصادر أمنية، فإن الطريق مفتوح.", "مصادر أمنية", "الطريق مفتوح"),
        ("أعلنت ليلى منصور استقالتها من منصبها.", "ليلى منصور", "استقالتها من منصبها"),
        ("دعا سمير الحداد إلى وقف القتال.", "سمير الحداد", "وقف القتال"),
        ("حذرت ليلى منصور من انهيار الهدنة.", "ليلى منصور", "انهيار الهدنة"),
        ("تعهدت الحكومة بصرف الرواتب.", "الحكومة", "صرف الرواتب"),
        ("قالت مصادر دبلوماسية، لم تكشف هويتها، إن الاجتماع تأجل.", "مصادر دبلوماسية", "الاجتماع تأجل"),
        ("وجاء في البيان أن الهدنة بدأت.", "البيان", "الهدنة بدأت"),
        ("وحمّل الحداد إسرائيل مسؤولية التصعيد.", "الحداد", "إسرائيل مسؤولية التصعيد"),
    ],
)
def test_speaker_and_content(text: str, speaker: str, content: str) -> None:
    attribution = read_one(text)
    assert attribution.sources[0].exact == speaker
    assert attribution.content.exact == content
    assert not attribution.sources[0].implicit


@pytest.mark.parametrize(
    "text",
    [
        'وصلت الباخرة "نجمة البحر" إلى الميناء صباح اليوم.',
        "يذكر أن المدينة تشهد احتجاجات منذ أسبوع.",
        "ولم يؤكد الوزير صحة الخبر.",
        "سمير الحداد: رئيس البلدية منذ عام 2010.",
        "ورفض المتحدث التعليق على الأنباء.",
        "تجدر الإشارة إلى أن المعرض يستمر أسبوعا.",
        "وقرأ رواية «موسم الهجرة إلى الشمال» مرتين.",
        "أضاف اللاعب الهدف الثاني في الدقيقة الأخيرة.",
    ],
)
def test_no_statement(text: str) -> None:
    assert read_report(text, "", PEOPLE) == ()


def test_dropped_subject_takes_the_last_speaker_of_its_gender() -> None:
    text = "قال سمير الحداد إن الاتفاق قريب. وردت ليلى منصور بأن الوقت مبكر. وأضافت أن الوفد سيغادر."
    added = read_report(text, "", PEOPLE)[-1]
    assert added.sources[0].exact == "ليلى منصور"
    assert added.sources[0].implicit


def test_continuation_cuts_the_content_and_keeps_the_speaker() -> None:
    first, second = read_report("أكد سمير الحداد أن العمل بدأ، مشيرا إلى أن التمويل متوفر.", "", PEOPLE)
    assert first.content.exact == "العمل بدأ"
    assert second.content.exact == "التمويل متوفر"
    assert second.sources[0].exact == "سمير الحداد"


def test_conjoined_clause_belongs_to_the_content() -> None:
    attribution = read_one("قال سمير الحداد إن العمل بدأ، وإن التمويل متوفر.")
    assert attribution.content.exact == "العمل بدأ، وإن التمويل متوفر"


def test_quotation_runs_over_sentences() -> None:
    attribution = read_one('قال سمير الحداد: "لن نغادر. هذه أرضنا. سنبقى هنا".')
    assert attribution.content.exact == "لن نغادر. هذه أرضنا. سنبقى هنا"
    assert attribution.mode == "direct"


def test_unclosed_quotation_ends_with_its_sentence() -> None:
    attribution = read_one('قال سمير الحداد: "لن نغادر أرضنا أبدا. وفي الأثناء تواصلت الأمطار على المدينة.')
    assert attribution.content.exact == "لن نغادر أرضنا أبدا"


def test_chain_of_agency_and_spokesman() -> None:
    attribution = read_one("نقلت وكالة الأنباء عن سمير الحداد قوله إن الطريق مفتوح.")
    assert [source.exact for source in attribution.sources] == ["سمير الحداد", "وكالة الأنباء"]
    assert attribution.cue is not None
    assert attribution.cue.exact == "قوله"


def test_newspaper_in_the_frame_is_a_relay() -> None:
    attribution = read_one('قال سمير الحداد، في تصريح لصحيفة "الراية"، إن الطريق مفتوح.')
    assert [source.exact for source in attribution.sources] == ["سمير الحداد", 'صحيفة "الراية"']
    assert attribution.sources[1].kind == "medium"


def test_statement_inside_a_statement() -> None:
    outer, inner = read_report("قال سمير الحداد إن الوزير أكد أن الطريق مفتوح.", "", PEOPLE)
    assert inner.parent == outer.id
    assert [source.exact for source in inner.sources] == ["الوزير", "سمير الحداد"]


def test_accusation_without_accuser_has_no_source() -> None:
    attribution = read_one("واتهمت الميليشيا بارتكاب جرائم حرب.")
    assert attribution.sources == ()
    assert attribution.act == "accuse"


def test_accuser_and_accused() -> None:
    attribution = read_one("اتهم سمير الحداد الحكومة بالتقصير في حماية المدنيين.")
    assert attribution.sources[0].exact == "سمير الحداد"
    assert attribution.content.exact == "الحكومة بالتقصير في حماية المدنيين"


def test_claim_is_hedged() -> None:
    attribution = read_one("زعم سمير الحداد أن القصف طال المدارس.")
    assert attribution.act == "claim"
    assert attribution.hedge is not None


def test_headline_with_a_colon() -> None:
    attribution = read_one("انتهى الاجتماع مساء.", "سمير الحداد: لن نغادر")
    assert attribution.content.field == "title"
    assert attribution.content.exact == "لن نغادر"


def test_place_before_a_colon_says_nothing() -> None:
    assert read_report("انتهى الاجتماع مساء.", "بيروت: مقتل شخصين في حادث سير", PEOPLE) == ()


def test_tail_after_a_cue_shares_its_content() -> None:
    first, tail = read_report('أكد سمير الحداد أن "العمل بدأ فعلا"، على حد تعبيره.', "", PEOPLE)
    assert tail.content == first.content
    assert tail.sources[0].implicit
