"""Persons nobody has listed: a given name with what follows it, or a title with a name after it."""

from __future__ import annotations

import msgspec

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.plain import plain_words
from marsad.types import Part

_LONGEST = 5
_COMMON_GIVEN = 4
_UNKNOWN_LEAST = 4


class Words(msgspec.Struct, frozen=True):
    """What each token of a part can be inside a person's name."""

    given: dict[int, int]
    family: dict[int, int]
    joins: frozenset[int]
    opens: frozenset[int]
    barred: frozenset[int]
    known: frozenset[int]
    titled: frozenset[int]
    skips: dict[int, int]
    nisbas: frozenset[int]


def read_words(part: Part, matches: Matches) -> Words:
    """The name words of a part by token; `barred` ones never stand in a name, `known` ones have another meaning."""
    given: dict[int, int] = {}
    family: dict[int, int] = {}
    skips: dict[int, int] = {}
    for m in matches.of("name_token"):
        if m.clitics in ("", "و", "ل", "ب"):
            skips[m.first] = min(skips.get(m.first, 9), m.start - part.tokens[m.first].start)
            given[m.first] = max(
                given.get(m.first, 0), int(m.entry.fields.get("given") or 0) * (not m.definite)
            )
            family[m.first] = max(family.get(m.first, 0), int(m.entry.fields.get("family") or 0))
    particles = [m for m in matches.of("name_particle") if not m.clitics]
    barred = {m.first for m in matches.of("not_a_name", "particle", "not_in_phrase") if not m.clitics}
    senses = (
        "head_noun",
        "nationality",
        "body_adjective",
        "phrase_adjective",
        "body_noun",
        "honorific",
        "country",
    )
    known = {m.first for m in matches.of(*senses) if m.last - m.first == 1 and not m.clitics}
    known |= {
        m.first
        for m in matches.all
        if m.feature.startswith(("past", "pres", "masdar", "part")) and not m.clitics
    }
    return Words(
        given,
        family,
        frozenset(m.first for m in particles if m.entry.fields["place"] in ("joins", "both")),
        frozenset(m.first for m in particles if m.entry.fields["place"] == "both"),
        frozenset(barred),
        frozenset(known),
        frozenset(m.last for m in matches.of("honorific")) | _after_offices(matches),
        skips,
        frozenset(m.first for m in matches.of("nationality", "body_adjective") if m.definite),
    )


def _after_offices(matches: Matches) -> frozenset[int]:
    return frozenset(
        m.last
        for m in matches.of("head_noun")
        if m.entry.fields["denotes"] == "person" and m.feature.endswith(("ms", "fs"))
    )


def person_candidates(part: Part, words: Words) -> list[Candidate]:
    """The persons of a part that a given name or a title shows."""
    found = []
    at = 0
    tokens = part.tokens
    while at < len(tokens):
        last = _name_end(part, words, at)
        if last is None:
            at += 1
            continue
        start = tokens[at].start + words.skips.get(at, 0)
        rule = "person.title" if at in words.titled else "person.given"
        found.append(Candidate(at, last, start, tokens[last - 1].end, "person", rule, 1))
        at = last
    return found


def _name_end(part: Part, words: Words, at: int) -> int | None:
    """Where the name that starts at a token ends, or None when none does."""
    titled = at in words.titled
    if at in words.barred or part.tokens[at].kind != "word":
        return None
    opens = at in words.opens and at + 1 < len(part.tokens)
    given = words.given.get(at, 0) >= _COMMON_GIVEN and at not in words.known
    if not opens and not given and not (titled and _is_unknown(part, words, at)):
        return None
    last, strength = _extend(part, words, at, opens)
    if last - at < 2 and not (titled and given):
        return None
    return last if strength or titled else None


def _extend(part: Part, words: Words, at: int, opens: bool) -> tuple[int, int]:
    """The end of the name, and how many of its later words are known as names."""
    last, strength, unknown = at + 1, 0, 0
    joined = opens
    while last < len(part.tokens) and last - at < _LONGEST:
        token = part.tokens[last]
        if token.kind != "word" or token.start - part.tokens[last - 1].end > 1:
            break
        if joined:
            joined, strength = False, strength + 1
        elif last in words.joins and last + 1 < len(part.tokens):
            joined = True
        elif last in words.barred or last in words.known and not _is_nisba_name(words, last):
            break
        elif last in words.given or last in words.family:
            if token.fold[0] == "و" and token.fold[1:3] == "ال":
                break
            strength += 1
        elif _is_unknown(part, words, last) and unknown == 0:
            unknown += 1
        else:
            break
        last += 1
    if joined:
        last -= 1
    return last, strength


def _is_nisba_name(words: Words, at: int) -> bool:
    """«البحري», «الشعبي»: an adjective that people bear as a family name, right after a given name."""
    return at in words.nisbas and words.family.get(at, 0) > 0


def _is_unknown(part: Part, words: Words, at: int) -> bool:
    """A word the lexicon does not know in any other sense, long enough and not built like a common noun."""
    fold = part.tokens[at].fold
    if at in words.known or at in words.barred or len(fold) < _UNKNOWN_LEAST or fold.endswith("ات"):
        return False
    return not fold.startswith(("ال", "وال", "بال", "لل", "ست", "سي", "وي", "وت")) and not fold.endswith("ه")
