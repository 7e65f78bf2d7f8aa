"""The demo library's pages are read whole, and what planted.json says of them stands in them."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.page.open import read_page
from marsad.page.sources import input_of
from marsad.types import Article

DEMO = Path(marsad.__file__).parent / "samples" / "demo"
PLANTED = json.loads((DEMO / "planted.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = {page["page"]: page for page in PLANTED["pages"]}

BOILERPLATE = (
    "اقرأ أيضا",
    "اقرأ كذلك",
    "المزيد من الأخبار",
    "مواضيع ذات صلة",
    "موضوعات متعلقة",
    "أخبار ذات علاقة",
    "الأكثر قراءة",
    "شارك",
    "واتس",
    "فيسبوك فيس",
    "نسخ الرابط",
    "أرسل لصديق",
    "أرسل بالبريد",
    "حجم الخط",
    "عدد القراءات",
    "اترك تعليق",
    "الوسوم",
    "دلالات",
    "تابعوا بوابة",
    "استمعوا إلى المداخلة",
    "من نحن",
    "حقوق",
)
"""Words of the furniture of the six layouts; «شارك» and «حقوق» only where they open a line."""


@cache
def article_of(page: str) -> Article:
    return read_page(input_of((DEMO / page).read_bytes()))


def source_of(page: str) -> str:
    """The page's words without its tags."""
    markup = (DEMO / page).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", markup)))


def shingles_of(page: str) -> set[tuple[str, ...]]:
    """Runs of four words, written in one way, as the outlets spell differently."""
    folded = re.sub("[ًٌٍَُِّْ]", "", article_of(page).text).translate(str.maketrans("ىأإآة", "ياااه"))
    words = re.findall(r"\w+", folded)
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def pages_named() -> set[str]:
    groups = [*PLANTED["contradictions"], *PLANTED["updates"], *PLANTED["versions"], *PLANTED["upstream"]]
    named = {page for group in groups for page in group["pages"]}
    named |= {copy[end] for copy in PLANTED["copies"] for end in ("of", "page")}
    named |= {group["origin"] for group in PLANTED["upstream"] if group["origin"]}
    return named | {role["page"] for actor in PLANTED["roles"] for role in actor["roles"]}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_read(page: str) -> None:
    article, written = article_of(page), PAGES[page]
    assert article.title == written["title"]
    assert article.published == written["published"]
    assert article.modified == written["modified"]
    assert article.url == written["url"]
    assert article.language == "ar"
    assert article.doubts == ()


@pytest.mark.parametrize("page", PAGES)
def test_body_has_the_length_written(page: str) -> None:
    assert len(article_of(page).text.split()) == PAGES[page]["words"]


@pytest.mark.parametrize("page", PAGES)
def test_body_is_free_of_boilerplate(page: str) -> None:
    lines = article_of(page).text.split("\n\n")
    assert [line for line in lines if line.startswith(BOILERPLATE)] == []
    assert [line for line in lines for title in PAGES[page]["related"] if title in line] == []


def test_every_page_is_listed() -> None:
    assert {path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*.html")} == PAGES.keys()
    assert len(PAGES) == 66
    assert pages_named() <= PAGES.keys()


def test_pages_span_three_months_and_ask_for_nothing_outside() -> None:
    days = sorted(page["published"][:10] for page in PAGES.values())
    assert "2024-03-01" <= days[0] < days[-1] <= "2024-05-31"
    schemas = {"schema.org", "ogp.me", "www.drupal.org", "www.w3.org"}
    for page in PAGES:
        hosts = set(re.findall(r"https?://([\w.-]+)", (DEMO / page).read_text(encoding="utf-8")))
        assert {host for host in hosts if not host.endswith(".example")} <= schemas, page


@pytest.mark.parametrize("about", ["contradictions", "updates"])
def test_values_are_quoted_from_their_pages(about: str) -> None:
    for group in PLANTED[about]:
        assert set(group["pages"]) == {value["page"] for value in group["values"]}
        assert len({value["value"] for value in group["values"]}) > 1, group["about"]
        for value in group["values"]:
            assert value["quote"] in source_of(value["page"]), value


def test_names_stand_in_the_pages_said() -> None:
    texts = {page: source_of(page) for page in PAGES}
    for actor in PLANTED["spellings"]:
        for form, outlets in actor["forms"].items():
            for outlet in outlets:
                assert any(form in text for page, text in texts.items() if page.startswith(outlet)), form
    for pair in PLANTED["distinct"]:
        assert all(any(name in text for text in texts.values()) for name in pair["names"])
    for group in PLANTED["upstream"]:
        assert all(group["source"] in texts[page] for page in group["pages"])
    for actor in PLANTED["roles"]:
        assert all(role["quote"] in texts[role["page"]] for role in actor["roles"])


def test_copies_and_nothing_else_share_their_words() -> None:
    origin = {copy["page"]: copy["of"] for copy in PLANTED["copies"]}
    family = {page: origin.get(page, page) for page in PAGES}
    for first, second in (version["pages"] for version in PLANTED["versions"]):
        family[second] = family[first]
    shingles = {page: shingles_of(page) for page in PAGES}
    for one, other in combinations(PAGES, 2):
        shared = len(shingles[one] & shingles[other]) / min(len(shingles[one]), len(shingles[other]))
        if family[one] != family[other]:
            assert shared < 0.1, (one, other, shared)
        elif family[one] in (one, other):
            assert shared > 0.15, (one, other, shared)


@pytest.mark.parametrize("copy", PLANTED["copies"], ids=lambda copy: str(copy["page"]))
def test_copy_is_of_its_kind(copy: dict[str, str]) -> None:
    mine, theirs = shingles_of(copy["page"]), shingles_of(copy["of"])
    assert copy["kind"] in ("reprint", "edited", "excerpt")
    assert (len(mine & theirs) / len(mine) > 0.85) == (copy["kind"] == "reprint")
    first, second = (PAGES[copy[end]]["published"] for end in ("of", "page"))
    assert first[:10] <= second[:10]


@pytest.mark.parametrize("version", PLANTED["versions"], ids=lambda version: str(version["url"]))
def test_versions_share_an_address_and_differ_in_modified(version: dict[str, Any]) -> None:
    first, second = (PAGES[page] for page in version["pages"])
    assert first["url"] == second["url"] == version["url"]
    assert first["published"] == second["published"]
    assert (first["modified"] or first["published"]) < second["modified"]


def test_a_corrected_page_comes_behind_the_one_it_corrects() -> None:
    """Folders are read in the order of names: the newest version of an article must be the one that was corrected."""
    by_address: dict[str, list[str]] = {}
    for path in sorted(DEMO.glob("*/*.html")):
        page = PAGES[f"{path.parent.name}/{path.name}"]
        by_address.setdefault(page["url"], []).append(page["page"])
    twice = [names for names in by_address.values() if len(names) > 1]
    assert len(twice) == 2
    for first, second in twice:
        assert "corrected" not in first
        assert "corrected" in second
