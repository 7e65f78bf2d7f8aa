"""Which candidates stand: the tagger's spans, dressed with what the lists and rules know of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

import msgspec

from marsad.names.candidates import PLAYS, Candidate, held_within, inner_names, settle
from marsad.names.features import KINDS
from marsad.names.finding import Seen
from marsad.names.tagging import Floats, best_tags, spans_of
from marsad.names.words import NEVER
from marsad.text import read_word
from marsad.types import Token

_first = attrgetter("first")
_USER = 9
_TRUST = 3
_BONUS = {
    "gazetteer": 3.0,
    "person": 2.0,
    "body": 2.0,
    "listing": 20.0,
    "place": 1000.0,
    "unit": 1000.0,
    "latin": 25.0,
}
"""What it speaks for a candidate that the rules chose it, as log odds, by the rule's family: «العاصمة الليبية» always
stands, since those who annotate names do not mark it; so does a unit with its number."""
_MORE = {"gazetteer": 2.5, "person": 2.5, "body": 1.5}
"""What each further word speaks for it, up to two."""
_HEADED = 16.0
"""What it speaks for a body that an office stands before it: «عميد بلدية درنة» heads the town hall, not the town; of the
listed ones of more than a word («قائد الجيش اللبناني», «صحيفة المصري اليوم») seven of eight are marked."""
_QUOTED = 25.0
"""What it speaks for a noun with its name in quotation marks: «وكالة "رويترز"» is one mention, as the guide has it."""
_HOLDS = 9.0
"""What it speaks for a body, building or listed name that another listed name is part of: «قوات حفتر», «مسجد موسكو الجامع»."""
_ANNOUNCED = 18.0
"""What it speaks for a listed place that a noun says what it is («قضاء القائم», «بلدة قباطية»), whatever the taggers make of it."""
_OWNED = 12.0
"""What it speaks for a body of which another listed body is the last part: «كلية الطب بجامعة الخرطوم»."""
_TRUSTED = 25.0
"""What it speaks for a law by what it rules («قانون العقوبات»), which those who annotate mark or leave as they like."""
_HONOURS = 50.0
"""What it speaks for a prize, street or hospital called after a person or town, who is a listed name more often than not."""
_LONG = 20.0
"""What it speaks for a body of five words or more, or a listed one of three, which the taggers often see in part."""
_FIVE, _THREE = 5, 3
_SURE = 1000.0
"""A listed body or thing of four words or more always stands."""
_IN_PLAY = 8.0
"""What it speaks for a club in the report of a match, which the taggers take for its city."""
_PARTICLES = frozenset(("", "و", "ف", "ل", "ب", "ك", "وب", "ول", "وك", "فب", "فل", "لل", "ولل"))
_SHORTEST = 2
_SHORTEST_JOINED = 3
_CLOSES = {'"': '"', "«": "»", "“": "”", "(": ")"}
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
    odds = (scores[:, 1:] - scores[:, :1]).tolist()
    wide: defaultdict[tuple[int, str], list[Candidate]] = defaultdict(list)
    for one in rules:
        if worth(one, odds) > 0:
            wide[one.first, one.kind].append(one)
    others = [c for c in others if not any(_is_part(seen, c, one) for one in wide[c.first, c.kind])]
    known = _known(seen)
    free = [c for c in [*rules, *others] if barred.isdisjoint(range(c.first, c.last))]
    parted = {id(c): found for c in free if (found := _halves(seen, c, known))}
    halves = [(worth(c, odds) / 2, half) for c in free for half in parted.get(id(c), ())]
    free = [c for c in free if id(c) not in parted]
    chosen = frozenset(id(c) for c in rules)
    heads = seen.matches.of("head_noun")
    led = {"body": frozenset(m.last for m in heads)}
    led["gazetteer"] = frozenset(
        m.last for m in heads if m.entry.fields["denotes"] in ("person", "medium") and not m.definite
    )
    nouns = [m for m in seen.matches.of("body_noun") if not m.definite]
    both = {m.first for m in nouns if m.entry.fields["kind"] != "place"}  # «عميد [بلدية] درنة»
    sites = [m for m in nouns if m.first not in both and m.entry.fields["wants"] != "never"]
    ends = {m.first: m.last for m in sites}
    led["place"] = frozenset(ends.values()) - ends.keys() - _seen_whole([*rules, *others], ends, odds)
    led["site"] = _unseen(rules, ends, odds)
    inner = [c for c in seen.candidates if c.entries and c.settled]
    led["owner"] = frozenset(c.first for c in inner if c.kind == "organization")
    listed: dict[int, int] = {}  # where the shortest listed name that begins at a token ends
    for c in inner:
        listed[c.first] = min(c.last, listed.get(c.first, c.last))
    within_another = _held([*rules, *(c for c in others if worth(c, odds) > 0)])
    weighed = [
        (
            worth(c, odds)
            + (_bonus(c, led, listed, held=id(c) in within_another) if id(c) in chosen else 0.0),
            _as_listed(c, known),
        )
        for c in free
    ]
    weighed += halves
    stands = list(settle(mine)) + _best(weighed, len(scores))
    within = inner_names(inner) if any(outer.holds for outer in stands) else []
    held = [c for outer in stands if outer.holds for c in held_within(outer, within)]
    there = {(c.first, c.last) for c in stands}
    return stands + [c for c in held if (c.first, c.last) not in there or c not in stands]


def _known(seen: Seen) -> dict[tuple[int, int], list[Candidate]]:
    """The listed names that are no ordinary words, by their tokens."""
    known: dict[tuple[int, int], list[Candidate]] = {}
    for one in seen.candidates:
        if one.entries and one.settled and one.kind in KINDS:
            known.setdefault((one.first, one.last), []).append(one)
    return known


def _halves(
    seen: Seen, candidate: Candidate, known: dict[tuple[int, int], list[Candidate]]
) -> tuple[Candidate, ...]:
    """The two persons side by side that a person is, the second of two words or more: «استقبل [السيسي] [محمود عباس]».

    The lists have both, or the first by a family name that nobody is given, and the second opens with a given name.
    """
    first, last = candidate.first, candidate.last
    if candidate.kind != "person" or (first, last) in known:
        return ()
    for at in range(first + 1, last - 1):
        one, other = (_person(known, *edges) for edges in ((first, at), (at, last)))
        if one is None:
            continue
        if other is None and at == first + 1 and seen.senses[at].given and not seen.senses[first].given:
            other = msgspec.structs.replace(candidate, first=at, start=seen.part.tokens[at].start)
        if other is not None:
            return one, other
    return ()


def _person(known: dict[tuple[int, int], list[Candidate]], first: int, last: int) -> Candidate | None:
    return next((c for c in known.get((first, last), ()) if c.kind == "person"), None)


def _as_listed(candidate: Candidate, known: dict[tuple[int, int], list[Candidate]]) -> Candidate:
    """The candidate, of the kind the lists give where the tagger sees another one: «مرتزقة [فاغنر]» is no place."""
    listed = known.get((candidate.first, candidate.last), ())
    if (
        not listed
        or not candidate.rule.startswith("tagger.")
        or candidate.kind in [one.kind for one in listed]
    ):
        return candidate
    return max(listed, key=lambda one: one.trust)


def _is_part(seen: Seen, candidate: Candidate, whole: Candidate) -> bool:
    """Whether a longer candidate that opens alike has only words more that no list knows: «يونس بك» of «يونس بك يفكيروف»."""
    return candidate.last < whole.last and all(
        seen.senses[at].unknown for at in range(candidate.last, whole.last)
    )


def _bonus(
    candidate: Candidate, led: dict[str, frozenset[int]], listed: dict[int, int], *, held: bool
) -> float:
    family = candidate.rule.partition(".")[0]
    more = min(candidate.last - candidate.first - 1, 2)
    # «رئيسة الحكومة البريطانية»: a government is no name, by the guide
    long = family == "body" or (more > 0 and all(e.get("type") != "government" for e in candidate.entries))
    headed = long and candidate.kind == "organization" and candidate.first in led.get(family, ())
    quoted = candidate.rule == "body.quoted"
    within = range(candidate.first + 1, candidate.last)
    holds = family in _MORE and any(listed.get(at, candidate.last + 1) <= candidate.last for at in within)
    return (
        _BONUS.get(family, 0.0)
        + _MORE.get(family, 0.0) * more
        + _HEADED * headed
        + _QUOTED * quoted
        + _HOLDS * holds
        + _OWNED * (long and family == "body" and not led["owner"].isdisjoint(within))
        + _TRUSTED * (candidate.rule == "body.trusted")
        + _HONOURS * (candidate.rule == "body.honours")
        + (0.0 if held else _LONG * _is_long(candidate, long=long) + _SURE * _is_sure(candidate, long=long))
        + _IN_PLAY * (candidate.trust == PLAYS)
        + _ANNOUNCED * _is_announced(candidate, led["site" if family == "body" else "place"])
    )


def _held(rules: Sequence[Candidate]) -> frozenset[int]:
    """The names within others, by their identity."""
    return frozenset(
        id(one)
        for one in rules
        if any(
            o.first <= one.first and one.last <= o.last and (o.first, o.last) != (one.first, one.last)
            for o in rules
        )
    )


def _is_long(candidate: Candidate, *, long: bool) -> bool:
    words = candidate.last - candidate.first
    listed = long and candidate.rule == "gazetteer.organization" and words >= _THREE
    return listed or (candidate.rule == "body.organization" and words >= _FIVE)


def _is_sure(candidate: Candidate, *, long: bool) -> bool:
    """Whether a list has all of a body's or a thing's four words or more."""
    listed = long and candidate.rule in ("gazetteer.organization", "gazetteer.misc")
    return listed and candidate.last - candidate.first > _THREE


def _seen_whole(
    candidates: Sequence[Candidate], sites: dict[int, int], odds: Sequence[Sequence[float]]
) -> frozenset[int]:
    """Where names stand that the taggers take together with the noun before them: «مدينة شيكاغو» whole."""
    whole = (c for c in candidates if c.first in sites and c.last > sites[c.first])
    return frozenset(sites[c.first] for c in whole if worth(c, odds) > LEAST)


def _unseen(
    rules: Sequence[Candidate], sites: dict[int, int], odds: Sequence[Sequence[float]]
) -> frozenset[int]:
    """Where places stand with their noun whose bare name the taggers do not see."""
    bare = (
        (c.first, msgspec.structs.replace(c, first=sites[c.first]))
        for c in rules
        if c.kind == "place" and sites.get(c.first, c.last) < c.last
    )
    return frozenset(first for first, name in bare if worth(name, odds) <= LEAST)


def _is_announced(candidate: Candidate, led: frozenset[int]) -> bool:
    """Whether a listed place stands right behind a noun for places, or with it; none of the world list that needs support."""
    listed = any(
        e.kind == "place" and not (e.id.startswith("gn.") and e.get("needs")) for e in candidate.entries
    )
    return candidate.kind == "place" and listed and candidate.first in led


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


def worth(candidate: Candidate, odds: Sequence[Sequence[float]]) -> float:
    """The log odds of a candidate's tags, from those of each token and tag against no name."""
    begin = 2 * KINDS.index(candidate.kind)
    further = range(candidate.first + 1, candidate.last)
    return odds[candidate.first][begin] + sum([odds[at][begin + 1] for at in further])


def _tagged(seen: Seen, scores: Floats, moves: Floats | None) -> Iterator[Candidate]:
    """The tagger's spans as candidates."""
    by_span: dict[tuple[int, int, str], Candidate] = {}
    for one in sorted(seen.candidates, key=lambda c: (c.settled, c.trust, bool(c.entries))):
        by_span[one.first, one.last, one.kind] = one
    generic = _generic(seen)
    spans = list(spans_of(best_tags(scores, seen.breaks, moves)))
    ends = {last for _, last, _ in spans} | {one.last for one in seen.candidates if one.settled}
    for first, last, kind in spans:
        known = by_span.get((first, last, kind))
        unproven = last - first == 1 and (known is None or not known.settled)
        if unproven and (first in generic or (kind == "person" and _no_name(seen, first))):
            continue
        if known is not None:
            yield msgspec.structs.replace(known, trust=max(known.trust, _TRUST), settled=True)
            continue
        found = _new(seen, first, last, kind, after=first in ends)
        if found is not None:
            yield found


def _new(seen: Seen, first: int, last: int, kind: str, *, after: bool) -> Candidate | None:
    """A span that only the tagger sees; `after` says that it stands right after another name."""
    tokens = seen.part.tokens
    last = _whole_quotation(tokens, first, last)
    if kind == "person":
        first = _after_titles(seen, first, last)
        last = _before_verb(seen, first, last)
    start = tokens[first].start + (_skip(seen, first, kind) or (after and _is_joined(seen, first)))
    end = tokens[last - 1].end
    if end - start < _SHORTEST or not any(t.kind == "word" for t in tokens[first:last]):
        return None
    return Candidate(first, last, start, end, kind, f"tagger.{kind}", _TRUST)


def _after_titles(seen: Seen, first: int, last: int) -> int:
    """Where the name begins after the titles before it, which are no part of it: «أبوعياض» of «الشيخ أبوعياض»."""
    titles = (m.last for m in seen.matches.between("honorific", first, first + 1) if m.last < last)
    after = max(titles, default=first)
    return after if after == first else _after_titles(seen, after, last)


def _before_verb(seen: Seen, first: int, last: int) -> int:
    """Where a name ends before the verb that tells what its bearer did: «محمد» of «محمد بدا»."""
    while last - first > 1 and seen.senses[last - 1].like < 0 and _is_verb(seen, last - 1):
        last -= 1
    return last


def _is_verb(seen: Seen, at: int) -> bool:
    finite = seen.matches.finite
    begin = bisect_left(finite, at, key=_first)
    return any(not m.definite for m in finite[begin : bisect_right(finite, at, lo=begin, key=_first)])


def _generic(seen: Seen) -> frozenset[int]:
    """Nouns that say what a thing is and, standing alone, name none: «حزب», «الجيش», «قصر»."""
    kinds = ("body_noun", "head_noun", "plain_noun", "seat_noun", "capital_noun")
    return frozenset(m.first for kind in kinds for m in seen.matches.of(kind) if m.last - m.first == 1)


def _no_name(seen: Seen, at: int) -> bool:
    """Whether a word alone is no person's name: closed words, adjectives («التونسي», «هادئ»), plain words."""
    sense = seen.senses[at]
    return seen.part.tokens[at].text.endswith("ئ") or sense.closed or sense.adjective or sense.like <= NEVER


def _whole_quotation(tokens: Sequence[Token], first: int, last: int) -> int:
    """The end of a span with the mark that closes a quotation in it, else before the one that opens it and is not closed."""
    opened = -1
    for at in range(first, last):
        if tokens[at].text in _CLOSES:
            opened = at if opened < 0 else -1
        elif opened >= 0 and tokens[at].text == _CLOSES[tokens[opened].text]:
            opened = -1
    if opened < 0:
        return last
    if last < len(tokens) and tokens[last].text == _CLOSES[tokens[opened].text]:
        return last + 1
    return max(opened, first + 1)


def _skip(seen: Seen, first: int, kind: str) -> int:
    """How many letters of the first word are particles: as the lists and rules read it, else as the lexicon does."""
    token = seen.part.tokens[first]
    known = [c.start - token.start for c in seen.opening.get(first, ()) if c.kind == kind and c.settled]
    if known:
        return max(set(known), key=known.count)
    sense = seen.senses[first]
    if kind == "person" and (sense.given or sense.skip):
        return sense.skip
    return _particles(seen, token, first)


def _is_joined(seen: Seen, first: int) -> bool:
    """Whether a word that no list has opens with «و»: «سيمنس وإينكا», «القضارف وباسندا»."""
    token, sense = seen.part.tokens[first], seen.senses[first]
    whole = any(c.start == token.start and c.entries for c in seen.opening.get(first, ()))
    return token.fold.startswith("و") and len(token.fold) > _SHORTEST_JOINED and not whole and sense.unknown


def _particles(seen: Seen, token: Token, first: int) -> int:
    skips = {
        match.start - token.start
        for match in seen.matches.between("body_noun", first, first + 1)
        + seen.matches.between("name_word", first, first + 1)
        + seen.matches.between("head_noun", first, first + 1)
    }
    if skips:
        return min(skips)
    for reading in read_word(token.text):
        if reading.clitics in _PARTICLES and reading.skip and not reading.enclitic:
            rest = token.fold[reading.skip :]
            if rest.startswith("ال") or reading.clitics.endswith("لل") or rest in seen.written:
                return reading.skip
    return 0
