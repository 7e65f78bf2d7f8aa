"""English noun phrases: how a head, its adjectives, what it is of and where it is are put in order."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from marsad.names.english_words import Noun, body_words

_PARTICLES = frozenset(("of", "for", "on", "to", "in"))
_AGAINST = "Anti-"
_ORDINALS = {"1": "st", "2": "nd", "3": "rd"}
_SIDES = frozenset(("Northern", "Southern", "Eastern", "Western"))
"""Adjectives before a proper name, others follow it: Northern Aleppo countryside, Sfax International Airport."""
_FEDERATIONS = frozenset(("Union", "University", "League", "Association"))


class Name(msgspec.Struct, frozen=True):
    """A proper name inside a phrase, and what it names."""

    en: str
    kind: str = ""


@dataclass(slots=True)
class Phrase:
    """A noun with what stands round it, in the order of the Arabic."""

    noun: Noun
    definite: bool
    nations: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    complement: Phrase | Name | None = None
    joined: Phrase | None = None
    tails: list[tuple[str, Phrase | Name]] = field(default_factory=list)
    number: str = ""


def write(phrase: Phrase) -> str:
    """The English of a phrase: nation, proper name, adjectives, common noun, head, then what it is of, for and in."""
    name, noun, head, after = _with_complement(phrase)
    for link, tail in phrase.tails:
        if isinstance(tail, Phrase) and tail.noun.sport:
            noun = write(tail) if link != "none" else noun
            head = "Federation" if head in _FEDERATIONS else head
        elif link == "before" and isinstance(tail, Phrase) and _is_simple(tail):
            noun = f"{noun} {_possessive(tail)}".strip()
        else:
            after.append(_linked(link if link in _PARTICLES else "for", tail))
    described = list(reversed(phrase.adjectives))
    if name and not head:  # the name says it already: Al-Watiya Air Base
        described = [one for one in described if one not in name]
    sides = [one for one in described if one in _SIDES]
    described = [one for one in described if one not in _SIDES]
    nation = "-".join(phrase.nations)
    kind, _, last = head.rpartition(" ") if noun and phrase.noun.purpose == "before" else ("", "", head)
    words = (nation, *sides, name, _number(phrase), *described, kind, noun, last, *after)
    return " ".join(word for word in words if word)


def _number(phrase: Phrase) -> str:
    """The number of a unit as English says it: 17th, 444th."""
    number = phrase.number
    if not number or not phrase.noun.numbered:
        return number
    teens = number[-2:-1] == "1"
    return number + ("th" if teens else _ORDINALS.get(number[-1], "th"))


def _with_complement(phrase: Phrase) -> tuple[str, str, str, list[str]]:
    """Proper name and common noun before the head, the head, and what follows it, by what the phrase is of."""
    inner, head = phrase.complement, phrase.noun.en
    if phrase.number and phrase.noun.numbered:
        head = phrase.noun.numbered
    if inner is None:
        return "", "", head, []
    if isinstance(inner, Phrase):
        if _stands_before(phrase.noun, inner):
            return "", _possessive(inner), head, []
        ways = (phrase.noun.common, phrase.noun.purpose, "for")
        return "", "", head, [_linked(next(way for way in ways if way in _PARTICLES), inner)]
    if phrase.noun.proper == "before":
        said = head.lower().removesuffix("s") in inner.en.lower()
        return inner.en, "", "" if said else head, []
    if phrase.noun.proper == "after":
        return "", "", f"{head} {inner.en}", []
    return "", "", head, [_linked("of", inner)]


def _linked(particle: str, inner: Phrase | Name) -> str:
    """«for Statistics», «of the State», «against Corruption»."""
    text = with_article(inner)
    against = particle == "for" and text.startswith(_AGAINST)
    return f"against {text.removeprefix(_AGAINST)}" if against else f"{particle} {text}"


def with_article(phrase: Phrase | Name) -> str:
    """A phrase or name as it stands after a preposition: «the» where English wants it, and all that «و» joins."""
    if isinstance(phrase, Name):
        return f"the {phrase.en}" if _is_body(phrase) or phrase.en.startswith("United ") else phrase.en
    texts = [f"the {text}" if _wants_article(one) else text for one, text in _members(phrase)]
    return _listing(texts)


def _is_body(name: Name) -> bool:
    words = name.en.split()
    named = words[-1] == "University"  # Damascus University, but the University of Damascus
    return (
        name.kind == "organization" and not named and bool(body_words().intersection((words[0], words[-1])))
    )


def _wants_article(phrase: Phrase) -> bool:
    named = isinstance(phrase.complement, Name) and phrase.noun.proper != "of"
    return not named and phrase.noun.the


def _stands_before(noun: Noun, inner: Phrase) -> bool:
    """Whether a common noun goes before its head: not one that itself is of something."""
    return noun.common in ("before", "name") and _is_simple(inner)


def _is_simple(phrase: Phrase) -> bool:
    return phrase.complement is None and not phrase.tails


def _possessive(phrase: Phrase) -> str:
    texts = [text for _, text in _members(phrase)]
    owned = phrase.noun.agrees == "p" and not phrase.joined
    return _listing(texts) + (("'" if texts[-1].endswith("s") else "'s") if owned else "")


def _members(phrase: Phrase) -> list[tuple[Phrase, str]]:
    found: list[tuple[Phrase, str]] = []
    one: Phrase | None = phrase
    while one is not None:
        found.append((one, write(one)))
        one = one.joined
    return found


def _listing(texts: list[str]) -> str:
    """«A, B and C»."""
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) > 1 else texts[0]
