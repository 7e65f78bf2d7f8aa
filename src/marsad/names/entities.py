"""Mentions gathered into entities: one real thing, every spelling of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.matching import Entry
from marsad.names.merging import group_mentions
from marsad.names.repeats import Found
from marsad.names.romanise import romanise
from marsad.types import Document, Entity, Geo, Mention

_CERTAIN, _CHOSEN, _GUESSED = 0.95, 0.8, 0.6


def gather(document: Document, found: Sequence[Found]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The entities of a document and their mentions, both in the order of the text."""
    groups = [group.items for group in group_mentions(document, found)]
    for number, group in enumerate(groups):
        for item in group:
            item.key = number
    countries = _countries(groups)
    entities = tuple(_entity(number, group, countries) for number, group in enumerate(groups))
    ordered = sorted(found, key=lambda f: (f.part, f.candidate.start))
    return entities, tuple(_mention(document, at, item) for at, item in enumerate(ordered))


def _countries(groups: list[list[Found]]) -> Counter[str]:
    """How often the places that have one reading speak for each country."""
    votes: Counter[str] = Counter()
    for group in groups:
        readings = {e.get("country") or e.get("iso2") for f in group for e in f.candidate.entries}
        if group[0].candidate.kind == "place" and len(readings) == 1:
            votes.update({str(country): len(group) for country in readings if country})
    return votes


def _entity(number: int, group: list[Found], countries: Counter[str]) -> Entity:
    forms = _forms(group)
    name = max(forms, key=lambda form: (len(form.split()), len(form)))
    entries = [entry for f in group for entry in f.candidate.entries]
    entry = _choose(entries, countries)
    latin = str(entry.get("en")) if entry else romanise(name)[0]
    return Entity(
        id=f"e{number + 1}",
        kind=group[0].candidate.kind,
        name=name,
        latin=latin,
        latin_from="known" if entry else "romanised",
        forms=forms,
        links=_links(entry),
        geo=_geo(entry, entries) if group[0].candidate.kind == "place" else None,
    )


def _forms(group: list[Found]) -> tuple[str, ...]:
    """The spellings of a group in the order of the text; «حزب …» of «للحزب …» only where «الحزب …» is not written."""
    ordered = sorted(group, key=lambda f: (f.part, f.candidate.start))
    forms = dict.fromkeys(f.exact for f in ordered) | dict.fromkeys(
        short for f in ordered for short in f.short
    )
    return tuple(form for form in forms if "ال" + form not in forms)


def _choose(entries: list[Entry], countries: Counter[str]) -> Entry | None:
    """The reading the other places of the article speak for, then the one listed first."""
    if not entries:
        return None

    def rank(entry: Entry) -> tuple[int, bool, int]:
        country = str(entry.get("country") or entry.get("iso2") or "")
        return (-countries[country], entry.id.startswith("gn."), -int(entry.get("population") or 0))

    return min(dict.fromkeys(entries), key=rank)


def _links(entry: Entry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    return tuple(f"{name}:{entry.get(name)}" for name in ("wikidata", "geonames") if entry.get(name))


def _geo(entry: Entry | None, entries: list[Entry]) -> Geo | None:
    if entry is None or not entry.get("lat"):
        return None
    readings = {e.get("country") for e in entries}
    certainty = _CERTAIN if len(readings) == 1 else _CHOSEN
    return Geo(
        lat=float(entry.get("lat")),
        lon=float(entry.get("lon")),
        country=entry.get("country") or entry.get("iso2"),
        admin=entry.get("admin"),
        level="country" if entry.kind == "country" else str(entry.get("level")),
        certainty=certainty,
    )


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
