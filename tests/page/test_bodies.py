"""What of a page's body is the article: quoted posts and lists stay, share buttons and cards go; hostile markup ends soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import SENTENCE

from marsad.page.extract import extract_article
from marsad.page.limits import MAX_CHARS, bound_markup
from marsad.page.show import describe_page
from marsad.types import Article


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
