"""Noun phrases: whole offices, affiliations and appositions, and where a phrase must end."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.types import Document, Names

CASES = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_phrases_end_where_they_must(
    case: dict[str, Any], named: Callable[[str], tuple[Document, Names]]
) -> None:
    document, names = named(case["text"])
    part = next(part for part in document.parts if part.field == "text")
    phrases = names.phrases[document.parts.index(part)]
    found = [part.text[phrase.start : phrase.end] for phrase in phrases]
    assert set(case.get("phrases", ())) <= set(found), found
    assert not set(case.get("not", ())) & set(found), found


def test_no_phrase_stands_inside_another(named: Callable[[str], tuple[Document, Names]]) -> None:
    for case in CASES:
        _, names = named(case["text"])
        for phrases in names.phrases:
            assert all(one.last <= two.first for one, two in itertools.pairwise(phrases))
