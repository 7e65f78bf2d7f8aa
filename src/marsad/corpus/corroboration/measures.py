"""What numbers count, as the lexicon says it."""

from __future__ import annotations

from functools import cache

import msgspec

from marsad.corpus.search.analysis import keys_of
from marsad.matching.tables import load_table
from marsad.text import fold


class Measure(msgspec.Struct, frozen=True):
    """Something that news counts (see ``lexicon/corpus/measures.yaml``)."""

    name: str
    cues: frozenset[str]
    units: frozenset[str]
    every: frozenset[str]
    subject: int
    same_unit: bool
    grows: bool


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words round numbers that say how they are meant."""

    months: dict[str, int]
    scales: dict[str, int]
    most: tuple[str, ...]
    duals: frozenset[str]
    pairs: frozenset[str]
    ones: frozenset[str]
    befell: frozenset[str]
    first: frozenset[str]
    years: frozenset[str]
    vague: frozenset[str]
    nobody: dict[str, tuple[str, ...]]
    singles: frozenset[str]
    parts: frozenset[str]
    earlier: frozenset[str]
    tolls: frozenset[str]
    that: frozenset[str]
    instead: frozenset[str]
    rather: frozenset[str]
    negations: frozenset[str]
    monday: frozenset[str]


@cache
def load_measures() -> dict[str, Measure]:
    """The measures by name."""
    table = load_table("corpus", "measures")["measures"]
    return {
        name: Measure(
            name,
            forms(one.get("cues", "")),
            forms(one.get("units", "")),
            forms(one.get("every", "")),
            one.get("subject", 0),
            one.get("same_unit", False),
            one["grows"],
        )
        for name, one in table.items()
    }


_COMPARED = (
    "duals",
    "pairs",
    "ones",
    "befell",
    "singles",
    "parts",
    "earlier",
    "first",
    "years",
    "vague",
    "tolls",
    "that",
)


@cache
def load_wording() -> Wording:
    """The words round numbers, those that are compared as written folded only."""
    table = load_table("corpus", "measures")
    return Wording(
        months={keys_of(word).form: months for word, months in table["months"].items()},
        scales={keys_of(word).form: scale for word, scale in table["scales"].items()},
        most=tuple(fold(one) for one in table["most"].split("|")),
        nobody={name: tuple(map(fold, phrases)) for name, phrases in table["nobody"].items()},
        **{name: forms(table[name]) for name in _COMPARED},
        **{
            name: frozenset(fold(one) for one in table[name].split())
            for name in ("instead", "rather", "negations", "monday")
        },
    )


@cache
def load_people() -> frozenset[str]:
    """Words for people that may stand behind a number, and the empty word: it may have nothing behind it."""
    return forms(load_table("corpus", "people")["words"]) | {""}


def forms(words: str) -> frozenset[str]:
    """Words as they are compared: folded, without particles and article."""
    return frozenset(keys_of(word).form for word in words.split())
