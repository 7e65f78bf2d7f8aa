"""Every sample page becomes the article that was put into it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from marsad.page.extract import extract_article
from marsad.types import Article

sys.path.insert(0, str(Path(__file__).parent))
from samples import Sample, load_samples

_WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {one.name: extract_article(one.html, url=one.url, id=one.name) for one in load_samples()}


def each_sample() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sample", load_samples(), ids=lambda one: one.name)


def word_f1(found: str, wanted: str) -> float:
    one, other = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    return 2 * sum((one & other).values()) / max(1, sum(one.values()) + sum(other.values()))


@each_sample()
def test_body(sample: Sample, articles: dict[str, Article]) -> None:
    text = articles[sample.name].text
    assert word_f1(text, sample.body) >= 0.99
    assert [leak for leak in sample.leaks if leak in text] == []


@each_sample()
def test_paragraphs_are_whole(sample: Sample, articles: dict[str, Article]) -> None:
    """Each paragraph of the report stands unaltered between blank lines."""
    paragraphs = articles[sample.name].text.split("\n\n")
    wanted = sample.body.split("\n\n")
    if sample.name in (
        "agency_dateline",
        "jsonld_only",
        "logo_h1",
    ):  # the dateline opens the first paragraph; one has no breaks
        wanted = wanted[2:]
    assert [one for one in wanted if one not in paragraphs] == []


@each_sample()
def test_title_and_date(sample: Sample, articles: dict[str, Article]) -> None:
    article = articles[sample.name]
    assert article.title == sample.title
    assert article.published == sample.published
    assert article.published_from == sample.expected.get("from")
    assert article.language == "ar"


@each_sample()
def test_people_and_labels(sample: Sample, articles: dict[str, Article]) -> None:
    article, expected = articles[sample.name], sample.expected
    assert list(article.authors) == expected.get("authors", list(article.authors))
    assert list(article.sources) == expected.get("sources", [])
    assert article.section == expected.get("section", article.section)
    assert list(article.tags) == expected.get("tags", list(article.tags))
    assert article.site.name == expected.get("site", article.site.name)
    assert article.modified == expected.get("modified", article.modified)


@each_sample()
def test_surroundings(sample: Sample, articles: dict[str, Article]) -> None:
    article, expected = articles[sample.name], sample.expected
    assert article.comments.count == expected.get("comments", article.comments.count)
    assert len(article.comments.items) == expected.get("comment_items", len(article.comments.items))
    if "related" in expected:
        assert any(expected["related"] in one.title for one in article.related)
        assert any(expected["related"] in one.exact and one.reason == "related" for one in article.dropped)
    if "doubt" in expected:
        assert any(doubt.startswith(expected["doubt"]) for doubt in article.doubts)


@each_sample()
def test_pictures(sample: Sample, articles: dict[str, Article]) -> None:
    images, expected = articles[sample.name].images, sample.expected
    assert len(images) == expected.get("images", len(images))
    assert not any((image.url or "").startswith("data:") for image in images)
    if "caption" in expected:
        assert images[0].caption == expected["caption"]
        assert images[0].credit == expected.get("credit", images[0].credit)


@each_sample()
def test_live_entries(sample: Sample, articles: dict[str, Article]) -> None:
    article, expected = articles[sample.name], sample.expected
    assert len(article.entries) == expected.get("entries", 0)
    for entry in article.entries:
        assert entry.title
        assert article.text[entry.start : entry.end].startswith(entry.title)
    if article.entries:
        assert article.entries[0].published == expected["first_entry"]


@each_sample()
def test_dropped_pieces_are_not_text(sample: Sample, articles: dict[str, Article]) -> None:
    article = articles[sample.name]
    paragraphs = set(article.text.split("\n\n"))
    assert [one for one in article.dropped if one.exact in paragraphs and one.reason != "repeated"] == []
    assert all(one.reason and one.exact for one in article.dropped)
