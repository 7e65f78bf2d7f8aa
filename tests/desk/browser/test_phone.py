"""What a phone shows: the menu in one line until it is opened, the whole map, and a grade changed without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tests.desk.browser.watching import Watched
from tests.desk.conftest import TOKEN

PHONE = 390


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_menu_takes_one_line_until_it_is_opened(page: Watched, language: str) -> None:
    page.open(f"{language}/sources", width=PHONE)
    head, nav = page.page.locator(".top"), page.page.locator(".top nav")
    box = head.bounding_box()
    assert box is not None
    assert box["height"] < 64
    assert not nav.is_visible()
    page.page.locator(".menu summary").press("Enter")
    assert nav.is_visible()
    page.page.locator(".top nav a[href*='/map']").click()
    assert page.page.url.endswith(f"/{language}/map")


def test_wide_windows_show_the_menu_itself(page: Watched) -> None:
    page.open("ar/sources", width=1440)
    assert page.page.locator(".top nav").is_visible()
    assert not page.page.locator(".menu").is_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_map_opens_on_all_its_places(page: Watched, language: str) -> None:
    page.open(f"{language}/map", width=PHONE)
    circles = page.page.locator(".map circle")
    assert circles.count() > 5
    for at in range(circles.count()):
        box = circles.nth(at).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
    size = page.page.evaluate(
        "(() => { const text = [...document.querySelectorAll('.map text')].find(one => one.getClientRects().length);"
        " return text.getBoundingClientRect().height; })()"
    )
    assert size > 10


def test_a_grade_is_changed_without_scripts(browser: Browser, demo: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{demo}/?token={TOKEN}")
        tab.goto(f"{demo}/en/sources?q=%D9%85%D9%81%D8%AA%D8%A7%D8%AD")
        row = tab.locator("tbody tr").first
        assert not row.locator("select").is_visible()
        for letter, told in (("B", "usually reliable"), ("F", "")):
            row.locator("summary").press("Enter")
            row.locator("select").select_option(letter)
            row.locator("button").click()
            assert (row.locator(".grade").text_content() or "").strip() == letter
            if told:
                assert told in (row.locator(".graded > .soft").text_content() or "")
