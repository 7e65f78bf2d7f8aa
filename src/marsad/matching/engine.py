"""Finding lexicon entries in tokens: one pass for all kinds, clitics split as the lexicon demands."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import starmap
from operator import attrgetter
from typing import Any, Protocol

import msgspec

from marsad.matching.sources import KindSchema
from marsad.text import Reading, read_word
from marsad.types import Part, Token

_KNOWN_LIMIT = 200_000
_FINITE = ("past", "pres", "juss")


class Entry(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A lexicon entry: its id, its kind, and the fields its file gives it (`forms` are those listed as they stand)."""

    id: str
    kind: str
    fields: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        """The field `name`, or `default`."""
        return self.fields.get(name, default)


class Match(msgspec.Struct, frozen=True, gc=False):
    """An entry found in a part: tokens `[first, last)`, characters `[start, end)` without particles and pronouns.

    `feature` is the inflection code of the form («past:3fs»), `clitics` the particles before it, `enclitic` the
    pronoun after it, `definite` that the article stands before a form listed without one.
    """

    first: int
    last: int
    start: int
    end: int
    entry: Entry
    feature: str = ""
    clitics: str = ""
    enclitic: str = ""
    definite: bool = False


Followers = Mapping[str, tuple[int, ...]]
"""By the second word of phrases that open alike, how many words they have, longer ones first."""


class _WordHits(msgspec.Struct, frozen=True, gc=False):
    """What one written word can be: entries of one word, first words of phrases, last ones with a pronoun."""

    singles: tuple[tuple[Reading, Entry, str], ...]
    whole: tuple[tuple[int, int, Entry, str, str, str, bool], ...]
    """What the matches of `singles` hold beside their place: the characters of particles and pronoun, then
    what they say."""
    starts: tuple[tuple[Reading, Followers], ...]
    tails: tuple[Reading, ...]


def followers_of(forms: Iterable[str]) -> dict[str, str]:
    """The followers of each word that opens a phrase, a line for each: the second word and the lengths."""
    lengths: dict[str, dict[str, set[int]]] = {}
    for key in forms:
        first, *rest = key.split(" ")
        if rest:
            lengths.setdefault(first, {}).setdefault(rest[0], set()).add(len(rest) + 1)
    return {first: "\n".join(starmap(_line, seconds.items())) for first, seconds in lengths.items()}


def _line(second: str, lengths: set[int]) -> str:
    return " ".join((second, *map(str, sorted(lengths, reverse=True))))


def _read_followers(lines: str) -> Followers:
    """The followers of a word from the lines that the index keeps: thousands of tables would take longer to load."""
    rows = (line.split(" ") for line in lines.split("\n"))
    return {second: tuple(map(int, lengths)) for second, *lengths in rows}


class Rows(Protocol):
    """The entries by index, each as ``kind TAB id TAB fields in JSON``."""

    def __getitem__(self, at: int, /) -> str: ...


class Lexicon:
    """All entries by id, kind and form."""

    def __init__(
        self,
        *,
        digest: str,
        rows: Rows,
        spans: Mapping[str, Sequence[tuple[int, int]]],
        kinds: dict[str, KindSchema],
        features: tuple[str, ...],
        forms: Mapping[str, int | tuple[int, ...]],
        followers: Mapping[str, str],
    ) -> None:
        self.digest, self.kinds, self.features = digest, kinds, features
        self._rows, self._forms, self._lines = rows, forms, followers
        self._followers: dict[str, Followers] = {}
        self._spans = spans
        self._entries: dict[int, Entry] = {}
        self._words: dict[str, _WordHits] = {}

    def entry(self, at: int) -> Entry:
        """The entry at an index, decoded on first use."""
        found = self._entries.get(at)
        if found is None:
            kind, ident, fields = self._rows[at].split("\t", 2)
            found = self._entries[at] = Entry(ident, kind, msgspec.json.decode(fields))
        return found

    def table(self, kind: str) -> tuple[Entry, ...]:
        """All entries of a kind, in the order of their files."""
        return tuple(self.entry(at) for span in self._spans.get(kind, ()) for at in range(*span))

    def senses(self, key: str) -> Sequence[tuple[Entry, str]]:
        """The entries a folded form stands for, each with its inflection code."""
        codes = self._forms.get(key)
        if codes is None:
            return ()
        known = (codes,) if isinstance(codes, int) else codes
        return [(self.entry(code >> 8), self.features[code & 255]) for code in known]

    def word(self, token: Token) -> _WordHits:
        """What a written word can be, remembered."""
        return self._words.get(token.text) or self._learn(token)

    def words(self, tokens: Sequence[Token]) -> list[_WordHits]:
        """What each of some written words can be."""
        known = self._words.get
        return [known(token.text) or self._learn(token) for token in tokens]

    def _learn(self, token: Token) -> _WordHits:
        if len(self._words) >= _KNOWN_LIMIT:
            self._words.clear()
        hits = self._words[token.text] = self._read(token)
        return hits

    def _read(self, token: Token) -> _WordHits:
        plain = (Reading(token.fold),)
        readings = read_word(token.text) or plain if token.kind == "word" else plain
        singles: list[tuple[Reading, Entry, str]] = []
        fewest: dict[str, int] = {}
        for reading in readings:
            for entry, feature in self.senses(reading.key):
                if not self.allows(entry.kind, reading):
                    continue
                rank = len(reading.clitics) + len(reading.enclitic)
                if rank <= fewest.setdefault(entry.kind, rank):  # fewer particles win within a kind
                    singles.append((reading, entry, feature))
        starts = [(r, self._after(r.key)) for r in readings if not r.enclitic and r.key in self._lines]
        tails = [r for r in readings if r.enclitic and not r.clitics]
        matched = [(r.skip, r.tail, e, f, r.clitics, r.enclitic, r.definite) for r, e, f in singles]
        return _WordHits(tuple(singles), tuple(matched), tuple(starts), tuple(tails))

    def _after(self, first: str) -> Followers:
        known = self._followers.get(first)
        if known is None:
            known = self._followers[first] = _read_followers(self._lines[first])
        return known

    def allows(self, kind: str, reading: Reading) -> bool:
        """Whether words of a kind take the particles, article and pronoun of a reading."""
        schema = self.kinds[kind]
        if (reading.clitics and not schema.proclitics) or (reading.definite and not schema.article):
            return False
        return not reading.enclitic or schema.enclitics


_first = attrgetter("first")


class Matches:
    """The matches of a part, by kind, in the order of the text."""

    def __init__(self, found: Sequence[Match]) -> None:
        self.all = found
        self._merged: dict[tuple[str, ...], list[Match]] = {}
        self._ending: dict[str, defaultdict[int, list[Match]]] = {}
        self._over: dict[str, defaultdict[int, list[Match]]] = {}
        self._by_kind: defaultdict[str, list[Match]] = defaultdict(list)
        self._longest: dict[tuple[str, ...], list[Match]] = {}
        for match in found:
            self._by_kind[match.entry.kind].append(match)

    @cached_property
    def finite(self) -> list[Match]:
        """The matches of finite verbs, in the order of the text."""
        return [match for match in self.inflected if match.feature.startswith(_FINITE)]

    @cached_property
    def inflected(self) -> list[Match]:
        """The matches whose form tells an inflection, a quarter of all, in the order of the text."""
        return [match for match in self.all if match.feature]

    def of(self, *kinds: str) -> list[Match]:
        """The matches of some kinds, by position, longer ones first."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        merged = self._merged.get(kinds)
        if merged is None:
            found = [match for kind in kinds for match in self._by_kind.get(kind, ())]
            merged = self._merged[kinds] = sorted(found, key=lambda m: (m.first, -m.last))
        return merged

    def between(self, kind: str, first: int, last: int) -> list[Match]:
        """The matches of a kind that begin at one of the tokens from `first` up to `last`."""
        found = self._by_kind.get(kind)
        if not found or found[-1].first < first:
            return []
        begin = bisect_left(found, first, key=_first)
        return found[begin : bisect_left(found, last, lo=begin, key=_first)]

    def ending(self, kind: str, last: int) -> list[Match]:
        """The matches of a kind that end before the token `last`."""
        by_last = self._ending.get(kind)
        if by_last is None:
            by_last = self._ending[kind] = defaultdict(list)
            for match in self._by_kind.get(kind, ()):
                by_last[match.last].append(match)
        return by_last.get(last, [])

    def over(self, kind: str, at: int) -> list[Match]:
        """The matches of a kind that hold a token."""
        by_token = self._over.get(kind)
        if by_token is None:
            by_token = self._over[kind] = defaultdict(list)
            for match in self._by_kind.get(kind, ()):
                for held in range(match.first, match.last):
                    by_token[held].append(match)
        return by_token.get(at, [])

    def longest(self, *kinds: str) -> list[Match]:
        """The matches of some kinds without those that overlap a longer or earlier one, remembered."""
        known = self._longest.get(kinds)
        if known is not None:
            return known
        kept: list[Match] = []
        for match in sorted(self.of(*kinds), key=lambda m: (m.first, -m.last)):
            if not kept or match.first >= kept[-1].last:
                kept.append(match)
        self._longest[kinds] = kept
        return kept


def find_matches(part: Part, lexicon: Lexicon) -> Matches:
    """Every lexicon entry that stands in a part, overlapping ones included, by position, longer ones first."""
    tokens = part.tokens
    words = lexicon.words(tokens)
    folds = [token.fold for token in tokens]
    found: list[Match] = []
    for at, (token, word) in enumerate(zip(tokens, words, strict=True)):
        for reading, followers in word.starts:
            for length in _lengths(followers, folds, words, at + 1):
                if at + length <= len(tokens):
                    found += _phrases(
                        tokens, folds, at, at + length, reading, words[at + length - 1].tails, lexicon
                    )
        start, end = token.start, token.end
        found += [
            Match(at, at + 1, start + skip, end - tail, entry, feature, clitics, enclitic, definite)
            for skip, tail, entry, feature, clitics, enclitic, definite in word.whole
        ]
    return Matches(found)


def _lengths(
    followers: Followers, folds: Sequence[str], words: Sequence[_WordHits], second: int
) -> Sequence[int]:
    """How many words the phrases have that go on with the word at `second`; the last of two may bear a pronoun."""
    if second == len(folds):
        return ()
    lengths = followers.get(folds[second], ())
    tails = words[second].tails
    if tails and 2 not in lengths and any(2 in followers.get(tail.key, ()) for tail in tails):
        return (*lengths, 2)
    return lengths


def _phrases(
    tokens: Sequence[Token],
    folds: list[str],
    at: int,
    last: int,
    reading: Reading,
    tails: Sequence[Reading],
    lexicon: Lexicon,
) -> Iterator[Match]:
    """The entries of the words from `at` up to `last`; `tails` are the readings of the last word with a pronoun."""
    before = " ".join((reading.key, *folds[at + 1 : last - 1]))
    start, end, clitics = tokens[at].start + reading.skip, tokens[last - 1].end, reading.clitics
    for entry, feature in lexicon.senses(f"{before} {folds[last - 1]}"):
        if lexicon.allows(entry.kind, reading):
            yield Match(at, last, start, end, entry, feature, clitics, "", reading.definite)
    for tail in tails:
        for entry, feature in lexicon.senses(f"{before} {tail.key}"):
            if lexicon.kinds[entry.kind].enclitics and lexicon.allows(entry.kind, reading):
                yield Match(at, last, start, end - tail.tail, entry, feature, clitics, tail.enclitic)
