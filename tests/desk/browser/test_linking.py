"""Text, margin and facts show together what belongs together, by pointing and by the keyboard."""

from __future__ import annotations

from tests.desk.browser.watching import Watched

LIT = "[...document.querySelectorAll('.lit')].map(one => one.id || one.className)"


def test_pointing_at_a_note_lights_its_words_and_its_row(page: Watched) -> None:
    page.open("ar/article/3")
    page.page.mouse.move(0, 0)
    assert page.page.evaluate(LIT) == []
    page.page.locator("#an1").hover()
    lit = page.page.evaluate(LIT)
    assert {"an1", "ac1", "a1"} <= set(lit)
    words = page.page.locator("mark.f-a1.lit").all_text_contents()
    row = page.page.locator("tr#a1 td:nth-child(3)").text_content() or ""
    assert "".join(words) == row.strip()
    page.page.locator("footer").hover()
    assert page.page.evaluate(LIT) == []


def test_coming_to_a_fact_by_the_keyboard_lights_the_text(page: Watched) -> None:
    page.open("ar/article/3")
    page.page.locator("tr#v1 a").first.focus()
    assert "v1" in page.page.evaluate(LIT)
    assert page.page.locator("mark.f-v1.lit").count() >= 1
    page.page.locator("#ac1").focus()
    assert {"an1", "a1"} <= set(page.page.evaluate(LIT))
    assert "v1" not in page.page.evaluate(LIT) or page.page.locator("mark.f-a1 mark.f-v1").count()
