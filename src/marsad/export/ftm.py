"""Records as FollowTheMoney entities, for Aleph, OpenAleph and the `ftm` command: an entity a line.

Who several articles name has the same id in each, so its lines are fragments of one entity (`ftm aggregate` joins them). The
vocabulary has no statement: who speaks is tied to the article by a Documentation, whose summary is what was said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from marsad.events.table import rows_of
from marsad.export.calendar_days import iso_date, iso_sides
from marsad.export.happenings import happenings_of, told_in_a_line
from marsad.export.identity import article_iri, entity_iri, fact_iri
from marsad.export.pieces import json_text
from marsad.types import Attribution, Entity, Event, Record

Line = dict[str, Any]
SCHEMATA: Mapping[str, str] = {"person": "Person", "organization": "Organization", "place": "Address"}
"""The schema of each kind of entity; the vocabulary has none for named operations, agreements and storms (misc)."""
LANGUAGES: Mapping[str, str] = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "ja": "jpn",
    "ru": "rus", "tr": "tur", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""The vocabulary names languages by ISO 639-3; those of others are left out."""
ACTING = frozenset({"person", "organization"})
"""The kinds that can take part in an Event or be what a Mention is resolved to."""


def write_ftm(records: Iterable[Record]) -> Iterator[str]:
    """The entities of records in the order of the records, a line of JSON each."""
    for record in records:
        for line in entities_of_record(record):
            yield json_text(line) + "\n"


def entities_of_record(record: Record) -> Iterator[Line]:
    """The Article; a Person, Organization or Address each; Mentions; who speaks (Documentation); Events."""
    entities = {entity.id: entity for entity in record.entities}
    yield _article(record)
    for entity in record.entities:
        if entity.kind in SCHEMATA:
            yield _entity(record, entity)
    yield from _mentions(record, entities)
    for said in record.attributions:
        yield from _speaking(record, said, entities)
    events = tuple(happenings_of(record))
    for event, row in zip(events, rows_of(replace(record, events=events)), strict=True):
        yield _event(record, event, row, entities)


def _line(iri: str, schema: str, **properties: Any) -> Line:
    """An entity of the vocabulary: every property is a list of strings, those without value are left out."""
    kept = {
        name: [str(one) for one in dict.fromkeys(values if isinstance(values, list) else [values]) if one]
        for name, values in properties.items()
    }
    return {
        "id": _id(iri),
        "schema": schema,
        "properties": {name: those for name, those in kept.items() if those},
    }


def _id(iri: str) -> str:
    return hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()


def _article(record: Record) -> Line:
    article = record.article
    named: dict[str, list[str]] = {kind: [] for kind in (*SCHEMATA, "misc")}
    for entity in record.entities:
        named.setdefault(entity.kind, []).append(entity.name)
    return _line(
        article_iri(article),
        "Article",
        title=article.title,
        bodyText=article.text,
        author=list(article.authors),
        publishedAt=_date(article.published),
        modifiedAt=_date(article.modified),
        retrievedAt=_date(article.fetched),
        language=LANGUAGES.get((article.language or "").partition("-")[0]),
        sourceUrl=article.url,
        publisher=article.site.name or article.site.domain,
        keywords=list(article.tags),
        peopleMentioned=named["person"],
        companiesMentioned=named["organization"],
        locationMentioned=named["place"],
        processingAgent=f"Marsad {record.marsad}",
        processedAt=_date(record.run.at),
    )


def _entity(record: Record, entity: Entity) -> Line:
    iri, schema = entity_iri(record, entity), SCHEMATA[entity.kind]
    others = [form for form in (entity.latin, *entity.forms) if form and form != entity.name]
    common = {"name": entity.name, "alias": others, "proof": _id(article_iri(record.article))}
    if entity.kind == "person":
        common["position"] = [role.exact for role in entity.roles]
    if entity.kind == "place":
        common["full"] = entity.name
    if entity.geo is not None and entity.kind == "place":
        geo = entity.geo
        where = {"latitude": geo.lat, "longitude": geo.lon, "region": geo.admin}
        return _line(iri, schema, **common, **where, country=(geo.country or "").lower())
    return _line(iri, schema, **common)


def _mentions(record: Record, entities: Mapping[str, Entity]) -> Iterator[Line]:
    """Each form under which an entity stands in the article, once."""
    seen = set()
    for mention in record.mentions:
        entity = entities[mention.entity]
        if (entity.id, mention.exact) in seen:
            continue
        seen.add((entity.id, mention.exact))
        yield _line(
            fact_iri(record.article, mention.id),
            "Mention",
            document=_id(article_iri(record.article)),
            name=mention.exact,
            resolved=_id(entity_iri(record, entity)) if entity.kind in ACTING else None,
            detectedSchema=SCHEMATA.get(entity.kind),
            contextCountry=(entity.geo.country or "").lower() if entity.geo else None,
        )


def _speaking(record: Record, said: Attribution, entities: Mapping[str, Entity]) -> Iterator[Line]:
    """Who is known to say something or to relay it, tied to the article."""
    for at, source in enumerate(said.sources):
        entity = entities.get(source.entity or "")
        if entity is not None and entity.kind in SCHEMATA:
            yield _line(
                fact_iri(record.article, f"{said.id}/source/{at}"),
                "Documentation",
                document=_id(article_iri(record.article)),
                entity=_id(entity_iri(record, entity)),
                role="relay" if at else "source",
                summary=said.content.exact,
                date=_date(record.article.published),
            )


def _event(record: Record, event: Event, row: Line, entities: Mapping[str, Entity]) -> Line:
    found = (entities.get(one.entity or "") for one in (*event.actors, *event.recipients))
    parties = [one for one in found if one is not None]
    place = entities.get((event.place.entity if event.place else None) or "")
    at_map = place is not None and place.kind == "place"
    return _line(
        fact_iri(record.article, event.id),
        "Event",
        name=told_in_a_line(event, entities),
        summary=row["sentence"],
        notes=row["source_chain"] and f"◂ {row['source_chain']}",
        keywords=[event.type, event.mode, *event.contexts, event.status],
        involved=[_id(entity_iri(record, one)) for one in parties if one.kind in ACTING],
        location=row["location"],
        country=(row["country"] or "").lower(),
        addressEntity=_id(entity_iri(record, place)) if place and at_map else None,
        proof=_id(article_iri(record.article)),
        sourceUrl=record.article.url,
        **_when(event),
    )


def _when(event: Event) -> Line:
    edtf = event.date.edtf if event.date else None
    if edtf and "/" in edtf:
        start, end = iso_sides(edtf)
        return {"startDate": _date(start), "endDate": _date(end)}
    return {"date": _date(edtf)}


def _date(edtf: str | None) -> str | None:
    """A date as the vocabulary writes it: as much of it as is known, a moment in UTC without zone."""
    value = iso_date(edtf)
    if value is None or "T" not in value:
        return value
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")


__all__ = ["entities_of_record", "write_ftm"]
