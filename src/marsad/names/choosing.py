"""Which candidates stand: the tagger's spans, dressed with what the lists and rules know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from marsad.names.candidates import Candidate, settle
from marsad.names.features import KINDS
from marsad.names.finding import Seen
from marsad.names.tagging import TAGS, Floats, best_tags, line_starts, spans_of
from marsad.text import read_word
from marsad.types import Token

_USER = 9
_TRUST = 3
_UNSURE = 1
_SURE = 0.8
_BONUS = {"gazetteer": 3.0, "person": 2.0, "body": 2.0, "place": 3.0}
"""What it speaks for a candidate that the rules chose it, as log odds, by the rule's family."""
_LONG_BONUS = 3.0
"""What it speaks for a listed name that it has several words."""
_PARTICLES = frozenset(("", "و", "ف", "ل", "ب", "ك", "وب", "ول", "وك", "فب", "فل", "لل", "ولل"))
_SHORTEST = 2
LEAST = -0.5
"""The log odds from which a candidate stands."""


def choose(seen: Seen, scores: Floats, moves: Floats | None = None) -> list[Candidate]:
    """The candidates of a part that stand, by log probabilities `[tokens, tags]` and of tags in a row.

    A user's own names come first. Of the tagger's spans and the rules' candidates those are taken, none overlapping
    another, whose log odds against "no name" add up to most; that the rules chose a candidate counts for it.
    """
    mine = [c for c in seen.candidates if c.trust == _USER]
    barred = {at for c in mine for at in range(c.first, c.last)}
    rules = [c for c in seen.chosen if c.kind in KINDS and c.trust != _USER]
    spans = {(c.first, c.last, c.kind) for c in rules}
    others = [c for c in _tagged(seen, scores, moves) if (c.first, c.last, c.kind) not in spans]
    free = [c for c in [*rules, *others] if barred.isdisjoint(range(c.first, c.last))]
    chosen = frozenset(id(c) for c in rules)
    weighed = [(worth(c, scores) + (_bonus(c) if id(c) in chosen else 0.0), c) for c in free]
    stands = list(settle(mine)) + _best(weighed, len(scores))
    inner = [c for c in seen.candidates if c.entries and c.settled]
    held = [c for outer in stands if outer.holds for c in _held(outer, inner)]
    return stands + [c for c in held if c not in stands]


def _bonus(candidate: Candidate) -> float:
    listed = bool(candidate.entries) and candidate.last - candidate.first > 1
    return _BONUS.get(candidate.rule.partition(".")[0], 0.0) + _LONG_BONUS * listed


def _best(weighed: Sequence[tuple[float, Candidate]], size: int) -> list[Candidate]:
    """Candidates that do not overlap and whose worth adds up to most; none of no worth."""
    ending: dict[int, list[tuple[float, Candidate]]] = {}
    for value, candidate in weighed:
        if value > LEAST:
            ending.setdefault(candidate.last, []).append((value, candidate))
    best = [0.0] * (size + 1)
    back: list[Candidate | None] = [None] * (size + 1)
    for at in range(1, size + 1):
        best[at] = best[at - 1]
        for value, candidate in ending.get(at, ()):
            if best[candidate.first] + value - LEAST > best[at]:
                best[at], back[at] = best[candidate.first] + value - LEAST, candidate
    stands: list[Candidate] = []
    at = size
    while at > 0:
        last = back[at]
        if last is None:
            at -= 1
        else:
            stands.append(last)
            at = last.first
    return stands[::-1]


def _held(outer: Candidate, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The listed places and bodies within a body."""
    free = outer.first + 1
    for inner in sorted(candidates, key=lambda c: (c.first, -c.last)):
        known = inner.kind in ("place", "organization")
        if known and inner.first >= free and inner.last <= outer.last:
            free = inner.last
            yield inner


def worth(candidate: Candidate, scores: Floats) -> float:
    """The log odds of a candidate's tags against no name at all."""
    begin = TAGS.index(f"B-{candidate.kind}")
    span = slice(candidate.first, candidate.last)
    return float(
        scores[candidate.first, begin]
        + scores[candidate.first + 1 : candidate.last, begin + 1].sum()
        - scores[span, 0].sum()
    )


def mean_score(candidate: Candidate, scores: Floats) -> float:
    """The mean log probability of a candidate's tags."""
    begin = TAGS.index(f"B-{candidate.kind}")
    inside = scores[candidate.first + 1 : candidate.last, begin + 1]
    return float((scores[candidate.first, begin] + inside.sum()) / (candidate.last - candidate.first))


def _tagged(seen: Seen, scores: Floats, moves: Floats | None) -> Iterator[Candidate]:
    """The tagger's spans as candidates."""
    by_span: dict[tuple[int, int, str], Candidate] = {}
    for one in seen.candidates:
        known = by_span.get((one.first, one.last, one.kind))
        if known is None or (one.settled, one.trust, bool(one.entries)) > (
            known.settled,
            known.trust,
            bool(known.entries),
        ):
            by_span[one.first, one.last, one.kind] = one
    for first, last, kind in spans_of(best_tags(scores, line_starts(seen.part), moves)):
        if (first, last, kind) in by_span:
            one = by_span[first, last, kind]
            yield msgspec.structs.replace(one, trust=max(one.trust, _TRUST), settled=True)
            continue
        found = _new(seen, first, last, kind, scores)
        if found is not None:
            yield found


def _new(seen: Seen, first: int, last: int, kind: str, scores: Floats) -> Candidate | None:
    tokens = seen.part.tokens
    start = tokens[first].start + _skip(seen, first, last, kind)
    end = tokens[last - 1].end
    if end - start < _SHORTEST or not any(t.kind == "word" for t in tokens[first:last]):
        return None
    candidate = Candidate(first, last, start, end, kind, f"tagger.{kind}", _TRUST)
    sure = mean_score(candidate, scores) >= np.log(_SURE)
    return candidate if sure else msgspec.structs.replace(candidate, trust=_UNSURE + 1)


def _skip(seen: Seen, first: int, last: int, kind: str) -> int:
    """How many letters of the first word are particles: as the lists and rules read it, else as the lexicon does."""
    token = seen.part.tokens[first]
    known = [
        c.start - token.start for c in seen.candidates if c.first == first and c.kind == kind and c.settled
    ]
    if known:
        return max(set(known), key=known.count)
    sense = seen.senses[first]
    if kind == "person" and (sense.given or sense.skip):
        return sense.skip
    return _particles(seen, token, first, last)


def _particles(seen: Seen, token: Token, first: int, last: int) -> int:
    skips = {
        match.start - token.start
        for match in seen.matches.between("body_noun", first, first + 1)
        + seen.matches.between("name_word", first, first + 1)
        + seen.matches.between("head_noun", first, first + 1)
    }
    if skips:
        return min(skips)
    texts = {t.fold for t in seen.part.tokens}
    for reading in read_word(token.text):
        if reading.clitics in _PARTICLES and reading.skip and not reading.enclitic:
            rest = token.fold[reading.skip :]
            if rest.startswith("ال") or rest in texts or reading.clitics.endswith("لل"):
                return reading.skip
    return 0
