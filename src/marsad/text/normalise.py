"""Spelling folded for look-up, with the way back to the original characters.

What is folded: diacritics, tatweel and invisible controls vanish; the alefs become one, as do ya and alef maqsura,
ha and ta marbuta, the hamza carriers and their letters; Persian keyboard letters become the Arabic ones; digits
become Western; presentation forms become the letters they show; Latin becomes lower case.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0300-\u036f"
CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
TATWEEL = "\u0640"

_INVISIBLE = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff10-\uff5a]")
_PLAIN_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]*")
_PLAIN_TEXT = re.compile("[ -@\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a«»]*")
"""Letters that are folded one by one, with spaces, digits and marks that stay as they are."""

_LETTERS = {
    0x0622: 0x0627,
    0x0623: 0x0627,
    0x0625: 0x0627,
    0x0671: 0x0627,
    0x0672: 0x0627,
    0x0673: 0x0627,
    0x0624: 0x0648,
    0x0626: 0x064A,
    0x0649: 0x064A,
    0x06CC: 0x064A,
    0x06D2: 0x064A,
    0x0629: 0x0647,
    0x06C1: 0x0647,
    0x06BE: 0x0647,
    0x06D5: 0x0647,
    0x06C0: 0x0647,
    0x06A9: 0x0643,
    0x06AF: 0x0643,
    0x06AA: 0x0643,
    0x067E: 0x0628,
    0x0686: 0x062C,
    0x0698: 0x0632,
    0x06A4: 0x0641,
    0x06A5: 0x0641,
    0x06A8: 0x0642,
}
_SIGMA = {0x03C2: 0x03C3}
"""Lower case of a final sigma depends on its neighbours; folding must not, or the offset map would differ."""
_DIGITS = {base + n: 0x30 + n for base in (0x0660, 0x06F0) for n in range(10)}
_TABLE = _LETTERS | _DIGITS | _SIGMA


class Normalised(msgspec.Struct, frozen=True):
    """A folded text and, for each of its characters, the offset it had in the original.

    `offsets` has one entry more than `text`: the last one is the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span `[start, end)` of the folded text as a span of the original one."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """The look-up form of a text.

    >>> fold("إِسْتَنْبُول")  # Istanbul, with vowels and the other alef
    'استنبول'
    """
    if _PLAIN_TEXT.fullmatch(text):
        return text.translate(_TABLE)
    text = _PRESENTATION.sub(_shown, text).lower()
    return _INVISIBLE.sub("", text).translate(_TABLE)


def without_marks(text: str) -> str:
    """The text with its letters as written, without vowel signs, stretching and invisible controls.

    >>> without_marks("إِسْتَنْبُول")  # Istanbul, with vowels
    'إستنبول'
    """
    if _PLAIN_WORD.fullmatch(text):
        return text
    return _INVISIBLE.sub("", _PRESENTATION.sub(_shown, text))


def _shown(form: re.Match[str]) -> str:
    """What a presentation form shows; a vowel sign that stands on a space loses the space."""
    return unicodedata.normalize("NFKC", form.group()).lstrip(" ")


def normalise(text: str) -> Normalised:
    """The look-up form of a text with a map back to its characters.

    >>> normalise("قـــال").text, normalise("قـــال").offsets  # "said", stretched
    ('قال', (0, 4, 5, 6))
    """
    if _PLAIN_WORD.fullmatch(text):  # letter for letter
        return Normalised(text.translate(_TABLE), tuple(range(len(text) + 1)))
    letters: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        folded = fold(char)
        letters.append(folded)
        offsets.extend([at] * len(folded))
    return Normalised("".join(letters), (*offsets, len(text)))
