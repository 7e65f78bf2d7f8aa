"""Text as it is drawn: letters stay joined under highlights, and come from no font of the machine."""

from __future__ import annotations

import pytest
from tests.desk.browser.lettering import strange_letters
from tests.desk.browser.test_screens import OWN
from tests.desk.browser.watching import Watched

MARKED = ("article", "search", "event")
TOLERANCE = 0.5
"""Pixels by which a line may differ with its highlights."""


def test_a_letter_of_another_font_is_seen(page: Watched) -> None:
    page.open("ar/health")
    page.page.evaluate("document.querySelector('h1').append('\u0416')")
    assert [one[0] for one in strange_letters(page)] == ["\u0416"]


@pytest.mark.parametrize("name", MARKED)
def test_letters_stay_joined_under_highlights(page: Watched, name: str) -> None:
    page.open(f"ar/{OWN[name]}")
    found = page.probe("joining", tolerance=TOLERANCE)
    assert found["marks"] > 0
    assert found["faults"] == []


def test_letters_that_no_longer_join_are_seen(page: Watched) -> None:
    page.open(f"ar/{OWN['article']}")
    page.page.evaluate("document.querySelector('.row mark').style.paddingInline = '1px'")
    assert len(page.probe("joining", tolerance=TOLERANCE)["faults"]) == 1
