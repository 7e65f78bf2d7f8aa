"""Chains: from whoever's word a statement is, outward through everyone who relays it, to the outlet itself."""

from __future__ import annotations

from typing import Protocol

import msgspec

from marsad.text import fold
from marsad.types import Attribution, Record, Site, Source


class Chain(msgspec.Struct, frozen=True):
    """The sources of a statement, nearest first, those of the statements it stands in after its own."""

    sources: tuple[Source, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What two chains share when the same people stand in them in the same order."""
        return tuple(source_key(source) for source in self.sources)


class Voice(msgspec.Struct, frozen=True):
    """All statements of a record that come through the same chain, in the order of the page."""

    chain: Chain
    statements: tuple[Attribution, ...]


def source_key(source: Source) -> str:
    """What tells one source from another: the entity where there is one, else the words however spelt."""
    return source.entity or fold(source.exact)


class Saying(Protocol):
    """What a record says of statements, and nothing else of it."""

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Its statements."""


class FromSite(Protocol):
    """What an article says of its outlet."""

    @property
    def site(self) -> Site:
        """Its outlet."""


def chain_of(statement: Attribution, record: Saying) -> Chain:
    """The chain of a statement; a source that stands in it already is not repeated, a circle of parents is cut."""
    by_id = {attribution.id: attribution for attribution in record.attributions}
    sources: list[Source] = []
    seen: set[str] = set()
    link: Attribution | None = statement
    while link is not None and link.id not in seen:
        seen.add(link.id)
        known = {source_key(source) for source in sources}
        sources += [source for source in link.sources if source_key(source) not in known]
        link = by_id.get(link.parent or "")
    return Chain(tuple(sources))


def voices_of(record: Record) -> tuple[Voice, ...]:
    """The chains of a record in the order they are first heard, each with its statements."""
    chains: dict[tuple[str, ...], Chain] = {}
    said: dict[tuple[str, ...], list[Attribution]] = {}
    for statement in record.attributions:
        chain = chain_of(statement, record)
        chains.setdefault(chain.key, chain)
        said.setdefault(chain.key, []).append(statement)
    return tuple(Voice(chain, tuple(said[key])) for key, chain in chains.items())


def names_of_sources(record: Record) -> dict[str, str]:
    """For each source the fullest phrase the page has for it: «وزير الخارجية سامي الطاهري» rather than «الطاهري»."""
    names = {entity.id: entity.name for entity in record.entities}
    fullest: dict[str, str] = {}
    for statement in record.attributions:
        for source in statement.sources:
            key = source_key(source)
            known = fullest.get(key) or names.get(key, "")
            fullest[key] = max(known, source.exact, key=len)
    return fullest


def outlet_of(article: FromSite) -> str:
    """The name under which the outlet closes every chain, or "" where the page does not name it."""
    return article.site.name or article.site.domain or ""


__all__ = ["Chain", "Voice", "chain_of", "names_of_sources", "outlet_of", "source_key", "voices_of"]
