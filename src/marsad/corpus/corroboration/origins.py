"""Where a claim comes from: through copies, agencies and media to the one on whose word it is."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from marsad.corpus.copies.crediting import outlet_names
from marsad.corpus.copies.values import Copy
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import read_words
from marsad.types import Entity, Source

NAMED = frozenset({"person", "organization", "medium"})
"""Kinds of sources that are the same in another article; «البيان» or «مصدر» there may be another one."""


def trace(claim: Claim, readings: Mapping[str, Reading], near: Mapping[str, Copy]) -> Claim:
    """The claim with its origin: whoever is known to have said it first, however many have printed it.

    Words that were copied are the origin's. An agency or medium that is named beside the speaker is where it comes from
    («نقلت … عن وكالة …»). Else it is the speaker if he has a name, else the outlet that heard a nameless source.
    """
    article, start = claim.article, (claim.start + claim.end) // 2
    seen = {article}
    while (copy := near.get(article)) is not None and copy.origin not in seen and copy.origin in readings:
        there = _in_origin(copy, start)
        if there is None:
            break
        article, start = copy.origin, there
        seen.add(article)
    at = claim.start if article == claim.article else start
    origin, voice = _voice(readings[article], at)
    return msgspec.structs.replace(claim, origin=origin, voice=voice, copied=article != claim.article)


def _in_origin(copy: Copy, at: int) -> int | None:
    """Where a character of a copy stands in its origin; `None` if it is the copy's own."""
    for one in copy.stretches:
        if one.start <= at < one.end:
            part = (at - one.start) / (one.end - one.start)
            return one.origin_start + round(part * (one.origin_end - one.origin_start - 1))
    return None


def _voice(reading: Reading, at: int) -> tuple[str, str]:
    """Who says what stands there: the key he is the same by in every article, and his name."""
    own = outlet_names(reading.article)
    outlet = reading.article.site.name or reading.article.site.domain or reading.article.id
    entities = {one.id: one for one in reading.record.entities}
    sources = [one for one in _sources(reading, at) if not _is_place(entities.get(one.entity or ""))]
    for source in sources:
        if source.kind == "medium" and not _words(source.exact) & own:
            return _named(source, entities.get(source.entity or ""))
    if not sources:
        return outlet, outlet
    if sources[0].kind in NAMED or sources[0].entity:
        return _named(sources[0], entities.get(sources[0].entity or ""))
    return (f"{outlet}: {sources[0].exact}",) * 2


def _sources(reading: Reading, at: int) -> tuple[Source, ...]:
    """The chain of the attribution a character stands in, else of the first one in its sentence."""
    found, sentence = reading.attribution(at), reading.sentence(at)
    if found is None and sentence is not None:
        inside = (
            one
            for one in reading.record.attributions
            if one.content.field == "text" and sentence.start <= one.content.start < sentence.end
        )
        found = next(inside, None)
    return found.sources if found else ()


def _is_place(entity: Entity | None) -> bool:
    """The town of a date line is taken for a speaker now and then; then it is the outlet that speaks."""
    return entity is not None and entity.kind == "place"


def _named(source: Source, entity: Entity | None) -> tuple[str, str]:
    """The key of a source, the same for «المسلاتي» and «الدكتور أسامة المسلاتي», and the name."""
    name = entity.name if entity else source.exact
    words = [word.keys.form for word in read_words(name) if not word.keys.stop]
    if not words:
        return name, name
    return (words[-1] if source.kind == "person" else " ".join(words)), name


def _words(text: str) -> frozenset[str]:
    return frozenset(word.keys.form for word in read_words(text))
