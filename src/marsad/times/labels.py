"""Each token of a part as the one letter the date rules know it by."""

from __future__ import annotations

import msgspec

from marsad.matching import Match, Matches
from marsad.types import Part

_KINDS = {
    "same_date": "S",
    "deictic_day": "d",
    "weekday": "w",
    "time_unit": "u",
    "time_shift": "s",
    "time_edge": "g",
    "day_part": "p",
    "number_word": "o",
}
_MARKS = {"/": "/", "-": "/", "–": "/", "(": "(", ")": ")", "،": "c", ",": "c"}
_PREPOSITIONS = {"in": "q", "from": "f", "to": "t", "between": "b"}
_OTHERS = {"قبل": "a", "منذ": "z", "بعد": "A", "حتي": "t", "هـ": "M", "ه": "M"}
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1000, 2999, 31


class Labels(msgspec.Struct, frozen=True):
    """The labels of a part, one letter a token, and the lexicon match behind those that have one."""

    letters: str
    words: dict[int, Match]


def label_part(part: Part, matches: Matches) -> Labels | None:
    """The labels of a part, or None when nothing in it can belong to a date."""
    letters = ["."] * len(part.tokens)
    words: dict[int, Match] = {}
    found = matches.longest("month", *_KINDS)
    if not found and not any(token.kind == "number" for token in part.tokens):
        return None
    _label_tokens(part, letters)
    _label_prepositions(matches, letters)
    for match in found:
        _put(match, letters, words)
    return Labels("".join(letters), words)


def _put(match: Match, letters: list[str], words: dict[int, Match]) -> None:
    if match.entry.kind == "month":
        letter = "m" if match.entry.fields["calendar"] == "gregorian" else "h"
    else:
        letter = _KINDS[match.entry.kind]
    words[match.first] = match
    letters[match.first] = letter
    for at in range(match.first + 1, match.last):
        letters[at] = "+"


def _label_tokens(part: Part, letters: list[str]) -> None:
    for at, token in enumerate(part.tokens):
        if token.kind == "number":
            letters[at] = _number(token.fold)
        elif token.kind == "mark":
            letters[at] = _MARKS.get(token.text, ".")
        else:
            letters[at] = _OTHERS.get(token.fold, ".")


def _number(fold: str) -> str:
    if not fold.isdecimal():
        return "N"
    value = int(fold) if len(fold) <= 4 else 0
    if 1 <= value <= _LAST_DAY:
        return "n"
    return "y" if _FIRST_YEAR <= value <= _LAST_YEAR else "N"


def _label_prepositions(matches: Matches, letters: list[str]) -> None:
    for match in matches.of("particle"):
        letter = _PREPOSITIONS.get(str(match.entry.fields.get("feature")))
        if letter and match.last == match.first + 1:
            letters[match.first] = letter
