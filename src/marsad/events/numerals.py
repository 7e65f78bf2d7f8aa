"""Numbers in figures and in words, and what makes them bounds or guesses: «ما لا يقل عن 12», «عشرات», «مليون ونصف المليون»."""

from __future__ import annotations

import msgspec

from marsad.events.view import View

_THOUSANDS = str.maketrans("", "", ",٬")
_DECIMALS = str.maketrans(",٫", "..")
_BOUND = 4
_GROUP = 3


class Number(msgspec.Struct, frozen=True, gc=False):
    """What a number is worth, where it ends, and whether it is an order of magnitude."""

    value: float
    last: int
    vague: bool

    def bound(self, view: View, first: int) -> str | None:
        """Whether it is a lower bound or a guess, by itself or by the words round it."""
        if self.vague:
            return "approximate"
        for match in view.matches.between("event_bound", first - _BOUND, self.last + 2):
            if match.last == first or 0 <= match.first - self.last <= 1:
                return str(match.entry.fields["bound"])
        return None


def number_at(view: View, at: int, *, decimals: bool = False) -> Number | None:
    """The number that begins at a token; of figures with a fraction («1.2 مليار») only where `decimals`."""
    words, token = view.numbers, view.tokens[at]
    value: float
    if token.kind == "number":
        known = _figures(token.fold, decimals=decimals)
        if known is None:
            return None
        value, last, vague = known, at + 1, False
    elif at in words and not words[at].entry.fields.get("half"):
        value, last = words[at].entry.fields["value"], words[at].last
        vague = bool(words[at].entry.fields.get("vague")) or view.fold(at).endswith("الاف")
    else:
        return None
    factor = value if at in words and words[at].entry.fields.get("factor") else 1
    while last in words and (_goes_on(view, last)):
        fields = words[last].entry.fields
        if fields.get("half"):
            value += factor / 2
        elif fields.get("factor") and not words[last].clitics:
            value, factor = value * fields["value"], fields["value"]
        else:
            value += fields["value"]
        last = words[last].last
    return Number(value, last, vague)


def _goes_on(view: View, at: int) -> bool:
    """Whether a word of number belongs to the one before it: a factor, or joined by «و»."""
    word = view.numbers[at]
    fields = word.entry.fields
    return bool(fields.get("factor") or fields.get("half") or word.clitics == "و")


def _figures(text: str, *, decimals: bool) -> float | None:
    """What figures are worth: «1,200», «3,5», «1.2»."""
    whole = text.translate(_THOUSANDS)
    grouped = whole == text or len(text.replace("٬", ",").rpartition(",")[2]) == _GROUP
    if whole.isdigit() and (grouped or not decimals):
        return int(whole)
    if not decimals:
        return None
    try:
        return float(text.translate(_DECIMALS))
    except ValueError:
        return None
