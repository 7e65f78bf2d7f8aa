"""Settings: kept in a cookie, overruled by the address, and felt wherever numbers and dates are shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.conftest import LOCAL
from tests.desk.pages import parsed

from marsad.desk import Session, build_desk
from marsad.desk.settings import Settings, cookie_value, settings_of

Client = TestClient[Any]
SHOWING_NUMBERS = (
    "search?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7",
    "timeline",
    "health",
    "sources",
    "map",
    "actors",
)


@pytest.fixture
def choosing(session: Session) -> Any:
    with TestClient(build_desk(session), base_url=LOCAL) as client:
        yield client


def test_a_choice_is_kept_in_a_cookie_and_shown_as_chosen(choosing: Client) -> None:
    form = {"language": "ar", "theme": "dark", "digits": "arabic", "months": "levant"}
    page = parsed(choosing.post("/settings", data=form).text)
    checked = {(node.attributes["name"], node.attributes["value"]) for node in page.css("input[checked]")}
    assert checked == set(form.items())
    html = page.css_first("html")
    assert html is not None
    assert html.attributes["data-theme"] == "dark"
    home = choosing.get("/", headers={"accept-language": "en"}, follow_redirects=False)
    assert home.headers["location"] == "/ar/search"


def test_the_twins_say_what_is_in_force(choosing: Client) -> None:
    choosing.post("/settings", data={"language": "ar", "digits": "arabic", "months": "levant"})
    said = choosing.get("/ar/settings.json").json()
    assert (said["language"], said["theme"], said["digits"], said["months"]) == (
        "ar",
        "auto",
        "arabic",
        "levant",
    )
    assert said["namings"]["levant"][0] == "كانون الثاني"
    assert "ar,auto,arabic,levant" in choosing.get("/ar/settings.csv").text


def test_the_address_overrules_the_cookie_and_is_carried_along(choosing: Client) -> None:
    choosing.post("/settings", data={"language": "ar", "digits": "arabic"})
    assert "٢٠٢٤" in choosing.get("/ar/timeline").text
    western = parsed(choosing.get("/ar/timeline?digits=western").text)
    ticks = "".join(node.text() for node in western.css("text.when"))
    assert "2024" in ticks
    assert all(
        "digits=western" in (node.attributes["href"] or "") for node in western.css("header nav a, a.switch")
    )


@pytest.mark.parametrize("path", SHOWING_NUMBERS)
def test_no_western_digit_is_left_where_the_desk_itself_counts(reader: Client, path: str) -> None:
    address = f"/ar/{path}{'&' if '?' in path else '?'}digits=arabic"
    page = parsed(reader.get(address).text)
    counted = page.css(".count, .number, .total, time.day, .tiles dd, text.when, .pager")
    assert counted
    assert [node.text() for node in counted if re.search(r"[0-9]", node.text())] == []
    assert any(re.search(r"[٠-٩]", node.text()) for node in counted)


def test_a_cookie_of_nonsense_is_no_harm(reader: Client) -> None:
    assert settings_of("digits=roman&%ff") == Settings()
    assert settings_of(cookie_value(Settings(months="morocco"))) == Settings(months="morocco")
    answer = reader.get("/ar/search", headers={"cookie": "marsad-settings=%00=&theme=%3Cb%3E"})
    assert answer.status_code == 200


def test_what_nobody_can_choose_is_refused(reader: Client) -> None:
    answer = reader.post("/settings", data={"language": "ar", "digits": "roman"})
    assert answer.status_code == 400
    assert reader.get("/ar/search?months=roman").status_code == 400
