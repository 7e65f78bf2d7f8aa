"""Short names in brackets or quotation marks after a body's full name: «المكتب … (أوتشا)», «… "أفريكوم"»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.names.candidates import Candidate
from marsad.names.words import NEVER, WordSense
from marsad.types import Part, Token

_PAIRS = {"(": ")", '"': '"', "«": "»", "“": "”"}
_SHORTEST, _LONGEST = 2, 4


def with_acronyms(part: Part, senses: tuple[WordSense, ...], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen candidates, with the short names of bodies; a place of the same letters gives way to them."""
    short = list(_acronyms(part.tokens, senses, chosen))
    taken = {one.first for one in short}
    return [c for c in chosen if c.first not in taken or c.last - c.first > 1] + short


def _acronyms(
    tokens: tuple[Token, ...], senses: tuple[WordSense, ...], chosen: Sequence[Candidate]
) -> Iterator[Candidate]:
    known = {c.first: c for c in chosen}
    for body in chosen:
        at = body.last
        if body.kind != "organization" or body.last - body.first < _SHORTEST or at + 2 >= len(tokens):
            continue
        closing = _PAIRS.get(tokens[at].text)
        if closing is None or tokens[at + 2].text != closing or tokens[at + 1].kind != "word":
            continue
        listed = known.get(at + 1)
        if listed is not None and listed.kind == "organization" and not _needs_context(listed):
            continue
        if _is_short_name(tokens[at + 1], senses[at + 1]) or listed is not None:
            yield _candidate(tokens[at + 1], at + 1, listed)


def _candidate(token: Token, at: int, listed: Candidate | None) -> Candidate:
    country = listed is not None and any(entry.kind == "country" for entry in listed.entries)
    if listed is not None and listed.kind == "place" and (country or not token.fold.startswith("ال")):
        return listed  # «مكتب المنظمة (بغداد)», «ساو باولو (البرازيل)»: where it is
    return Candidate(at, at + 1, token.start, token.end, "organization", "body.acronym", 3)


def _needs_context(listed: Candidate) -> bool:
    """Whether only what stands beside it makes a listed form a body: «الفاو», which is a town as well."""
    return bool(listed.entries) and all(entry.get("needs") for entry in listed.entries)


def _is_short_name(token: Token, sense: WordSense) -> bool:
    """Capitals, or an Arabic word that no list has and that looks foreign."""
    if token.text.isascii():
        return token.text.isupper() and len(token.text) >= _SHORTEST
    short = len(token.fold) <= _LONGEST  # «فاو», «قسد»
    return sense.unknown and sense.like > (NEVER if short else 0)
