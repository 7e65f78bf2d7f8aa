"""How many an event killed, injured, arrested, displaced: numbers as the text gives them."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Any

from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Sentence, Size

_AFTER, _BEFORE, _BOUND = 7, 2, 4
_FIELDS = {
    "ASSAULT": ("dead", "injured", "abducted", "missing", "displaced"),
    "ACCIDENT": ("dead", "injured", "missing"),
    "DISASTER": ("dead", "injured", "missing", "displaced"),
    "COERCE": ("arrested", "displaced", "injured", "dead"),
    "PROTEST": ("participants", "dead", "injured", "arrested"),
}
_OF_ARREST = ("arrested",)
_first = attrgetter("first")
_THOUSANDS = str.maketrans("", "", ",٬")


def read_size(view: View, trigger: Trigger, sentence: Sentence) -> Size:
    """The size of an event, by the counts its sentence gives.

    «مقتل ما لا يقل عن 12 شخصا وإصابة العشرات» (at least 12 killed and dozens injured): 12 dead, a lower bound, and
    10 injured, an order of magnitude.
    """
    wanted = _OF_ARREST if trigger.sense.mode == "arrest" else _FIELDS.get(trigger.sense.type)
    if wanted is None:
        return Size()
    found: dict[str, Any] = {}
    least: list[str] = []
    rough: list[str] = []
    sizes = view.matches.longest("event_size")
    for at in range(bisect_left(sizes, sentence.first, key=_first), len(sizes)):
        match = sizes[at]
        if match.first >= sentence.last:
            break
        field = match.entry.fields["field"]
        if field not in wanted or field in found:
            continue
        counted = _count(view, match, sentence)
        if counted is None:
            continue
        found[field], bound = counted
        if bound == "at_least":
            least.append(field)
        elif bound:
            rough.append(field)
    return Size(**found, at_least=tuple(least), approximate=tuple(rough))


def _count(view: View, match: Match, sentence: Sentence) -> tuple[int, str | None] | None:
    """The number a word of size counts, with its bound: after it, just before it, or its own dual."""
    if match.feature.endswith("md") and match.feature.startswith("noun"):
        return 2, None
    if match.feature.startswith("noun"):
        spots = [*range(match.first - 1, max(sentence.first, match.first - _BEFORE) - 1, -1), match.last]
    else:
        spots = list(range(match.last, min(sentence.last, match.last + _AFTER)))
        if match.feature.endswith("3mp"):  # «8 أشخاص جرحوا»
            spots = list(range(match.first - 1, max(sentence.first, match.first - _BEFORE) - 1, -1))
    for at in spots:
        if at >= sentence.last or view.is_mark(at):
            continue
        if at > match.last and view.matches.between("event_size", at, at + 1):
            return None
        number = _number_at(view, at)
        if number is not None:
            value, last, vague = number
            return value, "approximate" if vague else _bound(view, at, last)
    return None


def _number_at(view: View, at: int) -> tuple[int, int, bool] | None:
    """The number at a token, where it ends, and whether it is an order of magnitude."""
    words, token = view.numbers, view.tokens[at]
    if token.kind == "number":
        digits = token.fold.translate(_THOUSANDS)
        if not digits.isdigit():
            return None
        value, last, vague = int(digits), at + 1, False
    elif at in words:
        value, last = words[at].entry.fields["value"], words[at].last
        vague = bool(words[at].entry.fields.get("vague")) or (view.fold(at).endswith("الاف"))
    else:
        return None
    while last in words and (words[last].entry.fields.get("factor") or words[last].clitics == "و"):
        fields = words[last].entry.fields
        value = (
            value * fields["value"]
            if fields.get("factor") and not words[last].clitics
            else value + fields["value"]
        )
        last = words[last].last
    return value, last, vague


def _bound(view: View, first: int, last: int) -> str | None:
    for match in view.matches.between("event_bound", first - _BOUND, last + 2):
        if match.last == first or 0 <= match.first - last <= 1:
            return str(match.entry.fields["bound"])
    return None
