"""Clubs in reports of matches: «روما», «الوكرة», «الاتحاد» are the team there, not the city, nor the everyday word."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.matching import Match, Matches
from marsad.types import Part

SPORT_WORDS = 3
"""How many different words of sport in an article make it the report of a match."""
ONE_MAN = "noun:ms"
"""The inflection of an adjective that tells of one man, or of a club."""
_GOALS = 2
"""How many digits a team's goals have at most: «روما 3-1», not «روما 2014»."""
_WHERE = frozenset(("in", "from", "to"))


def playing_clubs(parts: Sequence[Part], matches: Sequence[Matches]) -> frozenset[str] | None:
    """The ids of the clubs that a word of play or a score shows in an article, or None where it reports no match.

    «فاز على روما» (It beat Roma): the club; «روما - رويترز» alone is the city.
    """
    if len({m.entry.id for found in matches for m in found.of("sport_word")}) < SPORT_WORDS:
        return None
    return frozenset(
        club.entry.id
        for part, found in zip(parts, matches, strict=True)
        for club in found.of("organization")
        if club.entry.get("type") == "club" and plays(part, found, club)
    )


def is_in_play(matches: Matches, club: Match, playing: frozenset[str] | None) -> bool:
    """Whether a form that is a city's or an everyday word may be a club's here."""
    if playing is None or club.entry.get("type") != "club":
        return False
    return club.entry.get("needs") != "play" or (club.entry.id in playing and not _is_site(matches, club))


def _is_site(matches: Matches, club: Match) -> bool:
    """«في روما», «بروما», «مدينة روما»: a preposition or noun of place stands before it."""
    before = matches.ending("particle", club.first)
    noun = any(
        m.entry.fields["kind"] == "place" for m in matches.between("body_noun", club.first - 1, club.first)
    )
    return noun or "ب" in club.clitics or any(m.entry.fields.get("feature") in _WHERE for m in before)


def plays(part: Part, matches: Matches, club: Match) -> bool:
    """Whether a word of play stands right before a club, or its nation, its country in brackets or a score behind it."""
    if not club.clitics and matches.ending("play_word", club.first):
        return True
    nation = matches.between("nationality", club.last, club.last + 1)
    word = part.text[club.start : club.end].startswith("ال")  # «النجم المغربي سفيان», «الريال السعودي»
    if not word and any(
        m.definite and m.feature == ONE_MAN for m in nation
    ):  # a city is feminine: «روما الإيطالية»
        return True
    after = [token.text for token in part.tokens[club.last : club.last + 3]]
    if after[:1] == ["("]:
        return any(m.first == club.last + 1 for m in matches.between("country", club.last + 1, club.last + 2))
    return len(after) > 1 and after[0].isdigit() and len(after[0]) <= _GOALS and after[1] == "-"
