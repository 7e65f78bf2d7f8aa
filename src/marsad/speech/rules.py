"""The rules of the layer: what each means and how sure it is, from the lexicon."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log
from weakref import WeakKeyDictionary

import msgspec

from marsad.matching import Lexicon
from marsad.types import Source

_UNKNOWN = 0.6
_MAY_DROP = "speech.verb"


class _Rules(msgspec.Struct, frozen=True):
    sure: dict[str, tuple[float, str]]
    signs: dict[str, tuple[float, str]]


_known: WeakKeyDictionary[Lexicon, _Rules] = WeakKeyDictionary()


def _rules(lexicon: Lexicon) -> _Rules:
    found = _known.get(lexicon)
    if found is None:
        sure = {e.id: (float(e.get("confidence")), str(e.get("tells"))) for e in lexicon.table("speech_rule")}
        signs = {e.id: (float(e.get("shift")), str(e.get("tells"))) for e in lexicon.table("speech_sign")}
        found = _known[lexicon] = _Rules(sure, signs)
    return found


def signs_of(rule: str, sources: tuple[Source, ...], nested: bool) -> tuple[str, ...]:
    """What makes an attribution less sure than its rule is: that it stands inside another, who is said to speak."""
    found = ["sign.nested"] if nested else []
    if sources:
        dropped = sources[0].implicit and rule.startswith(
            _MAY_DROP
        )  # a participle's subject is never written
        found += ["sign.dropped"] if dropped else []
        found += ["sign.unnamed"] if sources[0].kind == "unnamed" else []
    return tuple(found)


def confidence_of(rule: str, lexicon: Lexicon, signs: Iterable[str] = ()) -> float:
    """How often a rule was right where it was measured, the signs weighed; the next more general rule's if it was too rare."""
    rules = _rules(lexicon)
    sure = next((rules.sure[name][0] for name in _upwards(rule) if name in rules.sure), _UNKNOWN)
    shift = sum(rules.signs[sign][0] for sign in signs)
    return round(1 / (1 + exp(-log(sure / (1 - sure)) - shift)), 2) if shift else sure


def meaning_of(rule: str, lexicon: Lexicon) -> str:
    """What a rule or sign means, in a sentence."""
    rules = _rules(lexicon)
    if rule in rules.signs:
        return rules.signs[rule][1]
    return next((rules.sure[name][1] for name in _upwards(rule) if name in rules.sure), "")


def _upwards(rule: str) -> Iterable[str]:
    """A rule and the more general ones above it."""
    while rule:
        yield rule
        rule = rule.rpartition(".")[0]
