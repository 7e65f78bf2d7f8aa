"""Named things with the number that closes their name: «القرار 1559», «كأس العالم 2014», «القانون عدد 34 لسنة 2016»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.links import linking
from marsad.types import Part

_TRUST = 4
_YEARS = range(1850, 2060)
_SHORTEST = 3
"""Digits that tell a numbered text from what a number counts: «القرار 1559», «القرار 15 عضوا»."""


def numbered_candidates(part: Part, matches: Matches, known: Sequence[Candidate]) -> list[Candidate]:
    """The resolutions and laws of a part by their number, and its known named things with the year after them."""
    found = [_dated(part, one) for one in known if one.kind == "misc" and one.settled]
    return [*filter(None, found), *_texts(part, matches)]


def _dated(part: Part, thing: Candidate) -> Candidate | None:
    """«كأس العالم» with «2014»: the year is part of what the thing is called."""
    at = thing.last
    if _is_year(part, at - 1):
        return None
    last = at + 1 if _is_year(part, at) else _year_after(part, _labelled(part, at) or at)
    if last == at:
        return None
    end = part.tokens[last - 1].end
    return msgspec.structs.replace(thing, last=last, end=end, rule="unit.misc", trust=_TRUST, inside=())


def _texts(part: Part, matches: Matches) -> list[Candidate]:
    found = []
    for noun in matches.of("text_noun"):
        last = _number_after(part, noun.last, least=1 if noun.entry.get("short") else _SHORTEST)
        if last:
            last = _year_after(part, last)
            end = part.tokens[last - 1].end
            found.append(Candidate(noun.first, last, noun.start, end, "misc", "unit.misc", _TRUST))
    return found


def _number_after(part: Part, at: int, *, least: int) -> int:
    """The token after the number of a text, which may stand after «رقم»; 0 for none."""
    bare = at < len(part.tokens) and part.tokens[at].kind == "number"
    return at + 1 if bare and len(part.tokens[at].text) >= least else _labelled(part, at)


def _labelled(part: Part, at: int) -> int:
    """The token after «رقم 25», 0 for none."""
    label = at + 1 < len(part.tokens) and part.tokens[at].fold in linking("numbered")
    return at + 2 if label and part.tokens[at + 1].kind == "number" else 0


def _year_after(part: Part, at: int) -> int:
    dated = at < len(part.tokens) and part.tokens[at].fold in linking("of_year")
    return at + 2 if dated and _is_year(part, at + 1) else at


def _is_year(part: Part, at: int) -> bool:
    if at >= len(part.tokens) or part.tokens[at].kind != "number" or not part.tokens[at].text.isdecimal():
        return False
    return int(part.tokens[at].text) in _YEARS
