"""Where in a part its clauses look ahead: «سيصل», «توقعوا أن تنحسر», «ينتهي في تموز», and where they turn back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from marsad.matching import Lexicon, Match, Matches
from marsad.types import Part, Token

_FUTURE = re.compile("[وف]?(س[يتن][\u0621-\u064a]{2,})")
_PRESENT = re.compile("[يتنأ][\u0621-\u064a\u064b-\u0652]{2,}")
_THAT = frozenset({"أن", "بأن", "وأن", "ألا", "بألا"})
_NOT_AHEAD = frozenset({"قبل", "بعد", "منذ", "دون", "بدل", "مجرد", "سبق", "الي", "حتي"})
"""What makes of «أن» with a verb a point of time or a reason instead of what is awaited."""
_SINCE = frozenset({"منذ", "مند", "بعدما", "عقب"})
_HEAD, _BACK, _SCHEDULE = 8, 2, 14
"""How many tokens a plan may stand before its «أن», «كان» before its verb, and a present verb before its date."""


class Turn(NamedTuple):
    """From token `at` on, for `reach` tokens, the clause looks ahead, or no longer does.

    `present`: a present verb does it («يلتقي الفريقان الخميس»), which may speak of the day of publication itself.
    """

    at: int
    ahead: bool
    reach: int = 10_000
    present: bool = False


_NO_TURN = Turn(-1, False)


def find_turns(part: Part, matches: Matches, lexicon: Lexicon) -> list[Turn]:
    """The turns of a part to the future and back, in the order of the text."""
    tokens = part.tokens
    known = {role: matches_of(matches, role) for role in ("plan", "start", "back")}
    turns = [
        *_particles(matches),
        *(Turn(at, True) for at, token in enumerate(tokens) if _is_future(token, lexicon)),
        *_awaited(tokens, known["plan"]),
        *_scheduled(tokens, known["start"], {match.first for match in known["back"]}),
        *_told(tokens, matches),
    ]
    return sorted(turns)


def matches_of(matches: Matches, role: str) -> list[Match]:
    """The words of a part that play a role in turning a clause (see ``lexicon/times/ahead.yaml``)."""
    return [match for match in matches.of("time_ahead") if match.entry.fields["role"] == role]


def turn_before(turns: list[Turn], first: int, at: int) -> Turn:
    """The turn that holds at token `at` of a sentence that begins at `first`."""
    for here in range(bisect_left(turns, at, key=attrgetter("at")) - 1, -1, -1):
        turn = turns[here]
        if turn.at < first:
            break
        if at <= turn.at + turn.reach:
            return turn
    return _NO_TURN


def _particles(matches: Matches) -> Iterator[Turn]:
    """سوف، من المقرر، لن، المقبل؛ and «كانت», «منذ», which turn back."""
    for match in matches.of("particle"):
        role, feature = match.entry.fields["role"], match.entry.fields.get("feature")
        if role == "future" or (role == "negation" and feature == "future"):
            yield Turn(match.last - 1, True)
        elif match.entry.id == "g.kana" and match.feature.startswith("past"):
            yield Turn(match.first, False)
    for match in matches.of("time_shift"):
        if match.entry.fields["value"] > 0:
            yield Turn(match.first, True)
    for match in matches.inflected:
        if "س" in match.clitics and match.feature.startswith("pres"):
            yield Turn(match.first, True)


def _is_future(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is written like «سيصل» and is none of the nouns that begin so."""
    written = _FUTURE.fullmatch(token.fold)
    if written is None:
        return False
    whole, opening = _seen(lexicon)
    return written[1] not in whole and not written[1].startswith(opening)


@cache
def _seen(lexicon: Lexicon) -> tuple[frozenset[str], tuple[str, ...]]:
    """The folded words that only begin like a future verb, and the beginnings of such words."""
    from marsad.text.normalise import fold

    rows = [row for row in lexicon.table("time_ahead") if row.get("role") == "seen"]
    whole = {fold(form) for row in rows if not row.get("opens") for form in row.get("forms", ())}
    opening = {fold(form) for row in rows if row.get("opens") for form in row.get("forms", ())}
    return frozenset(whole), tuple(opening)


def _awaited(tokens: tuple[Token, ...], plans: list[Match]) -> Iterator[Turn]:
    """«أن» and a present verb behind a word of expecting, planning, asking or promising."""
    ends = {match.last for match in plans}
    for at in range(1, len(tokens) - 1):
        if tokens[at].text not in _THAT or tokens[at - 1].fold in _NOT_AHEAD:
            continue
        headed = not ends.isdisjoint(range(at - _HEAD, at + 2))
        if headed and _PRESENT.fullmatch(tokens[at + 1].text):
            yield Turn(at, True)


def _scheduled(tokens: tuple[Token, ...], starts: list[Match], back: set[int]) -> Iterator[Turn]:
    """A present verb of what is on a calendar, unless «كان», «لم» or an «أن» of its own rules it."""
    for match in starts:
        before = range(max(0, match.first - _BACK), match.first)
        ruled = any(at in back or tokens[at].text in _THAT for at in before)
        if not ruled and not match.clitics.strip("وف"):
            yield Turn(match.first, True, _SCHEDULE, True)


def _told(tokens: tuple[Token, ...], matches: Matches) -> Iterator[Turn]:
    """«الذي وصل», «بعدما وصل», «منذ»: what is told there has happened."""
    past = {match.first for match in matches.inflected if match.feature.startswith("past")}
    past -= {match.first for match in matches.inflected if match.feature.startswith("pres")}
    for match in matches.of("particle"):
        role = match.entry.fields["role"]
        if role == "relative" and match.last in past:
            yield Turn(match.first, False)
    for at, token in enumerate(tokens):
        if token.fold in _SINCE or (token.text in _THAT and tokens[at - 1].fold == "بعد" and at + 1 in past):
            yield Turn(at, False)


__all__ = ["Turn", "find_turns", "turn_before"]
