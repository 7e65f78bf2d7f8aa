"""The page: safe with hostile input, whole without anything from outside, and faithful to the characters."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import marsad.export
from marsad.export import page_of_record, page_of_records
from marsad.export.highlights import Highlight, clean, mark_up
from marsad.export.wording import Wording
from marsad.reader import given_article, read_article
from marsad.types import Article, Dropped, Entry, Record

CSS = "".join(
    Path(marsad.export.__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("marks.css", "dark.css", "page.css")
)
HOSTILE = (
    "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt; \u202eقلب\x00 javascript:alert(1)"
)


def hostile_record(record: Record) -> Record:
    """The record with hostile strings wherever a page can put them, its spans in place."""
    article = msgspec.structs.replace(
        record.article,
        title=HOSTILE,
        authors=(HOSTILE,),
        section=HOSTILE,
        language=HOSTILE,
        url=f"javascript:{HOSTILE}",
        id=HOSTILE,
        dropped=(Dropped(HOSTILE, HOSTILE),),
    )
    entities = tuple(msgspec.structs.replace(one, name=HOSTILE, latin=HOSTILE) for one in record.entities)
    dates = tuple(msgspec.structs.replace(one, edtf=HOSTILE, rule=HOSTILE) for one in record.dates)
    statements = tuple(
        msgspec.structs.replace(
            one,
            act=HOSTILE,
            rule=HOSTILE,
            sources=tuple(msgspec.structs.replace(source, exact=HOSTILE) for source in one.sources),
        )
        for one in record.attributions
    )
    mentions = tuple(msgspec.structs.replace(one, kind=HOSTILE) for one in record.mentions)
    events = tuple(
        msgspec.structs.replace(one, type=HOSTILE, mode=HOSTILE, status=HOSTILE) for one in record.events
    )
    record = msgspec.structs.replace(record, mentions=mentions, events=events)
    return msgspec.structs.replace(
        record, article=article, entities=entities, dates=dates, attributions=statements
    )


def test_hostile_input_stays_text(record: Record) -> None:
    page = LexborHTMLParser(page_of_record(hostile_record(record), explain=True))
    assert not page.css("script, img, iframe, object, form, link, base")
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        assert node.attributes.get("href", "#").startswith("#")
    assert page.css_first("title").text().startswith("</title><script>")


def test_only_web_addresses_become_links(record: Record) -> None:
    page = LexborHTMLParser(page_of_record(record))
    links = [a.attributes["href"] for a in page.css("a") if not a.attributes["href"].startswith("#")]
    assert links == ["https://example.org/a"]


def test_nothing_is_loaded_or_run(record: Record) -> None:
    html = page_of_record(record)
    assert "default-src 'none'" in html
    assert "unsafe" not in html
    assert not re.search(r"url\(|@import|<script|\son\w+=| style=", html)


def test_the_text_stands_whole_and_in_order(record: Record) -> None:
    page = LexborHTMLParser(page_of_record(record))
    for note in page.css(".ref"):
        note.decompose()
    paragraphs = [p.text() for p in page.css(".row p:not(.note)")]
    assert paragraphs == record.article.text.split("\n\n")


def test_many_voices_in_one_paragraph_stand_beside_their_sentences() -> None:
    sentence = "قال وزير النقل سمير الحداد إن الطريق {} سالك. "
    text = "".join(
        sentence.format(name) for name in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس")
    ).strip()
    page = LexborHTMLParser(page_of_record(read_article(given_article(text))))
    for note in page.css(".ref"):
        note.decompose()
    rows = page.css(".row")[1:]
    assert all(1 <= len(row.css("li")) <= 2 for row in rows)
    assert "".join(row.css_first("p").text() for row in rows) == text


def test_entries_of_a_live_blog_bear_their_times(record: Record) -> None:
    second = record.article.text.index("ونقلت")
    entries = (
        Entry(0, second - 2, "2024-03-14T09:00"),
        Entry(second, len(record.article.text), None, "هجوم"),
    )
    article = msgspec.structs.replace(record.article, entries=entries)
    page = LexborHTMLParser(page_of_record(msgspec.structs.replace(record, article=article)))
    assert [head.text() for head in page.css(".entry")] == ["2024-03-14T09:00", "هجوم"]


def test_every_statement_has_one_note_and_both_link_to_each_other(record: Record) -> None:
    page = LexborHTMLParser(page_of_record(record))
    ids = Counter(node.attributes["id"] for node in page.css("[id]"))
    assert set(ids.values()) == {1}
    assert len(page.css(".chains li")) == len(record.attributions) == len(page.css(".ref"))
    assert all(a.attributes["href"][1:] in ids for a in page.css('a[href^="#"]'))


def test_sections_of_several_records_do_not_share_anchors(record: Record) -> None:
    page = LexborHTMLParser("".join(page_of_records([record, record])))
    ids = Counter(node.attributes["id"] for node in page.css("[id]"))
    assert set(ids.values()) == {1}
    assert len(page.css("article")) == 2


def test_dates_show_value_reference_and_rule(record: Record) -> None:
    html = page_of_record(record)
    date = record.dates[0]
    assert date.edtf
    assert re.search(rf">{date.edtf}</bdi></td>\s*<td>من تاريخ النشر</td>\s*<td>.*?{date.rule}", html)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_are_of_one_language(record: Record, language: str) -> None:
    page = LexborHTMLParser(page_of_record(record, language=language))
    root = page.css_first("html")
    assert (root.attributes["lang"], root.attributes["dir"]) == (
        (language, "rtl") if language == "ar" else (language, "ltr")
    )
    assert page.css_first(".row p:not(.note)").attributes["lang"] == "ar"
    heads = " ".join(node.text() for node in page.css("h2, th, .manner"))
    assert bool(re.search("[a-z]{3}", heads)) == (language == "en")


def test_inserted_strings_are_isolated(record: Record) -> None:
    page = LexborHTMLParser(page_of_record(record, language="en"))
    for cell in page.css("td"):
        for isolated in cell.css("bdi"):
            isolated.decompose()
        assert not re.search("[\u0600-\u06ff]", cell.text()), "Arabic of the page outside <bdi>"


def test_highlights_take_no_room() -> None:
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", CSS.split("*/", 1)[1])
    for selector, body in rules:
        if re.search(r"\bmark\b|\.(person|organization|place|misc|date|trigger|said|v\d)\b", selector):
            assert not re.search(r"\b(padding|margin|border|display|font|letter-spacing)\b", body), selector


def palettes() -> list[dict[str, str]]:
    """The colours of the light and of the dark page."""
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w{6});", block))
        for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
    )
    return [light, light | dark]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_colours_can_be_read(palette: dict[str, str]) -> None:
    for ground in ("paper", "person", "organization", "place", "misc", "date"):
        assert contrast(palette["ink"], palette[ground]) >= 4.5, ground
    for ink in ("soft", "link"):
        assert contrast(palette[ink], palette["paper"]) >= 4.5, ink
    for at in range(8):
        assert contrast(palette[f"v{at}"], palette["paper"]) >= 3, f"v{at}"


def test_every_value_of_the_record_has_an_arabic_word() -> None:
    from marsad.matching import load_lexicon

    lexicon = load_lexicon()
    acts = lexicon.kinds["cue"].fields["act"]
    types = [name for one in lexicon.table("event_type") for name in (one.id, *(one.get("modes") or ()))]
    words = Wording("ar")
    statuses = ["happened", "planned", "called_for", "denied", "alleged", "hypothetical"]
    sources = ["jsonld", "meta", "url", "time", "text", "given", "explicit", "published", "context"]
    missing = [value for value in (*acts, *types, *statuses, *sources) if words[value] == value]
    assert missing == []


def test_labels_of_both_languages_name_the_same_parts() -> None:
    assert Wording("en").values <= Wording("ar").values


_MARKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["person", "said v0"])))


@given(st.text(max_size=30), _MARKS)
def test_markup_changes_no_character(text: str, marks: list[tuple[int, int, str]]) -> None:
    highlights = [Highlight(min(a, b), max(a, b), css) for a, b, css in marks if a != b]
    marked = mark_up(text, highlights)
    assert re.sub(r"</?mark[^>]*>", "", marked) == clean(text)
    assert marked.count("<mark") == marked.count("</mark>")


@given(st.text())
def test_clean_text_is_the_text(text: str) -> None:
    allowed = "".join("\ufffd" if clean(char) == "\ufffd" else char for char in text)
    assert unescape(clean(text)) == allowed


def test_notes_are_never_put_inside_a_word() -> None:
    marked = mark_up("وقال", [Highlight(1, 4, "said", anchor="<a>1</a>")])
    assert marked.startswith("<a>1</a>و")


def test_a_record_without_anything_has_a_page(record: Record) -> None:
    bare = Record(marsad="0", run=record.run, article=Article(id="sha256:0"))
    assert "sha256:0" in page_of_record(bare)
