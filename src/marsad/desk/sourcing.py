"""On whose word a stretch of an article stands."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from marsad.corpus.search import Hit
from marsad.desk.session import Session
from marsad.desk.surveying import Told
from marsad.export.chains import Saying, chain_of, outlet_of
from marsad.types import Attribution, Source


class Sourced(msgspec.Struct, frozen=True, kw_only=True):
    """The chain behind what was found in an article: from whose word it is outward; none for the outlet's own voice."""

    article: int
    statement: str | None
    sources: tuple[Source, ...]
    outlet: str


def source_hits(session: Session, hits: Iterable[Hit]) -> tuple[Sourced, ...]:
    """For each of some hits the chain behind the first passage found, or behind the beginning of the piece shown."""
    found = tuple(hits)
    told = session.told([hit.no for hit in found])
    return tuple(_source_hit(told[hit.no], hit) for hit in found if hit.no in told)


def _source_hit(record: Told, hit: Hit) -> Sourced:
    snippet = hit.snippet
    start, end = snippet.highlights[0] if snippet.highlights else (snippet.start, snippet.start + 1)
    said = statement_at(record, start, end)
    return Sourced(
        article=hit.no,
        statement=said.id if said else None,
        sources=chain_of(said, record).sources if said else (),
        outlet=outlet_of(record.article),
    )


def statement_at(record: Saying, start: int, end: int) -> Attribution | None:
    """The innermost statement whose content holds a stretch of the text; `None` where the outlet says it itself."""
    holding = [
        said
        for said in record.attributions
        if said.content.field == "text" and said.content.start <= start and end <= said.content.end
    ]
    return min(holding, key=lambda said: said.content.end - said.content.start, default=None)
