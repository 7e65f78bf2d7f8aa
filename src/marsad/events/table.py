"""Events as the rows of a flat table: PLOVER's and ACLED's columns, the chain of sources, and the characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from marsad.matching import load_lexicon
from marsad.text import read_document
from marsad.types import Attribution, Document, Entity, Event, Record, Source

COLUMNS = [
    "event_id",
    "article_id",
    "url",
    "site",
    "title",
    "published",
    "event_date",
    "date_from",
    "time_precision",
    "year",
    "event_type",
    "event_mode",
    "contexts",
    "quad_class",
    "event_score",
    "cameo",
    "acled_event_type",
    "acled_sub_event_type",
    "status",
    "historical",
    "actor1",
    "actor1_kind",
    "actor1_links",
    "actor2",
    "actor2_kind",
    "actor2_links",
    "location",
    "place_from",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "geo_precision",
    "dead",
    "injured",
    "arrested",
    "displaced",
    "missing",
    "abducted",
    "participants",
    "amount",
    "at_least",
    "approximate",
    "source_chain",
    "source_mode",
    "source_hedge",
    "sentence",
    "trigger",
    "field",
    "start",
    "end",
    "same_as",
    "rule",
    "confidence",
    "marsad",
]
"""The columns of the table in order; docs/events.md says what each holds."""

_CHAIN, _LIST = " < ", "; "
_PRECISION = {4: 4, 7: 3, 10: 1}
_GEO_LEVELS = {
    "country": 4,
    "sea": 4,
    "region": 3,
    "district": 2,
    "city": 1,
    "town": 1,
    "village": 1,
    "facility": 1,
}


def rows_of(record: Record) -> Iterator[dict[str, Any]]:
    """A row for each event of a record, in the order of the text; what is not known is None."""
    entities = {entity.id: entity for entity in record.entities}
    attributions = {attribution.id: attribution for attribution in record.attributions}
    document = read_document(record.article) if record.events else Document(())
    for event in record.events:
        row = _of_article(record, event, document) | _of_kind(event) | _of_place(event, entities)
        row |= _of_parties(event, entities) | _of_size(event) | _of_source(event, attributions)
        yield {column: row.get(column) for column in COLUMNS}


def _of_article(record: Record, event: Event, document: Document) -> dict[str, Any]:
    article = record.article
    return {
        "event_id": f"{article.id}#{event.id}",
        "article_id": article.id,
        "url": article.url,
        "site": article.site.name if article.site else None,
        "title": article.title,
        "published": article.published,
        "sentence": _sentence(document, event),
        "trigger": event.trigger.exact,
        "field": event.trigger.field,
        "start": event.trigger.start,
        "end": event.trigger.end,
        "same_as": f"{article.id}#{event.same_as}" if event.same_as else None,
        "rule": event.rule,
        "confidence": event.confidence,
        "marsad": record.marsad,
    }


def _sentence(document: Document, event: Event) -> str:
    part = document.part(event.trigger.field)
    if part is None:
        return event.trigger.exact
    at = max(bisect_right(part.sentences, event.trigger.start, key=lambda s: s.start) - 1, 0)
    sentence = part.sentences[at]
    return part.text[sentence.start : sentence.end].strip()


@lru_cache(maxsize=1)
def _types() -> Mapping[str, Mapping[str, Any]]:
    return {entry.id: entry.fields for entry in load_lexicon().table("event_type")}


def quad_class(kind: str) -> int:
    """PLOVER's quad class of a type of events: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, 0 none.

    >>> quad_class("CONSULT"), quad_class("ASSAULT"), quad_class("DISASTER")
    (1, 4, 0)
    """
    return int(_types()[kind]["quad"])


def _of_kind(event: Event) -> dict[str, Any]:
    """Type, mode and their codes: the CAMEO code of the mode if it has one, and ACLED's two types."""
    kind = _types()[event.type]
    acled = str((kind.get("acled_modes") or {}).get(event.mode) or kind.get("acled") or "")
    main, _, sub = acled.partition("/")
    return {
        "event_type": event.type,
        "event_mode": event.mode,
        "contexts": _LIST.join(event.contexts) or None,
        "quad_class": kind["quad"],
        "event_score": kind["score"],
        "cameo": (kind.get("modes") or {}).get(event.mode) or kind.get("cameo") or None,
        "acled_event_type": main or None,
        "acled_sub_event_type": sub or None,
        "status": event.status,
        "historical": event.historical,
    } | _of_date(event)


def _of_date(event: Event) -> dict[str, Any]:
    """The date as EDTF, with ACLED's precision: 1 a day, 2 some days, 3 a month, 4 a year."""
    if event.date is None:
        return {}
    edtf = event.date.edtf
    precision = 2 if "/" in edtf else _PRECISION.get(len(edtf[:10]), 4)
    year = int(edtf[:4]) if edtf[:4].isdigit() else None
    return {"event_date": edtf, "date_from": event.date.from_, "time_precision": precision, "year": year}


def _of_place(event: Event, entities: Mapping[str, Entity]) -> dict[str, Any]:
    """The place with its point on the map; geo_precision 1 a town, 2 a district, 3 a region, 4 a country or sea."""
    if event.place is None:
        return {}
    entity = entities.get(event.place.entity or "")
    row: dict[str, Any] = {
        "location": entity.name if entity else event.place.exact,
        "place_from": event.place.from_,
    }
    if entity is not None and entity.geo is not None:
        geo = entity.geo
        row |= {"latitude": geo.lat, "longitude": geo.lon, "country": geo.country, "admin1": geo.admin}
        row["geo_precision"] = _GEO_LEVELS.get(geo.level, 1)
    return row


def _of_parties(event: Event, entities: Mapping[str, Entity]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, sources in (("actor1", event.actors), ("actor2", event.recipients)):
        if sources:
            row[name] = _LIST.join(_name(source, entities) for source in sources)
            row[f"{name}_kind"] = _LIST.join(source.kind for source in sources)
            links = [link for source in sources for link in _links(source, entities)]
            row[f"{name}_links"] = _LIST.join(links) or None
    return row


def _name(source: Source, entities: Mapping[str, Entity]) -> str:
    entity = entities.get(source.entity or "")
    return entity.name if entity else source.exact


def _links(source: Source, entities: Mapping[str, Entity]) -> Sequence[str]:
    entity = entities.get(source.entity or "")
    return entity.links if entity else ()


def _of_size(event: Event) -> dict[str, Any]:
    size = event.size
    numbers = ("dead", "injured", "arrested", "displaced", "missing", "abducted", "participants", "amount")
    return {name: getattr(size, name) for name in numbers} | {
        "at_least": _LIST.join(size.at_least) or None,
        "approximate": _LIST.join(size.approximate) or None,
    }


def _of_source(event: Event, attributions: Mapping[str, Attribution]) -> dict[str, Any]:
    """Who says so, nearest first and outward along the attributions that hold it; nothing when the outlet does."""
    chain: list[str] = []
    at = attributions.get(event.attribution or "")
    first = at
    while at is not None:
        chain += [source.exact for source in at.sources]
        at = attributions.get(at.parent or "")
    if first is None:
        return {}
    return {
        "source_chain": _CHAIN.join(chain) or None,
        "source_mode": first.mode,
        "source_hedge": first.hedge.exact if first.hedge else None,
    }
