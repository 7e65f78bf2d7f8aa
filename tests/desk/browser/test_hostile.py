"""An article that tries everything: nothing of it runs, leads away, or turns what stands around it."""

from __future__ import annotations

import pytest
from tests.desk.browser.watching import Watched
from tests.desk.pages import ADDRESSES, LANGUAGES

SHOWN = ("hostile article", "hostile voices", "hostile page", "hostile search")


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_of_an_article_runs_or_leads_away(hostile_page: Watched, name: str) -> None:
    hostile_page.faults()
    hostile_page.open(f"ar/{ADDRESSES[name]}")
    assert "<svg onload" in hostile_page.page.locator("main").inner_text()
    foreign = 'script:not(head > script[src^="/static/"]), iframe, object, embed, main svg:not(.chart)'
    assert hostile_page.page.locator(foreign).count() == 0  # the desk's own script stands in the head
    odd = (
        "[...document.links].filter((link) => !/^https?:$/.test(link.protocol)).map((link) => link.outerHTML)"
    )
    assert hostile_page.page.evaluate(odd) == []
    assert hostile_page.faults() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_what_stands_around_hostile_text_stays_in_its_direction(
    hostile_page: Watched, name: str, language: str
) -> None:
    hostile_page.open(f"{language}/{ADDRESSES[name]}")
    found = hostile_page.probe("turned")
    assert found["compared"] > 0
    assert found["turned"] == []


def test_text_that_is_turned_is_seen(hostile_page: Watched) -> None:
    hostile_page.open(f"ar/{ADDRESSES['hostile page']}")
    hostile_page.page.evaluate(
        "document.querySelector('h1').after(Object.assign(document.createElement('p'), "
        "{innerHTML: '<span>\u202e</span><bdi>abc</bdi> <span>after</span>'}))"
    )
    hostile_page.page.evaluate("document.querySelector('h1 + p').dir = 'ltr'")
    assert len(hostile_page.probe("turned")["turned"]) == 1
