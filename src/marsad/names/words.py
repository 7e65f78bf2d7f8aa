"""What one written word can be inside a person's name: read once for each word, remembered with its lexicon."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from marsad.matching import Entry, Lexicon
from marsad.names.plain import plain_words
from marsad.names.shapes import word_shapes
from marsad.text import Reading, read_word
from marsad.types import Token

CERTAIN, LIKELY, PARTICLE, FOREIGN, POSSIBLE, DOUBTFUL, UNLIKELY, NEVER = (
    2.0,
    1.2,
    1.0,
    0.9,
    0.6,
    -0.3,
    -1.0,
    -9.0,
)
"""How much a word speaks for a name; the steps of `_listed`."""

_OPENERS = frozenset(("", "و", "ف", "ل", "ب", "ك", "ول", "وب"))
_SHORTEST_UNKNOWN = 4
_LONGEST_UNKNOWN = 12
_OTHER_SENSES = frozenset(
    ("nationality", "body_adjective", "phrase_adjective", "body_noun", "country", "head_noun", "honorific")
)
_CLOSED = frozenset(("particle", "not_a_name", "not_in_phrase"))
_VERBAL = ("past", "pres")
_GLUED_ARTICLES = ("ال", "لل")
_ENDINGS = ("ا", "ه", "ات", "ون", "ين", "ان", "وا", "ت", "تا", "ي", "يه")
_ARABIC_SHAPE, _FOREIGN_SHAPE = -2.0, 1.0
_DEFINITE_SURNAME = re.compile("ال.{2,8}ي")


class WordSense(msgspec.Struct, frozen=True, gc=False):
    """A word as part of a name.

    `like` says how much it looks like one (see the steps above), `given` that it can open a name, `skip` the characters
    of the particles before it, `joins` that it only joins («بن», «فون»), `opens` that a name may open with it and
    needs the next word («أبو», «عبد»), `closed` that no name holds it, `adjective` that it is one of nationality,
    `unknown` that no list has it, `foreign` that its letters are those of foreign names.
    """

    like: float
    given: bool = False
    skip: int = 0
    joins: bool = False
    opens: bool = False
    closed: bool = False
    adjective: bool = False
    unknown: bool = False
    foreign: bool = False


_CLOSED_SENSE = WordSense(NEVER, closed=True)


class NameWords:
    """The senses of words by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._shapes = lexicon, word_shapes(lexicon)
        self._known: dict[str, WordSense] = {}

    def sense(self, token: Token) -> WordSense:
        """What a token can be inside a name."""
        found = self._known.get(token.text)
        if found is None:
            found = self._known[token.text] = self._read(token)
        return found

    def _read(self, token: Token) -> WordSense:
        if token.kind != "word" or token.text.isascii():
            return _CLOSED_SENSE
        singles = self._lexicon.word(token).singles
        exact = [
            r for r, e, _ in singles if e.fields.get("exact") and token.text[r.skip :] in e.fields["forms"]
        ]
        if exact:
            return WordSense(LIKELY, True, exact[0].skip)
        if any(entry.kind in _CLOSED and not r.clitics for r, entry, _ in singles):
            return _CLOSED_SENSE
        for reading, entry, _ in singles:
            if entry.kind == "name_particle" and reading.clitics in _OPENERS:
                opens = entry.fields["place"] != "divine"
                return WordSense(PARTICLE, False, reading.skip, joins=opens, opens=opens)
        other = any(_speaks_against(r, e, f) for r, e, f in singles)
        adjective = any(e.kind == "nationality" and not r.clitics for r, e, _ in singles)
        listed = [(r, e) for r, e, _ in singles if e.kind == "name_word" and r.clitics in _OPENERS]
        foreign = len(token.fold) >= 3 and self._shapes.foreignness(token.fold) > _FOREIGN_SHAPE
        if listed:
            return _listed(*listed[0], other=other, adjective=adjective, foreign=foreign)
        like = self._unlisted(token.fold, read_word(token.text), other)
        return WordSense(like, adjective=adjective, unknown=True, foreign=foreign)

    def _unlisted(self, fold: str, readings: tuple[Reading, ...], other: bool) -> float:
        if other or not _SHORTEST_UNKNOWN <= len(fold) <= _LONGEST_UNKNOWN:
            return NEVER
        if _DEFINITE_SURNAME.fullmatch(fold):
            return UNLIKELY if fold in plain_words() else POSSIBLE
        if fold[:2] in _GLUED_ARTICLES or any(_is_plain(r.key) for r in readings if len(r.key) > 2):
            return NEVER
        foreign = self._shapes.foreignness(fold)
        if foreign < _ARABIC_SHAPE or (fold[0] == "و" and foreign < _FOREIGN_SHAPE):
            return NEVER
        return FOREIGN if foreign > _FOREIGN_SHAPE else POSSIBLE if foreign > 0 else DOUBTFUL


def _is_plain(key: str) -> bool:
    plain = plain_words()
    return (
        key in plain
        or "ال" + key in plain
        or any(key.endswith(end) and key[: -len(end)] in plain for end in _ENDINGS if len(key) - len(end) > 2)
    )


def _speaks_against(reading: Reading, entry: Entry, feature: str) -> bool:
    if reading.clitics or reading.enclitic:
        return False
    return entry.kind in _OTHER_SENSES or feature.startswith(_VERBAL)


def _listed(reading: Reading, entry: Entry, *, other: bool, adjective: bool, foreign: bool) -> WordSense:
    """The sense of a listed name: by its share of name uses in the news; unseen words count by their other senses."""
    share = entry.fields.get("share")
    given = entry.fields.get("use") != "family" and not reading.definite
    if share is None or share == "":
        like = DOUBTFUL if other else LIKELY if not reading.definite else POSSIBLE
    else:
        percent = int(share)
        like = (
            CERTAIN if percent >= 30 else LIKELY if percent >= 15 else POSSIBLE if percent >= 8 else DOUBTFUL
        )
        if other and percent < 30:
            like = min(like, DOUBTFUL) - (0.5 if percent < 5 else 0)
    return WordSense(like, given, reading.skip, adjective=adjective, foreign=foreign)


@cache
def name_words(lexicon: Lexicon) -> NameWords:
    """The word senses of a lexicon, shared by all articles."""
    return NameWords(lexicon)
