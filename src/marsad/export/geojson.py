"""Events and places as GeoJSON (RFC 7946), for maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from marsad.events.table import rows_of
from marsad.export.happenings import happenings_of
from marsad.export.identity import entity_iri, fact_iri
from marsad.export.pieces import json_document
from marsad.types import Entity, Record

Feature = dict[str, Any]


def write_geojson(records: Iterable[Record]) -> Iterator[str]:
    """One FeatureCollection in pieces: the events of each record, then every place that was named, once.

    An event whose place is not known, or not on the map, has no geometry: it is in the list all the same.
    """
    yield from json_document('{"type":"FeatureCollection","features":[', _features(records), "]}")


def _features(records: Iterable[Record]) -> Iterator[Feature]:
    places: dict[str, Feature] = {}
    for record in records:
        yield from event_features(record)
        _count_places(record, places)
    yield from places.values()


def event_features(record: Record) -> Iterator[Feature]:
    """A feature for each event of a record, with the columns of the table of events as its properties."""
    for row in rows_of(replace(record, events=tuple(happenings_of(record)))):
        where = None if row["longitude"] is None else _point(row["longitude"], row["latitude"])
        ident = fact_iri(record.article, str(row["event_id"]).rpartition("#")[2])
        yield _feature(ident, where, {"kind": "event"} | row)


def _count_places(record: Record, places: dict[str, Feature]) -> None:
    """Adds the places of a record that are on the map, with the number of articles that name them."""
    for entity in record.entities:
        if entity.kind != "place" or entity.geo is None:
            continue
        name = entity_iri(record, entity)
        place = places.setdefault(name, _place(name, entity))
        place["properties"]["articles"] += 1


def _place(name: str, entity: Entity) -> Feature:
    assert entity.geo is not None
    geo = entity.geo
    known = {"name": entity.name, "latin": entity.latin, "country": geo.country, "admin": geo.admin}
    seen = {"level": geo.level, "certainty": geo.certainty, "articles": 0}
    return _feature(name, _point(geo.lon, geo.lat), {"kind": "place"} | known | seen)


def _feature(ident: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": ident, "geometry": geometry, "properties": properties}


def _point(longitude: float, latitude: float) -> Feature:
    return {"type": "Point", "coordinates": [longitude, latitude]}


__all__ = ["event_features", "write_geojson"]
