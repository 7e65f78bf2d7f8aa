"""Screens that need a desk of their own: handing in an article and watching it being read, and signing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.desk.browser.conftest import served
from tests.desk.browser.watching import PATIENCE, WIDTHS, Watched
from tests.desk.conftest import TOKEN
from tests.desk.signing import CHEAP, PASSWORD

from marsad.corpus import Library
from marsad.desk import Session
from marsad.desk.access import Accounts, Sharing
from marsad.desk.adding import Adder

expect.set_options(timeout=PATIENCE)
TEXT = "قال محافظ الإقليم أمس إن الطريق الساحلي «فتح أمام السيارات» بعد إصلاح الجسر."


@contextmanager
def looking_at(browser: Browser, session: Session) -> Iterator[Watched]:
    """A page that looks at the desk of a session."""
    with served(session) as origin, browser.new_context(reduced_motion="reduce") as context:
        yield Watched(context.new_page(), origin)


def check(page: Watched) -> list[str]:
    """What is wrong with the page as it is now, at all widths."""
    faults = page.barriers()
    for width in WIDTHS:
        page.resize(width)
        faults += page.probe("overflow")
    return [*faults, *page.faults()]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Session]:
    """A desk over a library that holds nothing."""
    Library.create(tmp_path / "library").close()
    with Session(tmp_path / "library", token=TOKEN) as held:
        held._adder = Adder(held, processes=1)
        yield held


def test_an_article_is_handed_in_and_watched(browser: Browser, empty: Session) -> None:
    with looking_at(browser, empty) as page:
        tab = page.page
        tab.goto(f"{page.origin}/?token={TOKEN}")
        page.open("ar/add", theme="dark")
        tab.locator("form[action='/add/text'] summary").click()
        tab.locator("form[action='/add/text'] select[name=tier]").select_option("fast")
        assert check(page) == []
        tab.locator("textarea[name=text]").fill(TEXT)
        tab.locator("form[action='/add/text'] button").click()
        expect(tab.locator("#added a")).to_have_count(0)
        expect(tab.locator("section[aria-labelledby=added] a")).to_have_count(1)
        assert check(page) == []
        tab.locator("section[aria-labelledby=added] a").click()
        expect(tab.locator("article.reader mark.said").first).to_be_visible()
        assert page.faults() == []


def test_files_that_are_dropped_on_the_page_are_handed_in(browser: Browser, empty: Session) -> None:
    with looking_at(browser, empty) as page:
        tab = page.page
        tab.goto(f"{page.origin}/?token={TOKEN}")
        page.open("ar/add")
        moved = tab.evaluate_handle(
            "text => { const moved = new DataTransfer(); moved.items.add(new File([text], 'خبر.txt', {type: 'text/plain'})); return moved; }",
            TEXT,
        )
        for name in ("dragover", "drop"):
            tab.dispatch_event("h1", name, {"dataTransfer": moved})
        assert tab.evaluate("document.querySelector('input[type=file]').files[0].name") == "خبر.txt"
        tab.locator("form[action='/add/files'] summary").click()
        tab.locator("form[action='/add/files'] select[name=tier]").select_option("fast")
        tab.locator("form[action='/add/files'] button").click()
        expect(tab.locator("section[aria-labelledby=added] a")).to_have_count(1)
        assert page.faults() == []
        assert empty.library.article(1).characters == len(TEXT)


@pytest.fixture
def shared(folder: Path, tmp_path: Path) -> Iterator[Session]:
    """A desk that users sign in to."""
    with Accounts(tmp_path, cost=CHEAP) as kept:
        kept.add("مديرة", "admin", PASSWORD)
        with Session(folder, sharing=Sharing(kept, ["127.0.0.1"])) as held:
            held.bring_up_to_date()
            yield held


@pytest.mark.parametrize("language", ["ar", "en"])
def test_users_sign_in_and_out(browser: Browser, shared: Session, language: str) -> None:
    with looking_at(browser, shared) as page:
        tab = page.page
        tab.goto(f"{page.origin}/{language}/article/3")
        expect(tab).to_have_url(re.compile("/login"))
        tab.locator("input[name=name]").fill("مديرة")
        tab.locator("input[name=password]").fill("حجر في النهر")
        tab.locator("form.sign-in button").click()
        expect(tab.locator("[role=alert]")).to_be_visible()
        page.faults()
        assert check(page) == []
        tab.locator("input[name=password]").fill(PASSWORD)
        tab.locator("form.sign-in button").click()
        expect(tab).to_have_url(f"{page.origin}/{language}/article/3")
        page.faults()
        page.open(f"{language}/audit")
        expect(tab.locator("#done")).to_be_visible()
        assert check(page) == []
