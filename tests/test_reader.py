"""The whole reading, from given text or page to record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import marsad
from marsad.reader import READ_CHARACTERS, read_article
from marsad.text import read_document
from marsad.text.sentences import LONGEST
from marsad.types import Article, Record

SAMPLES = Path(marsad.__file__).parent / "samples"

REPORT = (
    "قالت وكالة الأناضول، إن الرئيس التونسي، سامي الطاهري، التقى باللواء المتقاعد كمال بوعلام اليوم الخميس في "
    "العاصمة الجزائر.\n\nوفي 17 أيلول/ سبتمبر الجاري، زار بوعلام بنغازي، وفق بيان لوزارة الخارجية الجزائرية."
)


def spans_of(node: object) -> list[dict[str, object]]:
    """Every span of a decoded record."""
    found: list[dict[str, object]] = []
    if isinstance(node, dict):
        if {"start", "end", "exact"} <= node.keys():
            found.append(node)
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            found += spans_of(value)
    return found


def check_spans(record: Record) -> None:
    decoded = json.loads(record.to_json())
    fields = {"text": record.article.text, "title": record.article.title}
    for span in spans_of({k: v for k, v in decoded.items() if k != "article"}):
        text = fields.get(str(span["in"]))
        if text is not None:
            assert text[int(str(span["start"])) : int(str(span["end"]))] == span["exact"]


def test_report_with_its_date() -> None:
    record = marsad.read(REPORT, title="لقاء في الجزائر", published="2023-09-28")
    assert [d.edtf for d in record.dates] == ["2023-09-28", "2023-09-17"]
    persons = {e.name for e in record.entities if e.kind == "person"}
    assert {"سامي الطاهري", "كمال بوعلام"} <= persons
    first = record.attributions[0]
    assert first.sources[0].exact == "وكالة الأناضول"
    assert first.content.exact.startswith("الرئيس التونسي")
    assert any(e.type == "CONSULT" and e.attribution == first.id for e in record.events)
    check_spans(record)


def test_report_without_its_date_invents_no_year() -> None:
    record = marsad.read(REPORT, title="لقاء في الجزائر")
    assert record.article.published is None
    assert [d.edtf for d in record.dates] == [None, "XXXX-09-17"]
    assert any(flag.flag == "unresolved_date" for flag in record.flags)


def test_short_form_joins_the_full_name() -> None:
    record = marsad.read(REPORT, title="")
    person = next(e for e in record.entities if e.name == "كمال بوعلام")
    assert set(person.forms) == {"كمال بوعلام", "بوعلام"}
    assert "اللواء المتقاعد" in {role.exact for role in person.roles}


@pytest.mark.parametrize(
    "page", sorted([*SAMPLES.glob("*.html"), *SAMPLES.glob("*.txt")]), ids=lambda p: p.name
)
def test_samples_are_read(page: Path) -> None:
    record = marsad.read(page.read_bytes())
    assert record.article.title
    assert record.attributions
    assert record.events
    assert "اقرأ أيضا" not in record.article.text
    check_spans(record)


@pytest.mark.parametrize(
    "text",
    [
        "\u0642\u0627\u0644\u064e \u0627\u0644\u0640\u0640\u0640\u0648\u0632\u064a\u0631 \u202b\u0625\u0646\u0647 \U0001f600 \u0633\u064a\u0633\u0627\u0641\u0631",
        "\ufe8d\ufedf\ufeee\ufeaf\ufef3\ufeae \ufeb3\ufe8e\ufed3\ufeae",
        "وصل\r\nالوفد\r\nإلى عمان",
    ],
)
def test_odd_characters_keep_their_offsets(text: str) -> None:
    record = marsad.read(text, title="")
    assert record.article.text == text
    check_spans(record)


def test_an_endless_text_is_read_in_part_and_says_so() -> None:
    sentence = "قال وزير الزراعة إن موسم القمح في البقاع سيكون أفضل من العام الماضي. "
    text = sentence * 2000
    record = read_article(Article(id="long", title="", text=text, published="2024-05-02"))
    assert record.article.text == text
    [flag] = [flag for flag in record.flags if flag.flag == "too_long"]
    assert flag.start == READ_CHARACTERS
    assert max(mention.end for mention in record.mentions) <= READ_CHARACTERS


def test_a_text_without_full_stops_is_cut_at_commas() -> None:
    text = "وصل الوفد إلى عدن، وزار المرفأ القديم، " * 150
    document = read_document(Article(id="run-on", title="", text=text))
    lengths = [sentence.last - sentence.first for sentence in document.parts[-1].sentences]
    assert max(lengths) <= LONGEST
    assert sum(lengths) == len(document.parts[-1].tokens)


@pytest.mark.parametrize(
    "text",
    [
        "حذر الوزير خلال المؤتمر من",
        "دعا الوزير خلال المؤتمر إلى",
        "أمس وزارة لصحيفة ـ ) واشنطن",
        'وفق ما أكده مصدر أمني لمراسلة "الجوهرة',
    ],
)
def test_texts_cut_short_are_read(text: str) -> None:
    assert marsad.read(text, title=text).article.text == text
