"""The rules of the layer: what each means and how sure it is, from the lexicon."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from marsad.matching import Lexicon

_UNKNOWN = 0.6
_known: WeakKeyDictionary[Lexicon, dict[str, tuple[float, str]]] = WeakKeyDictionary()


def _rules(lexicon: Lexicon) -> dict[str, tuple[float, str]]:
    found = _known.get(lexicon)
    if found is None:
        table = lexicon.table("speech_rule")
        found = _known[lexicon] = {e.id: (float(e.get("confidence")), str(e.get("tells"))) for e in table}
    return found


def confidence_of(rule: str, lexicon: Lexicon) -> float:
    """How often a rule was right where it was measured; the nearest more general rule when it was too rare."""
    rules = _rules(lexicon)
    while rule:
        if rule in rules:
            return rules[rule][0]
        rule = rule.rpartition(".")[0]
    return _UNKNOWN


def meaning_of(rule: str, lexicon: Lexicon) -> str:
    """What a rule means, in a sentence."""
    rules = _rules(lexicon)
    while rule:
        if rule in rules:
            return rules[rule][1]
        rule = rule.rpartition(".")[0]
    return ""
