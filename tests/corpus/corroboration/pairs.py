"""Articles that were written to be set side by side, and how the relations found in them compare with those expected."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

import marsad
from marsad.corpus.corroboration import Relation, compare_records
from marsad.types import Record, Site

WITHOUT_VALUES = frozenset({"denial", "accusation", "instead", "place", "who"})


@cache
def cases() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8")
    return {case["id"]: case for case in yaml.safe_load(text)}


def records_of(case: dict[str, Any]) -> list[Record]:
    return [_read(f"{case['id']}-{at}", **said) for at, said in enumerate(case["articles"])]


def _read(ident: str, *, text: str, at: str, site: str | None = None) -> Record:
    published = at if "T" in at else f"2024-05-10T{at}:00Z"
    record = marsad.read(text, published=published, tier="fast")
    address = Site(site or ident, f"{ident}.example")
    article = msgspec.structs.replace(record.article, id=ident, url=f"https://{ident}.example/", site=address)
    return msgspec.structs.replace(record, article=article)


def found_in(case: dict[str, Any]) -> Counter[str]:
    return Counter(_told(one) for one in compare_records(records_of(case)))


def expected_in(case: dict[str, Any]) -> Counter[str]:
    return Counter(_sorted(one) for one in case["relations"])


def _told(one: Relation) -> str:
    rule = "denial" if one.rule == "accusation" else one.rule
    if rule in WITHOUT_VALUES:
        return f"{one.bearing} {rule}"
    return _sorted(f"{one.bearing} {rule} {one.claim.value} {one.other.value}")


def _sorted(told: str) -> str:
    """What has no direction is told in one order."""
    bearing, rule, *values = told.split()
    return " ".join([bearing, rule, *(values if bearing == "updates" else sorted(values))])
