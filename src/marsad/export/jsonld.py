"""Records as linked data in the words of schema.org: NewsArticle, Quotation, Claim, Event and those who are named.

What somebody says in quotation marks is a Quotation, what is told of it a Claim; `spokenByCharacter` and `author` are those on
whose word it is, `contributor` those who relay it. Marsad judges no claim, so it writes no ClaimReview.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from marsad.export.calendar_days import iso_date, iso_sides
from marsad.export.happenings import happenings_of
from marsad.export.identity import article_iri, entity_iri, fact_iri, known_links
from marsad.export.pieces import given, json_document
from marsad.types import Attribution, Entity, Event, Image, Place, Record, Source

Node = dict[str, Any]
_KINDS = {"person": "Person", "organization": "Organization", "place": "Place"}
_SOURCES = _KINDS | {"medium": "Organization", "document": "CreativeWork"}
_STATUSES = {
    "happened": "https://schema.org/CompletedActionStatus",
    "planned": "https://schema.org/PotentialActionStatus",
}
_QUOTED = frozenset({"direct", "mixed"})


def write_jsonld(records: Iterable[Record]) -> Iterator[str]:
    """One JSON-LD document in pieces: for each article its node, then what is said in it."""
    nodes = chain.from_iterable(map(nodes_of_record, records))
    yield from json_document('{"@context":"https://schema.org","@graph":[', nodes, "]}")


def nodes_of_record(record: Record) -> Iterator[Node]:
    """The article with those it names and what happens in it, then each quotation and each claim."""
    entities = {entity.id: entity for entity in record.entities}
    yield _article(record, entities)
    for attribution in record.attributions:
        yield _statement(record, attribution, entities)


def _article(record: Record, entities: Mapping[str, Entity]) -> Node:
    article = record.article
    return {"@type": "NewsArticle", "@id": article_iri(article)} | given(
        url=article.url,
        headline=article.title,
        articleBody=article.text,
        articleSection=article.section,
        datePublished=iso_date(article.published),
        dateModified=iso_date(article.modified),
        inLanguage=article.language,
        author=[{"@type": "Person", "name": name} for name in article.authors],
        publisher=_publisher(record),
        creditText="؛ ".join(article.sources),
        keywords=list(article.tags),
        image=[_image(image) for image in article.images],
        mentions=[_entity(record, entity) for entity in record.entities],
        about=[_event(record, event, entities) for event in happenings_of(record)],
        hasPart=[
            {"@id": fact_iri(article, one.id)}
            for one in record.attributions
            if one.mode in _QUOTED and one.parent is None
        ],
    )


def _publisher(record: Record) -> Node:
    site = record.article.site
    known = given(name=site.name, url=f"https://{site.domain}/" if site.domain else None)
    return {"@type": "NewsMediaOrganization"} | known if known else {}


def _image(image: Image) -> Node:
    return {"@type": "ImageObject"} | given(
        contentUrl=image.url, caption=image.caption, creditText=image.credit
    )


def _entity(record: Record, entity: Entity) -> Node:
    names = [form for form in (entity.latin, *entity.forms) if form and form != entity.name]
    node: Node = {
        "@type": _KINDS.get(entity.kind, "Thing"),
        "@id": entity_iri(record, entity),
        "name": entity.name,
    }
    roles = list(dict.fromkeys(role.exact for role in entity.roles)) if entity.kind == "person" else []
    node |= given(alternateName=names, sameAs=list(known_links(entity)), jobTitle=roles)
    if entity.geo is not None and entity.kind == "place":
        point = {"@type": "GeoCoordinates", "latitude": entity.geo.lat, "longitude": entity.geo.lon}
        node["geo"] = point | given(addressCountry=entity.geo.country)
    return node


def _statement(record: Record, said: Attribution, entities: Mapping[str, Entity]) -> Node:
    whole = fact_iri(record.article, said.parent) if said.parent else article_iri(record.article)
    quoted = said.mode in _QUOTED
    by = [_source(record, source, entities) for source in said.sources]
    return {"@type": "Quotation" if quoted else "Claim", "@id": fact_iri(record.article, said.id)} | given(
        text=said.content.exact,
        spokenByCharacter=by[:1] if quoted else None,
        author=None if quoted else by[:1],
        contributor=by[1:],
        appearance=None if quoted else {"@id": article_iri(record.article)},
        isPartOf={"@id": whole},
    )


def _source(record: Record, source: Source, entities: Mapping[str, Entity]) -> Node:
    """Whom a source names; of one who is not named («مصدر أمني») schema.org is told no type."""
    entity = entities.get(source.entity or "")
    if entity is not None:
        kind = _SOURCES.get(entity.kind, "Thing")
        return {"@type": kind, "@id": entity_iri(record, entity), "name": entity.name}
    return given(name=source.exact) | ({"@type": _SOURCES[source.kind]} if source.kind in _SOURCES else {})


def _event(record: Record, event: Event, entities: Mapping[str, Entity]) -> Node:
    """Both an Event, which has days, and an Action, which has an agent and an object."""
    start, end = iso_sides(event.date.edtf if event.date else None)
    node = {
        "@type": ["Event", "Action"],
        "@id": fact_iri(record.article, event.id),
        "name": event.trigger.exact,
    }
    return node | given(
        additionalType=event.type,
        disambiguatingDescription=None if event.status == "happened" else event.status,
        actionStatus=_STATUSES.get(event.status),
        startDate=start,
        endDate=end,
        location=_place(record, event.place, entities),
        agent=[_source(record, source, entities) for source in event.actors],
        object=[_source(record, source, entities) for source in event.recipients],
    )


def _place(record: Record, place: Place | None, entities: Mapping[str, Entity]) -> Node:
    if place is None:
        return {}
    entity = entities.get(place.entity or "")
    known = {"@id": entity_iri(record, entity), "name": entity.name} if entity else {"name": place.exact}
    return {"@type": "Place"} | known


__all__ = ["nodes_of_record", "write_jsonld"]
