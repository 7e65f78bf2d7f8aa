"""Review by the keyboard alone, on an Arabic layout: a place of the keyboard is a key, whatever letter stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.desk.browser.conftest import served
from tests.desk.browser.watching import PATIENCE
from tests.desk.conftest import TOKEN, demo_pages

from marsad.batch import How
from marsad.corpus import Library
from marsad.desk import Session

ARABIC = dict(zip("ARETNUJKSMDH", "شقثفىعتنسةيا", strict=True))
"""The letters that an Arabic layout has where a Latin one has those keys."""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Session]:
    """A desk over a library of its own."""
    with Library.create(tmp_path / "lib") as library:
        list(library.add([demo_pages()[9], demo_pages()[2]], how=How(tier="fast")))
    with Session(tmp_path / "lib", token=TOKEN) as session:
        session.bring_up_to_date()
        yield session


@pytest.fixture
def page(browser: Browser, small: Session) -> Iterator[Page]:
    """The page of who opened the printed address."""
    with served(small) as origin, browser.new_context(reduced_motion="reduce", base_url=origin) as context:
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(f"/?token={TOKEN}")
        yield tab


def press(page: Page, letter: str) -> None:
    """Presses a key of an Arabic layout."""
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}))",
        [f"Key{letter}", ARABIC[letter]],
    )


def go(page: Page, letter: str) -> str:
    """Presses a key that leads on, and gives the fact shown then."""
    with page.expect_navigation():
        press(page, letter)
    return shown(page)


def shown(page: Page) -> str:
    """The fact that a page shows."""
    return page.locator("input[name=fact]").first.get_attribute("value") or ""


def actions(session: Session) -> list[str]:
    """What was said of facts, in the order in which it was."""
    return [one.judgement.action for one in session.library.judgements()]


def test_facts_are_judged_and_taken_back_by_keys(page: Page, small: Session) -> None:
    page.goto("/ar/review?kind=event")
    first = shown(page)
    second = go(page, "A")
    third = go(page, "R")
    assert len({first, second, third}) == 3
    assert go(page, "K") == second
    assert go(page, "J") == third
    assert go(page, "S") not in {first, second, third}
    assert go(page, "U") == second
    assert go(page, "U") == first
    assert actions(small) == ["accept", "reject", "undo", "undo"]


@pytest.mark.parametrize(("letter", "action"), [("N", "note"), ("T", "tag")])
def test_a_note_is_written_and_kept_by_keys(page: Page, small: Session, letter: str, action: str) -> None:
    page.goto("/ar/review?kind=event")
    fact = shown(page)
    press(page, letter)
    page.keyboard.type("يراجع مع المراسل")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert shown(page) == fact
    (kept,) = small.library.judgements()
    assert (kept.judgement.action, kept.judgement.value) == (action, "يراجع مع المراسل")


def test_an_edit_is_left_and_kept_by_keys(page: Page, small: Session) -> None:
    page.goto("/ar/review?kind=event")
    fact = shown(page)
    press(page, "E")
    assert page.evaluate("document.activeElement.name") == "edit.type"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("details[open] select").count() == 0
    press(page, "E")
    page.locator("select[name='edit.status']").select_option("planned")
    page.locator("select[name='edit.status']").focus()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator("[role=alert]").all_inner_texts() == []
    assert shown(page) != fact
    (kept,) = small.library.judgements()
    assert kept.judgement.action == "edit"
    assert kept.judgement.value == {"status": "planned"}


def test_letters_that_are_typed_into_a_field_judge_nothing(page: Page, small: Session) -> None:
    page.goto("/ar/review?kind=event")
    page.locator("input[name=q]").focus()
    for letter in "ARU":
        page.keyboard.press(f"Key{letter}")
    assert page.locator("input[name=q]").input_value() == "aru"
    assert actions(small) == []


@pytest.mark.parametrize(("letter", "action"), [("M", "merge"), ("D", "split")])
def test_names_are_merged_and_split_by_keys(page: Page, small: Session, letter: str, action: str) -> None:
    page.goto("/ar/review?kind=entity")
    while not page.locator(f"[data-key=Key{letter}]").count():
        go(page, "S")
    press(page, letter)
    if action == "split":
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator("[role=alert]").all_inner_texts() == []
    assert actions(small) == [action]
