"""What is printed: the text with the sources as numbered notes under it, and nothing that is for screens alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.desk.browser.watching import Watched

SHOWN = "one => one.checkVisibility() && getComputedStyle(one).visibility !== 'hidden'"


@pytest.fixture
def printed(page: Watched) -> Iterator[Watched]:
    """The page as it goes to a printer, on paper of some 20 centimetres."""
    page.page.emulate_media(media="print")
    yield page
    page.page.emulate_media(media="screen")


def seen(page: Watched, what: str) -> list[str]:
    """The texts of what can be seen of something."""
    found: list[str] = page.page.eval_on_selector_all(
        what, f"all => all.filter({SHOWN}).map(one => one.textContent.trim())"
    )
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sources_become_notes_under_their_paragraph(printed: Watched, language: str) -> None:
    printed.open(f"{language}/article/3", width=768)
    notes = printed.page.locator(".reader .row:has(aside)").all()
    assert notes
    for row in notes:
        text, note = row.locator("p").first.bounding_box(), row.locator("aside").bounding_box()
        assert text is not None
        assert note is not None
        assert note["y"] >= text["y"] + text["height"] - 1
        numbers = row.locator("p sup, p .ref").all_text_contents()
        assert all(number.strip() in (row.locator("aside").text_content() or "") for number in numbers)


@pytest.mark.parametrize(
    "address",
    ["article/3", "story/1", "timeline", "search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7", "sources", "review"],
)
def test_nothing_is_printed_that_is_for_screens_alone(printed: Watched, address: str) -> None:
    printed.open(f"ar/{address}", width=768)
    for what in (".top nav a", "button", "form.filter", ".tabs a", ".pager a", "footer .switch"):
        assert seen(printed, what) == [], what
    assert seen(printed, "h1")
    assert printed.probe("overflow") == []
