"""How facts were found, in words: every rule that read the demo has them in both languages; ids stand in the detail alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.desk.pages import parsed

from marsad.desk import Session
from marsad.desk.wording import DeskWords

RULE = re.compile(r"\b(?:speech|frame|date|gazetteer|tagger|person|body)\.[a-z]+")
Client = TestClient[Any]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_rule_has_words(session: Session, language: Any) -> None:
    words = DeskWords(language)
    for no in session.overview().articles:
        record = session.record(no)
        for fact in (*record.attributions, *record.events, *record.dates, *record.mentions):
            assert "." not in words.way(fact.rule), fact.rule


def test_a_case_without_words_goes_by_the_rule_it_is_a_case_of() -> None:
    words = DeskWords("ar")
    assert words.way("speech.verb.that.order") == words.way("speech.verb.that") != words.way("speech.verb")
    assert words.way("frame.assault.21") == words.way("frame.reject.3") != words.way("frame.reject.word")
    assert words.way("rule.of.nobody") == "rule.of.nobody"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_reader_says_it_in_words(reader: Client, language: str) -> None:
    for address in ("article/2", "article/8", "article/2?view=voices"):
        shown = parsed(reader.get(f"/{language}/{address}").text).css_first("main")
        assert shown is not None
        assert not RULE.search(shown.html or ""), address
    page = parsed(reader.get(f"/{language}/article/2").text)
    margin = page.css_first(".chains .manner")
    assert margin is not None
    assert re.search(r"\d+%", margin.text())


def test_the_card_has_the_id_in_how_it_was_found(reader: Client) -> None:
    card = parsed(reader.get("/ar/article/3/claim/a1").text).css("main section")[-1]
    assert card.css_first("p") is not None
    assert RULE.search(card.css(".soft")[-1].text())
    assert not RULE.search(card.css("p")[0].text())


@pytest.mark.parametrize(("language", "name"), [("ar", "ليبيا"), ("en", "Libya")])
def test_countries_have_their_names(reader: Client, language: str, name: str) -> None:
    rows = parsed(reader.get(f"/{language}/map").text).css("tbody tr")
    countries = {row.css("td")[1].text().strip() for row in rows}
    assert name in countries
    assert not {one for one in countries if re.fullmatch("[A-Z]{2}", one)}
