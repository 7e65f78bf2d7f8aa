"""What the noun-phrase reader needs to know of each token of a part, looked up once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from marsad.matching import Match, Matches
from marsad.names.counts import counted_people, counts_of
from marsad.names.plain import plain_words
from marsad.text import fold
from marsad.types import Mention, Part

_STOP_ROLES = frozenset(
    {
        "complementiser",
        "clause_start",
        "subordinator",
        "relative",
        "negation",
        "copula",
        "question",
        "future",
        "modal",
        "conditional",
        "conjunction",
        "topic",
        "particle",
        "pronoun",
    }
)


class Head(msgspec.Struct, frozen=True, gc=False):
    """The first noun of a possible phrase and what it may denote."""

    last: int
    start: int
    end: int
    denotes: tuple[str, ...]
    feature: str
    clitics: str
    enclitic: str
    definite: bool


class Link(msgspec.Struct, frozen=True, gc=False):
    """A word that carries a phrase on."""

    last: int
    after: str
    wants: str
    indefinite: bool
    """Whether it carries on indefinite nouns alone: «وزير من حزب …», not «طلب الوزير من …»."""
    settled: bool
    """Whether definite plurals take only bodies and names by it: «العاملون في الشركة», not «الطلاب في شوارع المدينة»."""
    never: frozenset[str]
    """What it leads to but nobody belongs to: «منع عددا من المحامين [من الدخول]»."""


class PhraseView(msgspec.Struct, frozen=True):
    """A part seen by the noun-phrase reader; all keys are token indexes."""

    part: Part
    mentions: dict[int, tuple[int, Mention]]
    heads: dict[int, Head]
    links: dict[int, list[Link]]
    stops: frozenset[int]
    prepositions: dict[int, int]
    quantifiers: dict[int, int]
    demonstratives: frozenset[int]
    adjectives: frozenset[int]
    nouns: frozenset[int]
    verbs: frozenset[int]
    bodies: frozenset[int]
    titles: Mapping[int, int]
    """Where titles and ranks open, and where each ends: «العميد الركن» is one."""
    received: frozenset[int] = frozenset()
    """Where the name of somebody received opens."""
    verbal: frozenset[int] = frozenset()
    """Where a word that may be a verb is one: after «قد», «كما»."""
    befalling: frozenset[int] = frozenset()
    """Where a verbal noun stands of what befalls people: «مقتل», «اعتقال»."""
    plain_people: frozenset[int] = frozenset()
    """Where a noun opens of a person that owns nobody: «رجل», «شاب»."""
    kin: frozenset[int] = frozenset()
    """Where a noun opens of kin, which holds the name of another: «شقيق»."""
    two_sided: Mapping[int, bool] = {}
    """Where the subject opens of what one holder of an office does to another, and whether it appoints him."""
    titled: Mapping[int, int] = {}
    lone: frozenset[int] = frozenset()
    """Where a body opens that is called by its field alone: «أعلنت [الداخلية]»."""
    nationals: frozenset[int] = frozenset()
    """Where an indefinite adjective of nationality opens."""
    """Where titles open that a mark parts from a person's name («[د]. أحمد», «[السيد]/ محمد»), and where the name does."""


def view_part(part: Part, matches: Matches, mentions: Sequence[Mention]) -> PhraseView:
    """The view of a part: its mentions, head nouns, links and stop words by token."""
    heads = _heads(matches)
    for at in _led(part, matches):
        heads.pop(at, None)
    _add_plurals(part, heads)
    for at in counted_people(part, matches):
        token = part.tokens[at]
        heads[at] = Head(at + 1, token.start, token.end, ("group",), "noun:ms", "", "", False)
    prepositions: dict[int, int] = {}
    quantifiers: dict[int, int] = {}
    demonstratives: set[int] = set()
    stops: set[int] = {match.first for match in matches.of("not_in_phrase")}
    for match in matches.of("particle"):
        role = match.entry.fields["role"]
        if role == "preposition" and not (match.clitics and match.first in heads):
            prepositions[match.first] = max(match.last, prepositions.get(match.first, 0))
        elif role == "quantifier":
            quantifiers[match.first] = max(match.last, quantifiers.get(match.first, 0))
            if match.last > match.first + 1 and match.last in heads:
                heads.pop(match.first, None)  # «[الآلاف من] العاملين»
        elif role == "demonstrative":
            demonstratives.add(match.first)
        elif role in _STOP_ROLES and (match.first not in heads or match.last > heads[match.first].last):
            stops.add(match.first)
    for first, last in counts_of(part, matches).items():
        quantifiers[first] = max(last, quantifiers.get(first, 0))
    for first, last in prepositions.items():
        for at in range(first + 1, last):
            heads.pop(at, None)  # «من [طرف] الوحدات الأمنية»
    stops |= _verbs(matches, heads)
    lone = _lone_bodies(part, matches, heads, stops)
    links: dict[int, list[Link]] = {}
    for match in matches.of("phrase_link"):
        links.setdefault(match.first, []).append(
            Link(
                match.last,
                match.entry.fields["after"],
                match.entry.fields["wants"],
                bool(match.entry.get("indefinite")),
                bool(match.entry.get("settled")),
                _folded(tuple(match.entry.get("never") or ())),
            )
        )
    named = _mentions(part, mentions)
    for at, (_, mention) in named.items():
        if mention.kind == "person" and mention.start == part.tokens[at].start:
            prepositions.pop(at, None)  # «المهندس [علي] سالم» is no «على»
    return PhraseView(
        part,
        named,
        heads,
        links,
        frozenset(stops),
        prepositions,
        quantifiers,
        frozenset(demonstratives),
        frozenset(
            match.first for match in matches.of("phrase_adjective", "nationality") if not match.clitics
        ),
        frozenset(match.first for match in matches.of("plain_noun", "lone_noun") if not match.clitics),
        frozenset(match.first for match in matches.finite if match.feature == "past:3ms"),
        frozenset(match.first for match in matches.of("body_noun")),
        {match.first: match.last for match in matches.longest("honorific")},
        frozenset(match.last for match in matches.of("received")),
        frozenset(match.last for match in matches.of("before_verb")),
        frozenset(match.last - 1 for match in matches.of("befalling_noun")),
        frozenset(match.first for match in matches.of("plain_person")),
        frozenset(match.first for match in matches.of("kin") if match.clitics in ("", "و")),
        {
            match.last: bool(match.entry.get("appoints"))
            for match in matches.of("two_sided")
            if match.feature.startswith(("past:3", "pres:3")) and not match.enclitic
        },
        _titled(part, matches, named),
        lone,
        frozenset(
            match.first
            for match in matches.of("nationality")
            if match.clitics in ("", "و") and not match.definite and not match.enclitic
        ),
    )


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _titled(part: Part, matches: Matches, named: Mapping[int, tuple[int, Mention]]) -> dict[int, int]:
    """The titles that marks part from persons' names: of several in a row («أ. د.») where the first opens."""
    short = {match.first for match in matches.of("short_title") if match.clitics in ("", "و")}
    whole = {match.last - 1: match.first for match in matches.of("honorific")}
    found = {}
    for name, (_, mention) in named.items():
        first = name
        while mention.kind == "person" and first >= 2:
            mark, before = part.tokens[first - 1].text, first - 2
            if mark in _STROKES and before in whole:
                first = whole[before]
            elif mark in _AFTER_SHORT and before in short:
                first = before
            else:
                break
        if first < name:
            found[first] = name
    return found


_STROKES = frozenset("/\\")
_AFTER_SHORT = _STROKES | {"."}


def _lone_bodies(
    part: Part, matches: Matches, heads: dict[int, Head], stops: Container[int]
) -> frozenset[int]:
    """Gives those bodies a head that are called by their field alone, behind a verb or «أن»; where they open."""
    past = {match.first for match in matches.finite if match.feature == "past:3ms"}
    found = set()
    for match in matches.of("lone_body"):
        at = match.first
        after = part.tokens[match.last].fold if match.last < len(part.tokens) else ""
        if match.clitics or at == 0 or after == _UPON or not (at - 1 in stops or at - 1 in past):
            continue
        if part.tokens[at - 1].kind != "word":
            continue
        found.add(at)
        if at in heads and heads[at].last >= match.last:
            continue
        gender = "f" if part.tokens[at].fold.endswith("ه") else "m"
        heads[at] = Head(match.last, match.start, match.end, ("group",), f"noun:{gender}s", "", "", True)
    return frozenset(found)


_UPON = "علي"
"""What follows «القضاء» where it is no body: «تم القضاء [على] الخلية»."""


def _heads(matches: Matches) -> dict[int, Head]:
    found: dict[int, list[Match]] = {}
    for match in matches.of("head_noun"):
        known = found.setdefault(match.first, [])
        if not known or match.last == known[0].last:
            known.append(match)
        elif match.last > known[0].last:
            found[match.first] = [match]
    return {first: _head(same) for first, same in found.items()}


def _led(part: Part, matches: Matches) -> Iterator[int]:
    """Where a preposition stands that only a letter tells from a noun: «وإلى», «والى», not «والي»; «أمام», not «إمام»."""
    for match in matches.of("particle"):
        if match.entry.fields["role"] == "preposition" and match.last == match.first + 1:
            text = part.tokens[match.first].text
            told = text.endswith("ى") or "إ" in text
            if (match.clitics and told) or text[len(match.clitics) :].startswith("أ"):
                yield match.first


def _add_plurals(part: Part, heads: dict[int, Head]) -> None:
    """A definite plural in ون is a group of people whatever its root: «المشاركون», «المنتقدون»."""
    for at, token in enumerate(part.tokens):
        fold = token.fold
        if fold.endswith("ون") and at not in heads and len(fold) >= 6 and _is_plural(fold):
            heads[at] = Head(at + 1, token.start, token.end, ("group",), "noun:mp", "", "", True)


def _is_plural(fold: str) -> bool:
    """«المشاركون», not «التعاون»: the other case of the plural must be a word too, or the stem a participle."""
    if not fold.startswith("ال"):
        return False
    other = fold[2:-2] + "ين"
    return fold[2] == "م" or fold[-3] == "ي" or other in plain_words() or "ال" + other in plain_words()


def _head(same: list[Match]) -> Head:
    best = min(same, key=lambda m: (len(m.enclitic) + len(m.clitics), bool(m.enclitic)))
    denotes = tuple(dict.fromkeys(m.entry.fields["denotes"] for m in same))
    return Head(
        best.last, best.start, best.end, denotes, best.feature, best.clitics, best.enclitic, best.definite
    )


def _verbs(matches: Matches, heads: dict[int, Head]) -> set[int]:
    """Tokens that some layer's lexicon knows as a finite verb and that no noun reading claims."""
    return {m.first for m in matches.finite if not m.definite and m.first not in heads}


def _mentions(part: Part, mentions: Sequence[Mention]) -> dict[int, tuple[int, Mention]]:
    starts = [token.start for token in part.tokens]
    found: dict[int, tuple[int, Mention]] = {}
    for mention in mentions:
        if mention.field == part.field:
            first = bisect_right(starts, mention.start) - 1
            last = bisect_right(starts, mention.end - 1)
            if first not in found or last > found[first][0]:
                found[first] = (last, mention)
    return found
