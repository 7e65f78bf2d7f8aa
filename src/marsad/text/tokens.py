"""Words, numbers and marks, in order, each with its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.text.normalise import CONTROLS, MARKS, TATWEEL, fold
from marsad.types import Token

_LETTER = r"[^\W\d_]"
_USUAL = "[\u0621-\u064a]"
"""Letters of Arabic, by which most words are read in one go."""
_WORD = (
    rf"(?P<word>(?!{TATWEEL})(?:{_USUAL}+|{_LETTER})(?:{_LETTER}+|[{MARKS}]|[{CONTROLS}](?=[{CONTROLS}{MARKS}]*{_LETTER}))*)"
    r"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*)"
)
_ONLY_WORDS = re.compile(_WORD)
_BARE_WORDS = re.compile(re.sub(r"\(\?P<\w+>", "(?:", _WORD))
_TOKEN = re.compile(
    rf"{_WORD}"
    rf"|(?P<mark>\.{{2,}}|-{{2,}}|{TATWEEL}+|[^\w\s{MARKS}{CONTROLS}]|_)"
)
_KNOWN_LIMIT = 400_000
_known: dict[str, str] = {}


def _learn(text: str) -> str:
    """`fold`, remembered: news repeats its words."""
    if len(_known) >= _KNOWN_LIMIT:
        _known.clear()
    folded = _known[text] = fold(text)
    return folded


def find_words(text: str) -> Iterator[re.Match[str]]:
    """The words and numbers of `tokenize` as matches, for what needs neither marks nor folding: three times as fast."""
    return _ONLY_WORDS.finditer(text)


def list_words(text: str) -> list[str]:
    """The words and numbers of `find_words` without their places."""
    return _BARE_WORDS.findall(text)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text: words with their diacritics, numbers with their decimals, single marks.

    >>> [token.text for token in tokenize("قال: «3.5 ملايين»..")]  # he said: "3.5 million"..
    ['قال', ':', '«', '3.5', 'ملايين', '»', '..']
    """
    return tuple(
        [
            Token(*m.span(), word := m.group(), _known.get(word) or _learn(word), m.lastgroup or "mark")
            for m in _TOKEN.finditer(text)
        ]
    )
