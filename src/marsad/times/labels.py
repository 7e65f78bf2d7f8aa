"""Each token of a part as the one letter the date rules know it by."""

from __future__ import annotations

import re

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
    "time_pointer": "D",
    "clock_word": "C",
    "clock_fraction": "H",
    "clock_zone": "Z",
    "season": "R",
    "named_decade": "X",
    "year_part": "Y",
    "recurring": "V",
    "approximate": "~",
    "same_as_date": "E",
    "named_day": "F",
    "any_weekday": "i",
    "date_namesake": "J",
    "duration_opener": "B",
    "dated_noun": "K",
    "since_opener": "I",
    "era": "e",
    "vague_time": "v",
    "from_else": "G",
    "of_it": "r",
    "event_of_day": "Q",
    "nth_day": "j",
    "recurring_time": "O",
}
NOTHING = "."
"""The label of what no date rule knows."""
_BY_NEIGHBOURS = ("clock_word", "clock_fraction", "year_part")
_PLAIN = tuple(kind for kind in _KINDS if kind not in _BY_NEIGHBOURS)
_ALONE_NOTHING = frozenset("BDLPVH~ECoYgsJKIeGrjQ")
"""Labels that make no date by themselves: a part that has no others needs no reading."""
_MARKS = {"/": "/", "-": "/", "–": "/", "—": "/", "\\": "/", ":": ":", "(": "(", ")": ")", "،": "c", ",": "c"}
_PREPOSITIONS = {"in": "q", "from": "f", "to": "t", "between": "b"}
_BARE = {
    "قبل": "a",
    "منذ": "z",
    "مند": "z",
    "بعد": "A",
    "علي": "8",
    "حتي": "t",
    "هـ": "M",
    "ه": "M",
    "م": "M",
    "و": "W",
    "ال": "l",
}
_OTHERS = {"و" + word: letter for word, letter in _BARE.items()} | _BARE
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1000, 2999, 31
_DOTTED_HOUR = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}\.\d{1,2}\.\d{1,2}")


class Labels(msgspec.Struct, frozen=True):
    """The labels of a part, one letter a token, and the lexicon match behind those that have one."""

    letters: str
    words: dict[int, Match]


def label_part(part: Part, matches: Matches) -> Labels | None:
    """The labels of a part, or None when nothing in it can belong to a date."""
    found = matches.longest("month", *_PLAIN)
    numbers = any(token.kind == "number" for token in part.tokens)
    if not numbers and all(_KINDS.get(match.entry.kind, "m") in _ALONE_NOTHING for match in found):
        return None
    letters = [NOTHING] * len(part.tokens)
    words: dict[int, Match] = {}
    _label_tokens(part, letters)
    _label_prepositions(matches, letters, words)
    for match in found:
        _put(match, letters, words)
    _tell_apart(matches, letters, words)
    return Labels("".join(letters), words)


def _put(match: Match, letters: list[str], words: dict[int, Match]) -> None:
    words[match.first] = match
    letters[match.first] = _letter(match)
    for at in range(match.first + 1, match.last):
        letters[at] = "+"


def _letter(match: Match) -> str:
    kind, fields = match.entry.kind, match.entry.fields
    if kind == "month":
        return "h" if fields["calendar"] != "gregorian" else "k" if fields.get("weak") else "m"
    if kind == "time_unit" and match.definite:
        return "U"
    if kind == "time_pointer":
        return {"this": "D", "same": "L", "itself": "P"}[fields["value"]]
    if kind == "from_else" and match.definite and fields.get("bare"):
        return "."
    return _KINDS[kind]


def _tell_apart(matches: Matches, letters: list[str], words: dict[int, Match]) -> None:
    """What one word means by its neighbours: «النصف» after an hour or before an ordinal, «الساعة» before an hour."""
    for match in matches.of(*_BY_NEIGHBOURS):
        at, letter = match.first, _KINDS[match.entry.kind]
        if any(letters[i] in "mhwFZ" for i in range(at, match.last)):
            continue
        after = letters[match.last] if match.last < len(letters) else "."
        before = letters[at - 1] if at else "."
        fits = {
            "C": after in "noNT",
            "Y": after in "os",
            "H": before in "on+" and (after == "p" or "C" in letters[max(0, at - 5) : at]),
        }
        if fits[letter]:
            _put(match, letters, words)


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
        return "x" if _DOTTED.fullmatch(fold) else "T" if _DOTTED_HOUR.fullmatch(fold) else "."
    value = int(fold) if len(fold) <= 4 else 0
    if 1 <= value <= _LAST_DAY:
        return "n"
    return "y" if _FIRST_YEAR <= value <= _LAST_YEAR else "N"


def _label_prepositions(matches: Matches, letters: list[str], words: dict[int, Match]) -> None:
    for match in matches.of("particle"):
        letter = _PREPOSITIONS.get(str(match.entry.fields.get("feature")))
        if letter and match.last == match.first + 1:
            letters[match.first], words[match.first] = letter, match
