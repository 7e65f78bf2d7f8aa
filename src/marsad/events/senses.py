"""Which sense of a trigger a sentence has: the first entry whose conditions hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from marsad.events.view import View
from marsad.matching import Lexicon, Match
from marsad.text import fold

_WITH_BEFORE, _WITH_AFTER = 4, 9
_WITHOUT_BEFORE, _WITHOUT_AFTER = 3, 6
_BEFORE = 2
_LED = 12
_HEADLINE = 14
"""How many words a headline has at most."""

_SOFT = frozenset({"@sport", "@accident", "@traffic"})
"""Classes of words that make an attack none unless arms are told of too: «قتل مسلحون ركاب [حافلة]»."""

Words = frozenset[str]
_NONE: Words = frozenset()


class Sense(msgspec.Struct, frozen=True):
    """A trigger entry ready for use."""

    type: str
    args: str
    mode: str | None = None
    mode_near: dict[str, str] = {}
    verbal: bool = False
    status: str | None = None
    forms: Words = _NONE
    with_: Words = _NONE
    without: Words = _NONE
    near: Words = _NONE
    not_near: Words = _NONE
    before: Words = _NONE
    not_before: Words = _NONE
    not_next: Words = _NONE
    prep: Words = _NONE
    object: str | None = None
    bare: bool | None = None
    construct: bool = True
    definite: bool = True
    spoken: bool = False
    sure: bool = False
    firm: bool = False
    crowd: bool = False
    tied: bool = False
    by_li: bool = False
    written: tuple[str, ...] = ()
    """Letters one of which the text must write in the word."""
    size: str | None = None
    contexts: tuple[str, ...] = ()
    forces: Words = _NONE
    """Who, in construct with the noun, makes the attack («قصف الجيش»)."""
    unarmed: Words = _NONE
    unarmed_near: Words = _NONE
    not_of: Words = _NONE
    """The same as `without`, `not_near` and, of the words after it, `without`, unless the sentence tells of arms."""
    armed: Words = _NONE
    """The words that tell of arms."""
    accused: Words = _NONE
    """Nouns of those who are accused of what «ب» or «في» leads in: «المتهم [بقتل] زوجته»."""


def read_senses(lexicon: Lexicon) -> dict[str, Sense]:
    """The sense of each trigger entry, by the entry's id, with the classes of words put in."""
    classes = {
        entry.id: [fold(word) for word in entry.fields["words"]] for entry in lexicon.table("word_class")
    }
    return {entry.id: _sense(entry.fields, classes) for entry in lexicon.table("event_trigger")}


def _sense(fields: Mapping[str, Any], classes: Mapping[str, list[str]]) -> Sense:
    soft = _SOFT if fields["type"] == "ASSAULT" else frozenset[str]()

    def words(name: str) -> Words:
        return frozenset(_expanded([w for w in fields.get(name) or () if w not in soft], classes))

    def softly(name: str) -> Words:
        return frozenset(_expanded([w for w in fields.get(name) or () if w in soft], classes))

    return Sense(
        type=fields["type"],
        args=fields["args"],
        mode=fields.get("mode"),
        mode_near={fold(k): v for k, v in (fields.get("mode_near") or {}).items()},
        verbal=bool(fields.get("verbal")),
        status=fields.get("status"),
        forms=frozenset(fields.get("as") or ()),
        with_=words("with"),
        without=words("without"),
        near=words("near"),
        not_near=words("not_near"),
        before=words("before"),
        not_before=words("not_before"),
        not_next=words("not_next"),
        prep=frozenset(fields.get("prep") or ()),
        object=fields.get("object"),
        bare=fields.get("bare"),
        construct=fields.get("construct", True),
        definite=fields.get("definite", True),
        spoken=bool(fields.get("spoken")),
        sure=bool(fields.get("sure")),
        firm=bool(fields.get("firm")),
        crowd=bool(fields.get("crowd")),
        tied=bool(fields.get("tied")),
        by_li=bool(fields.get("by_li")),
        written=tuple(fields.get("written") or ()),
        size=fields.get("size"),
        contexts=tuple(fields.get("contexts") or ()),
        forces=_NONE if fields.get("size") else frozenset(classes["forces"]),
        unarmed=softly("without"),
        unarmed_near=softly("not_near"),
        not_of=words("not_of"),
        armed=frozenset(classes["armed"]),
        accused=frozenset(classes["accused"]),
    )


def _expanded(words: Iterable[str], classes: Mapping[str, list[str]]) -> Iterable[str]:
    for word in words:
        if word.startswith("@"):
            yield from classes[word[1:]]
        else:
            yield fold(word)


def holds(view: View, match: Match, sense: Sense, form: str) -> bool:
    """Whether the words round a match allow the sense; what follows it as an argument is looked at elsewhere."""
    if is_ruled_out(view, match, sense):
        return False
    if sense.forms and form not in sense.forms and not _is_past(view, match, sense):
        return False
    sentence = view.sentence(match.first)
    first, last = sentence.first, sentence.last

    def around(words: Words, before: int, after: int) -> bool:
        return _has(view, words, max(first, match.first - before), match.first) or _has(
            view, words, match.last, min(last, match.last + after)
        )

    if sense.without and around(sense.without, _WITHOUT_BEFORE, _WITHOUT_AFTER):
        return False
    if sense.with_ and not around(sense.with_, _WITH_BEFORE, _WITH_AFTER):
        return False
    if sense.near and not around(sense.near, last - first, last - first):
        return False
    if sense.not_near and around(sense.not_near, last - first, last - first):
        return False
    if _is_harmless(view, match, sense) and not around(sense.armed, last - first, last - first):
        return False
    if not sense.construct and not match.definite and view.fold(match.last).startswith("ال"):
        return False
    if sense.prep and not _is_led(view, match, sense, last):
        return False
    return _edges_hold(view, match, sense, first)


def _is_harmless(view: View, match: Match, sense: Sense) -> bool:
    """Whether what stands round a match makes a game, an accident or words of it, where no arms are told of."""
    if not (sense.unarmed or sense.unarmed_near or sense.not_of):
        return False
    sentence = view.sentence(match.first)
    first, last = sentence.first, sentence.last
    before, after = max(first, match.first - _WITHOUT_BEFORE), min(last, match.last + _WITHOUT_AFTER)
    return (
        _has(view, sense.unarmed, before, match.first)
        or _has(view, sense.unarmed | sense.not_of, match.last, after)
        or _has(view, sense.unarmed_near, first, match.first)
        or _has(view, sense.unarmed_near, match.last, last)
    )


def is_ruled_out(view: View, match: Match, sense: Sense) -> bool:
    """Whether a word is none of its events however it reads: «[الاحتلال] يهدم» is an army, «[الطلب] على النفط» a market's."""
    if match.definite and not sense.definite:
        return True
    if sense.written and not any(letters in view.tokens[match.first].text for letters in sense.written):
        return True
    if sense.tied and not match.enclitic and _is_untied(view, match, sense):
        return True
    return bool(sense.not_next) and _has(view, sense.not_next, match.last, match.last + 1)


def _is_untied(view: View, match: Match, sense: Sense) -> bool:
    """Whether a word in «ه» is none in «ة»: «بجميع [مظاهره]» (in all its forms) is no march.

    It is where the text writes no «ة» and nothing before it speaks against, and with an adjective («[مظاهره] حاشده»).
    """
    if not view.tokens[match.last - 1].text.endswith("ه"):
        return False
    after = view.tokens[match.last].text if match.last < len(view.tokens) else ""
    if after.endswith(("ه", "ة")) and not after.startswith("ال"):
        return False
    if sense.not_before and _has(view, sense.not_before, max(0, match.first - 1), match.first):
        return True
    return any(token.text.endswith("ة") for token in view.tokens)


def _is_led(view: View, match: Match, sense: Sense, end: int) -> bool:
    """Whether one of the prepositions the sense wants follows in the clause."""
    for at in range(match.last, min(end, match.last + _LED)):
        if view.links.get(at, (0, ""))[1] in sense.prep:
            return True
        led = view.clitics.get(at, "")[-1:] or view.fold(at)[:1]
        if ("bi" in sense.prep and led == "ب") or ("li" in sense.prep and led == "ل"):
            return True
    return False


def _is_past(view: View, match: Match, sense: Sense) -> bool:
    """Whether a sense that only what happened once carries («سيطرت», not the lasting «يسيطر») has it.

    A headline tells in the present what happened: «قوات الحكومة تسيطر على المطار».
    """
    if "past" not in sense.forms:
        return False
    sentence = view.sentence(match.first)
    headline = sentence.last - sentence.first <= _HEADLINE and not view.relatives & set(
        range(sentence.first, sentence.last)
    )
    return match.feature.startswith("past") or (headline and match.feature.startswith("pres:3"))


def _edges_hold(view: View, match: Match, sense: Sense, first: int) -> bool:
    at = match.first
    before = max(first, at - _BEFORE)
    if sense.before and not _has(view, sense.before, before, at):
        return False
    return not (sense.not_before and _has(view, sense.not_before, before, at))


def _has(view: View, words: Words, first: int, last: int) -> bool:
    """Whether one of the tokens from `first` up to `last` is one of the words, its particles apart."""
    return not all(map(words.isdisjoint, view.keys[first:last]))


def mode_of(view: View, match: Match, sense: Sense) -> str | None:
    """The mode of a sense, more closely by the words near the trigger."""
    if not sense.mode_near:
        return sense.mode
    for keys in view.keys[match.last : match.last + 4]:
        for key in keys:
            if key in sense.mode_near:
                return sense.mode_near[key]
    return sense.mode
