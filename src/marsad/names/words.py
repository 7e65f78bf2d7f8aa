"""What one written word can be inside a person's name: read once for each word, remembered with its lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

_OPENERS = frozenset(("", "و", "ف", "ل", "ب", "ول", "وب"))
_SHORTEST_UNKNOWN, _SHORTEST_FIRST = 3, 4
_LONGEST_UNKNOWN = 12
_SHORTEST_ODD, _LONGEST_ODD = 4, 7
_OTHER_SENSES = frozenset(
    (
        "nationality",
        "body_adjective",
        "phrase_adjective",
        "body_noun",
        "country",
        "head_noun",
        "honorific",
        "passing_adjective",
    )
)
_ADJECTIVES = frozenset(("nationality", "body_adjective"))
_CLOSED = frozenset(("particle", "not_a_name", "not_in_phrase"))
_FINITE = re.compile("(past|pres|juss).*:3[mf][sp]")
_GLUED_ARTICLES = ("ال", "لل", "بال", "فال", "كال", "وال")
_SLAVE_OF = "عبدال"
_VERB_PREFIXES = frozenset("يت")
_ENDINGS = ("ا", "ه", "ات", "ون", "ين", "ان", "وا", "ت", "تا", "ي", "يه")
_ARABIC_SHAPE, _FOREIGN_SHAPE = -2.0, 1.0
_DEFINITE_SURNAME = re.compile("ال.{2,8}ي")


class WordSense(msgspec.Struct, frozen=True, gc=False):
    """A word as part of a name.

    `like` says how much it looks like one (see the steps above), `given` that it can open a name, `skip` the characters
    of the particles before it, `joins` that it only joins («بن», «فون»), `opens` that a name may open with it and
    needs the next word («أبو», «عبد»), `ends` that it only ends one («أوغلو»), `divine` that it is the second half of
    «عبد …», `closed` that no name holds it, `adjective` that it is one of nationality or creed, `unknown` that no list has it,
    `foreign` that its letters are those of foreign names, `title` that it is a title as well, `odd` that it only has the shape
    of a participle or of a noun in ة and no list or plain word is like it: at most somebody's family name («متروك»).
    """

    like: float
    given: bool = False
    skip: int = 0
    joins: bool = False
    opens: bool = False
    ends: bool = False
    divine: bool = False
    title: bool = False
    odd: bool = False
    closed: bool = False
    adjective: bool = False
    unknown: bool = False
    foreign: bool = False
    code: int = 0
    """What the light tagger sees of it, as one number."""


def _coded(sense: WordSense) -> WordSense:
    """The sense with its code."""
    like = round((sense.like + 9.0) * 10) if sense.like > -2 else 0
    flags = (
        sense.given,
        sense.joins,
        sense.opens,
        sense.unknown,
        sense.foreign,
        sense.closed,
        bool(sense.skip),
    )
    code = like * 128 + sum(1 << n for n, flag in enumerate(flags) if flag)
    return msgspec.structs.replace(sense, code=code)


NO_NAME = _coded(WordSense(NEVER, closed=True))


REMEMBERED = 200_000
"""How many words the senses are kept of at most."""


class NameWords:
    """The senses of words by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._shapes, self._plain = lexicon, word_shapes(lexicon), plain_words()
        self._known: dict[str, WordSense] = {}
        rows = lexicon.table("spelling_sign")
        self.signs = {str(row.get("sign")): frozenset(row.fields["forms"]) for row in rows}

    def writes_ya_for_alif(self, texts: frozenset[str]) -> bool:
        """Whether a text of these words writes final ya for alif maqsura: «علي» is then mostly the preposition."""
        return bool(texts & self.signs["ya"]) and not texts & self.signs["alif"]

    def sense(self, token: Token) -> WordSense:
        """What a token can be inside a name."""
        found = self._known.get(token.text)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[token.text] = _coded(self._read(token))
        return found

    def senses(self, tokens: Sequence[Token]) -> tuple[WordSense, ...]:
        """What each of some tokens can be inside a name."""
        known = self._known
        return tuple([known.get(token.text) or self.sense(token) for token in tokens])

    def _read(self, token: Token) -> WordSense:
        if token.kind != "word" or token.text.isascii():
            return NO_NAME
        singles = self._lexicon.word(token).singles
        exact = [
            r for r, e, _ in singles if e.fields.get("exact") and token.text[r.skip :] in e.fields["forms"]
        ]
        if exact:
            return WordSense(LIKELY, True, exact[0].skip)
        if any(entry.kind in _CLOSED and not r.clitics for r, entry, _ in singles):
            return NO_NAME
        for reading, entry, _ in singles:
            if entry.kind == "name_particle" and reading.clitics in _openers(entry):
                return _particle(reading, entry, singles)
        other = any(_speaks_against(r, e, f) for r, e, f in singles)
        adjective = any(e.kind in _ADJECTIVES and not r.clitics for r, e, _ in singles)
        listed = [(r, e) for r, e, _ in singles if e.kind == "name_word" and r.clitics in _OPENERS]
        if not listed and (token.fold in self._plain or "ال" + token.fold in self._plain):
            return WordSense(NEVER, adjective=adjective, unknown=True)
        foreign = len(token.fold) >= 3 and self._shapes.foreignness(token.fold) > _FOREIGN_SHAPE
        bare = [r for r, e, _ in singles if e.kind == "name_particle" and r.clitics]
        listed = [(r, e) for r, e in listed if r not in bare]
        if listed and not _is_owned(token, singles):
            title = any(e.kind == "honorific" for r, e, _ in singles)
            read = [_listed(r, e, other=other, adjective=adjective, foreign=foreign) for r, e in listed]
            sense = max(read, key=lambda s: (s.like, s.skip))
            return msgspec.structs.replace(sense, title=title)
        if token.fold.startswith(_SLAVE_OF) and len(token.fold) >= len(_SLAVE_OF) + 3:
            return WordSense(CERTAIN, True)
        joined = (
            self._shapes.foreignness(token.fold[1:]) if token.fold[0] == "و" and len(token.fold) > 5 else 0.0
        )
        if joined > _FOREIGN_SHAPE and not other and not _is_plain(token.fold[1:]):
            return WordSense(FOREIGN, skip=1, unknown=True, foreign=True)  # «وأنطونيس»
        like = self._unlisted(token, other)
        odd = not singles and like == NEVER and self._is_odd(token)
        return WordSense(like, adjective=adjective, unknown=True, foreign=foreign, odd=odd)

    def _is_odd(self, token: Token) -> bool:
        fold = token.fold
        if not _SHORTEST_ODD <= len(fold) <= _LONGEST_ODD or fold[0] in _VERB_PREFIXES or fold[0] == "و":
            return False
        plain = any(_is_plain(r.key) for r in read_word(token.text) if len(r.key) > 2)
        return not plain and not fold.startswith(_GLUED_ARTICLES) and not fold.endswith(("ات", "ها", "هم"))

    def _unlisted(self, token: Token, other: bool) -> float:
        fold = token.fold
        if other or not _SHORTEST_UNKNOWN <= len(fold) <= _LONGEST_UNKNOWN:
            return NEVER
        if _DEFINITE_SURNAME.fullmatch(fold):
            return NEVER if fold in plain_words() else POSSIBLE
        if any(_is_plain(r.key) for r in read_word(token.text) if len(r.key) > 2):
            return NEVER
        foreign = self._shapes.foreignness(fold)
        if fold.startswith(_GLUED_ARTICLES):
            return UNLIKELY if fold.startswith("ال") else NEVER
        if _is_arabic_form(fold, foreign) or (fold[0] == "و" and foreign < _FOREIGN_SHAPE):
            return NEVER
        if foreign < _ARABIC_SHAPE or len(fold) < _SHORTEST_FIRST:
            return UNLIKELY
        return FOREIGN if foreign > _FOREIGN_SHAPE else POSSIBLE if foreign >= 0 else DOUBTFUL


def _is_arabic_form(fold: str, foreign: float) -> bool:
    """Whether an unknown word looks like a present verb, a participle in م, or a noun with its pronoun."""
    if fold[0] in _VERB_PREFIXES or fold.endswith(("ها", "هم", "هما")):
        return foreign < -1
    return foreign < 0 and (fold[0] == "م" or fold.endswith(("ه", "ات")))


def _particle(reading: Reading, entry: Entry, singles: tuple[tuple[Reading, Entry, str], ...]) -> WordSense:
    """The sense of a particle of names; «الهادي», «الناصر» are given names too."""
    place = entry.fields["place"]
    if place not in ("divine", "completes"):
        opens = place == "opens"
        joins = opens or place == "joins"
        return WordSense(PARTICLE, False, reading.skip, joins=joins, opens=opens, ends=place == "closes")
    title = any(e.kind == "honorific" for _, e, _ in singles)
    names = [(r, e) for r, e, _ in singles if e.kind == "name_word" and r.clitics == reading.clitics]
    like = max(
        [PARTICLE, *(_listed(r, e, other=False, adjective=False, foreign=False).like for r, e in names)]
    )
    return WordSense(like, like > PARTICLE, reading.skip, divine=True, title=title)


def _openers(entry: Entry) -> frozenset[str]:
    """«ولأبو» may be cut, «لسان» not."""
    return frozenset(("",)) if entry.fields.get("bare") else _OPENERS


def _is_owned(token: Token, singles: tuple[tuple[Reading, Entry, str], ...]) -> bool:
    """Whether a word that folds like a name in ة is a noun with its pronoun: «أمينه العام», not «أمينة»."""
    noun = any(r.enclitic and e.kind == "head_noun" for r, e, _ in singles)
    return noun and token.text.endswith("ه")


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
    return entry.kind in _OTHER_SENSES or _FINITE.match(feature) is not None


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
