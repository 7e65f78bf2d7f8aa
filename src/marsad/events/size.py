"""How many an event killed, injured, arrested, displaced: numbers as the text gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Any

import msgspec

from marsad.events.amounts import read_amount
from marsad.events.numerals import number_at
from marsad.events.triggers import Trigger
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Event, Sentence, Size, Source

_AFTER, _BEFORE, _RANGE = 7, 2, 3
_DUAL = 2
_SINGLE = {"s": 1, "d": _DUAL}
_FIELDS = {
    "ASSAULT": ("dead", "injured", "abducted", "missing", "displaced"),
    "ACCIDENT": ("dead", "injured", "missing"),
    "DISASTER": ("dead", "injured", "missing", "displaced"),
    "COERCE": ("arrested", "displaced", "injured", "dead"),
    "PROTEST": ("participants", "dead", "injured", "arrested"),
}
_OF_ARREST = ("arrested",)
_first = attrgetter("first")
_start = attrgetter("start")


def read_size(view: View, trigger: Trigger, sentence: Sentence) -> Size:
    """The size of an event, by the counts its sentence gives.

    «مقتل ما لا يقل عن 12 شخصا وإصابة العشرات» (at least 12 killed and dozens injured): 12 dead, a lower bound, and
    10 injured, an order of magnitude.
    """
    arrest = trigger.sense.mode == "arrest"
    wanted = _OF_ARREST if arrest else _FIELDS.get(trigger.sense.type, ())
    found: dict[str, Any] = {}
    bounds: dict[str, str | None] = {}
    taken = trigger.sense.type == "COERCE" and trigger.sense.mode != "seize"
    money = None if taken else read_amount(view, trigger.match, trigger.sense.type, sentence)
    if money is not None:
        found["amount"], bounds["amount"] = money
    sizes = view.matches.longest("event_size") if wanted else ()
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
        found[field], bounds[field] = counted
    least = tuple(field for field, bound in bounds.items() if bound == "at_least")
    rough = tuple(field for field, bound in bounds.items() if bound not in ("at_least", None))
    return Size(**found, at_least=least, approximate=rough)


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
        number = number_at(view, at)
        if number is not None:
            if match.entry.fields.get("counts") and number.last not in view.people:
                return None
            least = _least(view, at)
            return (
                (least, "approximate") if least is not None else (int(number.value), number.bound(view, at))
            )
    return None


def _least(view: View, at: int) -> int | None:
    """The lesser of two numbers between which the figure lies: «ما بين 20 و30 قتيلا»."""
    if at < _RANGE or view.fold(at - 1) != "و" or view.fold(at - _RANGE) != "بين":
        return None
    number = number_at(view, at - 2)
    return int(number.value) if number is not None else None


def with_single(view: View, trigger: Trigger, event: Event) -> Event:
    """The event with those it befell counted by their nouns: «مقتل [جندي]», «استشهد [شابان]», «مقتل [ضابط وجنديين]»."""
    field = "arrested" if event.mode == "arrest" else trigger.sense.size
    if field is None or trigger.sense.type != event.type:
        return event
    known = getattr(event.size, field)
    if known is not None and (known > len(event.recipients) or len(event.recipients) == 1):
        return event
    counts = [_SINGLE.get(_number_of(view, one)) for one in event.recipients]
    if not counts or None in counts:
        return event
    size = msgspec.structs.replace(event.size, **{field: sum(n for n in counts if n)})
    return msgspec.structs.replace(event, size=size)


def _number_of(view: View, party: Source) -> str:
    """The grammatical number of a person in the part: ``s``, ``d``, ``p``, or nothing where a numeral or no person stands there."""
    at = bisect_right(view.tokens, party.start, key=_start) - 1
    phrase = view.phrases.get(at)
    if party.field != view.part.field or party.implicit or phrase is None or phrase.kind != "person":
        return ""
    spots = range(phrase.first, phrase.last)
    words = [view.numbers[spot].entry.fields["value"] for spot in spots if spot in view.numbers]
    if words == [_DUAL]:
        return "d"  # «متهمين اثنين»
    heads = view.matches.over("head_noun", phrase.head)
    clear = view.fold(phrase.head).endswith("ان") or any(m.feature.endswith("d") for m in heads)
    if phrase.number == "d" and (not clear or any(m.feature.endswith("p") for m in heads)):
        return ""  # «مدنيين» may be two or more
    if words or any(view.tokens[spot].kind == "number" for spot in spots):
        return ""
    return phrase.number
