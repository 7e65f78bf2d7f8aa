"""What people judged, written as annotated articles: the shape of the annotation guide (docs/annotation.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from marsad.corpus.store.anchors import ARTICLE, KINDS, field_text
from marsad.corpus.store.judging import Standing, place_judgements
from marsad.corpus.store.reading import list_articles, list_judgements, unpack_record
from marsad.corpus.store.values import Judgement
from marsad.types import Attribution, DateExpression, Entity, Event, Record, Source, Span

Fact = dict[str, Any]
GOLD: Mapping[str, str] = {name: field for name, field in KINDS.items() if name != "mention"}
"""The kinds of facts that annotated articles hold; mentions stand in them as the forms of entities."""


class Verdict(msgspec.Struct):
    """All that was decided about one fact, in the order in which it was."""

    kept: bool | None = None
    edits: Fact = msgspec.field(default_factory=dict)
    into: str | None = None
    groups: list[list[str]] | None = None


def list_gold(connection: Connection) -> Iterator[Fact]:
    """Each article that was judged, as gold data; those with nothing but notes and tags are left out."""
    lines = {one.no: one.line for one in list_articles(connection, current=False)}
    judged: dict[int, list[Judgement]] = {}
    for one in list_judgements(connection):
        judged.setdefault(lines[one.article], []).append(one)
    newest = {one.line: one.no for one in list_articles(connection)}
    for line in sorted(judged):
        record = unpack_record(connection, newest[line])
        gold = gold_of(record, place_judgements(record, judged[line]))
        if gold is not None:
            yield gold


def gold_of(record: Record, standing: list[Standing]) -> Fact | None:
    """An article as gold data: the facts that people accepted or edited, and all others if the whole was accepted.

    `complete` says which: only an article that was accepted as a whole tells what is not there. `conflicts` are the
    numbers of judgements whose words are gone. `None` when nobody decided anything about it.
    """
    whole = any(
        one.decides and one.judgement.kind == ARTICLE and one.judgement.action == "accept" for one in standing
    )
    verdicts = {kind: _verdicts(standing, kind) for kind in GOLD}
    if not whole and not any(verdicts.values()):
        return None
    kept = {kind: _kept(record, kind, verdicts[kind], whole) for kind in GOLD}
    article = record.article
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "published": article.published,
        "complete": whole,
        "entities": _entities(record, kept["entity"], verdicts["entity"]),
        "dates": [_edited(_date(record, one), verdicts["date"], one) for one in kept["date"]],
        "attributions": [
            _edited(_attribution(one), verdicts["attribution"], one) for one in kept["attribution"]
        ],
        "events": _events(record, kept["event"], kept["attribution"], verdicts["event"]),
        "conflicts": [one.judgement.no for one in standing if one.conflict and not one.undone],
    }


def _verdicts(standing: list[Standing], kind: str) -> dict[str, Verdict]:
    found: dict[str, Verdict] = {}
    for one in standing:
        judgement = one.judgement
        if judgement.kind != kind or one.fact is None or not one.decides:
            continue
        verdict = found.setdefault(one.fact.id, Verdict())
        verdict.kept = judgement.action != "reject"
        if judgement.action == "edit":
            verdict.edits |= judgement.value
        elif judgement.action == "merge":
            verdict.into = judgement.value
        elif judgement.action == "split":
            verdict.groups = judgement.value
    return found


def _kept(record: Record, kind: str, verdicts: Mapping[str, Verdict], whole: bool) -> list[Any]:
    facts = getattr(record, KINDS[kind])
    return [one for one in facts if (verdicts[one.id].kept if one.id in verdicts else whole)]


def _edited(fact: Fact, verdicts: Mapping[str, Verdict], of: Any) -> Fact:
    return fact | verdicts[of.id].edits if of.id in verdicts else fact


def _entities(record: Record, kept: list[Entity], verdicts: Mapping[str, Verdict]) -> list[Fact]:
    found: list[Fact] = []
    merged: list[tuple[Fact, str]] = []
    for one in kept:
        verdict = verdicts.get(one.id, Verdict())
        fact = _edited(_entity(one), verdicts, one)
        if verdict.groups:
            found += [fact | {"name": forms[0], "forms": forms} for forms in verdict.groups]
        elif verdict.into:
            merged.append((fact, verdict.into))
        else:
            found.append(fact)
    for fact, name in merged:
        _merge(record, fact, name, found)
    return found


def _merge(record: Record, fact: Fact, name: str, found: list[Fact]) -> None:
    """Adds the forms of an entity to the one it was merged into, which is thereby gold as well."""
    into = next((one for one in found if name == one["name"] or name in one["forms"]), None)
    if into is None:
        target = next((one for one in record.entities if name == one.name or name in one.forms), None)
        into = _entity(target) if target else fact | {"name": name}
        found.append(into)
    into["forms"] = list(dict.fromkeys([*into["forms"], *fact["forms"]]))
    into["roles"] = list(dict.fromkeys([*into["roles"], *fact["roles"]]))


def _entity(entity: Entity) -> Fact:
    roles = dict.fromkeys(role.exact for role in entity.roles)
    return {
        "kind": entity.kind,
        "name": entity.name,
        "forms": list(entity.forms),
        "roles": list(roles),
        "en": entity.latin or "",
    }


def _date(record: Record, date: DateExpression) -> Fact:
    return {"text": date.exact, "n": _occurrence(record, date), "edtf": date.edtf or ""}


def _attribution(claim: Attribution) -> Fact:
    return {
        "content": claim.content.exact,
        "cue": claim.cue.exact if claim.cue else "",
        "sources": [one.exact for one in claim.sources],
        "implicit": any(one.implicit for one in claim.sources[:1]),
        "mode": claim.mode,
    }


def _events(
    record: Record, kept: list[Event], claims: list[Attribution], verdicts: Mapping[str, Verdict]
) -> list[Fact]:
    """One entry an event: later mentions of it only add their words to the first."""
    names = {one.id: one for one in record.entities}
    first: dict[str, Fact] = {}
    for one in kept:
        if one.same_as in first:
            first[one.same_as]["triggers"].append(_trigger(record, one.trigger))
            continue
        first[one.id] = _edited(
            {
                "triggers": [_trigger(record, one.trigger)],
                "type": one.type,
                "actors": [_name(source, names) for source in one.actors],
                "recipients": [_name(source, names) for source in one.recipients],
                "place": one.place.exact if one.place else "",
                "date": one.date.edtf if one.date else "",
                "status": one.status,
                "said_by": _said_by(record, one, claims),
            },
            verdicts,
            one,
        )
    return list(first.values())


def _trigger(record: Record, span: Span) -> list[Any]:
    return [span.exact, _occurrence(record, span)]


def _name(source: Source, names: Mapping[str, Entity]) -> str:
    """The form in which an entity stands there, or the noun phrase."""
    entity = names.get(source.entity or "")
    forms = sorted(entity.forms, key=len, reverse=True) if entity else ()
    return next((form for form in forms if form in source.exact), source.exact)


def _said_by(record: Record, event: Event, claims: list[Attribution]) -> list[int]:
    """The places in the list of all attributions within which the event is told."""
    parents = {one.id: one.parent for one in record.attributions}
    places = {one.id: at for at, one in enumerate(claims)}
    found, claim = [], event.attribution
    while claim is not None:
        if claim in places:
            found.append(places[claim])
        claim = parents.get(claim)
    return sorted(found)


def _occurrence(record: Record, span: Span) -> int:
    """Which of the places where these words stand in the text it is, from 1; 0 in the title."""
    if span.field != "text":
        return 0
    text = field_text(record.article, span.field)
    count, at = 0, text.find(span.exact)
    while at != -1 and at <= span.start:
        count, at = count + 1, text.find(span.exact, at + 1)
    return count
