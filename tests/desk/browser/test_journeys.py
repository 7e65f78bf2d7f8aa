"""Ways through the desk: the address holds the state, the back button brings it back, and nothing needs a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.desk.browser.watching import PATIENCE, Watched
from tests.desk.conftest import TOKEN

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def plain(browser: Browser, demo: str) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False, base_url=demo) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page


def test_the_back_button_brings_back_query_and_page(page: Watched) -> None:
    tab = page.page
    page.open("ar/search")
    box = tab.locator("#q")
    box.fill("ليبيا")
    tab.locator(".query button").click()
    expect(tab).to_have_url(re.compile(r"q="))
    first = tab.url
    total = tab.locator(".total").inner_text()
    tab.locator(".facets li a").first.click()
    expect(tab).not_to_have_url(first)
    assert box.input_value() != "ليبيا"
    tab.locator(".hits h2 a").first.click()
    expect(tab.locator("article.reader")).to_be_visible()
    tab.go_back()
    tab.go_back()
    assert tab.url == first
    assert box.input_value() == "ليبيا"
    assert tab.locator(".total").inner_text() == total
    tab.go_forward()
    assert box.input_value() in unquote(tab.url).replace("+", " ")
    assert page.faults() == []


def test_the_back_button_brings_back_the_query_before(page: Watched) -> None:
    tab = page.page
    page.open("ar/search?q=طبرق")
    tab.locator("#q").fill("بنغازي")
    tab.locator(".query button").click()
    expect(tab).not_to_have_url(re.compile("%D8%B7%D8%A8"))
    tab.go_back()
    assert tab.locator("#q").input_value() == "طبرق"


@pytest.mark.parametrize(
    ("address", "name", "value"),
    [("timeline", "lanes", "place"), ("map", "area", "world"), ("actors", "kind", "person")],
)
def test_the_back_button_brings_back_the_controls(page: Watched, address: str, name: str, value: str) -> None:
    tab = page.page
    page.open(f"en/{address}")
    control = tab.locator(f"main select[name={name}]")
    before = control.input_value()
    control.select_option(value)
    tab.locator("main form.filter button").click()
    expect(tab).to_have_url(re.compile(f"{name}={value}"))
    assert control.input_value() == value
    tab.go_back()
    assert f"{name}={value}" not in tab.url
    assert control.input_value() == before
    tab.go_forward()
    assert control.input_value() == value


def test_language_and_theme_keep_the_place(page: Watched) -> None:
    tab = page.page
    page.open("ar/timeline?lanes=place&type=ASSAULT")
    tab.locator(".bottom a", has_text="داكن").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    tab.locator(".switch").click()
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    assert tab.locator("select[name=lanes]").input_value() == "place"
    assert tab.locator("select[name=type]").input_value() == "ASSAULT"


def test_a_search_leads_to_an_event_without_scripts(plain: Page) -> None:
    plain.goto("/ar/search")
    plain.locator("#q").fill("ليبيا")
    plain.locator(".query button").click()
    plain.locator(".volume svg a").first.click()
    plain.locator(".hits h2 a").first.click()
    expect(plain.locator("article.reader .row").first).to_be_visible()
    plain.locator(".facts-below table.events tbody a").first.click()
    expect(plain.locator("article.card blockquote mark").first).to_be_visible()
    plain.locator(".up a").click()
    expect(plain.locator("tr:target")).to_have_count(1)
    plain.locator(".tabs a").nth(1).click()
    expect(plain.locator(".voice").first).to_be_visible()


def test_filters_tables_and_languages_work_without_scripts(plain: Page) -> None:
    plain.goto("/en/timeline")
    plain.locator("select[name=lanes]").select_option("outlet")
    plain.locator("form.filter button").click()
    expect(plain).to_have_url(re.compile("lanes=outlet"))
    plain.locator("main summary").click()
    expect(plain.locator("details table")).to_be_visible()
    plain.locator("a.switch").click()
    expect(plain.locator("html")).to_have_attribute("dir", "rtl")


def test_who_came_by_the_printed_address_judges_without_scripts(plain: Page) -> None:
    plain.goto(f"/?token={TOKEN}")
    assert TOKEN not in plain.url
    plain.goto("/ar/article/3")
    plain.locator("tr#v1 button[value=accept]").click()
    expect(plain.locator("tr#v1 .verdict.accept")).to_be_visible()
    assert plain.url.endswith("/ar/article/3#v1")
    plain.locator(".note-form input[name=by]").fill("سلمى")
    plain.locator(".note-form textarea").fill("يراجع الرقم مع البلدية")
    plain.locator(".note-form button[value=note]").click()
    expect(plain.locator(".judgements li", has_text="يراجع الرقم مع البلدية").first).to_be_visible()
