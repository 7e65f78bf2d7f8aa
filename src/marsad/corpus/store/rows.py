"""The facts of a record as flat rows for querying: entities, mentions, claims, events; those of mentions are stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table

from marsad.corpus.store.naming import block_of
from marsad.corpus.store.schema import claims, entities, events
from marsad.types import Attribution, Entity, Event, Mention, Record, Source

Row = dict[str, Any]
BETWEEN = " | "
"""What stands between several names in one column: no name holds it."""
MENTIONS = "mentions"
MENTION_COLUMNS = ("article", "id", "entity", "field", "start", "end", "exact")
"""What `mention_row` gives, by name and in order."""
_MOST = 2**31 - 1


def rows_of(record: Record, article: int) -> dict[Table, list[Row]]:
    """The rows of a record by table, for the article with this number."""
    return {
        entities: [_entity(one, article) for one in record.entities],
        claims: [_claim(one, article) for one in record.attributions],
        events: [_event(one, article) for one in record.events],
    }


def mention_row(mention: Mention, article: int) -> Row:
    """The row of a mention in the article with this number."""
    return {
        "article": article,
        "id": mention.id,
        "entity": mention.entity,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "exact": mention.exact,
    }


def _entity(entity: Entity, article: int) -> Row:
    geo = entity.geo
    return {
        "article": article,
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "latin": entity.latin,
        "forms": BETWEEN.join(one for one in entity.forms if one != entity.name) or None,
        "links": BETWEEN.join(entity.links) or None,
        "country": geo.country if geo else None,
        "lat": geo.lat if geo else None,
        "lon": geo.lon if geo else None,
        "roles": BETWEEN.join(dict.fromkeys(one.exact for one in entity.roles)) or None,
        "block": block_of(entity.kind, entity.name),
    }


def _claim(claim: Attribution, article: int) -> Row:
    source = claim.sources[0] if claim.sources else None
    return {
        "article": article,
        "id": claim.id,
        "source": source.exact if source else None,
        "source_kind": source.kind if source else None,
        "entity": source.entity if source else None,
        "relays": _listed(claim.sources[1:]),
        "act": claim.act,
        "mode": claim.mode,
        "cue": claim.cue.exact if claim.cue else None,
        "hedge": claim.hedge.exact if claim.hedge else None,
        "parent": claim.parent,
        "field": claim.content.field,
        "start": claim.content.start,
        "end": claim.content.end,
    }


def _event(event: Event, article: int) -> Row:
    return {
        "article": article,
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "historical": event.historical,
        "date": event.date.edtf if event.date else None,
        "place": event.place.exact if event.place else None,
        "place_entity": event.place.entity if event.place else None,
        "actors": _listed(event.actors),
        "recipients": _listed(event.recipients),
        "dead": _count(event.size.dead),
        "injured": _count(event.size.injured),
        "arrested": _count(event.size.arrested),
        "claim": event.attribution,
        "same_as": event.same_as,
        "trigger": event.trigger.exact,
        "field": event.trigger.field,
        "start": event.trigger.start,
        "end": event.trigger.end,
    }


def _listed(sources: Iterable[Source]) -> str | None:
    return BETWEEN.join(one.exact for one in sources) or None


def _count(number: int | None) -> int | None:
    """The number, unless it is one that no column holds and no event has."""
    return number if number is not None and abs(number) <= _MOST else None
