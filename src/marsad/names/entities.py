"""Mentions gathered into entities: one real thing, every spelling of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from marsad.matching import Entry, Lexicon, Scan
from marsad.names import capitals
from marsad.names.composing import compose
from marsad.names.geo import Placed, geonames_of, point, read_places
from marsad.names.merging import group_mentions
from marsad.names.repeats import Found
from marsad.names.romanise import romanise, usual_spelling
from marsad.text import fold
from marsad.types import Document, Entity, Mention

_CERTAIN, _CHOSEN, _GUESSED = 0.95, 0.8, 0.6


def gather(scan: Scan, found: Sequence[Found]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The entities of a document and their mentions, both in the order of the text."""
    document = scan.document
    groups = [group.items for group in group_mentions(document, found, _place_nouns(scan.lexicon))]
    for number, group in enumerate(groups):
        for item in group:
            item.key = number
    places = read_places(scan, groups)
    entities = tuple(_entity(document, number, group, places[number]) for number, group in enumerate(groups))
    ordered = sorted(found, key=lambda f: (f.part, f.candidate.start))
    return entities, tuple(_mention(document, at, item) for at, item in enumerate(ordered))


@cache
def _place_nouns(lexicon: Lexicon) -> frozenset[str]:
    """The nouns that are no part of a place's name: «مدينة», «ولاية»."""
    rows = lexicon.table("body_noun")
    kept = (row for row in rows if row.get("kind") == "place" and (row.get("inner") or row.get("short")))
    return frozenset(fold(form) for row in kept for form in row.fields["forms"])


def _is_cut(document: Document, item: Found) -> bool:
    """Whether «لل» has taken the article of a mention: «قوات المسلحة» of «للقوات المسلحة»."""
    start = item.candidate.start
    return document.parts[item.part].text[max(0, start - 2) : start] == "لل"


def _entity(document: Document, number: int, group: list[Found], placed: Placed) -> Entity:
    kind = group[0].candidate.kind
    forms = _forms(group)
    entries = list(dict.fromkeys(entry for f in group for entry in f.candidate.entries))
    entry = placed.entry
    if kind != "place" and entry is None and not placed.astray:
        entry = next(iter(entries), None)
    name = max(forms, key=lambda form: (not form.isascii(), len(form.split()), len(form)))
    if all(_is_cut(document, f) for f in group if f.exact == name):
        name = f"ال{name}"
    if entry is not None and all(f.candidate.rule == capitals.RULE for f in group):
        name = str(entry.fields["forms"][0])
    latin, latin_from = _latin(kind, name, entry)
    return Entity(
        id=f"e{number + 1}",
        kind=kind,
        name=name,
        latin=latin,
        latin_from=latin_from,
        forms=forms,
        links=_links(None if placed.astray else entry, entries),
        geo=point(placed) if kind == "place" else None,
    )


def _latin(kind: str, name: str, entry: Entry | None) -> tuple[str, str]:
    """The Latin name of an entity and where it comes from."""
    if entry is not None:
        return usual_spelling(entry), "known"
    composed = compose(name, kind) if kind != "person" else None
    return (composed, "composed") if composed else (romanise(name)[0], "romanised")


def _forms(group: list[Found]) -> tuple[str, ...]:
    """The spellings of a group in the order of the text; «حزب …» of «للحزب …» only where «الحزب …» is not written.

    «العاصمة الليبية» is a form only where the city is not named.
    """
    ordered = sorted(group, key=lambda f: (f.part, f.candidate.start))
    ordered = [f for f in ordered if f.candidate.rule != capitals.RULE] or ordered
    forms = dict.fromkeys(f.exact for f in ordered) | dict.fromkeys(
        short for f in ordered for short in f.short
    )
    return tuple(form for form in forms if "ال" + form not in forms)


def _links(entry: Entry | None, entries: Sequence[Entry]) -> tuple[str, ...]:
    if entry is None:
        return ()
    known = {"wikidata": entry.get("wikidata"), "geonames": geonames_of(entry, entries)}
    return tuple(f"{name}:{value}" for name, value in known.items() if value)


def _mention(document: Document, at: int, item: Found) -> Mention:
    candidate = item.candidate
    confidence = _CERTAIN if candidate.entries else _CHOSEN if candidate.trust > 1 else _GUESSED
    return Mention(
        field=document.parts[item.part].field,
        start=candidate.start,
        end=candidate.end,
        exact=item.exact,
        id=f"m{at + 1}",
        entity=f"e{item.key + 1}",
        kind=candidate.kind,
        rule=candidate.rule,
        confidence=confidence,
    )
