"""The data of page reading says what it means: examples hold, forms are clean, selectors are valid."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from marsad.page.hints import hint_table, kind_of, kind_of_name
from marsad.page.lexicon import Phrase, load_credits, load_phrases, load_sites
from marsad.page.page_data import fold_phrase
from marsad.page.phrases import fold_line, match_link, match_phrase
from marsad.page.profiles import markups_for, profiles_for

PHRASES = load_phrases()
_UNWANTED = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u0640\u200e\u200f\u202a-\u202e\u06cc\u06a9]")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.id)
def test_examples(phrase: Phrase) -> None:
    for line in phrase.hits:
        found = match_phrase(line) or match_link(line)
        assert found is not None, line
        assert found.reason == phrase.reason, line
    for line in phrase.misses:
        assert match_phrase(line) is None, line
        assert phrase.where != "link" or match_link(line) is None, line


def test_ids_are_unique_and_forms_clean() -> None:
    ids = [phrase.id for phrase in PHRASES]
    assert len(ids) == len(set(ids))
    forms = [form for phrase in PHRASES for form in phrase.forms]
    forms += [form for agency in load_credits().agencies for form in agency.forms]
    assert [form for form in forms if _UNWANTED.search(form)] == []


def test_ordinary_sentences_are_not_boilerplate() -> None:
    sentences = [
        "وأضاف أن المشاركة في الانتخابات فاقت التوقعات.",
        "وطالب النواب بإضافة تعليق على المادة الثالثة قبل التصويت.",
        "ونشر في الجريدة الرسمية قرار تعيين المحافظ الجديد.",
        "المصدر الطبي أكد وفاة ثلاثة من الجرحى.",
        "شارك آلاف الأشخاص في تشييع الضحايا.",
        "تابع المراقبون سير عملية الاقتراع في مئتي مركز.",
        "وقرأ أيضا بيانا باسم عائلات المفقودين أمام الحضور.",
    ]
    assert [line for line in sentences if match_phrase(line)] == []


@pytest.mark.parametrize("text", ["اقْرَأ أيـضًا", "إقرأ ايضاً", "أَقْرَأُ أَيْضَاً", "٢٠٢٣ مشاهدة", "Share  This"])
def test_fast_fold_agrees_with_the_careful_one(text: str) -> None:
    assert fold_line(text) == fold_phrase(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("td-post-content", "body"),
        ("articleBody", "body"),
        ("entry-content no-comments has-sidebar", "body"),
        ("newsStoryDate", "date"),
        ("NEwShare_Icons", "share"),
        ("field field-name-body field-label-hidden", "body"),
        ("comment-list", "comments"),
        ("article-comments", "comments"),
        ("img-cap", "caption"),
        ("elementor-widget-container", ""),
        ("headbox breadbox", ""),
        ("writeBy", "byline"),
        ("related-posts", "related"),
        ("jp-relatedposts", "related"),
        ("twitter-tweet", "embed"),
        ("wp-block-embed is-provider-twitter wp-block-embed-twitter", "embed"),
        ("instagram-media", "embed"),
        ("twitter-share-button", "share"),
        ("icon-twitter", "share"),
        ("fb-like", "share"),
    ],
)
def test_kind_of_name(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind


def test_declared_meaning_beats_names() -> None:
    assert kind_of("div", {"class": "share-box", "itemprop": "articleBody"}) == "trusted_body"
    assert kind_of("div", {"class": "text", "style": "Display : none"}) == "hidden"
    assert kind_of("span", {"property": "dc:date dc:created", "content": "2015-01-01"}) == "date"
    assert kind_of("body", {"class": "comments-page"}) == ""


def test_every_hint_is_reachable() -> None:
    table = hint_table()
    assert set(table.letters.values()) | set(table.words.values()) | set(table.tokens.values()) == set(
        range(len(table.kinds))
    )


def test_selectors_are_valid() -> None:
    page = LexborHTMLParser("<p>x</p>")
    for profiles in load_sites().values():
        for markup in (markup for profile in profiles for markup in profile.markup):
            for selector in (
                markup.body,
                markup.title,
                markup.date,
                markup.author,
                markup.section,
                markup.drop,
            ):
                if selector:
                    page.css(selector)


def test_profiles_by_address() -> None:
    assert [one.name for one in profiles_for("https://www.youm7.com/story/1")] == ["اليوم السابع"]
    assert profiles_for("https://www.bbc.com/arabic/articles/x")[0].name == "BBC عربي"
    assert profiles_for("https://www.bbc.com/news/world") == ()
    assert profiles_for("https://mobile.hespress.com/1.html")[0].name == "هسبريس"
    assert profiles_for("https://evil-youm7.com/") == ()
    assert profiles_for(None) == profiles_for("not an address") == ()


def test_at_least_twenty_sites_with_bodies() -> None:
    profiles = {profile.name: profile for sites in load_sites().values() for profile in sites}
    assert len(profiles) >= 20
    assert all(markup.body for profile in profiles.values() for markup in profile.markup)


def test_layouts_by_date() -> None:
    sites = profiles_for("https://www.hespress.com/x")
    old, new = markups_for(sites, "2015-06-01"), markups_for(sites, "2022-06-01T10:00:00Z")
    assert [one.until for one in old] == ["2020"]
    assert [one.since for one in new] == ["2020"]
    assert len(markups_for(sites, None)) == 2
