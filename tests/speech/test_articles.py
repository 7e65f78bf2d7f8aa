"""Whole reports of several presses: cue, speaker, chain and content of each attribution."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.speech.reading import read_report

from marsad.types import Attribution

HERE = Path(__file__).parent
ARTICLES = {row["id"]: row for row in yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))}
EXPECTED = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
CASES = [(ident, row) for ident, rows in EXPECTED.items() for row in rows]


@cache
def attributions_of(ident: str) -> tuple[Attribution, ...]:
    row = ARTICLES[ident]
    return read_report(row["text"], row["title"], row)


def found_at(ident: str, row: dict[str, Any]) -> Attribution:
    found = [
        a
        for a in attributions_of(ident)
        if a.cue is not None and a.cue.exact == row["cue"] and row["content"] in a.content.exact
    ]
    assert found, f"{ident}: no {row['cue']} with {row['content']!r}"
    return found[0]


@pytest.mark.parametrize(
    ("ident", "row"), CASES, ids=[f"{i}-{r['cue']}-{n}" for n, (i, r) in enumerate(CASES)]
)
def test_attribution_is_read(ident: str, row: dict[str, Any]) -> None:
    attribution = found_at(ident, row)
    assert attribution.content.exact == row["content"]
    assert [source.exact for source in attribution.sources] == row["sources"]
    assert (attribution.sources[0].implicit if attribution.sources else False) == row.get("implicit", False)
    assert attribution.mode == row.get("mode", "indirect")
    assert attribution.act == row.get("act", "state")


@pytest.mark.parametrize("ident", sorted(EXPECTED))
def test_nothing_is_invented(ident: str) -> None:
    assert len(attributions_of(ident)) == len(EXPECTED[ident])


@pytest.mark.parametrize("ident", sorted(ARTICLES))
def test_every_span_quotes_its_characters(ident: str) -> None:
    fields = {"title": ARTICLES[ident]["title"], "text": ARTICLES[ident]["text"]}
    for attribution in attributions_of(ident):
        spans = [attribution.content, attribution.cue, attribution.hedge, *attribution.sources]
        for span in (s for s in spans if s is not None):
            assert fields[span.field][span.start : span.end] == span.exact
