"""Who did what to whom as a graph (GraphML): actors, events and places are nodes, their parts in it edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from marsad.export.calendar_days import days_between
from marsad.export.happenings import happenings_of
from marsad.export.identity import entity_iri, fact_iri
from marsad.export.pieces import xml_text
from marsad.types import Attribution, Entity, Event, Place, Record, Source

Data = dict[str, str | None]
NODE_KEYS = (
    "iri", "label", "kind", "latin", "type", "mode", "status", "date", "first", "last", "article", "url", "published",
)  # fmt: skip
"""What a node can say: `kind` is that of an entity or ``event``, `first` and `last` the days an event can mean."""
EDGE_KEYS = ("role", "confidence")
"""What an edge says: `role` is actor, recipient, place, source (on whose word it is) or relay."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write_graphml(records: Iterable[Record]) -> Iterator[str]:
    """One directed graph in pieces; whoever several articles name is one node, as far as that is certain.

    It remembers the address of every node: that is what its memory grows with.
    """
    yield _HEAD
    for place, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for key in keys:
            kind = "double" if key == "confidence" else "string"
            yield f'<key id="{place}.{key}" for="{place}" attr.name="{key}" attr.type="{kind}"/>\n'
    yield '<graph id="marsad" edgedefault="directed">\n'
    graph = Graph()
    for record in records:
        yield from graph.add(record)
    yield "</graph>\n</graphml>\n"


class Graph:
    """The nodes that were written, by their address."""

    def __init__(self) -> None:
        self._nodes: dict[str, str] = {}

    def add(self, record: Record) -> Iterator[str]:
        """The nodes that a record adds, and its edges: from who acts or speaks to the event, from it to whom and where."""
        entities = {entity.id: entity for entity in record.entities}
        attributions = {one.id: one for one in record.attributions}
        for event in happenings_of(record):
            at, new = self._node(fact_iri(record.article, event.id), _of_event(record, event))
            yield new
            for role, source in _parts(event, attributions):
                party, new = self._party(record, source, entities)
                yield new
                ends = (at, party) if role in ("recipient", "place") else (party, at)
                yield _edge(*ends, {"role": role, "confidence": str(event.confidence)})

    def _party(
        self, record: Record, source: Source | Place, entities: Mapping[str, Entity]
    ) -> tuple[str, str]:
        """The node of an entity, or of words that name none: those are never the same in two places."""
        entity = entities.get(source.entity or "")
        if entity is not None:
            data: Data = {"label": entity.name, "kind": entity.kind, "latin": entity.latin}
            return self._node(entity_iri(record, entity), data)
        kind = source.kind if isinstance(source, Source) else "place"
        place = fact_iri(record.article, f"{source.field}/{source.start}-{source.end}")
        return self._node(place, {"label": source.exact, "kind": kind, "article": record.article.id})

    def _node(self, iri: str, data: Data) -> tuple[str, str]:
        """The id of a node, and the node if it is new."""
        known = self._nodes.get(iri)
        if known is not None:
            return known, ""
        name = self._nodes[iri] = f"n{len(self._nodes) + 1}"
        return name, f'<node id="{name}">{_data("node", {"iri": iri, **data})}</node>\n'


def _parts(event: Event, attributions: Mapping[str, Attribution]) -> Iterator[tuple[str, Source | Place]]:
    """Everybody who has a part in an event, and on whose word it is told, outward along the attributions."""
    yield from (("actor", source) for source in event.actors)
    yield from (("recipient", source) for source in event.recipients)
    if event.place:
        yield "place", event.place
    said = attributions.get(event.attribution or "")
    first = True
    while said is not None:
        for source in said.sources:
            yield ("source" if first else "relay"), source
            first = False
        said = attributions.get(said.parent or "")


def _of_event(record: Record, event: Event) -> Data:
    days = days_between(event.date.edtf if event.date else None)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
    article = record.article
    when = {"date": event.date.edtf if event.date else None, "first": first, "last": last}
    kind = {"label": event.trigger.exact, "kind": "event", "type": event.type, "mode": event.mode}
    told = {"article": article.id, "url": article.url, "published": article.published}
    return {**kind, "status": event.status, **when, **told}


def _edge(source: str, target: str, data: Data) -> str:
    return f'<edge source="{source}" target="{target}">{_data("edge", data)}</edge>\n'


def _data(place: str, data: Data) -> str:
    return "".join(
        f'<data key="{place}.{key}">{xml_text(value)}</data>' for key, value in data.items() if value
    )


__all__ = ["write_graphml"]
