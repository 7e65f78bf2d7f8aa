"""Where a claim comes from: through copies, agencies and media to the one on whose word it is."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from marsad.corpus.copies.origins import outlet_names
from marsad.corpus.copies.values import Copy
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim
from marsad.corpus.search.analysis import read_words
from marsad.types import Source


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
    return msgspec.structs.replace(
        claim, origin=_voice(readings[article], at), copied=article != claim.article
    )


def _in_origin(copy: Copy, at: int) -> int | None:
    """Where a character of a copy stands in its origin; `None` if it is the copy's own."""
    for one in copy.stretches:
        if one.start <= at < one.end:
            part = (at - one.start) / (one.end - one.start)
            return one.origin_start + round(part * (one.origin_end - one.origin_start - 1))
    return None


def _voice(reading: Reading, at: int) -> str:
    own = outlet_names(reading.article)
    sentence = reading.sentence(at)
    found = reading.attribution(at)
    if found is None and sentence is not None:
        inside = (
            one
            for one in reading.record.attributions
            if one.content.field == "text" and sentence.start <= one.content.start < sentence.end
        )
        found = next(inside, None)
    sources = found.sources if found else ()
    for source in sources:
        if source.kind == "medium" and not _words(source.exact) & own:
            return _last(reading, source)
    if sources and sources[0].kind != "unnamed":
        return _last(reading, sources[0])
    outlet = reading.article.site.name or reading.article.site.domain or reading.article.id
    return f"{outlet}: {sources[0].exact}" if sources else outlet


def _last(reading: Reading, source: Source) -> str:
    """The name of a source, the same for «المسلاتي» and «الدكتور أسامة المسلاتي»."""
    entity = next((one for one in reading.record.entities if one.id == source.entity), None)
    words = [
        word.keys.form for word in read_words(entity.name if entity else source.exact) if not word.keys.stop
    ]
    if not words:
        return source.exact
    return words[-1] if source.kind == "person" else " ".join(words)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.keys.form for word in read_words(text))
