"""FollowTheMoney: the vocabulary's own package accepts every line; without it, the names of schemata and properties."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from msgspec.structs import replace

from marsad.export.ftm import write_ftm
from marsad.types import Record

from .hostile import NAME, RECORD

THING = {"name", "alias", "country", "keywords", "sourceUrl", "notes", "summary", "proof", "addressEntity"}
DOCUMENT = {
    "title", "bodyText", "author", "publishedAt", "modifiedAt", "retrievedAt", "language", "publisher",
    "peopleMentioned", "companiesMentioned", "locationMentioned", "processingAgent", "processedAt",
}  # fmt: skip
PROPERTIES = {
    "Article": THING | DOCUMENT,
    "Person": THING | {"position"},
    "Organization": THING,
    "Address": THING | {"full", "region", "latitude", "longitude"},
    "Mention": {"document", "name", "resolved", "detectedSchema", "contextCountry"},
    "Documentation": {"document", "entity", "role", "summary", "date"},
    "Event": THING | {"involved", "location", "startDate", "endDate", "date"},
}
"""What the vocabulary (4.11) has of what we write."""
REQUIRED = {"Event": {"name"}, "Mention": {"document", "name"}, "Documentation": {"document", "entity"}}
Line = dict[str, Any]


def lines(*records: Record) -> list[Line]:
    return [json.loads(line) for line in "".join(write_ftm(records)).splitlines()]


def test_every_line_is_of_the_vocabulary(record: Record) -> None:
    for line in lines(record, RECORD):
        assert set(line) == {"id", "schema", "properties"}
        assert set(line["properties"]) <= PROPERTIES[line["schema"]]
        assert REQUIRED.get(line["schema"], set()) <= set(line["properties"])
        for values in line["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_every_reference_leads_somewhere(record: Record) -> None:
    found = lines(record, RECORD)
    known = {line["id"]: line["schema"] for line in found}
    ranges = {
        "document": {"Article"},
        "proof": {"Article"},
        "resolved": {"Person", "Organization"},
        "involved": {"Person", "Organization"},
        "addressEntity": {"Address"},
        "entity": {"Person", "Organization", "Address"},
    }
    followed = 0
    for line in found:
        for name in set(line["properties"]) & set(ranges):
            for aim in line["properties"][name]:
                assert known[aim] in ranges[name], line
                followed += 1
    assert followed > 10


def test_what_is_said_of_whom_and_when() -> None:
    by = {line["schema"]: line["properties"] for line in reversed(lines(RECORD))}
    assert by["Person"]["name"] == [NAME]
    assert by["Address"]["country"] == ["ly"]
    assert by["Article"]["publishedAt"] == ["2024-03-14T07:00:00"]
    assert (by["Event"]["startDate"], by["Event"]["endDate"]) == (["2019-04"], ["2020-06"])
    spoken = [line["properties"] for line in lines(RECORD) if line["schema"] == "Documentation"]
    assert [one["role"] for one in spoken] == [["source"], ["relay"]]
    assert spoken[0]["summary"] == [RECORD.attributions[0].content.exact]


def test_the_same_man_in_two_articles_has_one_id() -> None:
    other = replace(RECORD, article=replace(RECORD.article, id="other"))
    people = {line["id"] for line in lines(RECORD, other) if line["schema"] == "Person"}
    articles = {line["id"] for line in lines(RECORD, other) if line["schema"] == "Article"}
    assert (len(people), len(articles)) == (1, 2)


def test_the_package_accepts_every_line(record: Record) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ftm = pytest.importorskip("followthemoney")
        for line in lines(record, RECORD):
            schema = ftm.model.get(line["schema"])
            schema.validate(line)
            proxy = ftm.model.get_proxy(line)
            for name, values in line["properties"].items():
                kind = schema.get(name).type
                assert all(kind.clean(value) for value in values), (name, values)
                assert proxy.get(name)


def test_the_languages_are_those_of_the_package() -> None:
    from marsad.export.ftm import LANGUAGES

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ftm = pytest.importorskip("followthemoney")
        kind = ftm.model.get("Article").get("language").type
        assert [kind.clean(short) for short in LANGUAGES] == list(LANGUAGES.values())
