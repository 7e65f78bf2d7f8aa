"""The tables of the lexicon that events are coded with."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from marsad.events.crowds import Crowds, read_crowds
from marsad.events.senses import Sense, read_senses
from marsad.matching import Lexicon
from marsad.text import fold


class Grammar(msgspec.Struct, frozen=True):
    """The tables of the lexicon the coder works with."""

    senses: dict[str, Sense]
    patterns: dict[str, dict[str, Any]]
    types: dict[str, dict[str, Any]]
    crowds: Crowds
    sides: frozenset[str]
    charges: frozenset[str]
    """Words right before the deed somebody is charged with."""
    place_leads: tuple[str, ...]
    """Words after which, a space between, a name is where something is."""


@lru_cache(maxsize=4)
def read_grammar(lexicon: Lexicon) -> Grammar:
    """The triggers' senses, the argument patterns and the types of a lexicon."""
    classes = {entry.id: entry.fields["words"] for entry in lexicon.table("word_class")}
    return Grammar(
        read_senses(lexicon),
        {entry.id: entry.fields for entry in lexicon.table("event_pattern")},
        {entry.id: entry.fields for entry in lexicon.table("event_type")},
        read_crowds(classes),
        frozenset(map(fold, classes["sides"])),
        frozenset(map(fold, classes["charges"])),
        tuple(classes["place_leads"]),
    )
