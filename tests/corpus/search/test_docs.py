"""The queries that docs/search.md shows are those that the tests run."""

from __future__ import annotations

import re
from pathlib import Path

from tests.corpus.search.news import FINDS

from marsad.corpus.search.parsing import FIELDS
from marsad.corpus.store.edits import STATUSES

PAGE = (Path(__file__).parents[3] / "docs/search.md").read_text(encoding="utf-8")


def test_every_query_of_the_page_is_run() -> None:
    language = PAGE.split("## The query language")[1].split("## ")[0]
    shown = re.findall(r"^\| `([^`]+)` \|", language, re.MULTILINE)
    assert shown == list(FINDS)


def test_every_field_and_status_is_told() -> None:
    assert [field for field in FIELDS if f"`{field}:" not in PAGE and f" {field}:" not in PAGE] == []
    assert [status for status in STATUSES if status not in PAGE] == []
