"""What a written word is searched by: its letters, its form without particles, and its stem.

Three ways to look at a word, from strict to lenient: `exact` keeps every letter (only vowel signs and stretching go),
`form` is folded and stands without particles and article, `stem` is what nouns and verbs of one kind share.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import Stemmer

from marsad.corpus.search.same_words import FIELD, usual_form
from marsad.matching.tables import load_table
from marsad.text import fold
from marsad.text.normalise import without_marks
from marsad.text.readings import strip_article
from marsad.text.tokens import find_words, list_words

PACK = Path(__file__).parent / "pack"
"""The vectors of words and the learned order, with their card."""
VECTORS = "vectors.npz"
_VERSION = 2
_PARTICLES = frozenset("وفبلك")
_OPENING = ("و", "ف")
_SHORTEST = 3
"""Letters that must be left behind a particle, so that «باب» stays whole."""
_MOST_ROUNDS = 3
_GROUPING = re.compile("[,\u066c]")
_KNOWN_LIMIT = 400_000
_stemmer = Stemmer.Stemmer("arabic")


class Keys(msgspec.Struct, frozen=True, gc=False):
    """What one written word is found by; `stop` says that it is too frequent to be searched for."""

    exact: str
    form: str
    stem: str
    stop: bool = False


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word or number of a text, `text[start:end]`, with what it is found by."""

    start: int
    end: int
    keys: Keys


_known: dict[str, Keys] = {}


def read_words(text: str, most: int | None = None) -> list[Word]:
    """The words and numbers of a text (the first so many), in order, each with its keys.

    >>> [word.keys.form for word in read_words("ولحفتر، وللحكومة")]  # "and to Haftar, and to the government"
    ['حفتر', 'حكومه']
    """
    return [Word(*m.span(), keys_of(m.group())) for m in islice(find_words(text), most)]


def keys_in(text: str) -> list[Keys]:
    """The keys of the words of a text, in order, for what needs no places: twice as fast."""
    return [_known.get(word) or keys_of(word) for word in list_words(text)]


def keys_of(word: str) -> Keys:
    """What a written word is found by.

    >>> keys_of("والانتخابات") == keys_of("والانْتخابات"), keys_of("انتخابات").stem == keys_of("للانتخابات").stem  # elections
    (True, True)
    """
    keys = _known.get(word)
    if keys is None:
        if len(_known) >= _KNOWN_LIMIT:
            _known.clear()
        keys = _known[word] = _read(word)
    return keys


def _read(word: str) -> Keys:
    exact = without_marks(word).lower()
    folded = fold(word)
    if folded[:1].isdigit():
        number = _GROUPING.sub("", folded).replace("\u066b", ".")
        return Keys(exact, number, number)
    form = without_particles(folded)
    return Keys(exact, form, stem_of(form), _is_stop(exact))


def without_particles(word: str) -> str:
    """A folded word without the particles and the article before it, as far as no listed word is cut.

    >>> without_particles("وبالوزير"), without_particles("وزير")  # "and by the minister", "a minister"
    ('وزير', 'وزير')
    """
    whole = _whole_words()
    while len(word) > _SHORTEST and word[0] in _PARTICLES and word not in whole:
        if word.startswith("لل") and word[1:] not in whole:
            return word[2:]
        word = word[1:]
    return strip_article(word)


def stem_of(form: str) -> str:
    """The form in its usual spelling, stemmed until nothing changes: one pass leaves «انتخابات» apart from «انتخاب».

    MRR@10 of 1,500 news headlines as queries for their articles: particles cut by list, then this, 0.82; the stemmer alone
    0.79, the usual light stemmer (light10: Larkey, Ballesteros and Connell 2007) 0.79, folding alone 0.71.
    """
    form = usual_form(form)
    for _ in range(_MOST_ROUNDS):
        shorter = _stemmer.stemWord(form)
        if shorter == form or len(shorter) < 2:
            break
        form = shorter
    return form


def _is_stop(word: str) -> bool:
    stop = _stop_words()
    return word in stop or (word[:1] in _OPENING and word[1:] in stop)


@cache
def _whole_words() -> frozenset[str]:
    return frozenset(word for words in load_table("search", "whole_words").values() for word in words.split())


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for words in load_table("search", "stop_words").values() for word in words.split())


@cache
def analysis_stamp() -> str:
    """A name for this analysis; an index that was made by another one must be made anew."""
    files = json.loads((PACK / "card.json").read_text(encoding="utf-8"))["files"]
    vectors = {VECTORS: files[VECTORS]}  # the order is learned anew without any index being made anew
    data = (sorted(_whole_words()), sorted(_stop_words()), load_table("search", FIELD), vectors)
    digest = hashlib.sha256(repr((_VERSION, Stemmer.version(), data)).encode())
    return digest.hexdigest()[:16]
