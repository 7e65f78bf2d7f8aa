"""How plausible a decoded text is: real words, or bytes read in a wrong encoding?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from marsad.page.page_data import load_page_data

_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0670]+[^\W\d_]*)*")
_ODD = re.compile(r"[^\x00-\x7f\w]|[\u0660-\u0669]")
_ARABIC = re.compile("[\u0600-\u06ff]+")
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
_TWO_FOREIGN = re.compile(r"[^\x00-\x7f]{3}")
_USUAL = frozenset("«»“”‘’„–—…•·،؛؟٪٫٬°©®™€£\u00a0\u200c\u200d\u200e\u200f\ufeff٠١٢٣٤٥٦٧٨٩│►▪●★")
_GARBLED = 60.0
_MIXED = 45.0
_ODD_COST = 40.0
_FOREIGN = 22.0


def rate_text(text: str) -> float:
    """The cost of a text per non-ASCII character, in quarters of a bit: about 14 for Arabic, above 26 for garbage.

    >>> rate_text("السلام عليكم") < 20 < 26 < rate_text("ط§ظ„ط³ظ„ط§ظ…")
    True

    A text of ASCII alone costs nothing.
    """
    cost, count = 0.0, 0
    for word in _WORD.findall(text):
        if not word.isascii():
            spent, letters = _word_cost(word)
            cost, count = cost + spent, count + letters
    for sign in _ODD.findall(text):
        cost, count = cost + _sign_cost(sign), count + 1
    return cost / count if count else 0.0


def _word_cost(word: str) -> tuple[float, int]:
    if _ARABIC.fullmatch(word):
        return _arabic_cost(_MARKS.sub("", word)) + 4 * len(_MARKS.findall(word)), len(word)
    foreign = sum(not char.isascii() for char in word)
    scripts = {_script(char) for char in word}
    if len(scripts) > 1 or "?" in scripts:
        return _MIXED * foreign, foreign
    if scripts == {"LATIN"} and _TWO_FOREIGN.search(word):
        return _ODD_COST * foreign, foreign
    return _FOREIGN * foreign, foreign


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0]


def _sign_cost(sign: str) -> float:
    if sign in _USUAL:
        return 18.0
    return (
        _GARBLED if sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Co", "Cn", "Cs"} else _ODD_COST
    )


def _arabic_cost(word: str) -> float:
    costs, before, spent = _pair_costs(), "_", 0.0
    for letter in word:
        spent += costs.get((before, letter), 24.0)
        before = letter
    return (spent + costs.get((before, "_"), 24.0)) * len(word) / (len(word) + 1) if word else 0.0


@cache
def _pair_costs() -> dict[tuple[str, str], float]:
    data = load_page_data("letter_pairs")
    letters = data["letters"]
    return {
        (first, second): float(cost)
        for first, row in data["costs"].items()
        for second, cost in zip(letters, row.split(), strict=True)
    }
