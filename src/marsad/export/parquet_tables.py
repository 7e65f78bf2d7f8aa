"""The tables that Parquet files hold: their columns, and the rows of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.corpus.actors.signing import grade_of
from marsad.events.table import COLUMNS, rows_of
from marsad.export.identity import entity_iri
from marsad.types import Attribution, Entity, Mention, Record

Row = dict[str, Any]
INTEGERS = frozenset(
    [
        "year",
        "time_precision",
        "quad_class",
        "geo_precision",
        "dead",
        "injured",
        "arrested",
        "displaced",
        "missing",
        "abducted",
        "participants",
        "credibility",
        "start",
        "end",
        "characters",
    ]
)
NUMBERS = frozenset(["event_score", "latitude", "longitude", "confidence", "certainty"])
TRUTHS = frozenset(["historical", "implicit"])
LISTS = frozenset(["authors", "credits", "tags", "forms", "roles", "links", "relays"])
TABLES: Mapping[str, Sequence[str]] = {
    "articles": [
        "article_id",
        "url",
        "site",
        "domain",
        "section",
        "title",
        "text",
        "characters",
        "authors",
        "credits",
        "tags",
        "published",
        "published_from",
        "modified",
        "language",
        "raw_sha256",
        "fetched",
        "marsad",
        "model",
        "lexicon",
        "read_at",
    ],
    "entities": [
        "article_id",
        "entity_id",
        "iri",
        "kind",
        "name",
        "latin",
        "forms",
        "roles",
        "links",
        "country",
        "admin1",
        "level",
        "latitude",
        "longitude",
        "certainty",
    ],
    "mentions": [
        "article_id",
        "mention_id",
        "entity_id",
        "kind",
        "field",
        "start",
        "end",
        "exact",
        "role",
        "rule",
        "confidence",
    ],
    "claims": [
        "article_id",
        "claim_id",
        "parent_id",
        "source",
        "source_kind",
        "source_entity",
        "implicit",
        "relays",
        "mode",
        "act",
        "cue",
        "hedge",
        "reliability",
        "credibility",
        "content",
        "field",
        "start",
        "end",
        "rule",
        "confidence",
    ],
    "events": COLUMNS,
}
"""The columns of each table; those of events are told in docs/events.md."""


def rows_by_table(record: Record) -> Iterator[tuple[str, Row]]:
    """The rows of a record, each with the name of its table."""
    yield "articles", _article(record)
    yield from (("entities", _entity(record, entity)) for entity in record.entities)
    yield from (("mentions", _mention(record, mention)) for mention in record.mentions)
    yield from (("claims", _claim(record, said)) for said in record.attributions)
    yield from (("events", row) for row in rows_of(record))


def _article(record: Record) -> Row:
    article, run = record.article, record.run
    same = (
        "url",
        "section",
        "title",
        "text",
        "published",
        "published_from",
        "modified",
        "language",
        "raw_sha256",
        "fetched",
    )
    return {name: getattr(article, name) for name in same} | {
        "article_id": article.id,
        "site": article.site.name,
        "domain": article.site.domain,
        "characters": len(article.text),
        "authors": list(article.authors),
        "credits": list(article.sources),
        "tags": list(article.tags),
        "marsad": record.marsad,
        "model": run.model,
        "lexicon": run.lexicon,
        "read_at": run.at,
    }


def _entity(record: Record, entity: Entity) -> Row:
    geo = entity.geo
    where: Row = {}
    if geo is not None:
        where = {"country": geo.country, "admin1": geo.admin, "level": geo.level}
        where |= {"latitude": geo.lat, "longitude": geo.lon, "certainty": geo.certainty}
    return where | {
        "article_id": record.article.id,
        "entity_id": entity.id,
        "iri": entity_iri(record, entity),
        "kind": entity.kind,
        "name": entity.name,
        "latin": entity.latin,
        "forms": list(entity.forms),
        "roles": list(dict.fromkeys(role.exact for role in entity.roles)),
        "links": list(entity.links),
    }


def _mention(record: Record, mention: Mention) -> Row:
    same = ("kind", "field", "start", "end", "exact", "rule", "confidence")
    return {name: getattr(mention, name) for name in same} | {
        "article_id": record.article.id,
        "mention_id": mention.id,
        "entity_id": mention.entity,
        "role": mention.role.exact if mention.role else None,
    }


def _claim(record: Record, said: Attribution) -> Row:
    """An attribution: whose word it is, then those who relay it, nearest first."""
    source, content = next(iter(said.sources), None), said.content
    by: Row = {}
    if source is not None:
        by = {"source": source.exact, "source_kind": source.kind}
        by |= {"source_entity": source.entity, "implicit": source.implicit}
    same = ("mode", "act", "rule", "confidence")
    place = {"content": content.exact, "field": content.field, "start": content.start, "end": content.end}
    return (
        {name: getattr(said, name) for name in same}
        | by
        | place
        | {
            "article_id": record.article.id,
            "claim_id": said.id,
            "parent_id": said.parent,
            "relays": [one.exact for one in said.sources[1:]],
            "cue": said.cue.exact if said.cue else None,
            "hedge": said.hedge.exact if said.hedge else None,
            "reliability": grade_of(record, said)[0],
            "credibility": int(grade_of(record, said)[1]),
        }
    )


__all__ = ["INTEGERS", "LISTS", "NUMBERS", "TABLES", "TRUTHS", "Row", "rows_by_table"]
