"""The title or office beside a person's name, read off the noun phrase that holds both."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching.stretches import Stretches
from marsad.names.links import linking
from marsad.types import Document, Entity, Mention, NounPhrase, Span

_EDGES = ' ،,\n\t"«»“”-–—'


def with_roles(
    document: Document,
    entities: tuple[Entity, ...],
    mentions: tuple[Mention, ...],
    phrases: tuple[tuple[NounPhrase, ...], ...],
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The entities and mentions with the roles that stand beside them."""
    fields = {part.field: number for number, part in enumerate(document.parts)}
    of_entity = [_by_entity(of_part) for of_part in phrases]
    roles: dict[str, list[Span]] = {}
    titled = []
    for mention in mentions:
        if mention.kind == "person":
            part = document.parts[fields[mention.field]]
            held = of_entity[fields[mention.field]].get(mention.entity)
            over = held.over(mention.start, mention.end) if held is not None else ()
            found = _roles(part.text, part.field, mention, over)
            roles.setdefault(mention.entity, []).extend(found)
            mention = msgspec.structs.replace(mention, role=found[0]) if found else mention
        titled.append(mention)
    named = tuple(msgspec.structs.replace(e, roles=_distinct(roles.get(e.id, []))) for e in entities)
    return named, tuple(titled)


def _without_each(piece: str) -> str:
    """A title without what opens a list of people: «وزير الصحة» of «كل من وزير الصحة»."""
    return next((piece[len(o) :].strip(_EDGES) for o in linking("each") if piece.startswith(f"{o} ")), piece)


def _is_bracket(piece: str) -> bool:
    """Whether a piece is what brackets hold or is cut by one: «فلان [(دولة القانون)]», another name in «فلان (…)»."""
    return piece.count("(") != piece.count(")") or (piece[0] == "(" and piece[-1] == ")")


def _distinct(spans: list[Span]) -> tuple[Span, ...]:
    return tuple({span.exact: span for span in reversed(spans)}.values())[::-1]


def _by_entity(phrases: Sequence[NounPhrase]) -> dict[str, Stretches[NounPhrase]]:
    """The phrases of a part that name each entity."""
    found: dict[str, list[NounPhrase]] = {}
    for phrase in phrases:
        if phrase.entity:
            found.setdefault(phrase.entity, []).append(phrase)
    return {entity: Stretches((p.start, p.end, p) for p in held) for entity, held in found.items()}


def _roles(text: str, field: str, mention: Mention, phrases: Sequence[NounPhrase]) -> list[Span]:
    """The office or title before the name and the one after it, in the phrases whose person it is."""
    found = []
    for phrase in phrases:
        if phrase.start <= mention.start and mention.end <= phrase.end:
            for start, end in ((phrase.start, mention.start), (mention.end, phrase.end)):
                piece = _without_each(text[start:end].strip(_EDGES))
                if len(piece) > 1 and not _is_bracket(piece):
                    at = text.index(piece, start)
                    after = text[at + len(piece) : at + len(piece) + 1]
                    if (after == '"' and piece.count('"') % 2) or (
                        after == "»" and "«" in piece and "»" not in piece
                    ):
                        piece += after  # «قيادة إفريقيا "أفريكوم"»
                    found.append(Span(field=field, start=at, end=at + len(piece), exact=piece))
    return found
