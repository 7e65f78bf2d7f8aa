"""The candidates of a document by lists and rules, and what the light tagger sees of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Lexicon, Matches, Scan
from marsad.names.bars import Bars, read_bars, unbarred
from marsad.names.bodies import body_candidates
from marsad.names.candidates import Candidate, gazetteer_candidates, is_sure, settle
from marsad.names.capitals import capital_candidates
from marsad.names.counts import counted_people
from marsad.names.features import Rule, elsewhere, rule_features
from marsad.names.latin import latin_candidates
from marsad.names.listings import listed_places
from marsad.names.numbered import numbered_candidates
from marsad.names.persons import person_candidates, read_setting
from marsad.names.play import playing_clubs
from marsad.names.units import unit_candidates
from marsad.names.user import user_candidates
from marsad.names.words import NameWords, WordSense, name_words
from marsad.types import Part

_SITES = frozenset({"place", "organization"})


class Seen(msgspec.Struct, frozen=True):
    """A part with all its candidates, those the rules alone would choose, and its words as name words."""

    part: Part
    matches: Matches
    candidates: tuple[Candidate, ...]
    chosen: tuple[Candidate, ...]
    senses: tuple[WordSense, ...]
    breaks: frozenset[int]
    """Tokens that open a line: no name crosses it."""
    opening: dict[int, list[Candidate]]
    """The candidates by the token they open with."""
    written: frozenset[str]
    """The folded words as they stand."""
    bars: Bars | None = None


def see_parts(scan: Scan) -> tuple[Seen, ...]:
    """The candidates of every part."""
    words = name_words(scan.lexicon)
    playing = playing_clubs(scan.document.parts, scan.matches)
    return tuple(
        _see(part, matches, words, scan.lexicon, playing)
        for part, matches in zip(scan.document.parts, scan.matches, strict=True)
    )


def _see(
    part: Part, matches: Matches, words: NameWords, lexicon: Lexicon, playing: frozenset[str] | None
) -> Seen:
    listed = gazetteer_candidates(part, matches, playing)
    sure = frozenset(c.first for c in listed if c.kind == "place" and c.settled and is_sure(c))
    sites = frozenset(c.first for c in listed if c.kind in _SITES and c.last == c.first + 1)
    led = frozenset(
        c.first for c in listed if c.first in sure and part.text[c.start - 1] == "ب" and _is_led(part, c)
    )
    setting = read_setting(part, matches, words, sure, sites, led)
    singles = frozenset(c.first for c in listed if c.kind == "person" and c.settled and c.last == c.first + 1)
    persons = [p for p in person_candidates(part, setting) if not _are_two(p, singles)]
    listed = [
        c for c in listed if c.kind != "person" or not _is_preposition(part, matches, setting.senses, c.first)
    ]
    listed += capital_candidates(part, matches, lexicon)
    known = [*(c for c in listed if c.settled), *persons]
    mine = user_candidates(part)
    bars = read_bars(part, matches, setting.verbs | counted_people(part, matches), words.signs["own_ha"])
    bodies = body_candidates(part, matches, setting.senses, known)
    numbered = [*unit_candidates(part, matches), *numbered_candidates(part, matches, [*listed, *bodies])]
    rows = listed_places(part, matches, setting.senses, listed)
    found = [*mine, *listed, *persons, *bodies, *numbered, *rows, *latin_candidates(part, lexicon)]
    found = unbarred(part, found, bars)
    opening: dict[int, list[Candidate]] = {}
    for one in found:
        opening.setdefault(one.first, []).append(one)
    written = frozenset([token.fold for token in part.tokens])
    chosen = tuple(settle(found))
    return Seen(part, matches, tuple(found), chosen, setting.senses, setting.breaks, opening, written, bars)


def _are_two(person: Candidate, singles: frozenset[int]) -> bool:
    """Whether two listed people who are called by one name stand side by side: «التقى بوتين ترامب»."""
    return person.last == person.first + 2 and {person.first, person.first + 1} <= singles


def _is_led(part: Part, place: Candidate) -> bool:
    """Whether a particle of one letter stands before a place, in its first word."""
    return place.start == part.tokens[place.first].start + 1


def _is_preposition(part: Part, matches: Matches, senses: Sequence[WordSense], at: int) -> bool:
    """Whether a listed name opens with «على», which only after a title is somebody called علي: «الحفاظ [على سلامة] …»."""
    titled = matches.ending("honorific", at) or matches.ending("head_noun", at)
    return senses[at].closed and part.tokens[at].text == "على" and not titled


def features_of(seen: Sequence[Seen]) -> list[list[Rule]]:
    """What the rules and lists say of each token of every part, for the light tagger."""
    said = elsewhere([one.part for one in seen], [one.chosen for one in seen])
    return [
        rule_features(one.part, one.matches, one.candidates, one.chosen, one.senses, said) for one in seen
    ]
