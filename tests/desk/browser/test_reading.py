"""What stands on paper: the bundled fonts, and letters that stay joined under highlights."""

from __future__ import annotations

from typing import Any

import pytest
from tests.desk.browser.test_screens import OWN
from tests.desk.browser.watching import Watched
from tests.desk.pages import LANGUAGES

BUNDLED = {"IBM Plex Sans Arabic", "Noto Naskh Arabic"}
MARKED = ("article", "search", "event")
TOLERANCE = 0.5
"""Pixels by which a line may differ with its highlights."""


def strange_letters(page: Watched) -> list[str]:
    """Letters of the page that are drawn with a font of the machine, and which."""
    if not _foreign_fonts(page, page.probe("letters", each=False)):
        return []
    return _foreign_fonts(page, page.probe("letters", each=True))


def _foreign_fonts(page: Watched, laid: list[dict[str, str]]) -> list[str]:
    """Which of the lines that were laid out are drawn, even in part, with a font that the desk did not bring."""
    inside = page.page.context.new_cdp_session(page.page)
    inside.send("DOM.enable")
    inside.send("CSS.enable")
    root = inside.send("DOM.getDocument")["root"]["nodeId"]
    lines = inside.send("DOM.querySelectorAll", {"nodeId": root, "selector": "#letters > div"})["nodeIds"]
    assert len(lines) == len(laid)
    found = []
    for line, what in zip(lines, laid, strict=True):
        fonts: list[dict[str, Any]] = inside.send("CSS.getPlatformFontsForNode", {"nodeId": line})["fonts"]
        foreign = [
            one["familyName"] for one in fonts if not one["isCustomFont"] or one["familyName"] not in BUNDLED
        ]
        if foreign:
            found.append(f"{what['text']} in {what['family']} {what['weight']}: {foreign}")
    inside.detach()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OWN)
def test_every_letter_is_drawn_with_a_bundled_font(page: Watched, name: str, language: str) -> None:
    page.open(f"{language}/{OWN[name]}", status=404 if name == "nothing there" else 200)
    assert strange_letters(page) == []


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
