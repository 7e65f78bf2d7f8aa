"""The layer's single-word lists, folded, as sets."""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from marsad.matching import Lexicon
from marsad.text import fold


class Words(msgspec.Struct, frozen=True):
    """Sets of folded words by the role they play round a statement (see lexicon/speech/words.yaml)."""

    that: frozenset[str]
    connector: frozenset[str]
    stopper: frozenset[str]
    content_noun: frozenset[str]
    no_source: frozenset[str]
    outlet: frozenset[str]
    byline: frozenset[str]
    court: frozenset[str]
    time: frozenset[str]
    irrealis: frozenset[str]
    relative: frozenset[str]
    preposition: frozenset[str]
    said_by: frozenset[str]
    unsaid: frozenset[str]
    tail_stop: frozenset[str]
    never: frozenset[str]
    doubtful: frozenset[str]
    pronominal: frozenset[str]
    before_that: frozenset[str]
    switch: frozenset[str]
    level: frozenset[str]
    joint: frozenset[str]
    narrative: frozenset[str]
    aside_start: frozenset[str]
    without: frozenset[str]
    left_out: frozenset[str]
    resumed: frozenset[str]
    was: frozenset[str]
    every: frozenset[str]
    whether: frozenset[str]
    saying_what: frozenset[str]
    this: frozenset[str]
    into: frozenset[str]
    given_to: frozenset[str]
    which: frozenset[str]
    part_of: frozenset[str]
    own_b: frozenset[str]
    blame: frozenset[str]
    in_it: frozenset[str]
    clause_pronoun: frozenset[str]
    manner: frozenset[str]
    on_behalf: frozenset[str]
    came: frozenset[str]
    nobody: frozenset[str]
    no_masdar: frozenset[str]
    particle: frozenset[str]
    no_comment: frozenset[str]
    doubted: frozenset[str]
    be: frozenset[str]
    honorific: frozenset[str]
    called: frozenset[str]
    title: frozenset[str]
    topic: frozenset[str]
    acting: frozenset[str]
    engaged: frozenset[str]
    eyed: frozenset[str]
    contrast: frozenset[str]
    anaphor: frozenset[str]
    asks: frozenset[str]
    answers: frozenset[str]
    to_me: frozenset[str]
    unit: frozenset[str]
    negation: frozenset[str]
    body: frozenset[str]
    sequel: frozenset[str]
    after_all: frozenset[str]
    after_what: frozenset[str]
    while_noun: frozenset[str]
    pointing: frozenset[str]
    answered: frozenset[str]
    masdar: re.Pattern[str]
    """The shapes of verbal nouns: «استدعاء», «انسحاب», «تشكيل»."""
    manner_shape: re.Pattern[str]
    """The shapes of adverbial participles: «ضاحكا», «مبتسما»."""
    titled: frozenset[str]
    named_as: frozenset[str]
    own_words: frozenset[str]
    issued: frozenset[str]
    placard: frozenset[str]
    counted: frozenset[str]
    frequency: frozenset[str]
    thus: frozenset[str]
    itself: frozenset[str]
    copy: frozenset[str]
    envoy: frozenset[str]
    memorandum: frozenset[str]
    informant: frozenset[str]
    of_it: frozenset[str]
    received: frozenset[str]
    already: frozenset[str]
    between: frozenset[str]
    custody: frozenset[str]
    questioning: frozenset[str]
    some: frozenset[str]
    impersonal: frozenset[str]
    governs: frozenset[str]
    to_whom: frozenset[str]
    ordinal: frozenset[str]
    from_whom: frozenset[str]
    chiefly: frozenset[str]
    via: frozenset[str]
    over: frozenset[str]
    whose: frozenset[str]
    points_to: frozenset[str]
    toward: frozenset[str]
    what: frozenset[str]
    unheard: frozenset[str]
    captor: frozenset[str]
    crowd: frozenset[str]
    breaks: frozenset[str]
    in_name: frozenset[str]
    leads: frozenset[str]
    put_out: frozenset[str]
    blessing: frozenset[str]
    blesser: frozenset[str]
    says_by: frozenset[str]
    restated: frozenset[str]
    undergone: frozenset[str]
    adopted: frozenset[str]
    judged: frozenset[str]
    alleged: frozenset[str]
    ministry: frozenset[str]
    not_told: frozenset[str]
    foremost: frozenset[str]
    everybody: frozenset[str]
    charged: frozenset[str]
    public: frozenset[str]
    sake: frozenset[str]
    most: frozenset[str]
    defence: frozenset[str]
    elative: frozenset[str]
    stretch: frozenset[str]
    untold: frozenset[str]
    mute: frozenset[str]
    speaks: frozenset[str]
    """Ordinary words that speak though they open no noun phrase that the lexicon knows."""
    headline_verb: re.Pattern[str]
    """The shapes of present verbs after their subject: «مسقط [تحتضن]»."""
    spelt_noun: re.Pattern[str]
    """Words as written, no particles although they fold to one: «إمام»."""
    passive_shape: re.Pattern[str]
    """The shapes of present verbs that damma makes passive: «يُتوقع», «يُستبعد», «يُنتظر»."""
    verb_shape: re.Pattern[str]
    """The shapes that only finite verbs have: «حظرت», «استدعى», «انسحب», «يتوقع»."""


_SHAPES = ("masdar", "passive_shape", "verb_shape", "headline_verb", "manner_shape", "spelt_noun")
_known: WeakKeyDictionary[Lexicon, Words] = WeakKeyDictionary()


def _words(kept: dict[str, frozenset[str]], patterns: dict[str, re.Pattern[str]]) -> Words:
    fields: dict[str, Any] = {**kept, **patterns}
    return Words(**fields)


def read_words(lexicon: Lexicon) -> Words:
    """The word lists of a lexicon, read once."""
    found = _known.get(lexicon)
    if found is None:
        sets: dict[str, set[str]] = {name: set() for name in Words.__struct_fields__ if name not in _SHAPES}
        shapes: dict[str, list[str]] = {name: [] for name in _SHAPES}
        for entry in lexicon.table("speech_word"):
            if entry.get("role") in shapes:
                shapes[entry.get("role")] += entry.get("words")
                continue
            sets.setdefault(entry.get("role"), set()).update(fold(word) for word in entry.get("words"))
        kept = {name: frozenset(words) for name, words in sets.items()}
        patterns = {name: re.compile("|".join(forms)) for name, forms in shapes.items()}
        found = _known[lexicon] = _words(kept, patterns)
    return found
