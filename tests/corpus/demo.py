"""The demo library's records, read once in the fast tier, and what is planted in them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import marsad
from marsad.page.open import read_page
from marsad.page.sources import input_of
from marsad.reader import read_article
from marsad.types import Article, Record

DEMO = Path(marsad.__file__).parent / "samples" / "demo"
PLANTED: dict[str, Any] = json.loads((DEMO / "planted.json").read_text(encoding="utf-8"))


@cache
def demo_articles() -> tuple[Article, ...]:
    """The articles of the demo pages; their ids are the names of the pages."""
    pages = sorted(DEMO.glob("*/*.html"))
    return tuple(
        msgspec.structs.replace(read_page(input_of(page.read_bytes())), id=f"{page.parent.name}/{page.name}")
        for page in pages
    )


@cache
def demo_records() -> tuple[Record, ...]:
    """The records of the demo pages in the order of publication, read in the fast tier."""
    records = [read_article(article, tier="fast") for article in demo_articles()]
    return tuple(sorted(records, key=lambda record: (record.article.published or "", record.article.id)))
