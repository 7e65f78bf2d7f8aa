"""Every screen in both languages and themes and at three widths: quiet, at home, within its window, open to everybody.

A new screen is one line in `tests.desk.pages.ADDRESSES`, or in `WRITERS` if only who may write sees it.
"""

from __future__ import annotations

import pytest
from tests.desk.browser.lettering import strange_letters
from tests.desk.browser.pictures import FOLDER, LARGEST, all_pictures, take_picture
from tests.desk.browser.watching import WIDTHS, Watched
from tests.desk.pages import ADDRESSES, LANGUAGES, VARIANTS, WRITERS

from marsad.desk.screens import SCREENS

OWN = {name: address for name, address in ADDRESSES.items() if "hostile" not in name}
HOSTILE = {name: address for name, address in ADDRESSES.items() if "hostile" in name}
ALL = {**ADDRESSES, **WRITERS}
LOOKS = (("light", WIDTHS[0]), ("dark", WIDTHS[-1]))


def faults_of(page: Watched, name: str, language: str) -> list[str]:
    """All that is wrong with a screen in both themes and at all widths; a variant of a screen is looked at in light only, with axe at one width.

    What a hostile article says may need letters that no font has.
    """
    page.faults()
    found: list[str] = []
    whole = name not in VARIANTS
    for theme, width in LOOKS if whole else LOOKS[:1]:
        status = 404 if name == "nothing there" else 200
        page.open(f"{language}/{ALL[name]}", width=width, status=status, theme=theme)
        take_picture(page, name, language, theme)
        for each in (width, *(one for one in WIDTHS if one != width)):
            page.resize(each)
            told = [*page.probe("overflow"), *(page.barriers() if whole or each == width else ())]
            found += [f"{theme} {each}: {one}" for one in told]
    if name not in HOSTILE:
        found += strange_letters(page)
    return [*found, *page.faults()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OWN)
def test_a_screen_is_sound(page: Watched, name: str, language: str) -> None:
    assert faults_of(page, name, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WRITERS)
def test_a_screen_of_who_may_write_is_sound(writing_page: Watched, name: str, language: str) -> None:
    assert faults_of(writing_page, name, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_screen_is_sound_whatever_an_article_holds(hostile_page: Watched, name: str, language: str) -> None:
    assert faults_of(hostile_page, name, language) == []


def test_no_screen_is_left_out() -> None:
    first_parts = {address.split("?")[0].split("/")[0] for address in ALL.values()}
    assert {screen.path.split("/")[0] for screen in SCREENS} <= first_parts


def test_what_is_too_wide_is_seen(page: Watched) -> None:
    page.open("ar/health")
    assert page.probe("overflow") == []
    page.page.evaluate("document.querySelector('h1').style.inlineSize = '2000px'")
    assert any("<h1" in one for one in page.probe("overflow"))


def test_what_axe_and_the_console_say_is_heard(page: Watched) -> None:
    page.open("ar/health")
    page.faults()
    page.page.evaluate("console.warn('watch'); document.querySelector('main').append(new Image())")
    page.page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    assert any("image-alt" in one for one in page.barriers())
    told = " ".join(page.faults())
    assert "console: watch" in told
    assert "127.0.0.1:9/" in told


def test_the_docs_have_a_small_picture_of_every_screen() -> None:
    have = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(have) == all_pictures([*OWN, *WRITERS]), "make pictures"
    assert {name: size for name, size in have.items() if size > LARGEST} == {}
