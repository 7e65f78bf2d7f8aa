"""The single steps of page reading: dates of metadata and addresses, captions, bylines, titles, JSON-LD, bounds."""

from __future__ import annotations

from datetime import date

import pytest
from markup import SENTENCE, page

from marsad.page.extract import extract_article
from marsad.page.heading import site_in_title, strip_site
from marsad.page.linked import read_linked
from marsad.page.people import name_agency, read_byline, read_dateline, read_source_line, split_credit
from marsad.page.pictures import Caption, split_caption
from marsad.page.show import describe_page
from marsad.page.stamps import read_address_date, read_stamp
from marsad.types import Article


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2020-08-24T10:15:00+02:00", "2020-08-24T10:15:00+02:00"),
        ("2020-06-03T03:01+0400", "2020-06-03T03:01:00+04:00"),
        ("2020-08-24 09:23:13", "2020-08-24T09:23:13"),
        ("2020-12-1", "2020-12-01"),
        ("20200824", "2020-08-24"),
        ("2014/11/05 20:15:00", "2014-11-05T20:15:00"),
        ("8/24/2020 9:23:13 PM", "2020-08-24T21:23:13"),
        ("Mon, 24 Aug 2020 09:23:13 GMT", "2020-08-24T09:23:13Z"),
        ("1598260993000", "2020-08-24T09:23:13Z"),
        ("24 آب/أغسطس 2020", "2020-08-24"),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01", None),
        ("2020-02-31", None),
        ("2099-01-01", None),
        ("قبل ساعتين", None),
        ("", None),
        ("2020" * 40, None),
    ],
)
def test_stamps(text: str, stamp: str | None) -> None:
    assert read_stamp(text) == stamp


def test_stamp_after_the_page_was_fetched_is_refused() -> None:
    assert read_stamp("2021-05-10", until=date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.example/story/2020/8/24/x/4943459", "2020-08-24"),
        ("https://a.example/across/2020-06-03-1.3874341", "2020-06-03"),
        ("https://a.example/2013/middle_east/8/3/x/index.html", "2013-08-03"),
        ("https://a.example/news/20150612/x", "2015-06-12"),
        ("https://a.example/12-03-2014/x", "2014-03-12"),
        ("https://a.example/2016/03/x", "2016-03"),
        ("https://a.example/article/20151345", None),
        ("https://2020-01-01.example/x", None),
        ("https://a.example/id/120200824001", None),
        (None, None),
    ],
)
def test_address_dates(url: str | None, found: str | None) -> None:
    assert read_address_date(url) == found


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("جانب من السوق - رويترز", Caption("جانب من السوق", "رويترز")),
        ("جانب من السوق (أ ف ب)", Caption("جانب من السوق", "أ ف ب")),
        ("جانب من السوق | تصوير: سامي عون", Caption("جانب من السوق", "سامي عون")),
        ("مصدر الصورة: غيتي", Caption(None, "غيتي")),
        ("الأناضول", Caption(None, "الأناضول")),
        ("الوزير (يمين) يصافح نظيره", Caption("الوزير (يمين) يصافح نظيره")),
        ("لقطة للميناء- صفحة البلدية على فيسبوك", Caption("لقطة للميناء", "صفحة البلدية على فيسبوك")),
        ("صورة الوزير في مكتبه", Caption("صورة الوزير في مكتبه")),
    ],
)
def test_captions(text: str, caption: Caption) -> None:
    assert split_caption(text) == caption


def test_people_and_agencies() -> None:
    assert [name_agency(name) for name in ("أ.ف.ب", "AFP", "وكالة الأناضول", "سلمى")] == [
        "أ ف ب",
        "أ ف ب",
        "الأناضول",
        None,
    ]
    assert read_source_line("المصدر: وكالات") == ("وكالات",)
    assert read_source_line("المصدر : رويترز + صحيفة الوادي") == ("رويترز", "صحيفة الوادي")
    byline = read_byline("كتب: أحمد سالم ومحمود عيد")
    assert byline is not None
    assert byline.authors[0].startswith("أحمد سالم")
    assert read_byline("كتب أحمد أن الجلسة انتهت في ساعة متأخرة من الليل بعد نقاش طويل") is None
    dateline = read_dateline("عمان - ليلى نصار")
    assert dateline is not None
    assert dateline.authors == ("ليلى نصار",)
    assert split_credit("ليلى نصار، رويترز").sources == ("رويترز",)


def test_site_names_leave_the_title() -> None:
    assert strip_site("افتتاح الجسر | صحيفة النهر", ["صحيفة النهر"]) == "افتتاح الجسر"
    assert strip_site("النهر: افتتاح الجسر", ["النهر"]) == "النهر: افتتاح الجسر"
    assert strip_site("ليبيا - إيطاليا: قمة جديدة", ["النهر"]) == "ليبيا - إيطاليا: قمة جديدة"


def test_json_ld_is_repaired_and_resolved() -> None:
    script = """<!-- {"@context":"https://schema.org","@graph":[{"@type":"Person","@id":"#a","name":"ليلى نصار"},
    {"@type":"NewsArticle","headline":"عنوان &quot;مقتبس&quot;","author":{"@id":"#a"},"datePublished":"2020-01-02",}]} -->"""
    linked = read_linked(["not json", "[" * 5000, script], None)
    assert linked.title == 'عنوان "مقتبس"'
    assert [person.name for person in linked.authors] == ["ليلى نصار"]
    assert linked.published == "2020-01-02"


def test_unknown_date_is_not_invented() -> None:
    chrome = '<div class="clock">السبت 13 نيسان 2024</div><footer>© 2024</footer><aside>12 آذار 2023</aside>'
    article = extract_article(chrome + page(), id="1")
    assert article.published is None
    assert article.published_from is None


def test_update_alone_is_doubted() -> None:
    article = extract_article(page(body="<span class=date>آخر تحديث: 3/4/2015</span>"), id="1")
    assert article.modified == "2015-04-03"
    assert any(doubt.startswith("published_is_update") for doubt in article.doubts)


def test_address_and_text_outvote_metadata() -> None:
    meta = '<meta property="article:published_time" content="2023-05-05T00:00:00Z">'
    shown = "<span class=date>الإثنين 3 آذار 2014</span>"
    article = extract_article(page(meta, shown), url="https://a.example/2014/3/3/x", id="1")
    assert article.published == "2014-03-03"
    assert any(doubt.startswith("date_conflict") for doubt in article.doubts)


def test_profile_that_finds_nothing_changes_nothing() -> None:
    plain = extract_article(page(), id="1")
    known = extract_article(page(), url="https://www.youm7.com/story/2020/8/24/x/1", id="1")
    assert known.text == plain.text
    assert known.site.name == "اليوم السابع"


def test_profile_with_a_stub_is_overruled() -> None:
    stub = f'<div id="articleBody"><p>{SENTENCE}</p></div>'
    article = extract_article(page(body=stub), url="https://www.youm7.com/story/2020/8/24/x/1", id="1")
    assert SENTENCE.strip() * 1 in article.text
    assert article.text.count("السور") >= 5


def test_other_languages_are_named() -> None:
    persian = (
        "<p>رئیس جمهور گفت که این پروژه تا پایان سال آینده به بهره‌برداری می‌رسد و کارهای آن ادامه دارد.</p>"
        * 3
    )
    assert extract_article(f"<html lang=en><h1>x</h1>{persian}</html>", id="1").language == "fa"


def test_description_tells_what_was_dropped() -> None:
    told = describe_page(
        extract_article(page(body="<div class=share>شارك</div><p>تابعونا على فيسبوك</p>"), id="1")
    )
    assert "follow ×1" in told
    assert "تابعونا على فيسبوك" in told
    assert "published  unknown" in told


SITE = frozenset({"الاسطرلاب", "النهر"})


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        (
            "نساء يقطفن أعشاباً برية على المدرّجات (الأسطرلاب)",
            Caption("نساء يقطفن أعشاباً برية على المدرّجات", "الأسطرلاب"),
        ),
        ("الوزير عند وصوله (أ ف ب).", Caption("الوزير عند وصوله", "أ ف ب")),
        ("الروائي في بيته (أرشيف الكاتب)", Caption("الروائي في بيته", "أرشيف الكاتب")),
        ("جانب من السوق (تصوير: سامي عون)", Caption("جانب من السوق", "سامي عون")),
        ("جانب من السوق تصوير: سامي عون", Caption("جانب من السوق", "سامي عون")),
        ("جانب من السوق. عدسة/ سامي عون", Caption("جانب من السوق", "سامي عون")),
        ("الوزير مع نظيره (يسار)", Caption("الوزير مع نظيره (يسار)")),
        ("سوق مدينة درنة (ليبيا)", Caption("سوق مدينة درنة (ليبيا)")),
        ("الطفل سامر (سبع سنوات)", Caption("الطفل سامر (سبع سنوات)")),
        ("عمال في الميناء: الأجور متأخرة", Caption("عمال في الميناء: الأجور متأخرة")),
    ],
)
def test_captions_with_credits_in_brackets(text: str, caption: Caption) -> None:
    assert split_caption(text, SITE) == caption


def signed(byline: str, *, text: str = "", title: str = "") -> Article:
    """The article of a page of «جريدة النهر» signed so."""
    head = f"<title>{title or 'ترميم السور القديم في المدينة'} | جريدة النهر</title>"
    body = f"<div class=writer>{byline}</div><div class=entry-content><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}{text}</p></div>"
    return extract_article(f"<html><head>{head}</head><h1>ترميم السور القديم في المدينة</h1>{body}", id="1")


@pytest.mark.parametrize(
    ("byline", "authors", "sources"),
    [
        ("بنغازي (ليبيا) - أرخبيل", (), ("أرخبيل",)),
        ("بنغازي، لندن - أرخبيل، النهر", (), ("أرخبيل",)),
        ("جنيف - أرخبيل والنهر", (), ("أرخبيل",)),
        ("النهر - متابعات", (), ("متابعات",)),
        ("هيئة التحرير", ("هيئة التحرير",), ()),
        ("قسم الأخبار", ("قسم الأخبار",), ()),
        ("القاهرة ـ «النهر»", (), ()),
        ("القاهرة ـ «النهر»، رويترز", (), ("رويترز",)),
        ("دبي: محمد العلي", ("محمد العلي",), ()),
        ("رأس الخيمة - محمد العلي", ("محمد العلي",), ()),
        ("رويترز – نيويورك", (), ("رويترز",)),
        ("كتب: أحمد سالم ومحمود عيد", ("أحمد سالم", "محمود عيد"), ()),
        ("كتب - ماجد السويعدي", ("ماجد السويعدي",), ()),
        ("القاهرة - هدى الزين، سليم النويصري", ("هدى الزين", "سليم النويصري"), ()),
        ("سلمى حداد، هيئة التحرير", ("سلمى حداد",), ()),
        ("وليد وهبي", ("وليد وهبي",), ()),
        ("أدونيس", ("أدونيس",), ()),
    ],
)
def test_authors_are_persons_and_agencies_sources(
    byline: str, authors: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    article = signed(byline)
    assert (article.authors, article.sources) == (authors, sources)


def test_what_the_text_calls_an_agency_is_none_of_the_authors() -> None:
    assert signed("أرخبيل", text="ونقلت وكالة أرخبيل عن المهندس قوله.").sources == ("أرخبيل",)
    assert signed("أرخبيل").authors == ("أرخبيل",)


@pytest.mark.parametrize(
    "line", ["ليبيا: هجوم مسلح", "وزير الصحة: لا إصابات", "رويترز - نيويورك", "القاهرة - الجزائر"]
)
def test_headlines_and_places_are_no_datelines(line: str) -> None:
    assert read_dateline(line) is None


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        ("جريدة النهر - افتتاح الجسر", "جريدة النهر"),
        ("افتتاح الجسر | محليات | جريدة النهر", "جريدة النهر"),
        ("افتتاح الجسر :: النهر أونلاين", "النهر أونلاين"),
        ("افتتاح الجسر", None),
        ("افتتاح الجسر - سياسة", None),
        ("افتتاح الجسر - 3 آذار 2014", None),
        ("فيديو افتتاح الجسر الجديد", None),
        ("النهر - افتتاح الجسر - المدينة", None),
    ],
)
def test_site_named_beside_the_title(whole: str, name: str | None) -> None:
    assert site_in_title(whole, "افتتاح الجسر") == name
