"""The triggers of a part: which words report an event, in which form and sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from marsad.events.offences import is_offence
from marsad.events.senses import Sense, holds
from marsad.events.view import View
from marsad.matching import Match

_FORMS = {
    "past": "verb",
    "pres": "verb",
    "juss": "verb",
    "pastp": "verb",
    "presp": "verb",
    "part": "participle",
    "ppart": "ppart",
    "masdar": "masdar",
    "noun": "noun",
    "": "noun",
}
_TEMPORAL = frozenset({"بعد", "منذ", "قبل", "الي", "سبق"})
_PREPOSED = frozenset("بلك")
_QUOTES = frozenset('"«“')
_YOURS = frozenset({"ك", "كم", "كما"})


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A match in the form and sense in which it reports an event."""

    match: Match
    sense: Sense
    form: str
    feature: str = ""


_DAMMA = "\u064f"


def find_triggers(view: View, senses: Mapping[str, Sense]) -> Iterator[Trigger]:
    """The triggers of a part in order, none inside another, each with the first sense that holds."""
    after = 0
    for first, matches in _by_token(view).items():
        if first < after:
            continue
        chosen = _choose(view, matches, senses)
        if chosen is not None:
            after = chosen.match.last
            yield chosen


def _by_token(view: View) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = {}
    for match in view.matches.of("event_trigger"):
        found.setdefault(match.first, []).append(match)
    return dict(sorted(found.items()))


def _choose(view: View, matches: list[Match], senses: Mapping[str, Sense]) -> Trigger | None:
    """Longer matches first; of equal ones the reading (verb or noun) that its neighbours allow."""
    if len(matches) > 1:
        matches = sorted(matches, key=lambda m: _preference(view, m))
    for match in matches:
        form = form_of(match)
        sense, feature = senses[match.entry.id], match.feature
        many = not feature and match.last > match.first + 1
        if many and match.first in view.finite and not _governed(view, match.first - 1):
            form, feature = "verb", view.finite[match.first]
        elif form == "noun" and not match.feature:
            form = "noun" if not sense.forms or "noun" in sense.forms else next(iter(sense.forms))
        if _impossible(view, match, form) or (form != "verb" and is_offence(view, match, sense)):
            continue
        if holds(view, match, sense, form) or (
            feature != match.feature and holds(view, match, sense, "noun")
        ):
            return Trigger(match, sense, form, feature)
    return None


def _preference(view: View, match: Match) -> tuple[int, bool, int, int, bool]:
    """Longer matches, those without pronouns and particles, the third person, and the part of speech that fits.

    «ملاحقة» is the verbal noun, unless it may be an adjective of the noun before it.
    """
    particles = len(match.enclitic) + len(match.clitics)
    yours = match.feature.endswith(("1s", "1p", "2ms", "2fs"))
    alone = form_of(match) == "ppart" and match.first - 1 not in view.inside
    return -match.last, yours, particles, _order(view, match), alone


def form_of(match: Match) -> str:
    """The part of speech of a match: verb, participle, ppart (passive participle), masdar or noun."""
    return _form_of(match.feature)


@cache
def _form_of(feature: str) -> str:
    return _FORMS.get(feature.partition(":")[0], "noun")


def _order(view: View, match: Match) -> int:
    """Nouns before verbs where only a noun can stand, verbs before nouns elsewhere."""
    verb = form_of(match) == "verb"
    return int(verb) if _noun_place(view, match) else int(not verb)


def _noun_place(view: View, match: Match) -> bool:
    """After a preposition, «تم», another verb with or without its subject, or a noun in construct: «عملية قتل»."""
    before = match.first - 1
    if before > 0 and view.tokens[before].text in _QUOTES:
        before -= 1
    if (
        match.definite
        or set(match.clitics) & _PREPOSED
        or (before in view.links and view.links[before][0] == before + 1)
    ):
        return True
    if before in view.passive_verbs or (before in view.finite and before not in view.auxiliaries):
        return True
    if match.first not in view.finite and before in view.inside:
        return True  # «أدان المجلس [قصف] المدينة»
    if _after_that(view, before):
        return True
    if _opens_headline(view, match):
        return True
    fold = view.fold(before)
    return (
        fold.endswith("ه")
        and not fold.startswith("ال")
        and before not in view.inside
        and before not in view.stops
    )


def _opens_headline(view: View, match: Match) -> bool:
    """Whether a sentence begins with a noun of what befalls the thing or woman that follows: «[ضبط] شحنة أسلحة»."""
    phrase = view.phrases.get(match.last)
    opens = match.first == view.sentence(match.first).first and not match.clitics and not match.enclitic
    if not opens or phrase is None or phrase.clitics:
        return False
    return phrase.kind == "thing" or (
        phrase.gender == "f" and phrase.number == "s" and phrase.kind != "place"
    )


def _governed(view: View, at: int) -> bool:
    """Whether a preposition or another verb stands there, after which no past verb begins: «يدفعون ثمن»."""
    if view.links.get(at, (0, ""))[0] == at + 1:
        return True
    return at in view.finite and at not in view.auxiliaries and view.finite[at].startswith("pres")


def _after_that(view: View, at: int) -> bool:
    """Whether «إنّ» or «أنّ» stands there, after which a noun comes; not the «أن» of «بعد أن»."""
    return view.fold(at) in ("ان", "بان", "وان") and view.fold(at - 1) not in _TEMPORAL


def _is_definite(view: View, match: Match) -> bool:
    return match.definite or view.fold(match.first).removeprefix("و").startswith("ال")


def _is_name(view: View, match: Match) -> bool:
    """Whether the words belong to a name («فجر ليبيا», «حزب التحرير») or run out of one («الوزير [العلي استعداده]»)."""
    ends = view.names.get(match.first, -1)
    return match.last <= ends or (match.definite and match.last - match.first > 1 and ends > match.first)


def _impossible(view: View, match: Match, form: str) -> bool:
    """Whether the form cannot stand here: a definite verb, a future past, part of a name."""
    if _is_name(view, match):
        return True
    if form == "verb":
        ministry = match.first in view.people and bool(match.clitics and match.enclitic)  # «وزارته»
        return (
            ministry
            or match.definite
            or (match.enclitic in _YOURS and view.fold(match.first).startswith("ال"))
            or bool(set(match.clitics) & set("بك"))
            or match.feature.endswith(("2ms", "2mp", "2fs"))
        )
    if form == "participle":
        circumstance = view.fold(match.first).endswith(("ا", "ه", "ين"))
        led = bool(set(match.clitics) & _PREPOSED)  # «قاموا [بمهاجمة] المقر» is a verbal noun
        return bool(match.enclitic) or led or _is_definite(view, match) or not circumstance
    return False


def likelihood(view: View, match: Match) -> tuple[int, bool, int]:
    """How likely a match is the entry that stands where it does: by length, part of speech, and few particles."""
    form, at = form_of(match), match.first
    led = form == "verb" and match.clitics[-1:] in ("ب", "ك")
    unlike = led or (form == "ppart" and at - 1 not in view.inside)
    return match.last - at, not unlike, -len(match.clitics) - len(match.enclitic)


def is_vowelled_passive(view: View, trigger: Trigger) -> bool:
    """Whether the text writes the vowel of a passive past: «قُتل», «وأُصيب»."""
    match = trigger.match
    text = view.tokens[match.first].text[len(match.clitics) :]
    return trigger.feature.startswith("past") and text[1:2] == _DAMMA
