"""An article regrouped by who speaks in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from marsad.text import fold, read_part
from marsad.types import Attribution, Record, Source, Span

_FEWEST_WORDS = 4
_EDGES = ' \n\t\u00a0،,؛.:-–"«»“”()'


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A source with its statements in order; the outlet's own voice has `kind` ``outlet`` and `passages` instead.

    `name` is the longest phrase the article uses for the source, `entity` the entity it names, if any. `relayed`
    are the attributions that reach the reader through this voice without being its own words.
    """

    name: str
    kind: str
    entity: str | None = None
    statements: tuple[Attribution, ...] = ()
    relayed: tuple[Attribution, ...] = ()
    passages: tuple[Span, ...] = ()


def group_voices(record: Record) -> tuple[Voice, ...]:
    """The voices of an article in the order they are first heard; the outlet's own comes last, if it says anything.

    Accusations without accuser stand under the name «» and kind ``unknown``.
    """
    spoken: dict[str, list[Attribution]] = {}
    relayed: dict[str, list[Attribution]] = {}
    sources: dict[str, list[Source]] = {}
    for attribution in record.attributions:
        first = attribution.sources[0] if attribution.sources else None
        spoken.setdefault(_key(first), []).append(attribution)
        for source in attribution.sources:
            sources.setdefault(_key(source), []).append(source)
        for source in attribution.sources[1:]:
            relayed.setdefault(_key(source), []).append(attribution)
    heard = dict.fromkeys([*spoken, *relayed])
    voices = [
        _voice(sources.get(key, ()), spoken.get(key, ()), relayed.get(key, ()), record) for key in heard
    ]
    own = own_passages(record)
    if own:
        voices.append(Voice(name=record.article.site.name or "", kind="outlet", passages=own))
    return tuple(voices)


def own_passages(record: Record) -> tuple[Span, ...]:
    """The passages of the text that no attribution covers: what the outlet says itself."""
    text = record.article.text
    covered = sorted(_covered(record.attributions))
    found: list[Span] = []
    for sentence in read_part(text).sentences:
        found += _uncovered(text, sentence.start, sentence.end, covered)
    return tuple(found)


def _key(source: Source | None) -> str:
    if source is None:
        return ""
    return source.entity or fold(source.exact)


def _voice(
    sources: Sequence[Source], spoken: Sequence[Attribution], relayed: Sequence[Attribution], record: Record
) -> Voice:
    if not sources:
        return Voice(name="", kind="unknown", statements=tuple(spoken))
    longest = max(sources, key=lambda source: len(source.exact))
    entity = next((e for e in record.entities if e.id == longest.entity), None)
    return Voice(
        name=longest.exact if entity is None or len(longest.exact) > len(entity.name) else entity.name,
        kind=longest.kind,
        entity=longest.entity,
        statements=tuple(spoken),
        relayed=tuple(relayed),
    )


def _covered(attributions: Iterable[Attribution]) -> Iterable[tuple[int, int]]:
    """The stretch from cue or speaker to the end of the content, whichever lies outermost and near."""
    for attribution in attributions:
        content = attribution.content
        if content.field != "text":
            continue
        yield content.start, content.end
        near = [attribution.cue] if attribution.cue else []
        near += [source for source in attribution.sources if not source.implicit]
        for span in near:
            if span is not None and abs(span.start - content.start) < 300 and span.field == "text":
                yield min(span.start, content.start), max(span.end, min(content.start, content.end))


def _uncovered(text: str, start: int, end: int, covered: Sequence[tuple[int, int]]) -> Iterable[Span]:
    at = start
    for first, last in covered:
        if last <= at or first >= end:
            continue
        yield from _passage(text, at, min(first, end))
        at = max(at, last)
    yield from _passage(text, at, end)


def _passage(text: str, start: int, end: int) -> Iterable[Span]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if len(text[start:end].split()) >= _FEWEST_WORDS:
        yield Span(start=start, end=end, exact=text[start:end])
