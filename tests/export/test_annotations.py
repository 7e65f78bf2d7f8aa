"""W3C Web Annotation: every fact stands on its characters, by place and by words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from marsad.export.annotations import write_annotations
from marsad.types import Record

from .hostile import ARTICLE, RECORD

MOTIVATIONS = {"identifying", "describing", "classifying", "linking"}


def items(record: Record) -> list[dict[str, Any]]:
    page = json.loads("".join(write_annotations([record])))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    return list(page["items"])


def targets(annotation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield annotation["target"]
    yield from (body for body in annotation["body"] if "selector" in body)


def text_behind(record: Record, target: dict[str, Any]) -> str:
    field = target["source"]["id"].rpartition("#")[2]
    texts = {"text": record.article.text, "title": record.article.title}
    return texts[field] if field in texts else record.article.images[0].caption or ""


def check_selectors(record: Record) -> None:
    """Both selectors of every target lead to the same characters."""
    for annotation in items(record):
        for target in targets(annotation):
            text = text_behind(record, target)
            place, words = target["selector"]
            assert (place["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            start, end = place["start"], place["end"]
            assert text[start:end] == words["exact"] != ""
            around = words.get("prefix", "") + words["exact"] + words.get("suffix", "")
            assert text[start - len(words.get("prefix", "")) :].startswith(around)


@pytest.mark.parametrize("hostile", [True, False])
def test_selectors_lead_to_the_characters(record: Record, hostile: bool) -> None:
    check_selectors(RECORD if hostile else record)


def test_a_wrong_place_is_noticed() -> None:
    from msgspec.structs import replace

    moved = replace(RECORD.mentions[1], start=RECORD.mentions[1].start + 1)
    with pytest.raises(AssertionError):
        check_selectors(replace(RECORD, mentions=(moved,)))


def test_the_model_is_kept(record: Record) -> None:
    for one in (record, RECORD):
        found = items(one)
        facts = (*one.mentions, *one.dates, *one.attributions, *one.events)
        assert len(found) == len(facts) == len({annotation["id"] for annotation in found})
        for annotation in found:
            assert annotation["type"] == "Annotation"
            assert annotation["motivation"] in MOTIVATIONS
            for body in annotation["body"]:
                assert body["purpose"] in MOTIVATIONS
                assert body["value"] if body["type"] == "TextualBody" else body["source"]


def test_who_says_and_who_relays_stand_on_their_own_characters() -> None:
    (said,) = (one for one in items(RECORD) if one["id"].endswith("#a2"))
    by = [(body["role"], body["selector"][1]["exact"]) for body in said["body"] if "role" in body]
    assert by == [("source", "مصدر"), ("relay", RECORD.attributions[0].sources[0].exact)]
    assert said["target"]["source"]["via"] == ARTICLE.url
