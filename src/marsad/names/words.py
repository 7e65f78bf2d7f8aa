"""What one written word can be inside a person's name: read once for each word, remembered with its lexicon."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from marsad.matching import Entry, Lexicon
from marsad.names.plain import plain_words
from marsad.text import Reading, read_word
from marsad.types import Token

CERTAIN, LIKELY, POSSIBLE, FOREIGN, DOUBTFUL, UNLIKELY, NEVER = 2.0, 1.2, 0.6, 0.6, -0.3, -1.0, -9.0
"""How much a word speaks for a name; the steps of `_listed`."""

_OPENERS = frozenset(("", "و", "ف", "ل", "ب", "ك", "ول", "وب"))
_SHORTEST_UNKNOWN = 4
_LONGEST_UNKNOWN = 12
_OTHER_SENSES = frozenset(
    ("nationality", "body_adjective", "phrase_adjective", "body_noun", "country", "head_noun", "honorific")
)
_CLOSED = frozenset(("particle", "not_a_name", "not_in_phrase"))
_VERBAL = ("past", "pres")
_GRAMMATICAL = re.compile("^(?:[وف]?(?:[بلك]?ال|لل|س[يتن])|[وف]?[يت](?=...))")
_PLURAL = ("ات", "ون", "تين", "تان", "وا")
_DEFINITE_SURNAME = re.compile("ال.{2,8}ي")


class WordSense(msgspec.Struct, frozen=True, gc=False):
    """A word as part of a name.

    `like` says how much it looks like one (see the steps above), `given` that it can open a name, `skip` the characters
    of the particles before it, `joins` that it only joins («بن», «فون»), `opens` that a name may open with it and
    needs the next word («أبو», «عبد»), `closed` that no name holds it, `adjective` that it is one of nationality.
    """

    like: float
    given: bool = False
    skip: int = 0
    joins: bool = False
    opens: bool = False
    closed: bool = False
    adjective: bool = False
    unknown: bool = False


_CLOSED_SENSE = WordSense(NEVER, closed=True)


class NameWords:
    """The senses of words by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
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
        if any(entry.kind in _CLOSED and not r.clitics for r, entry, _ in singles):
            return _CLOSED_SENSE
        for reading, entry, _ in singles:
            if entry.kind == "name_particle" and reading.clitics in _OPENERS:
                place = entry.fields["place"]
                opens = place in ("opens", "both")
                return WordSense(1.0, opens, reading.skip, joins=place != "opens", opens=opens)
        other = any(_speaks_against(r, e, f) for r, e, f in singles)
        adjective = any(e.kind == "nationality" and not r.clitics for r, e, _ in singles)
        listed = [(r, e) for r, e, _ in singles if e.kind == "name_word" and r.clitics in _OPENERS]
        if listed:
            return _listed(*listed[0], other=other, adjective=adjective)
        return WordSense(
            self._unlisted(token.fold, read_word(token.text), other), adjective=adjective, unknown=True
        )

    def _unlisted(self, fold: str, readings: tuple[Reading, ...], other: bool) -> float:
        if other or not _SHORTEST_UNKNOWN <= len(fold) <= _LONGEST_UNKNOWN or fold.endswith(_PLURAL):
            return NEVER
        plain = plain_words()
        if any(len(r.key) > 2 and (r.key in plain or "ال" + r.key in plain) for r in readings):
            return NEVER if not _DEFINITE_SURNAME.fullmatch(fold) else UNLIKELY
        if _DEFINITE_SURNAME.fullmatch(fold):
            return POSSIBLE
        return UNLIKELY if _GRAMMATICAL.match(fold) else FOREIGN


def _speaks_against(reading: Reading, entry: Entry, feature: str) -> bool:
    if reading.clitics or reading.enclitic:
        return False
    return entry.kind in _OTHER_SENSES or feature.startswith(_VERBAL)


def _listed(reading: Reading, entry: Entry, *, other: bool, adjective: bool) -> WordSense:
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
    return WordSense(like, given, reading.skip, adjective=adjective)


@cache
def name_words(lexicon: Lexicon) -> NameWords:
    """The word senses of a lexicon, shared by all articles."""
    return NameWords(lexicon)
