"""Names that an Arabic text writes in Latin letters: «شويغو (Sergei Shoigu)», «مجموعة Wagner Group»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from marsad.matching import Entry, Lexicon, Scan
from marsad.names.candidates import KINDS, Candidate, is_own
from marsad.names.repeats import Found
from marsad.names.scripts import same_name
from marsad.types import Part, Token

RULE = "latin"
_TRUST = 4
_LONGEST = 6
_BRACKETS = {"(": ")", "[": "]", "«": "»", '"': '"'}
Known = dict[tuple[str, ...], tuple[Entry, ...]]


def latin_candidates(part: Part, lexicon: Lexicon) -> list[Candidate]:
    """The runs of Latin words of a part that are the English name of somebody or something listed."""
    found: list[Candidate] = []
    for first, last in _runs(part.tokens):
        at = first
        while at < last:
            named = _longest(part.tokens, at, last, _by_english(lexicon))
            found += named
            at = named[0].last if named else at + 1
    return found


def with_latin(scan: Scan, found: Sequence[Found]) -> list[Found]:
    """The mentions with those in Latin letters that are one of the Arabic ones: «(Shoigu)», Haftar beside «حفتر»."""
    taken = {(f.part, at): f for f in found for at in range(f.candidate.first, f.candidate.last)}
    arabic = [f for f in found if not f.exact.isascii()]
    family = {name: f for f in arabic if f.candidate.kind == "person" for name in _family(f)}
    gone, more = set[int](), list[Found]()
    for number, part in enumerate(scan.document.parts):
        for first, last in _runs(part.tokens):
            here = {
                id(taken[number, at]): taken[number, at] for at in range(first, last) if (number, at) in taken
            }
            if any(f.candidate.entries for f in here.values()):
                continue
            start, end = part.tokens[first].start, part.tokens[last - 1].end
            before = _bracketed(part.tokens, first, last) and taken.get((number, first - 2))
            same = before if before and same_name(before.exact, part.text[start:end]) else None
            same = same or family.get(part.tokens[last - 1].text.lower())
            if same is not None:
                gone |= here.keys()
                one = msgspec.structs.replace(
                    same.candidate, first=first, last=last, start=start, end=end, rule=RULE, inside=()
                )
                more.append(Found(number, part.text[start:end], one, leader=same))
    return [f for f in found if id(f) not in gone] + more


def _family(item: Found) -> Iterator[str]:
    """The family names of a listed person in Latin letters."""
    for entry in item.candidate.entries:
        words = str(entry.get("en") or "").lower().split()
        yield from words[-1:]


def _bracketed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a run stands in brackets behind another word."""
    opening = tokens[first - 1].text if first > 1 else ""
    return last < len(tokens) and _BRACKETS.get(opening) == tokens[last].text


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The runs of Latin words, the first of which has a capital."""
    at = 0
    while at < len(tokens):
        if not _is_latin(tokens[at]) or not tokens[at].text[0].isupper():
            at += 1
            continue
        last = at + 1
        while (
            last < len(tokens) and _is_latin(tokens[last]) and tokens[last].start - tokens[last - 1].end <= 1
        ):
            last += 1
        yield at, last
        at = last


def _is_latin(token: Token) -> bool:
    return token.kind == "word" and token.text.isascii() and token.text[0].isalpha()


def _longest(tokens: Sequence[Token], first: int, last: int, known: Known) -> list[Candidate]:
    """The longest listed name that opens at a token, once for each kind."""
    for end in range(min(last, first + _LONGEST), first, -1):
        entries = known.get(tuple(token.text.lower() for token in tokens[first:end]))
        if entries:
            kinds = dict.fromkeys(KINDS[entry.kind] for entry in entries)
            start, stop = tokens[first].start, tokens[end - 1].end
            return [
                Candidate(
                    first,
                    end,
                    start,
                    stop,
                    kind,
                    f"{RULE}.{kind}",
                    _TRUST,
                    tuple(e for e in entries if KINDS[e.kind] == kind),
                )
                for kind in kinds
            ]
    return []


@cache
def _by_english(lexicon: Lexicon) -> Known:
    """The listed things by the lower-cased words of their English name; of people only whole names."""
    known: dict[tuple[str, ...], tuple[Entry, ...]] = {}
    for kind in KINDS:
        for entry in lexicon.table(kind):
            words = tuple(str(entry.get("en") or "").lower().replace("-", " - ").split())
            if words and is_own(entry) and (kind != "person" or len(words) > 1):
                known[words] = (*known.get(words, ()), entry)
    return known


__all__ = ["RULE", "latin_candidates", "with_latin"]
