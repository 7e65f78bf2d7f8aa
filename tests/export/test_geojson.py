"""GeoJSON (RFC 7946): the shape of every feature, and that nothing is left out."""

from __future__ import annotations

import json
from typing import Any

from marsad.export.geojson import write_geojson
from marsad.types import Record

from .hostile import NAME, RECORD


def features(*records: Record) -> list[dict[str, Any]]:
    collection = json.loads("".join(write_geojson(records)))
    assert list(collection) == ["type", "features"]
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert list(feature) == ["type", "id", "geometry", "properties"]
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    return list(collection["features"])


def test_events_and_places_are_features() -> None:
    fight, refusal, tripoli = features(RECORD)
    assert fight["geometry"]["coordinates"] == [13.19, 32.89]
    assert fight["properties"]["event_date"] == "2019-04/2020-06"
    assert fight["properties"]["actor1"] == NAME
    assert fight["properties"]["dead"] == 3
    assert refusal["geometry"] is None
    assert refusal["properties"]["status"] == "denied"
    assert tripoli["id"] == "https://sws.geonames.org/2210247/"
    assert tripoli["properties"]["name"] == "طرابلس"


def test_a_place_of_two_articles_is_one_feature() -> None:
    from msgspec.structs import replace

    other = replace(RECORD, article=replace(RECORD.article, id="other"))
    places = [one for one in features(RECORD, other) if one["properties"]["kind"] == "place"]
    assert [one["properties"]["articles"] for one in places] == [2]


def test_every_event_of_a_real_record_is_there(record: Record) -> None:
    found = [one["id"].rpartition("#")[2] for one in features(record) if one["properties"]["kind"] == "event"]
    assert found == [event.id for event in record.events if event.same_as is None]
    assert found
