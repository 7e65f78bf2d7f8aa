"""Sentences and paragraphs of papers of many countries: all that is said in each, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.speech.reading import read_report

FILES = ("varieties.yaml", "turned.yaml", "who_said.yaml")
ROWS = [
    row
    for name in FILES
    for row in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
]


def expected_of(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            s["cue"],
            s["by"],
            tuple(s.get("via", ())),
            s["that"],
            s.get("implicit", False),
            s.get("mode", "indirect"),
        )
        for s in row["said"]
    ]


def found_in(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (
            a.cue.exact if a.cue is not None else "",
            a.sources[0].exact if a.sources else "",
            tuple(source.exact for source in a.sources[1:]),
            a.content.exact,
            bool(a.sources) and a.sources[0].implicit,
            a.mode,
        )
        for a in read_report(row["text"], row.get("title", ""), row)
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_all_that_is_said_is_read(row: dict[str, Any]) -> None:
    assert found_in(row) == expected_of(row)
