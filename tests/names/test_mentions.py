"""Mentions by grammar and context, on names that no list needs to know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.reader import read_article
from marsad.types import Article, Document, Names

KINDS = ("person", "place", "organization", "misc")
CASES = [
    case
    for path in sorted(Path(__file__).parent.glob("mentions*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_names_are_found_by_what_stands_beside_them(
    case: dict[str, Any], named: Callable[[str], tuple[Document, Names]]
) -> None:
    _, names = named(case["text"])
    found = {(mention.kind, mention.exact) for mention in names.mentions}
    wanted = {(kind, form) for kind in KINDS for form in case.get(kind, ())}
    assert wanted <= found, found
    assert not {form for _, form in found} & set(case.get("not", ())), found


def test_mentions_are_the_characters_they_point_to(
    named: Callable[[str], tuple[Document, Names]],
) -> None:
    for case in CASES:
        document, names = named(case["text"])
        texts = {part.field: part.text for part in document.parts}
        assert all(texts[m.field][m.start : m.end] == m.exact for m in names.mentions)


def test_reading_is_the_same_whatever_the_order_of_sets(
    named: Callable[[str], tuple[Document, Names]],
) -> None:
    from marsad.matching import load_lexicon
    from marsad.names.shapes import WordShapes

    shapes = WordShapes(load_lexicon())
    assert shapes.foreignness("يفكيروف") == round(shapes.foreignness("يفكيروف"), 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استقبل السيسي محمود عباس في القاهرة.", ["السيسي", "محمود عباس", "القاهرة"]),
        ("التقى أردوغان فلاديمير بوتين في سوتشي.", ["أردوغان", "فلاديمير بوتين", "سوتشي"]),
        ("اتهم حفتر خالد المشري بالفساد.", ["حفتر", "خالد المشري"]),
        ("هنأ الدبيبة سعيد صالح بالفوز.", ["الدبيبة", "سعيد صالح"]),
        ("قال عباس كامل إن الوضع هادئ.", ["عباس كامل"]),
    ],
)
@pytest.mark.parametrize("tier", ["fast", "accurate"])
def test_two_persons_side_by_side(text: str, names: list[str], tier: str) -> None:
    """A verb's subject and its object are two: Sisi received Mahmoud Abbas in Cairo."""
    assert [m.exact for m in read_article(Article(id="x", title="", text=text), tier=tier).mentions] == names
