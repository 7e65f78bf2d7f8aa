"""Records as W3C Web Annotations: each mention, date, attribution and event on its characters.

The position counts Unicode code points of the field as the record keeps it and is exact; the quotation with what stands round
it finds the place again in any other copy of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from marsad.corpus.store.anchors import CONTEXT as AROUND
from marsad.corpus.store.anchors import field_text
from marsad.export.identity import ROOT, entity_iri, fact_iri
from marsad.export.pieces import given, json_document, json_text
from marsad.types import Attribution, DateExpression, Entity, Event, Mention, Record, Span

Node = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ROLE = "urn:marsad:terms#role"
"""The one word that the model lacks: which part somebody has in what is annotated (source, relay, actor, recipient, place)."""
_HEAD = f'{{"@context":{json_text([CONTEXT, {"role": ROLE}])},"id":"{ROOT}annotations","type":"AnnotationPage","items":['


def write_annotations(records: Iterable[Record]) -> Iterator[str]:
    """One annotation page in pieces, the annotations of each record in the order of its facts."""
    yield from json_document(_HEAD, chain.from_iterable(map(annotations_of_record, records)), "]}")


def annotations_of_record(record: Record) -> Iterator[Node]:
    """An annotation for each mention, date, attribution and event of a record."""
    entities = {entity.id: entity for entity in record.entities}
    for mention in record.mentions:
        yield _annotation(record, mention.id, mention, "identifying", _of_mention(record, mention, entities))
    for date in record.dates:
        yield _annotation(record, date.id, date, "describing", _of_date(date))
    for said in record.attributions:
        yield _annotation(record, said.id, said.content, "describing", _of_attribution(record, said))
    for event in record.events:
        yield _annotation(record, event.id, event.trigger, "classifying", _of_event(record, event))


def _annotation(record: Record, fact: str, span: Span, motivation: str, body: list[Node]) -> Node:
    article = record.article
    return {
        "id": fact_iri(article, fact),
        "type": "Annotation",
        "motivation": motivation,
        "created": record.run.at,
        "creator": {
            "id": f"{ROOT}software:{record.marsad}",
            "type": "Software",
            "name": f"Marsad {record.marsad}",
        },
        "body": body,
        "target": _target(record, span),
    }


def _target(record: Record, span: Span) -> Node:
    """The characters of a span: in which text they are, their place in it, their words with what stands round them."""
    article = record.article
    source = {"id": fact_iri(article, span.field), "type": "Text", "format": "text/plain"}
    return {
        "type": "SpecificResource",
        "source": source | given(language=article.language, via=article.url),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            _quotation(field_text(record.article, span.field), span),
        ],
    }


def _quotation(text: str, span: Span) -> Node:
    before, behind = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return {"type": "TextQuoteSelector", "exact": span.exact} | given(prefix=before, suffix=behind)


def _of_mention(record: Record, mention: Mention, entities: Mapping[str, Entity]) -> list[Node]:
    entity = entities[mention.entity]
    known = {"type": "SpecificResource", "source": entity_iri(record, entity), "purpose": "identifying"}
    names = [entity.name, *([entity.latin] if entity.latin else [])]
    return [known, _words(entity.kind, "classifying"), *(_words(name, "describing") for name in names)]


def _of_date(date: DateExpression) -> list[Node]:
    values = (date.edtf, date.duration)
    return [*(_words(one, "describing") for one in values if one), _words(date.kind, "classifying")]


def _of_attribution(record: Record, said: Attribution) -> list[Node]:
    """Whose word it is and who relays it, nearest first, each on its own characters; then how it is said."""
    by: list[Node] = [
        _target(record, source) | {"purpose": "describing", "role": "source" if not at else "relay"}
        for at, source in enumerate(said.sources)
    ]
    inside = [_link(record, said.parent)] if said.parent else []
    return [_words(said.mode, "classifying"), _words(said.act, "classifying"), *by, *inside]


def _of_event(record: Record, event: Event) -> list[Node]:
    kinds = (event.type, *([event.mode] if event.mode else []), *event.contexts, event.status)
    when = [_words(event.date.edtf, "describing")] if event.date else []
    parties: list[tuple[str, Span]] = [("actor", one) for one in event.actors]
    parties += [("recipient", one) for one in event.recipients]
    parties += [("place", event.place)] if event.place else []
    spans = [_target(record, span) | {"purpose": "describing", "role": role} for role, span in parties]
    links = [_link(record, fact) for fact in (event.attribution, event.same_as) if fact]
    return [*(_words(kind, "classifying") for kind in kinds), *when, *spans, *links]


def _words(value: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _link(record: Record, fact: str) -> Node:
    return {"type": "SpecificResource", "source": fact_iri(record.article, fact), "purpose": "linking"}


__all__ = ["annotations_of_record", "write_annotations"]
