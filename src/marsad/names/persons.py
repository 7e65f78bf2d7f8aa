"""Persons nobody has listed: name words one after another, a title with a name after it, «أبو …», «… بن …»."""

from __future__ import annotations

import msgspec

from marsad.matching import Matches
from marsad.names.candidates import Candidate
from marsad.names.words import DOUBTFUL, FOREIGN, LIKELY, POSSIBLE, NameWords, WordSense
from marsad.types import Part, Token

_LONGEST = 7
_ENOUGH = 2.4
_TITLED = 1.6
_SPOKEN = 0.4
_TITLE_REACH = 9
_COMMAS = frozenset("،,")
_BRIDGES = frozenset(("ل", "لل", "ب", ""))


class Setting(msgspec.Struct, frozen=True):
    """The words of a part as name words, and the tokens after a title or a verb of saying."""

    senses: tuple[WordSense, ...]
    titled: frozenset[int]
    adjacent: frozenset[int]
    spoken: frozenset[int]


def read_setting(part: Part, matches: Matches, words: NameWords) -> Setting:
    """The setting of a part's names."""
    senses = tuple([words.sense(token) for token in part.tokens])
    adjacent = {m.last for m in matches.of("honorific")}
    heads = [m for m in matches.of("head_noun") if _is_one_person(m.entry.fields["denotes"], m.feature)]
    adjacent |= {m.last for m in heads}
    titled = set(adjacent)
    for head in heads:
        titled.update(_reached(part.tokens, senses, head.last))
    spoken = {m.last for m in matches.all if m.feature.startswith("past:3")}
    return Setting(senses, frozenset(titled), frozenset(adjacent), frozenset(spoken))


def _is_one_person(denotes: str, feature: str) -> bool:
    return denotes == "person" and feature[-1:] != "p" and feature[-1:] != "d"


def _reached(tokens: tuple[Token, ...], senses: tuple[WordSense, ...], at: int) -> list[int]:
    """The tokens up to which an office may run: «وزير الدفاع الروسي، …»; a comma lets one more step."""
    found = []
    for step in range(at, min(at + _TITLE_REACH, len(tokens))):
        token = tokens[step]
        if token.kind == "mark":
            if token.text in _COMMAS:
                found.append(step + 1)
            break
        found.append(step)
        if token.kind != "word" or "\n" in token.text:
            break
        if senses[step].closed and token.fold not in ("في", "من", "علي", "عن", "الي"):
            break
    return found


def person_candidates(part: Part, setting: Setting) -> list[Candidate]:
    """The persons of a part that their words or a title show."""
    found = []
    at, tokens = 0, part.tokens
    while at < len(tokens):
        last, score = _read_name(tokens, setting, at)
        if last <= at:
            at += 1
            continue
        titled = at in setting.titled
        rule = "person.title" if titled else "person.name"
        start = tokens[at].start + setting.senses[at].skip
        found.append(
            Candidate(at, last, start, tokens[last - 1].end, "person", rule, 1 + (score > _ENOUGH + 1))
        )
        at = last
    return found


def _read_name(tokens: tuple[Token, ...], setting: Setting, at: int) -> tuple[int, float]:
    """Where the name that opens at a token ends, and its score; the token itself when none opens there."""
    first = setting.senses[at]
    titled = at in setting.titled
    if first.closed or first.adjective or not (first.opens or first.like >= (POSSIBLE if titled else LIKELY)):
        return at, 0.0
    if first.skip and titled and not first.given:
        return at, 0.0
    last, score = _extend(tokens, setting.senses, at)
    if last - at == 1 and not (at in setting.adjacent and _stands_alone(first)):
        return at, 0.0
    score += _TITLED if titled else _SPOKEN if at in setting.spoken else 0.0
    return (last, score) if score >= _ENOUGH else (at, 0.0)


def _stands_alone(sense: WordSense) -> bool:
    """Whether one word after a title is a name: «الرئيس ماكرون», «الملك سلمان»."""
    return not sense.skip and (sense.like >= LIKELY or (sense.unknown and sense.like >= FOREIGN))


def _extend(tokens: tuple[Token, ...], senses: tuple[WordSense, ...], at: int) -> tuple[int, float]:
    """The end of a run of name words, and what they weigh together."""
    weight, last, joined = senses[at].like, at + 1, senses[at].opens
    while last < len(tokens) and last - at < _LONGEST:
        token, sense = tokens[last], senses[last]
        if (
            sense.closed
            or token.start - tokens[last - 1].end > 1
            or sense.skip
            or tokens[last - 1].end == token.start
        ):
            break
        if joined:
            weight, joined = weight + max(sense.like, 0.8), False
        elif sense.joins:
            joined = True
        elif not _continues(senses, at, last):
            break
        else:
            weight += sense.like
        last += 1
    return (last - 1 if joined else last), weight


def _continues(senses: tuple[WordSense, ...], at: int, last: int) -> bool:
    """Whether a word carries a name on: name words do, doubtful ones only right after a sure given name."""
    sense = senses[last]
    if sense.adjective and last - at > 1:
        return False
    if sense.like >= POSSIBLE:
        return True
    return sense.like >= DOUBTFUL and last - at == 1 and senses[at].like >= LIKELY
