"""The keyboard alone: it reaches every link, button and field, and shows where it is."""

from __future__ import annotations

import pytest
from tests.desk.browser.test_screens import OWN
from tests.desk.browser.watching import WIDTHS, Watched
from tests.desk.pages import VARIANTS, WRITERS

SCREENS = [name for name in OWN if name not in VARIANTS]
_MORE = 30
"""Stops that are no elements of their own: the parts of a date field, boxes that scroll."""


def unreached(page: Watched) -> list[str]:
    """What pressing Tab again and again leaves out, or does not show."""
    count = page.probe("reachable")
    for _ in range(count):
        page.page.keyboard.press("Tab")
    found = page.probe("reached")
    for _ in range(_MORE):
        if not found["missed"]:
            break
        page.page.keyboard.press("Tab")
        found = page.probe("reached")
    return [*(f"missed: {one}" for one in found["missed"]), *(f"dim: {one}" for one in found["dim"])]


@pytest.mark.parametrize(("language", "width"), [("ar", WIDTHS[0]), ("en", WIDTHS[-1])])
@pytest.mark.parametrize("name", SCREENS)
def test_the_keyboard_reaches_everything_and_shows_it(
    page: Watched, name: str, language: str, width: int
) -> None:
    page.open(f"{language}/{OWN[name]}", width=width, status=404 if name == "nothing there" else 200)
    assert unreached(page) == []


@pytest.mark.parametrize("name", WRITERS)
def test_the_keyboard_reaches_all_that_who_may_write_sees(writing_page: Watched, name: str) -> None:
    writing_page.open(f"en/{WRITERS[name]}", width=WIDTHS[-1])
    assert unreached(writing_page) == []


def test_what_the_keyboard_cannot_reach_is_seen(page: Watched) -> None:
    page.open("ar/health")
    page.page.evaluate("document.querySelector('.brand').tabIndex = -1")
    page.page.evaluate("document.querySelector('.switch').style.outline = 'none'")
    told = unreached(page)
    assert [one.split(":")[0] for one in told] == ["missed", "dim"]


@pytest.mark.parametrize("what", [".top nav a", "input", "button", "main summary", "svg a"])
def test_focus_changes_what_is_seen(page: Watched, what: str) -> None:
    page.open("ar/timeline")
    target = page.page.locator(what).first
    page.page.keyboard.press("Tab")
    target.scroll_into_view_if_needed()
    before = page.page.screenshot()
    target.focus()
    assert page.page.screenshot() != before


def test_the_first_stop_leads_past_the_menu(page: Watched) -> None:
    page.open("ar/search")
    page.page.keyboard.press("Tab")
    skip = page.page.locator(".skip")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    assert page.page.evaluate("document.activeElement.id") == "q"
