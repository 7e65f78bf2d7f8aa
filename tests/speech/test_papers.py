"""Sentences of many countries' papers, read whole: nobody but who speaks is named as the source of what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import marsad

ROWS = [
    row
    for name in ("papers.yaml", "fact_checks.yaml")
    for row in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_who_says_what(row: dict[str, Any]) -> None:
    found = marsad.read(row["text"], published="2019-07-18", tier="fast").attributions
    said = [{"by": [source.exact for source in one.sources], "that": one.content.exact} for one in found]
    assert said == row["said"]
