"""How much money an event is about: «قرض بقيمة 300 مليون دولار»."""

from __future__ import annotations

from marsad.events.numerals import number_at
from marsad.events.view import View
from marsad.matching import Match
from marsad.types import Sentence

_LONGEST = 6
_REACH = 25
_PAID = frozenset({"AID", "SANCTION", "COOPERATE", "AGREE", "COERCE"})


def read_amount(view: View, match: Match, kind: str, sentence: Sentence) -> tuple[str, str | None] | None:
    """The sum nearest to a trigger in its sentence with its currency, and its bound; after it rather than before.

    «منحت السعودية اليمن وديعة بقيمة ملياري دولار» (Saudi Arabia gave Yemen a deposit of two billion dollars): `2000000000 USD`.
    """
    if kind not in _PAID:
        return None
    sums = [
        (money.first - match.last if money.first >= match.last else 2 * (match.first - money.last), found)
        for money in _currencies(view, sentence)
        if (found := _sum(view, money, sentence)) is not None
    ]
    away, best = min(sums, default=(_REACH, None), key=lambda one: one[0])
    return best if away < _REACH else None


def _currencies(view: View, sentence: Sentence) -> list[Match]:
    """The currencies of a sentence, the longest reading of each: «دينار كويتي»."""
    longest: dict[int, Match] = {}
    for match in view.matches.between("event_currency", sentence.first, sentence.last):
        if match.first not in longest or longest[match.first].last < match.last:
            longest[match.first] = match
    return [longest[first] for first in sorted(longest)]


def _sum(view: View, money: Match, sentence: Sentence) -> tuple[str, str | None] | None:
    """The number that ends right before a currency, as it begins farthest back."""
    for at in range(max(sentence.first, money.first - _LONGEST), money.first):
        number = number_at(view, at, decimals=True)
        if number is not None and number.last == money.first:
            value = int(number.value) if number.value == int(number.value) else number.value
            return f"{value} {money.entry.fields['code']}", number.bound(view, at)
    return None
