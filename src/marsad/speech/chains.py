"""Chains: relays inherited within a sentence, tails that name the document, statements inside statements."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching.stretches import Stretches
from marsad.speech.statements import Speaker, Statement

_NOUNS = frozenset({"any", "object"})


def link_chains(statements: Sequence[Statement]) -> None:
    """Gives statements their parents, and extends their relays by what the sentence says of the whole."""
    nest(statements)
    by_sentence: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sentence.setdefault(statement.sentence, []).append(statement)
    seen: dict[int, int] = {}
    for statement in statements:
        beside, at = by_sentence[statement.sentence], seen.get(statement.sentence, 0)
        seen[statement.sentence] = at + 1
        if not statement.relays and statement.style == "participle":
            statement.relays = _inherited(statement, beside[:at])
        statement.relays += _tail_relays(statement, beside[at + 1 :])
        if statement.parent is not None and statement.source is not None:
            statement.relays += _outer(statement)
        statement.relays = _distinct(statement)


def nest(statements: Sequence[Statement]) -> None:
    """Gives every statement the one it stands in, or none."""
    contents = Stretches(
        (*s.content, (at, s)) for at, s in enumerate(statements) if s.frame not in ("tail", "before")
    )
    for at, statement in enumerate(statements):
        over = contents.over(statement.first, statement.first + 1)
        statement.parent = _parent(statement, [s for number, s in over if number < at])


def _parent(statement: Statement, over: Sequence[Statement]) -> Statement | None:
    """The innermost statement whose content holds the cue, of those whose content stands over it."""
    holding = [
        s for s in over if s.content[0] <= statement.content[0] and statement.content[1] <= s.content[1] + 1
    ]
    return max(holding, key=lambda s: s.content[0], default=None)


def _inherited(statement: Statement, before: Sequence[Statement]) -> tuple[Speaker, ...]:
    same = [s for s in before if s.source == statement.source]
    return same[-1].relays if same else ()


def _tail_relays(statement: Statement, after: Sequence[Statement]) -> tuple[Speaker, ...]:
    """«… وفق بيان»: the document or agency that a tail of the same sentence names for the same content."""
    found: tuple[Speaker, ...] = ()
    for tail in after:
        if statement.frame != "tail" and _passes_on(tail, statement) and tail.source is not None:
            found += (tail.source, *tail.relays)
    return found


def _passes_on(tail: Statement, statement: Statement) -> bool:
    if tail.frame != "tail" or tail.implicit or tail.source is None:
        return False
    shared = tail.same_as is statement or (
        tail.same_as is not None and tail.same_as.source == statement.source
    )
    return shared and tail.source.kind in {"document", "medium", "organization"}


def _outer(statement: Statement) -> tuple[Speaker, ...]:
    parent = statement.parent
    if parent is None or parent.source is None or _same(parent.source, statement.source):
        return ()
    if statement.within and parent.frame in _NOUNS:
        return ()  # «رفضت النقابة تصريحات الوزير التي قال فيها…»: who rejects them does not pass them on
    return (parent.source, *parent.relays)


def _same(one: Speaker, other: Speaker | None) -> bool:
    if other is None:
        return False
    return one == other or (one.entity is not None and one.entity == other.entity)


def _distinct(statement: Statement) -> tuple[Speaker, ...]:
    kept: list[Speaker] = []
    for relay in statement.relays:
        if not _same(relay, statement.source) and not any(_same(relay, k) for k in kept):
            kept.append(relay)
    return tuple(kept)
