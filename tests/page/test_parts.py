"""The single steps of page reading: dates of metadata and addresses, captions, bylines, titles, JSON-LD, bounds."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.page.extract import extract_article
from marsad.page.heading import site_in_title, strip_site
from marsad.page.limits import MAX_CHARS, bound_markup
from marsad.page.linked import read_linked
from marsad.page.people import name_agency, read_byline, read_dateline, read_source_line, split_credit
from marsad.page.pictures import Caption, split_caption
from marsad.page.show import describe_page
from marsad.page.stamps import read_address_date, read_stamp
from marsad.types import Article

SENTENCE = "قال رئيس البلدية إن أعمال ترميم السور القديم ستنتهي قبل حلول فصل الشتاء المقبل. "


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


def page(head: str = "", body: str = "") -> str:
    paragraphs = f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p>"
    return f"<html><head>{head}</head><body><h1>ترميم السور القديم في المدينة</h1>{body}<div class=text>{paragraphs}</div></body></html>"


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


HOSTILE = {
    "nesting": "<div>" * 60_000 + SENTENCE,
    "lists": "<ul><li>" * 40_000 + SENTENCE,
    "formatting": "".join(f"<p><b a{n}=1>x" for n in range(2_500)),
    "reopened": "".join(f"<i a{n}=1>" for n in range(300)) + f"<p>{SENTENCE}</p>" * 5_000,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(60_000)) + f">{SENTENCE}",
    "widgets": "<div class=widget>" * 3_000 + SENTENCE,
    "line": f"<p>{SENTENCE * 13_000}",
    "breaks": "<div>" + "".join(f"{SENTENCE}{n}<br>" for n in range(15_000)),
    "figures": "".join(
        f"<figure><img src={n}.jpg><figcaption>{SENTENCE}</figcaption></figure>" for n in range(3_000)
    ),
    "json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + SENTENCE,
    "tags": "<" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    start = time.process_time()
    extract_article(HOSTILE[name], id=name, url="https://www.youm7.com/story/2020/8/24/x/1")
    assert time.process_time() - start < 4


def test_too_long_a_page_is_cut_with_a_doubt() -> None:
    bounded = bound_markup("<p>" + "ب" * (MAX_CHARS + 10))
    assert len(bounded.html) == MAX_CHARS
    assert bounded.doubts[0].startswith("page_cut")


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=comments>", "</div>", "<h1>", "</h1>", "<br>", "<a href='/x'>", "</a>", "<table><tr><td>", "<figure>",
     "<figcaption>", "<time datetime='2020-13-45'>", "<li>", "<!--", "-->", "&#x61c;", "&nbsp;", "\x00", "\ud7ff", "<script>", "</script>",
     "<span itemprop=articleBody>", "<img src='data:x' srcset=', 2w'>", "28 أيلول 2023", "التعليقات (3)", "المصدر: وكالات", SENTENCE, "<", ">"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40),
    st.sampled_from([None, "http://[", "https://www.bbc.com/arabic/1"]),
)
def test_any_markup_gives_an_article(pieces: list[str], url: str | None) -> None:
    article = extract_article("".join(pieces), id="x", url=url)
    assert all(part and part == " ".join(part.split()) for part in article.text.split("\n\n") if article.text)
    assert describe_page(article)


def read_body_of(inner: str) -> Article:
    """The article of a page whose body has `inner` between two paragraphs and a third."""
    first, second, last = (f"<p>{SENTENCE * times}</p>" for times in (2, 4, 3))
    html = (
        f"<h1>ترميم السور القديم في المدينة</h1><div class=entry-content>{first}{second}{inner}{last}</div>"
    )
    return extract_article(html, id="1", url="https://a.example/1")


POST = "لن نتفاوض فوق القبور، وموعدنا في العاشر من الشهر المقبل"
CREDIT = "&mdash; وزارة الآثار (@antiquities) <a href='https://x.example/1'>16 أبريل 2020</a>"


@pytest.mark.parametrize(
    "embed",
    [
        f"<blockquote class='twitter-tweet' dir=rtl><p>{POST}</p></blockquote>",
        f"<blockquote class='twitter-tweet'><p lang=ar>{POST}</p>{CREDIT}</blockquote><script>x</script>",
        f"<figure class='wp-block-embed is-provider-twitter wp-block-embed-twitter'><div class=wp-block-embed__wrapper>"
        f"<blockquote class=twitter-tweet><p>{POST}</p>{CREDIT}</blockquote></div></figure>",
        f"<div class='twitter'><blockquote class=twitter-tweet><p>{POST}</p>{CREDIT}</blockquote></div>",
        f"<div class='fb-post' data-href='https://f.example/1'><blockquote class=fb-xfbml-parse-ignore><p>{POST}</p>"
        "Posted by <a href='https://f.example/2'>وزارة الآثار</a> on Monday</blockquote></div>",
        f"<blockquote class=instagram-media><a href='https://i.example/1'>عرض هذا المنشور على Instagram</a><p>{POST}</p>"
        "<p>تمت مشاركة منشور بواسطة وزارة الآثار (@antiquities)</p></blockquote>",
        f"<blockquote class=tiktok-embed cite='https://t.example/1'><section><p>{POST}</p></section></blockquote>",
        f"<blockquote class=telegram-post><p>{POST}</p></blockquote>",
    ],
)
def test_quoted_posts_stay_without_their_credit(embed: str) -> None:
    article = read_body_of(embed)
    assert article.text.split("\n\n")[2:-1] == [POST]
    assert not any(POST in one.exact for one in article.dropped)


@pytest.mark.parametrize(
    "widget",
    [
        "<div class='twitter'><a href='#'>غرد على تويتر بهذا الخبر المهم جدا</a></div>",
        "<div class='fb-like'>أعجبني هذا الخبر على فيسبوك كثيرا</div>",
        "<a class='twitter-share-button' href='#'>انشر هذا الخبر على حسابك</a>",
    ],
)
def test_share_buttons_are_cut(widget: str) -> None:
    assert len(read_body_of(widget).text.split("\n\n")) == 3


ITEMS = ("إعادة فتح البوابة الشرقية أمام الزوار", "ترميم الأبراج الثلاثة", "إضاءة السور ليلا طوال الصيف")
READ_ALSO = (
    "<div class=read-also><a href='https://a.example/2'>انهيار جزء من السور القديم بعد الأمطار</a></div>"
)


@pytest.mark.parametrize(
    "inner",
    [
        f"{READ_ALSO}<p>{SENTENCE * 5}</p><ul>{{}}</ul>",
        f"<p>{SENTENCE * 5}</p>{READ_ALSO}<ul>{{}}</ul>",
        f"<p>{SENTENCE * 5}</p>{READ_ALSO}<p>{SENTENCE}</p><ol>{{}}</ol>",
    ],
)
def test_list_items_behind_a_related_link_stay(inner: str) -> None:
    article = read_body_of(inner.format("".join(f"<li>{item}</li>" for item in ITEMS)))
    assert [item for item in ITEMS if item in article.text.split("\n\n")] == list(ITEMS)
    assert "انهيار جزء" not in article.text


def test_card_behind_the_text_is_cut_with_its_summary() -> None:
    card = "<div class=x><a href='https://a.example/2'>انهيار جزء من السور القديم</a><div>سقط الجزء بعد أمطار غزيرة استمرت يومين.</div></div>"
    assert "سقط الجزء" not in read_body_of(f"<p>{SENTENCE * 6}</p>").text
    article = extract_article(
        f"<h1>ترميم السور القديم في المدينة</h1><div class=entry-content><p>{SENTENCE * 6}</p><p>{SENTENCE * 5}</p>{card}</div>",
        id="1",
    )
    assert "سقط الجزء" not in article.text


RELATED = "انهيار جزء من السور القديم بعد الأمطار"


@pytest.mark.parametrize(
    "behind",
    [
        f"<div id=jp-relatedposts class=jp-relatedposts><h3>مواضيع ذات صلة</h3><h4><a href='/2'>{RELATED}</a></h4></div>",
        f"<aside class=sidebar><h3>المزيد في سياسة</h3><div class=card><a href='/2'><h4>{RELATED}</h4></a></div></aside>",
        f"<div class=widget-area><h4>اقرأ أيضا</h4><ul><li><a href='/2'>{RELATED}</a></li></ul></div>",
    ],
)
def test_related_articles_are_collected(behind: str) -> None:
    html = f"<h1>ترميم السور القديم في المدينة</h1><div class=entry-content><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></div>{behind}"
    article = extract_article(f"<main>{html}</main>", id="1", url="https://a.example/1")
    assert [(one.title, one.url) for one in article.related] == [(RELATED, "https://a.example/2")]


@pytest.mark.parametrize(
    "behind",
    [
        "<div class=g><a href='https://n.example/f'>تابعوا بوابة النخيل على أخبار غوغل</a></div>",
        "<div class=g><a href='https://n.example/f'>اشتركوا في قناتنا على يوتيوب الآن</a></div>",
        "<aside class=sidebar><h3>الأكثر قراءة</h3><a href='/3'>أسعار الذهب في محال الصاغة</a></aside>",
    ],
)
def test_invitations_and_most_read_are_no_related_articles(behind: str) -> None:
    html = f"<h1>ترميم السور القديم في المدينة</h1><div class=entry-content><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></div>{behind}"
    article = extract_article(f"<main>{html}</main>", id="1", url="https://a.example/1")
    assert article.related == ()


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
