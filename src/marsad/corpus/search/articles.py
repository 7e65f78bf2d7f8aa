"""What the search index holds of an article: its words, and whom, what and where it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from marsad.page.profiles import domain_of
from marsad.types import Entity, Record, Source

_ACTING = frozenset({"person", "organization"})


class Name(msgspec.Struct, frozen=True):
    """A name as it is shown, and every other form it is found by: spellings and the Latin name."""

    name: str
    others: tuple[str, ...] = ()

    def forms(self) -> tuple[str, ...]:
        """The name and its other forms."""
        return (self.name, *self.others)


class IndexedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article for the search index; `no` is its number in the library.

    `actors` are the persons and organisations it names and the states that act in it, `sources` everybody on whose
    word something is said or who relays it, `speakers` those whose own word it is; `types` and `statuses` are those
    of its events. `published` is EDTF, as in the record.
    """

    no: int
    id: str
    title: str = ""
    text: str = ""
    published: str | None = None
    site: Name | None = None
    actors: tuple[Name, ...] = ()
    sources: tuple[Name, ...] = ()
    speakers: tuple[Name, ...] = ()
    types: tuple[str, ...] = ()
    places: tuple[Name, ...] = ()
    statuses: tuple[str, ...] = ()
    language: str | None = None

    @classmethod
    def from_record(cls, no: int, record: Record) -> IndexedArticle:
        """The article of a record with what was read in it, under its number in the library."""
        article = record.article
        names = {entity.id: _name_of(entity) for entity in record.entities}
        chains = [attribution.sources for attribution in record.attributions]
        return cls(
            no=no,
            id=article.id,
            title=article.title,
            text=article.text,
            published=article.published,
            site=_site_of(record),
            actors=tuple(names[entity.id] for entity in record.entities if entity.id in _acting(record)),
            sources=_named((source for chain in chains for source in chain), names),
            speakers=_named((source for chain in chains for source in chain[:1]), names),
            types=_unique(event.type for event in record.events),
            places=tuple(names[entity.id] for entity in record.entities if entity.kind == "place"),
            statuses=_unique(event.status for event in record.events),
            language=article.language,
        )


def _name_of(entity: Entity) -> Name:
    others = (*entity.forms, entity.latin or "")
    return Name(entity.name, _unique(form for form in others if form and form != entity.name))


def _site_of(record: Record) -> Name | None:
    """The domain the article stands on and the name of the publication, as far as they are known."""
    article = record.article
    domain = article.site.domain or domain_of(article.url)
    known = _unique(part for part in (domain, article.site.name) if part)
    return Name(known[0], known[1:]) if known else None


def _acting(record: Record) -> frozenset[str]:
    """The entities that can act: persons, bodies, and every other one that takes part in an event."""
    parties = {s.entity for event in record.events for s in (*event.actors, *event.recipients) if s.entity}
    return frozenset(parties | {entity.id for entity in record.entities if entity.kind in _ACTING})


def _named(sources: Iterable[Source], names: dict[str, Name]) -> tuple[Name, ...]:
    """The entities that sources name, or their words («مصدر أمني») where they name none."""
    found: Iterator[Name] = (names.get(source.entity or "") or Name(source.exact) for source in sources)
    return tuple(dict.fromkeys(found))


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
