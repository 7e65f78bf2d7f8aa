"""The data of this package: its YAML files under ``lexicon/page_text``, and the spelling they are compared in."""

from __future__ import annotations

import re
from typing import Any

from marsad.matching.tables import load_table

_SAME_LETTER = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0649\u06cc\u0629\u06a9\u00a0\u200b\u2009\u202f",
    "\u0627\u0627\u0627\u0627\u064a\u064a\u0647\u0643    ",
)
_SAME_DIGIT = {base + n: 0x30 + n for base in (0x0660, 0x06F0) for n in range(10)}
_SAME = _SAME_LETTER | _SAME_DIGIT
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def load_page_data(name: str) -> Any:
    """The content of ``lexicon/page_text/NAME.yaml``, read once."""
    return load_table("page_text", name)


def fold_letters(text: str) -> str:
    """The text with interchangeable letters and digits made one, character for character: offsets stay.

    >>> fold_letters("الأُولى ٢٠٢٣")
    'الاُولي 2023'
    """
    return text.lower().translate(_SAME) if len(text.lower()) == len(text) else text.translate(_SAME)


def fold_phrase(text: str) -> str:
    """The text as furniture is compared: letters folded, marks and invisible controls gone, spaces single.

    >>> fold_phrase("إظهارُ  أخبـــارٍ")
    'اظهار اخبار'
    """
    return " ".join(_UNSEEN.sub("", fold_letters(text)).split())
