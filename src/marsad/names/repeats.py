"""Later mentions by the family name alone («حفتر» after «خليفة حفتر») or by a body's short name («أوتشا»)."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from marsad.matching import Scan
from marsad.names.candidates import Candidate
from marsad.names.links import linking
from marsad.names.words import NameWords
from marsad.text import fold, read_word
from marsad.types import Part, Token

_SHORTEST = 3
_PARTICLES = frozenset("وفلبك")
_OPENERS = frozenset(("", "و", "ف", "ل", "ب", "ك"))


class Found(msgspec.Struct):
    """A candidate in its part, on its way to an entity."""

    part: int
    exact: str
    candidate: Candidate
    key: int = -1
    short: tuple[str, ...] = ()
    leader: Found | None = None
    """The mention it is known to be one with: «حفتر» of Haftar."""
    name: str = ""
    """`exact`, folded."""

    def __post_init__(self) -> None:
        self.name = fold(self.exact)


def with_repeats(scan: Scan, found: Sequence[Found], words: NameWords) -> list[Found]:
    """What was found with its repeats; a person's family name is nothing else by the tagger's word alone.

    «التقى كمال بوعلام … زار بوعلام بنغازي» (He met Kamal Boualem ... Boualem visited Benghazi): the tagger may take the second
    for a place.
    """
    more = find_repeats(scan, [f for f in found if not _is_doubtful(f)], words)
    ends = {(f.part, f.candidate.first): f.candidate.last for f in more}
    kept = []
    for item in found:
        end = ends.get((item.part, item.candidate.first)) if _is_doubtful(item) else None
        if end is None:
            kept.append(item)
        elif end < item.candidate.last:
            kept.append(_from(scan.document.parts[item.part], item, end))
    return kept + more


def _is_doubtful(item: Found) -> bool:
    one = item.candidate
    return one.rule.startswith("tagger.") and (
        one.kind == "place" or (one.kind != "person" and one.last - one.first == 1)
    )


def _from(part: Part, item: Found, first: int) -> Found:
    """What is left of a name from a token on."""
    start = part.tokens[first].start
    rest = msgspec.structs.replace(item.candidate, first=first, start=start)
    return msgspec.structs.replace(item, exact=part.text[start : rest.end], candidate=rest)


def find_repeats(scan: Scan, found: Sequence[Found], words: NameWords) -> list[Found]:
    """The mentions, in tokens nothing else claims, that repeat the end of a person's full name."""
    known: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for item in found:
        if item.candidate.rule == "body.acronym":
            known.setdefault(item.name, []).append(((item.name,), item.candidate))
        elif item.candidate.rule == "body.trusted" and item.candidate.kind == "organization":
            own = _own_part(scan.document.parts[item.part].tokens, item.candidate)
            if own:
                known.setdefault(own[0], []).append((own, item.candidate))
        elif item.candidate.kind == "person":
            for tail in _tails(scan.document.parts[item.part].tokens, item.candidate, words):
                known.setdefault(tail[0], []).append((tail, item.candidate))
    taken = {(f.part, at) for f in found for at in range(f.candidate.first, f.candidate.last)}
    more: list[Found] = []
    if not known:
        return more
    for number, part in enumerate(scan.document.parts):
        for at, token in enumerate(part.tokens):
            if _may_repeat(token, known) and (number, at) not in taken and _may_name(token, words):
                more += _repeat(part, number, at, known, taken)
    return more


def _own_part(tokens: tuple[Token, ...], body: Candidate) -> tuple[str, ...]:
    """The name of a part without the body it is of: «كلية الطب» of «كلية الطب في جامعة دمشق»."""
    folds = tuple(token.fold for token in tokens[body.first : body.last])
    at = next((at for at, fold in enumerate(folds) if fold in linking("within")), 0)
    glued = tokens[body.first].start != body.start
    return folds[:at] if at > 1 and not glued else ()


def _may_repeat(token: Token, known: Container[str]) -> bool:
    """Whether a word, or what may follow particles in it, is one of those that names open with."""
    return token.kind == "word" and (token.fold in known or _may_have_particle(token, known))


def _may_have_particle(token: Token, known: Container[str]) -> bool:
    fold = token.fold
    return fold[0] in _PARTICLES and (fold[1:] in known or fold[2:] in known)


def _may_name(token: Token, words: NameWords) -> bool:
    return token.text.isascii() or not words.sense(token).closed


def _tails(tokens: tuple[Token, ...], person: Candidate, words: NameWords) -> list[tuple[str, ...]]:
    """The end of a full name that may stand alone: «السبسي», «بن عمر», «عبد الرحمان», never «عمر» of the second."""
    names = [t for t in tokens[person.first : person.last] if t.kind == "word"]
    if len(names) < 2:
        return []
    cut = len(names) - 1
    while cut > 0 and (
        words.sense(names[cut - 1]).joins or words.sense(names[cut]).divine or words.sense(names[cut]).ends
    ):
        cut -= 1
    if cut == 0:
        return []
    tail = tuple(token.fold for token in names[cut:])
    return [tail] if len(tail[0]) >= _SHORTEST or len(tail) > 1 else []


def _repeat(
    part: Part,
    number: int,
    at: int,
    known: dict[str, list[tuple[tuple[str, ...], Candidate]]],
    taken: set[tuple[int, int]],
) -> list[Found]:
    token = part.tokens[at]
    skips = {token.fold: 0}
    if _may_have_particle(token, known):
        skips |= {r.key: r.skip for r in read_word(token.text) if r.clitics in _OPENERS and not r.enclitic}
    for key, skip in skips.items():
        for tail, person in known.get(key, ()):
            last = at + len(tail)
            if tuple(t.fold for t in part.tokens[at + 1 : last]) == tail[1:]:
                taken.update((number, here) for here in range(at, last))
                start, end = token.start + skip, part.tokens[last - 1].end
                rule = "person.last" if person.kind == "person" else person.rule
                candidate = Candidate(at, last, start, end, person.kind, rule, 2, person.entries)
                return [Found(number, part.text[start:end], candidate)]
    return []
