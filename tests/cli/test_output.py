"""How records are written, on a terminal and elsewhere."""

from __future__ import annotations

import json

import pytest

from marsad.cli.output import Format, Language, writer_of
from marsad.reader import given_article, read_article
from marsad.types import Record


@pytest.fixture(scope="module")
def records() -> list[Record]:
    texts = ("قال الوزير أمس إن السوق مفتوحة.", "زار الوفد بغداد.")
    return [read_article(given_article(text, published="2024-03-14")) for text in texts]


def written(
    records: list[Record], format: Format, *, on_terminal: bool, language: Language | None = None
) -> str:
    return "".join(writer_of(format, language, explain=False, on_terminal=on_terminal)(records))


def test_json_is_laid_out_on_a_terminal_only(records: list[Record]) -> None:
    shown = written(records[:1], Format.json, on_terminal=True)
    assert shown.count("\n") > 20
    assert json.loads(shown) == json.loads(written(records[:1], Format.json, on_terminal=False))
    assert "السوق" in shown


@pytest.mark.parametrize("on_terminal", [True, False])
def test_json_lines_are_lines_everywhere(records: list[Record], on_terminal: bool) -> None:
    lines = written(records, Format.jsonl, on_terminal=on_terminal).splitlines()
    assert [json.loads(line)["article"]["id"] for line in lines] == [record.article.id for record in records]


def test_headings_are_bold_on_a_terminal_only(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1mON WHOSE WORD\x1b[22m" in written(records, Format.text, on_terminal=True)
    assert "\x1b" not in written(records, Format.text, on_terminal=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in written(records, Format.text, on_terminal=True)


def test_reports_speak_the_language_asked_for(records: list[Record]) -> None:
    assert "ON WHOSE WORD" in written(records, Format.text, on_terminal=False)
    assert "على لسان من" in written(records, Format.text, on_terminal=False, language=Language.ar)
    assert 'dir="ltr"' in written(records, Format.html, on_terminal=False, language=Language.en)


def test_no_record_makes_no_page() -> None:
    assert written([], Format.html, on_terminal=False) == ""
