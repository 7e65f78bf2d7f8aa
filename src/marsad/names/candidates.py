"""Spans that may be names, from gazetteers; the layer's rules add persons and bodies nobody has listed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

import msgspec

from marsad.matching import Entry, Match, Matches
from marsad.names.links import linking
from marsad.names.plain import plain_words
from marsad.names.play import ONE_MAN, is_in_play, plays
from marsad.names.staff import is_manned, reports_for
from marsad.types import Part

KINDS = {
    "country": "place",
    "place": "place",
    "organization": "organization",
    "person": "person",
    "misc_name": "misc",
}
_BY_USER = 9
"""The trust of a user's own names, which no longer name overrules."""
_SHORTEST_AFTER_PARTICLE = 3
_SURE_PARTICLES = frozenset(("و", "ب", "ل", "وب", "ول"))
_TRUST = {"person": 3, "organization": 3, "misc_name": 3, "country": 4, "place": 2}
_QUOTES = frozenset("\"«»“”'()")
_PAIRS = frozenset(('""', "«»", "“”", "()", "''"))
_MEDIA = frozenset(("newspaper", "channel", "radio", "website", "agency", "magazine", "platform"))
_DASHES = frozenset("-–—/")
_WHERE = frozenset(("in", "from", "to"))
_PRESS = 5
"""The trust of a medium between quotation marks: «الرياض» is the paper, not the city."""
PLAYS = 6
"""The trust of a club in the report of a match: «روما» is the team there."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A span that may be a name: tokens `[first, last)`, characters `[start, end)`, and how it was found."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    trust: int
    entries: tuple[Entry, ...] = ()
    settled: bool = True
    """False when the form is also an ordinary word and needs support from the text."""
    inside: tuple[tuple[int, int], ...] = ()
    """Characters that name the same thing in short: «تلكلخ» of «بلدة تلكلخ», the name within quotation marks."""
    holds: bool = False
    """True when names inside it are mentions of their own: «سفارة … في واشنطن»."""


def gazetteer_candidates(
    part: Part, matches: Matches, playing: frozenset[str] | None = None
) -> list[Candidate]:
    """The listed names of a part, one candidate for each span and kind, without the titles some lists hold.

    `playing` are the clubs that play in an article that reports a match (`playing_clubs`).
    """
    found: dict[tuple[int, int, str], list[Match]] = {}
    openers = _openers(matches)
    nations = {m.first for m in matches.of("nationality") if not m.clitics}
    adjectives = {m.first for m in matches.of("nationality") if m.definite and m.feature == ONE_MAN}
    indefinite = {m.first for m in matches.of("head_noun") if m.feature == "noun:ms" and not m.definite}
    places = {(m.first, m.last) for m in matches.of("country", "place")}
    for listed in matches.of(*KINDS):
        if listed.entry.get("needs") == "play" and not is_in_play(matches, listed, playing):
            continue  # «الوزاري [العربي]» in politics is no club, whatever a tagger thinks
        if (
            _is_possible(part, listed)
            and not (_is_nisba(part, listed, nations) and _is_adjective(part, listed))
            and not _is_accusative(part, listed, indefinite)
        ):
            match = _without_nation(part, _without_opener(part, listed, openers, places), adjectives)
            found.setdefault((match.start, match.end, KINDS[match.entry.kind]), []).append(match)
    return [_candidate(part, matches, same, kind, playing) for (_, _, kind), same in found.items()]


def _openers(matches: Matches) -> dict[tuple[int, str], int]:
    """Where a title of a person or a noun such as «صحيفة», which is no part of the name, opens, and where it ends."""
    titles = {(m.first, "person"): m.last for m in matches.of("honorific")}
    nouns = {
        (m.first, m.entry.fields["kind"]): m.last
        for m in matches.of("body_noun")
        if m.entry.fields.get("inner") and not m.definite
    }
    return titles | nouns


def _without_opener(
    part: Part, match: Match, openers: dict[tuple[int, str], int], places: set[tuple[int, int]]
) -> Match:
    first = openers.get((match.first, KINDS[match.entry.kind]), match.first)
    last = match.last
    if match.entry.kind == "place" and is_own(match.entry) and (first, last) not in places:
        return match  # «مدينة الصدر»: «الصدر» alone is no place
    while first < last and part.tokens[first].text in _QUOTES and part.tokens[last - 1].text in _QUOTES:
        first, last = first + 1, last - 1
    if first == match.first or first >= last:
        return match
    start, end = part.tokens[first].start, part.tokens[last - 1].end
    return msgspec.structs.replace(match, first=first, last=last, start=start, end=end, clitics="")


def _without_nation(part: Part, match: Match, adjectives: set[int]) -> Match:
    """A club without the adjective of its nation: «روما» of «روما الإيطالي», but «النصر السعودي» as it is."""
    last = match.last - 1
    if last <= match.first or last not in adjectives or match.entry.get("type") != "club":
        return match
    if part.text[match.start : match.end].startswith("ال"):
        return match
    return msgspec.structs.replace(match, last=last, end=part.tokens[last - 1].end)


def _is_possible(part: Part, match: Match) -> bool:
    if match.clitics and ("س" in match.clitics or "ك" in match.clitics):
        return False
    length = match.end - match.start
    sure = match.clitics in _SURE_PARTICLES and _is_sure(match.entry) and _is_no_word(part, match)
    glued = bool(match.clitics) and match.last - match.first == 1 and length <= _SHORTEST_AFTER_PARTICLE
    return length >= _SHORTEST_AFTER_PARTICLE and (not glued or sure)


def _is_no_word(part: Part, match: Match) -> bool:
    """Whether the whole word of a place, or of a body called by its letters, is none of its own: «بقطر», «بقحت»."""
    if match.entry.kind in ("country", "place"):
        return True
    fold = part.tokens[match.first].fold
    return match.entry.kind == "organization" and not {fold, fold[len(match.clitics) :]} & plain_words()


def _is_sure(entry: Entry) -> bool:
    """Whether a place or body stands in our own lists and is no ordinary word: «بقطر», «ورفح»."""
    return not entry.get("needs") and is_own(entry)


def is_own(entry: Entry) -> bool:
    """Whether our own lists have a place, not the list of the whole world alone."""
    return not entry.id.startswith("gn.")


def _is_nisba(part: Part, match: Match, nations: set[int]) -> bool:
    fold = part.tokens[match.first].fold
    return match.first in nations or (
        match.entry.kind == "place" and fold[:2] == "ال" and fold.endswith("يه")
    )


def _is_accusative(part: Part, match: Match, indefinite: set[int]) -> bool:
    """«قتل جنديا [تركيا]», «مواطنا [سوريا]»: the adjective of an indefinite object, not the country."""
    if match.entry.kind != "country" or match.clitics or match.last - match.first > 1 or not match.first:
        return False
    before = part.tokens[match.first - 1].fold
    return (
        part.tokens[match.first].fold.endswith("يا") and match.first - 1 in indefinite and before[-1] == "ا"
    )


def _is_adjective(part: Part, match: Match) -> bool:
    """«المبادرة السعودية», «المنطقة الغربية»: a place that is an adjective too, after a definite feminine noun."""
    before = part.tokens[match.first - 1].fold if match.first else ""
    whole = not match.clitics and match.last - match.first == 1
    return whole and before.startswith("ال") and before.endswith(("ه", "ات"))


def _candidate(
    part: Part, matches: Matches, same: list[Match], kind: str, playing: frozenset[str] | None
) -> Candidate:
    best = same[0]
    settled = any(not match.entry.get("needs") for match in same)
    small = all(m.entry.id.startswith("gn.") or m.entry.get("needs") == "head" for m in same)
    shown = False
    if not settled:
        clubs = [match for match in same if is_in_play(matches, match, playing)]
        shown = any(match.entry.get("needs") == "play" or plays(part, matches, match) for match in clubs)
        playful = all(match.entry.get("needs") == "play" for match in same)
        settled = bool(clubs) or (not playful and _is_supported(part, matches, best, kind, small=small))
    if settled and small and part.tokens[best.first].fold in plain_words():
        settled = _stands(matches, best.first - 1, "body_noun", "place") or _is_governed(part, best)
    press = kind == "organization" and any(m.entry.fields.get("type") in _MEDIA for m in same)
    quoted = press and _between_marks(part, best)
    trust = PLAYS if shown else _PRESS if quoted else max(_TRUST[match.entry.kind] for match in same)
    settled = settled or quoted
    entries = tuple(dict.fromkeys(match.entry for match in same))
    seated = kind == "organization" and _holds_seat(matches, best)
    return Candidate(
        best.first,
        best.last,
        best.start,
        best.end,
        kind,
        f"gazetteer.{kind}",
        trust,
        entries,
        settled,
        holds=seated,
    )


def _holds_seat(matches: Matches, body: Match) -> bool:
    """«القيادة … في إفريقيا»: the place within is a mention of its own."""
    within = matches.between("particle", body.first + 1, body.last)
    return any(m.entry.fields.get("feature") == "in" for m in within)


def _is_supported(part: Part, matches: Matches, match: Match, kind: str, *, small: bool) -> bool:
    """Whether the words around a form that is also an ordinary word speak for the name."""
    before = match.first - 1
    if kind == "place":
        if _stands(matches, before, "body_noun", "place"):
            return True
        if _is_governed(part, match):
            return True
        return not small and (
            _after_place_preposition(matches, match) or _in_list_of_places(part, matches, match)
        )
    if kind == "organization":
        return _is_announced_body(part, matches, match)
    return bool(matches.ending("honorific", match.first) or matches.ending("head_noun", match.first))


def _is_governed(part: Part, match: Match) -> bool:
    """Whether a place of our own lists stands right behind its governor: «والي الجزيرة»."""
    before = match.first - 1
    governed = before >= 0 and not match.clitics and part.tokens[before].fold in linking("governor")
    return governed and is_own(match.entry)


def _is_announced_body(part: Part, matches: Matches, match: Match) -> bool:
    """Whether a noun, a mark or who belongs to it stands before a body of an ordinary word's form."""
    before, sort = match.first - 1, match.entry.fields.get("type")
    if before < 0:
        return False
    if part.tokens[before].text in _QUOTES or (sort == "agency" and part.tokens[before].text in _DASHES):
        return True
    if sort in _MEDIA:  # «محكمة المدينة» is no newspaper's
        nouns = matches.between("body_noun", before, before + 1)
        noun = any(m.entry.fields.get("inner") and m.entry.fields["kind"] == match.entry.kind for m in nouns)
        return noun or _media(matches, before) or reports_for(part, match)
    if sort == "club":  # «مركز التعاون الياباني» is no club's
        return any(m.entry.fields.get("sport") for m in matches.between("body_noun", before, before + 1))
    noun = _stands(matches, before, "body_noun", "organization") or _media(matches, before)
    return noun or (sort == "armed_group" and is_manned(part, matches, match))


def _between_marks(part: Part, match: Match) -> bool:
    """Whether a name fills what stands between two marks."""
    before, after = match.first - 1, match.last
    if match.clitics or before < 0 or after >= len(part.tokens):
        return False
    return part.tokens[before].text + part.tokens[after].text in _PAIRS


def _stands(matches: Matches, at: int, kind: str, sense: str) -> bool:
    return any(m.entry.fields.get("kind") == sense for m in matches.between(kind, at, at + 1))


def _media(matches: Matches, at: int) -> bool:
    return any(m.entry.fields["denotes"] == "medium" for m in matches.between("head_noun", at, at + 1))


def _after_place_preposition(matches: Matches, match: Match) -> bool:
    if "ب" in match.clitics:
        return True
    before = matches.ending("particle", match.first)
    return any(m.entry.fields.get("feature") in _WHERE for m in before)


def _in_list_of_places(part: Part, matches: Matches, match: Match) -> bool:
    """«بنغازي والبيضاء والمرج»: next to another place, joined by و or a comma."""
    beside = (
        other
        for kind in ("country", "place")
        for found in (
            matches.between(kind, match.last, match.last + 2),
            matches.ending(kind, match.first),
            matches.ending(kind, match.first - 1),
        )
        for other in found
    )
    for other in beside:
        if other.entry.id != match.entry.id and other.end - other.start > 3:
            later = max(match.first, other.first)
            comma = part.tokens[later - 1].text in {"،", ","}
            if comma or part.tokens[later].fold.startswith("و"):
                return True
    return False


def is_sure(candidate: Candidate) -> bool:
    """Whether our own lists know a candidate and its form is no ordinary word."""
    return any(_is_sure(entry) for entry in candidate.entries)


def settle(candidates: list[Candidate]) -> Iterator[Candidate]:
    """The candidates that stand: longer and more trusted ones first, none overlapping another."""
    taken: set[int] = set()
    inner: list[Candidate] | None = None
    order = sorted(candidates, key=lambda c: (c.trust < _BY_USER, -(c.last - c.first), -c.trust, c.start))
    for candidate in order:
        tokens = range(candidate.first, candidate.last)
        if candidate.settled and taken.isdisjoint(tokens):
            taken.update(tokens)
            if candidate.kind == "none":
                continue
            yield candidate
            if candidate.holds:
                inner = inner_names(candidates) if inner is None else inner
                yield from held_within(candidate, inner)


def inner_names(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The known places and bodies, which may stand within others, by position, longer ones first."""
    known = (c for c in candidates if c.settled and c.entries and c.kind in ("place", "organization"))
    return sorted(known, key=lambda c: (c.first, -c.last))


def held_within(outer: Candidate, inner: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those of the `inner_names` that stand within a body, the longest of each place."""
    free = outer.first + 1
    for at in range(bisect_left(inner, free, key=attrgetter("first")), len(inner)):
        if inner[at].first >= outer.last:
            break
        if inner[at].first >= free and inner[at].last <= outer.last:
            free = inner[at].last
            yield inner[at]
