"""What the reader of bodies sees of a part: the words of its lists by the token they stand at."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Match, Matches
from marsad.names.candidates import Candidate
from marsad.names.words import WordSense
from marsad.types import Part

_NO_SECOND = ("body_noun", "head_noun", "nationality", "passing_adjective", "honorific", "plain_noun")
"""What is no second adjective of a body, though it ends like one: «والنادي», «والليبي»."""


class BodyView(msgspec.Struct, frozen=True):
    """A part as the reader of bodies sees it; keys are token indexes."""

    part: Part
    senses: tuple[WordSense, ...]
    names: dict[int, Candidate]
    nouns: dict[int, Match]
    owners: dict[int, Match]
    seats: dict[int, Match]
    words: dict[int, Match]
    bodies: frozenset[int]
    """Where nouns of bodies stand, with whatever particle."""
    nations: dict[int, str]
    """The country of each adjective of nationality."""
    adjectives: frozenset[int]
    passing: frozenset[int]
    offices: frozenset[int]
    unnaming: frozenset[int]
    building: frozenset[int]
    ordinals: frozenset[int]
    titles: frozenset[int]
    """Where titles of people stand: «الأمير»."""
    free: frozenset[int]
    """Tokens with «و» that open no noun of a body or a person and are no adjective of nationality."""


def body_view(
    part: Part, matches: Matches, senses: tuple[WordSense, ...], settled: Sequence[Candidate]
) -> BodyView:
    """The part with its known names and the words that open or carry on the name of a body."""
    names: dict[int, Candidate] = {}
    for candidate in settled:
        known = names.get(candidate.first)
        if known is None or candidate.last > known.last:
            names[candidate.first] = candidate
    offices = {
        m.last for m in matches.of("head_noun") if m.entry.fields["denotes"] == "person" and not m.definite
    }
    nouns = sorted(matches.of("body_noun"), key=_is_body)  # «بلدية» is a town hall before it is a town
    return BodyView(
        part,
        senses,
        names,
        {m.first: m for m in nouns if not m.clitics},
        {m.first: m for m in nouns if m.clitics == "ل"},
        {m.first: m for m in nouns if m.clitics == "ب" and not m.entry.fields.get("inner")},
        {m.first: m for m in matches.of("body_word") if not m.clitics or m.clitics in ("ل", "و", "ب")},
        frozenset(m.first for m in nouns),
        {m.first: str(m.entry.get("country") or "") for m in matches.of("nationality") if not m.clitics},
        frozenset(m.first for m in matches.of("body_adjective") if not m.clitics),
        frozenset(m.first for m in matches.of("passing_adjective") if not m.clitics),
        frozenset(offices),
        frozenset(m.first for m in matches.of("unnaming_noun") if not m.clitics),
        frozenset(m.first for m in matches.of("facility_adjective") if not m.clitics),
        frozenset(
            m.first for m in matches.of("unit_word") if m.entry.fields["role"] == "ordinal" and not m.clitics
        ),
        frozenset(m.first for m in matches.of("honorific") if not m.clitics and m.last == m.first + 1),
        frozenset(range(len(part.tokens))) - {m.first for m in matches.of(*_NO_SECOND)},
    )


def _is_body(noun: Match) -> bool:
    return bool(noun.entry.fields["kind"] == "organization")
