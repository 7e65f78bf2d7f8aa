"""What stands in no name: set phrases («القوة القاهرة»), and common words that only look like a name («التصفيق»)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from marsad.matching import Match, Matches
from marsad.names.candidates import Candidate
from marsad.names.owned import owned_tokens
from marsad.types import Part

_BY_USER = 9
_QUOTES = frozenset("\"«“'")
_ANY = ""
_CLITICS = frozenset(("", "و", "ف", "ب", "ل", "وب", "ول"))


class Bars(msgspec.Struct, frozen=True):
    """The tokens of a part that bar names, and those behind a word that announces a name, by the kind announced."""

    phrases: dict[int, int]
    """For each token in a set phrase, the number of the phrase."""
    words: dict[int, frozenset[str]]
    edges: dict[int, frozenset[str]]
    """Of `words` those that also end no longer name."""
    even: dict[int, frozenset[str]]
    """Of `words` those that are no name behind a noun that announces one either: «منطقة المصافي»."""
    verbs: frozenset[int]
    announced: frozenset[tuple[int, str]]
    countries: frozenset[str]
    """The countries that the part names, or of which it names a place that is no ordinary word."""
    owned: frozenset[int] = frozenset()
    """Nouns with their owner's pronoun that look like a name in ة: «أن [منوبه] بريء»."""


def read_bars(
    part: Part, matches: Matches, verbs: frozenset[int], own_ha: frozenset[str] = frozenset()
) -> Bars | None:
    """The bars of a part, `None` where there are none.

    `verbs` are tokens that are verbs though they look like a name, `own_ha` words whose ه stands for no ة.
    """
    phrases = {at: n for n, m in enumerate(matches.longest("set_phrase")) for at in range(m.first, m.last)}
    found = [match for match in matches.of("common_word") if _is_word(match)]
    owned = owned_tokens(part, matches, own_ha)
    if not (phrases or found or verbs or owned):
        return None
    common = {match.first for match in found}
    edges = _kinds_barred(match for match in found if match.entry.fields.get("edge"))
    even = _kinds_barred(match for match in found if match.entry.fields.get("even"))
    countries = frozenset(
        str(m.entry.fields.get("iso2") or m.entry.fields.get("country"))
        for m in matches.of("country", "place")
        if not m.entry.fields.get("needs") and m.first not in common
    )
    announced = {(m.last, str(m.entry.fields["kind"])) for m in matches.of("body_noun") if not m.definite}
    announced |= {(m.last, "person") for m in matches.of("honorific")}
    announced |= {
        (m.last, "organization") for m in matches.of("head_noun") if m.entry.fields["denotes"] == "medium"
    }
    announced |= {(at + 1, kind) for at, kind in announced if _opens_quotation(part, at)}
    return Bars(phrases, _kinds_barred(found), edges, even, verbs, frozenset(announced), countries, owned)


def _is_word(match: Match) -> bool:
    """Whether a match is a common word as it stands or behind «و», «ب», «ل»: «سالم» is no «س» with «ألم»."""
    fields = match.entry.fields
    return match.clitics in _CLITICS and not (fields.get("front") or fields.get("scores"))


def _kinds_barred(matches: Iterable[Match]) -> dict[int, frozenset[str]]:
    barred: dict[int, set[str]] = {}
    for match in matches:
        barred.setdefault(match.first, set()).add(match.entry.fields.get("bars", _ANY))
    return {at: frozenset(kinds) for at, kinds in barred.items()}


def _opens_quotation(part: Part, at: int) -> bool:
    return at < len(part.tokens) and part.tokens[at].text in _QUOTES


def unbarred(part: Part, candidates: Iterable[Candidate], bars: Bars | None) -> list[Candidate]:
    """The candidates that nothing bars; what only the tagger sees loses the common words at its edges."""
    if bars is None:
        return list(candidates)
    return [kept for one in candidates if (kept := _kept(part, one, bars)) is not None]


def _kept(part: Part, candidate: Candidate, bars: Bars) -> Candidate | None:
    if candidate.trust == _BY_USER:
        return candidate
    if candidate.last - candidate.first == 1 and candidate.first in bars.owned:
        return None
    announced = _is_announced(candidate, bars)
    if _is_within_phrase(candidate, bars) and not announced:
        return None
    trimmed = _trimmed(part, candidate, bars)
    if trimmed is None:
        return None
    tokens = range(trimmed.first, trimmed.last)
    if _is_unlisted(trimmed) and all(_is_common(bars.even, at, trimmed.kind) for at in tokens):
        return None
    if announced or _is_near(trimmed, bars):
        return trimmed
    barred = all(_is_common(bars.words, at, trimmed.kind) for at in tokens)
    whole = len(tokens) == 1 or (_is_unlisted(trimmed) and trimmed.kind == "person")
    return None if barred and whole else trimmed


def _is_unlisted(candidate: Candidate) -> bool:
    """Whether only the tagger or the reader of persons sees a name."""
    return candidate.rule.startswith(("tagger.", "person."))


def _trimmed(part: Part, candidate: Candidate, bars: Bars) -> Candidate | None:
    """A name that no list has without the verb before it and the common words behind it."""
    first, last = candidate.first, candidate.last
    if not _is_unlisted(candidate):
        return candidate
    first += first in bars.verbs
    if candidate.kind == "misc":
        return candidate
    while last - first > 1 and _ends_before(bars, candidate, last):
        last -= 1
    if first >= last:
        return None
    if (first, last) == (candidate.first, candidate.last):
        return candidate
    start = candidate.start if first == candidate.first else part.tokens[first].start
    end = candidate.end if last == candidate.last else part.tokens[last - 1].end
    return msgspec.structs.replace(candidate, first=first, last=last, start=start, end=end)


def _ends_before(bars: Bars, candidate: Candidate, last: int) -> bool:
    """Whether the last word of a name is none of it: «هند سالم [غائبة]», «زار إدريس سالم [الخيام]», «محمد [ولي] العهد»."""
    phrase = bars.phrases.get(last - 1, -1)
    if phrase >= 0 and bars.phrases.get(last) == phrase:
        return True
    read = candidate.rule.startswith("person.") and last - candidate.first > 2
    return (read and last - 1 in bars.words) or _is_common(bars.edges, last - 1, candidate.kind)


def _is_announced(candidate: Candidate, bars: Bars) -> bool:
    """Whether a noun before the name, which is no part of a phrase with it, says that it is one: «مدينة مشهد»."""
    phrase, before = (bars.phrases.get(candidate.first + step, -1) for step in (0, -1))
    return (candidate.first, candidate.kind) in bars.announced and (phrase == -1 or phrase != before)


def _is_within_phrase(candidate: Candidate, bars: Bars) -> bool:
    numbers = {bars.phrases.get(at, -1) for at in range(candidate.first, candidate.last)}
    return len(numbers) == 1 and numbers != {-1}


def _is_common(barred: dict[int, frozenset[str]], at: int, kind: str) -> bool:
    return not barred.get(at, frozenset()).isdisjoint((_ANY, kind))


def _is_near(candidate: Candidate, bars: Bars) -> bool:
    """Whether the part speaks of the country in which a listed place lies: «طهران ومشهد»."""
    return candidate.kind == "place" and any(
        entry.fields.get("country") in bars.countries for entry in candidate.entries
    )


__all__ = ["Bars", "read_bars", "unbarred"]
