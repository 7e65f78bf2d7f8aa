"""JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

from marsad.export.jsonld import write_jsonld
from marsad.types import Record

from .hostile import ARTICLE, NAME, RECORD, TEXT, TITLE

THING = {
    "@type",
    "@id",
    "name",
    "url",
    "alternateName",
    "sameAs",
    "additionalType",
    "image",
    "disambiguatingDescription",
}
WORK = THING | {
    "headline", "text", "author", "contributor", "publisher", "datePublished", "dateModified", "inLanguage",
    "keywords", "mentions", "about", "hasPart", "isPartOf", "creditText",
}  # fmt: skip
PROPERTIES = {
    "NewsArticle": WORK | {"articleBody", "articleSection"},
    "Quotation": WORK | {"spokenByCharacter"},
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "CreativeWork": WORK,
    "ImageObject": WORK | {"contentUrl", "caption"},
    "Person": THING | {"jobTitle"},
    "Organization": THING,
    "NewsMediaOrganization": THING,
    "Place": THING | {"geo"},
    "GeoCoordinates": THING | {"latitude", "longitude", "addressCountry"},
    "Event": THING | {"startDate", "endDate", "location"},
    "Action": THING | {"actionStatus", "agent", "object", "location"},
    "Thing": THING,
}
"""What schema.org allows of what we write, type by type."""


def graph(*records: Record) -> list[dict[str, Any]]:
    document = json.loads("".join(write_jsonld(records)))
    assert document.pop("@context") == "https://schema.org"
    (nodes,) = document.values()
    return list(nodes)


def check(node: Any) -> None:
    """Every node has a type that schema.org knows, and only properties of that type."""
    for item in node if isinstance(node, list) else [node]:
        if isinstance(item, dict):
            kinds = item.get("@type", [])
            allowed = {"@id", "name"}.union(
                *(PROPERTIES[one] for one in ([kinds] if isinstance(kinds, str) else kinds))
            )
            assert set(item) <= allowed, item
            assert all(value not in (None, "", []) for value in item.values()), item
            for value in item.values():
                check(value)


def test_every_word_is_of_schema_org(record: Record) -> None:
    check(graph(record, RECORD))


def test_hostile_strings_come_back_as_they_are() -> None:
    article, quotation, claim = graph(RECORD)
    assert article["headline"] == TITLE
    assert article["articleBody"] == TEXT
    assert article["datePublished"] == ARTICLE.published
    assert article["mentions"][0]["name"] == NAME
    assert article["hasPart"] == [{"@id": quotation["@id"]}]
    assert quotation["@type"] == "Quotation"
    assert quotation["text"] == RECORD.attributions[0].content.exact
    assert quotation["spokenByCharacter"][0]["@id"] == article["mentions"][0]["@id"]
    assert claim["@type"] == "Claim"
    assert claim["author"] == [{"name": "مصدر"}]
    assert claim["contributor"][0]["name"] == NAME
    assert claim["appearance"] == {"@id": article["@id"]}


def test_dates_that_iso_does_not_have_are_left_out() -> None:
    article = graph(RECORD)[0]
    happening = article["about"][0]
    assert (happening["startDate"], happening["endDate"]) == ("2019-04", "2020-06")
    assert [one["@type"] for one in happening["agent"]] == ["Person"]
    assert happening["object"] == [{"name": "مصدر"}]
    assert happening["location"]["@id"] == "https://sws.geonames.org/2210247/"
    refusal = article["about"][1]
    assert refusal["disambiguatingDescription"] == "denied"
    assert not {"startDate", "actionStatus"} & set(refusal)


def test_the_addresses_are_iris(record: Record) -> None:
    from urllib.parse import urlsplit

    for node in graph(RECORD, record):
        assert urlsplit(node["@id"]).scheme == "urn"
        assert node["@id"].isascii()
        assert not set(node["@id"]) & set(' "<>&\n')


def test_a_place_of_the_register_has_its_number_there() -> None:
    place = graph(RECORD)[0]["mentions"][1]
    assert place["@id"] == "https://sws.geonames.org/2210247/"
    assert place["geo"]["latitude"] == 32.89
