"""English names for bodies, offices and places that no list has, put together word by word.

«وزارة الشؤون الاجتماعية الليبية» is Libyan Ministry of Social Affairs, «محكمة استئناف القاهرة» Cairo Court of Appeal. Every word must be
known or be a proper name, else there is no such name: half a translation would say less than a transliteration.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from marsad.matching import Entry, load_lexicon
from marsad.names.english_phrases import Name, Phrase, write
from marsad.names.english_words import Adjective, Noun, find_adjective, find_heads, find_name, find_noun
from marsad.names.links import linking
from marsad.names.plain import plain_words
from marsad.names.romanise import romanise, usual_spelling
from marsad.text import fold
from marsad.text.normalise import without_marks

_KINDS = ("country", "place", "organization", "person")
_MOST_NAMES, _LONGEST_NAME = 4, 6
_REMEMBERED = 50_000
_QUOTES = re.compile("[\"«»“”()]|(?<![\u0621-\u064a])'|'(?![\u0621-\u064a])")
_DOUBT = re.compile(r"[^\w\s\"\-.]")
_BRACKETS = re.compile(r" \([^)]*\)$")
_JOINED = ("لل", "بال", "وال")
_LEAST = 4
"""Letters that a word with a particle has at least."""


@lru_cache(_REMEMBERED)
def compose(name: str, kind: str = "") -> str | None:
    """The English name of a body, office or place; none where a word of it is not known.

    >>> compose("وزارة الشؤون الاجتماعية الليبية")
    'Libyan Ministry of Social Affairs'
    """
    marked = _QUOTES.sub(' " ', without_marks(name))
    return None if _DOUBT.search(marked) else _read(marked.split(), kind)


def _read(written: list[str], kind: str) -> str | None:
    words = [fold(word) for word in written]
    if not words or not all(words):
        return None
    opened = list(find_heads(words))
    if kind == "misc" and not opened and words[0].startswith("ال"):  # «المصالحة الوطنية» names itself
        opened = [found] if (found := find_noun(words)) else []
    if not opened and words[0].startswith("ب") and len(words) > 1:  # a particle that was taken for a letter
        return _read([written[0][1:], *written[1:]], kind) if next(find_heads([words[0][1:]]), None) else None
    for head, length in opened:
        if kind == "place" and head.as_place:
            head = msgspec.structs.replace(head, en=head.as_place)
        composed = _Reading(written, head, length).whole()
        if composed:
            return composed
    return None


class _Reading:
    """One reading of a name from its first word to its last; `chain` are the phrases that an adjective may belong to."""

    def __init__(self, written: list[str], head: Noun, length: int) -> None:
        self.written = list(written)
        self.words = [fold(word) for word in written]
        self.at = 0
        self.chain = [self._phrase(head, length)]
        self.described: Phrase | None = None

    def whole(self) -> str | None:
        """The English of all the words, or none."""
        while self.at < len(self.words):
            if not self._step():
                return None
        return write(self.chain[0])

    def _phrase(self, noun: Noun, length: int) -> Phrase:
        definite = self._is_definite(length)
        self.at += length
        return Phrase(noun, definite)

    def _step(self) -> bool:
        word = self.words[self.at]
        if word == '"':
            return self._quoted()
        if word.isdigit():
            self.chain[0].number, self.at = word, self.at + 1
            return True
        if word in linking("owned"):
            self.at += 1
            return self.at < len(self.words) and self._purpose("of")
        if word in linking("within"):
            self.at += 1
            return self.at < len(self.words) and self._seat("")
        return (
            self._construct()
            or self._arm()
            or self._adjective()
            or self._joined()
            or self._purpose()
            or self._seat("ب")
            or self._apposition()
        )

    def _construct(self) -> bool:
        """What the last noun is of: «وزارة [الصحة]», «جامعة [القاهرة]»."""
        owner = self.chain[-1]
        if owner.definite or owner.complement or owner.adjectives or owner.number:
            return False
        word = self.words[self.at]
        rest = self.words[self.at :]
        plain = not word.startswith("ال") and not _best_entry(word)
        if plain and find_adjective(rest) and not find_noun(rest):
            return False
        naming = owner.noun.common == "name" or self._is_titled()
        found = self._named_first() if naming else self._noun_first(owner.noun)
        if found is None and owner.noun.opens:
            found = self._unlisted()
        if found is None:
            return False
        owner.complement = found
        if isinstance(found, Phrase):
            self.chain.append(found)
        return True

    def _is_titled(self) -> bool:
        """«الملك» before a name: «جامعة [الملك خالد]»."""
        title, after = find_name(self.words[self.at]), self.words[self.at + 1 : self.at + 2]
        return bool(title and title[1] and after and not find_adjective(after))

    def _named_first(self) -> Phrase | Name | None:
        """What follows a noun such as «مستشفى»: a listed name of some words, a word used as a name, any listed name, a noun."""
        if self._is_titled() or (find_name(self.words[self.at]) and self._listed_length() <= 1):
            return self._unlisted()
        noun = find_noun(self.words[self.at :])
        last = noun is not None and self.at + noun[1] == len(self.words)
        if (
            last
            and not self._listed_length()
            and not self._is_definite(1)
            and _is_name_word(self.words[self.at])
        ):
            return self._unlisted()  # «قصر عون»
        return self._listed(city=True) or self._noun()

    def _noun_first(self, owner: Noun) -> Phrase | Name | None:
        """A common noun, but not where a list knows more words; nor one without an article at the end («بلدية جمال»)."""
        noun, length = find_noun(self.words[self.at :]), self._listed_length()
        last = noun is not None and self.at + noun[1] == len(self.words) and not self._is_definite(noun[1])
        if length and (noun is None or last or length > max(noun[1], 1)):
            return self._listed(city=owner.common == "of" and owner.proper == "before")
        return self._noun()

    def _is_definite(self, length: int) -> bool:
        return any(word.startswith("ال") for word in self.words[self.at : self.at + length])

    def _noun(self) -> Phrase | None:
        found = find_noun(self.words[self.at :])
        return self._phrase(*found) if found else None

    def _listed_length(self) -> int:
        for length in range(min(_LONGEST_NAME, len(self.words) - self.at), 0, -1):
            if _best_entry(" ".join(self.words[self.at : self.at + length])):
                return length
        return 0

    def _listed(self, *, city: bool = False) -> Name | None:
        """The longest name that a list has; of a state and its capital of one name the `city`, if wanted (Tunis)."""
        length = self._listed_length()
        key = " ".join(self.words[self.at : self.at + length])
        entry = _best_entry(key, city=city) if length else None
        if entry is None:
            return None
        self.at += length
        return Name(_BRACKETS.sub("", usual_spelling(entry)), entry.kind)

    def _unlisted(self) -> Name | None:
        """Words that only can be a name, in Latin letters: «[الصمود]», «[الطاهر المعموري]»."""
        end = self.at
        while end < len(self.words) and end - self.at < _MOST_NAMES and self._can_be_name(end):
            end += 1
        if end == self.at:
            return None
        spelled = _spell(self.written[self.at : end])
        self.at = end
        return Name(spelled, "name")

    def _can_be_name(self, at: int) -> bool:
        word = self.words[at]
        if word == '"' or word.isdigit() or word in linking("within") | linking("owned"):
            return False
        if at > self.at and word.startswith(_JOINED):
            return False
        if at > self.at and self._describes(at):
            return False
        if at > self.at and word.startswith("ب") and _best_entry(word[1:]) and not _best_entry(word):
            return False
        known = bool(find_name(word)) or _is_name_word(word) or self._is_place(word)
        return known or word not in plain_words()

    @staticmethod
    def _is_place(word: str) -> bool:
        entry = _best_entry(word)
        return entry is not None and entry.kind == "place"

    def _describes(self, at: int) -> bool:
        """Whether a word of a name is an adjective that is none of it («مطار صفاقس [الدولي]»)."""
        word = self.words[at]
        if find_name(word) and not self.words[at - 1].startswith("ال"):  # «شهداء الأقصى»
            return False
        found = find_adjective(self.words[at:]) if word.startswith("ال") else None
        return found is not None and (found[0].nation or found[0].site or not _is_name_word(word))

    def _arm(self) -> bool:
        """«اللواء 444 [قتال]»."""
        root = self.chain[0]
        if root.number and root.complement is None:
            root.complement = self._noun()
            return root.complement is not None
        return False

    def _adjective(self) -> bool:
        word = self.words[self.at]
        found = find_adjective(self.words[self.at :])
        if found is None or (self.chain[-1].definite and not word.startswith("ال")):
            return False
        adjective, length = found
        self.at += length
        if adjective.nation:
            self._owner_of(adjective).nations.append(adjective.en)
        else:
            self.described = self._described_by(adjective)
            self.described.adjectives.append(adjective.en)
        return True

    def _owner_of(self, nation: Adjective) -> Phrase:
        """The head, where it agrees with its nation, else the body inside that does («إدارة [المسرح الوطني] التونسي»)."""
        root, last = self.chain[0], self.chain[-1]
        fits = [one for one in self.chain if one.noun.agrees == nation.agrees]
        inner = [one for one in fits if one.noun.opens]
        if root.tails and last in inner and last.noun.the:  # «المجلس الجهوي للمرصد التونسي»
            return last
        return root if root in fits or not inner else inner[-1]

    def _described_by(self, adjective: Adjective) -> Phrase:
        """The nearest noun that agrees with an adjective, else the head."""
        agreeing = (one for one in reversed(self.chain) if one.noun.agrees == adjective.agrees)
        return next(agreeing, self.chain[0])

    def _joined(self) -> bool:
        """«وزارة الشباب [والرياضة]», «اللجنة العلمية [والتقنية]»."""
        word = self.words[self.at]
        if not word.startswith("و") or (len(word) == 1 and self.at + 1 == len(self.words)):
            return False
        self._cut(1) if len(word) > 1 else self._skip()
        rest = self.words[self.at :]
        noun, adjective = find_noun(rest) if len(self.chain) > 1 else None, find_adjective(rest)
        more = adjective is not None and self.described is self.chain[-1]  # «الشؤون الإدارية [والمالية]»
        if noun is not None and not more:
            joined = self._phrase(*noun)
            self.chain[-1].joined = joined
            self.chain[-1] = joined
            return True
        if adjective is None or self.described is None:
            return False
        self.at += adjective[1]
        self.described.adjectives[-1] += f" and {adjective[0].en}"
        return True

    def _skip(self) -> None:
        self.at += 1

    def _cut(self, letters: int, put: str = "") -> None:
        """Takes particles off the word that is read."""
        self.words[self.at] = put + self.words[self.at][letters:]
        self.written[self.at] = put + self.written[self.at][letters:]

    def _purpose(self, particle: str = "") -> bool:
        """«المعهد الوطني [للإحصاء]», «هيئة عليا [لمكافحة الفساد]»."""
        word = self.words[self.at]
        if not word.startswith("ل") or len(word) < _LEAST:
            return False
        if word.startswith("لل"):
            self._cut(2, "ال")
            if not find_noun(self.words[self.at :]):  # «للاجئين» is «ل» and «اللاجئين»
                self._cut(2, "الل")
                if not find_noun(self.words[self.at :]):
                    self._cut(3, "ال")
        else:
            self._cut(1)
        return self._tail(self._longer(), particle)

    def _longer(self) -> Phrase | Name | None:
        """A listed name of more words than a noun has, else the noun."""
        noun = find_noun(self.words[self.at :])
        if self._listed_length() > (noun[1] if noun else 0):
            return self._listed()
        return self._noun()

    def _tail(self, found: Phrase | Name | None, particle: str) -> bool:
        root = self.chain[0]
        if found is None:
            return False
        body = (
            found.noun.opens and found.noun.the if isinstance(found, Phrase) else found.kind == "organization"
        )
        root.tails.append((particle or ("of" if body else root.noun.purpose), found))
        self.chain = [root, found] if isinstance(found, Phrase) else [root]
        return True

    def _seat(self, particle: str) -> bool:
        """Where it sits, or the body it is part of: «بصفاقس», «بمجلس نواب الشعب»."""
        if not self.words[self.at].startswith(particle):
            return False
        self._cut(len(particle))
        place = self._listed(city=True)
        if place is None:
            found = self._noun()
            return self._tail(found or self._place_of_no_list(), "of" if found else "in")
        return self._tail(place, "of" if place.kind == "organization" else "in")

    def _place_of_no_list(self) -> Name | None:
        return self._unlisted() if len(self.words[self.at]) >= _LEAST else None

    def _apposition(self) -> bool:
        """A name without a particle after a definite noun: «المعهد الثانوي [علي بورقيبة]»."""
        root = self.chain[0]
        if root.complement or len(self.chain) > 1 or root.noun.common != "name":
            return False
        root.complement = self._listed(city=True) or self._unlisted()
        return root.complement is not None

    def _quoted(self) -> bool:
        """A name in quotation marks, the last part of the whole: «جمعية "نبض الوطن"»."""
        inside = self.words[self.at + 1 :]
        if '"' not in inside or self.chain[-1].complement or not self.chain[-1].noun.opens:
            return False
        end = self.at + 1 + inside.index('"')
        words = self.words[self.at + 1 : end]
        if not words:
            return False
        entry = _best_entry(" ".join(words))
        name = usual_spelling(entry) if entry else _spell(self.written[self.at + 1 : end])
        self.chain[-1].complement = Name(name, "name")
        self.at = end + 1
        return bool(words)


def _spell(words: list[str]) -> str:
    """Words of a name in Latin letters; a title before others is translated («الملك حسين», King Hussein)."""
    title = find_name(fold(words[0]))
    if title is not None and title[1] and len(words) > 1 and words[0].startswith("ال"):
        return " ".join((title[1], *map(_spell_word, words[1:])))
    spelled = " ".join(map(_spell_word, words))
    return spelled[:1].upper() + spelled[1:]


def _spell_word(word: str) -> str:
    known = find_name(fold(word))
    if known is None:
        place = None if _is_name_word(fold(word)) else _best_entry(fold(word))
        return usual_spelling(place) if place and place.kind == "place" else romanise(word)[0]
    return f"al-{known[0]}" if word.startswith("ال") else known[0]


def _is_name_word(word: str) -> bool:
    """Whether a folded word is one that people bear, or a particle of names («بن»)."""
    return any(entry.kind in ("name_word", "name_particle") for entry, _ in load_lexicon().senses(word))


def _best_entry(key: str, *, city: bool = False) -> Entry | None:
    """The listed name of these words: a state before a place, one written by hand, the largest place, a body, a person."""
    kinds = ("place", *_KINDS) if city else _KINDS
    found = [entry for entry, _ in load_lexicon().senses(key) if entry.kind in _KINDS]
    if " " not in key:  # «مكتب ماكين» is McCain Office, not John McCain Office
        found = [entry for entry in found if entry.kind != "person"]
    return min(found, key=lambda entry: (kinds.index(entry.kind), *_rank(entry)), default=None)


def _rank(entry: Entry) -> tuple[bool, float]:
    return entry.id.startswith("gn."), -float(entry.get("population") or 0)
