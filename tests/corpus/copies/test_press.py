"""What papers share that makes no copy: notices in set words, quotations, feet; and whom they credit."""

from __future__ import annotations

import msgspec
import pytest

from marsad.corpus.copies import find_copies
from marsad.corpus.copies.crediting import named_agency, names_outlet
from marsad.types import Article, Site

FOILED = (
    "قال مصدر في حرس الحدود إن دورية في القطاع الشمالي أحبطت {when} محاولة تهريب كمية من الوقود عبر وادي الزيتونة، وإنها طبقت "
    "قواعد الاشتباك ما أدى إلى فرار المهربين إلى الجانب الآخر من الحدود. وأكد المصدر أن الحرس سيتصدى بحزم لكل من يحاول "
    "المساس بأمن البلاد، وأن المضبوطات سلمت إلى الجهات المختصة."
)
PRICES = (
    "أعلنت الوكالة العقارية أن لجنة التسعير عقدت {when} جلستها في مقر الولاية برئاسة الوالي، وبحثت طلبات المواطنين في الأحياء "
    "الجديدة، وقررت إحالة الملفات المكتملة على المصالح المعنية في أقرب الآجال، ودعت أصحاب الطلبات إلى استكمال وثائقهم."
)
QUOTED = (
    "«لن ننتظر حتى يغرق الحي مرة ثالثة، وقد رصدنا ما يلزم لتوسيع المجرى قبل نهاية الخريف ولن يدفع السكان مليما واحدا من كلفة "
    "هذه الأشغال»"
)


def article(ident: str, text: str, published: str, outlet: str, **fields: object) -> Article:
    site = {"name": outlet, "domain": f"{ident}.example"}
    row = {
        "id": ident,
        "text": text,
        "published": published,
        "site": site,
        "url": f"https://{ident}.example/1",
    }
    return msgspec.convert(row | fields, Article)


def are_copies(form: str, first: tuple[str, str], second: tuple[str, str]) -> bool:
    one, other = (
        article(ident, form.format(when=when), published, f"صحيفة {ident}")
        for ident, (when, published) in zip(("a", "b"), (first, second), strict=True)
    )
    return bool(find_copies([one, other]))


@pytest.mark.parametrize("form", [FOILED, PRICES])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("فجر الاثنين", "2024-03-11"), ("فجر الخميس", "2024-03-14")),
        (("صباح اليوم الأحد", "2024-03-10"), ("مساء أمس السبت", "2024-03-17")),
        (("الأربعاء", "2024-03-13"), ("الأربعاء", "2024-03-20")),
        (("اليوم", "2024-03-11"), ("اليوم", "2024-03-15")),
    ],
)
def test_what_is_announced_in_the_same_words_on_two_days_is_no_copy(
    form: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert not are_copies(form, first, second)


@pytest.mark.parametrize("form", [FOILED, PRICES])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("فجر الاثنين", "2024-03-11"), ("الاثنين", "2024-03-12")),
        (("فجر الاثنين", "2024-03-11"), ("فجر الأحد", "2024-03-11")),  # midnight bears either name
        (("اليوم الاثنين", "2024-03-11"), ("أمس الاثنين", "2024-03-12")),
        (("اليوم", "2024-03-11"), ("أمس", "2024-03-12")),
        (("", "2024-03-11"), ("", "2024-03-16")),
    ],
)
def test_who_reprints_a_report_within_days_copies_it(
    form: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert are_copies(form, first, second)


def test_one_of_many_is_no_sunday() -> None:
    """«أحد المارة» (one of the passers-by) and «يوم» (a day) name no day."""
    told = FOILED.format(when="في يوم عاصف بمساعدة أحد الرعاة")
    one, other = article("a", told, "2024-03-11", "أ"), article("b", told, "2024-03-18", "ب")
    assert find_copies([one, other])


def test_a_quotation_that_all_reporters_heard_is_no_copy() -> None:
    own = (
        f"وعد محافظ السهل خلال جولة في الحي الغربي بإنهاء أشغال الصرف سريعا. وقال أمام الأهالي {QUOTED}، قبل أن يتفقد المدرسة "
        "التي غمرتها المياه في نوفمبر. وطالب أولياء التلاميذ بنقل أبنائهم مؤقتا إلى مدرسة مجاورة إلى حين انتهاء الترميم."
    )
    another = (
        f"في مؤتمر صحفي قصير رد المسؤول الأول في الجهة على منتقديه، مصرحا {QUOTED}. ويرى مهندسون تحدثت إليهم جريدتنا أن توسيع "
        "المجرى وحده لا يكفي ما دامت المصبات مسدودة بالأتربة، وأن الدراسة القديمة أوصت بخزان عند مدخل المدينة."
    )
    papers = [article("a", own, "2024-10-02", "الأولى"), article("b", another, "2024-10-02", "الثانية")]
    assert find_copies(papers) == ()
    copied = article("c", another.replace("ويرى مهندسون", "وأضاف أن"), "2024-10-02", "الثالثة")
    assert len(find_copies([papers[1], copied])) == 1


def test_the_foot_of_an_outlet_is_no_copy() -> None:
    foot = (
        " يمكنكم متابعة تغطية المراسلين الميدانية على قنوات الموقع المختلفة، وإرسال صوركم وشكاواكم إلى غرفة الاستقبال على الرقم "
        "المجاني في أي وقت من اليوم."
    )
    first, second = FOILED.format(when="الاثنين")[:170], PRICES.format(when="الثلاثاء")[:170]
    texts = [first + "." + foot, second + "." + foot]
    host = {"name": "موقع الربوة", "domain": "rabwa.example"}
    one, other = (
        msgspec.convert({"id": f"r{no}", "text": text, "published": "2024-03-12", "site": host}, Article)
        for no, text in enumerate(texts)
    )
    assert find_copies([one, other]) == ()


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("عمان - بترا - افتتح وزير النقل محطة الحافلات.", "بترا"),
        ("الدوحة – قنا: بحث مجلس الإدارة خطة العام.", "قنا"),
        ("باريس (أ ف ب) - أعلنت الرئاسة موعد الزيارة.", "أ ف ب"),
        ("تونس/ (د ب أ) وصل الوفد.", "د ب أ"),
        ("افتتح الوزير المعرض وجال في أجنحته.\nوام", "وام"),
        ("افتتح الوزير المعرض وجال في أجنحته.\n–(بترا)", "بترا"),
        ("المصدر: وكالة الأناضول\nزار الوفد المدينة.", "وكالة الأناضول"),
        ("نواكشوط (وما) - أشرف الوالي على الحفل.", "وما"),
        ("غزة - معا - أصيب صياد قبالة الساحل.", "معا"),
    ],
)
def test_agencies_are_told_by_their_credits(text: str, agency: str) -> None:
    assert named_agency(Article(id="1", text=text)) == agency


@pytest.mark.parametrize(
    "text",
    [
        "وقال الوزير معا نستطيع بناء الجسر.",
        "شدد على أن ما بنا من ضعف يزول، وما فات مات.",
        "قال مصدر لرويترز إن الوفد وصل.",  # whom one spoke to is no credit of the text
        "هنأ فارس الحسن زميله.",
    ],
)
def test_words_that_only_look_like_agencies_are_none(text: str) -> None:
    assert named_agency(Article(id="1", text=text)) is None


@pytest.mark.parametrize(
    ("text", "outlet", "credit"),
    [
        ("أعلنت البلدية اليوم الخميس فتح الطريق.", "صحيفة اليوم", None),
        ("الرياض - اجتمع المجلس أمس.", "جريدة الرياض", None),
        ("الرياض (واس) - اجتمع المجلس أمس.", "جريدة الرياض", None),
        ("قال البيان إن الوطن للجميع.", "البيان", None),
        ("ذكرت صحيفة الرياض أن المجلس اجتمع.", "جريدة الرياض", "الرياض"),
        ("كشفت «البيان» عن خطة جديدة.", "البيان", "البيان"),
        ("فتحت البلدية الطريق.\nالوطن", "الوطن", "الوطن"),
        ("وفق ما أوردته أرخبيل فإن الطريق مغلق.", "وكالة أرخبيل للأنباء", "أرخبيل"),
        ("جدة (واس) - وصلت الباخرة.", "وكالة الأنباء السعودية", "واس"),
    ],
)
def test_a_paper_with_an_ordinary_name_is_credited_only_as_a_paper(
    text: str, outlet: str, credit: str | None
) -> None:
    origin = Article(id="o", site=Site(name=outlet))
    assert names_outlet(Article(id="1", text=text, site=Site(name="منصة الحبارى")), origin) == credit
