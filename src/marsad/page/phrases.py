"""Lines that are known not to be the article, told by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from marsad.page.hints import prefix_pattern
from marsad.page.lexicon import Phrase, load_phrases
from marsad.page.page_data import fold_phrase

_COMMON = tuple(zip("\u0623\u0625\u0622\u0649\u0629", "\u0627\u0627\u0627\u064a\u0647", strict=True))
_RARE = str.maketrans("\u0671\u06cc\u06a9", "\u0627\u064a\u0643") | {
    base + digit: 0x30 + digit for base in (0x0660, 0x06F0) for digit in range(10)
}
_IS_RARE = re.compile(
    "[\u0660-\u0669\u06f0-\u06f9\u0671\u06cc\u06a9\u00ad\u0640\u064b-\u0652\u0670\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_DIGIT = re.compile(r"\d")
_BESIDE = re.compile(r"[^a-z\u0620-\u064a]+")
LONGEST = 700
"""No entry speaks of longer lines."""


class _Phrases(msgspec.Struct, frozen=True):
    whole: dict[str, Phrase]
    opens: re.Pattern[str]
    holds: re.Pattern[str]
    links: re.Pattern[str]
    opening: dict[str, Phrase]
    linking: dict[str, Phrase]
    held: dict[str, Phrase]


@cache
def _phrases() -> _Phrases:
    whole: dict[str, Phrase] = {}
    opening: dict[str, Phrase] = {}
    linking: dict[str, Phrase] = {}
    held: dict[str, Phrase] = {}
    tables = {"opens": opening, "link": linking}
    for phrase in load_phrases():
        for form in phrase.forms:
            folded = fold_phrase(form)
            if phrase.where == "whole":
                whole.setdefault(bare_words(folded), phrase)
            else:
                tables.get(phrase.where, held).setdefault(folded, phrase)
    return _Phrases(
        whole=whole,
        opens=_pattern(opening, opens=True),
        holds=_pattern(held, opens=False),
        links=_pattern(linking, opens=True),
        opening=opening,
        linking=linking,
        held=held,
    )


def _pattern(forms: Iterable[str], *, opens: bool) -> re.Pattern[str]:
    edge = r"(?![a-z\u0620-\u064a])"
    start = r"\W*" if opens else r"(?<![a-z\u0620-\u064a])[وف]?[بل]?"
    return re.compile(f"{start}({prefix_pattern(forms)}){edge}")


def fold_line(text: str) -> str:
    """The line in the spelling that phrases are compared in; as `fold_phrase`, in a tenth of its time.

    >>> fold_line("إظهارُ  أخبـــارٍ")
    'اظهار اخبار'
    """
    if _IS_RARE.search(text):
        text = _UNSEEN.sub("", text).translate(_RARE)
    for letter, same in _COMMON:
        text = text.replace(letter, same)
    return " ".join(text.lower().split())


def bare_words(folded: str) -> str:
    """The words of a folded line without numbers, marks and symbols.

    >>> bare_words("التعليقات (0):")
    'التعليقات'
    """
    return " ".join(_BESIDE.sub(" ", folded).split())


def match_phrase(text: str) -> Phrase | None:
    """The entry of the lexicon that a line of the page is, or `None` for ordinary text.

    >>> match_phrase("التعليقات (3)").reason, match_phrase("اقرأ أيضًا: عنوان خبر آخر").reason  # comments; read also
    ('comments', 'related')
    """
    length = len(text)
    if length > LONGEST:
        return None
    return match_folded(fold_line(text), length)


def match_folded(folded: str, length: int) -> Phrase | None:
    """As `match_phrase`, for a line already folded."""
    phrases = _phrases()
    if length <= 80 and (phrase := phrases.whole.get(bare_words(folded))):
        return phrase
    if match := phrases.opens.match(folded):
        phrase = phrases.opening[match[1]]
        if length <= phrase.max and (not phrase.digits or _DIGIT.search(folded)):
            return phrase
    for match in phrases.holds.finditer(folded):
        if length <= (phrase := phrases.held[match[1]]).max:
            return phrase
    return None


def match_link(text: str) -> Phrase | None:
    """The entry that the words of a link are when they lead to no article: an invitation to follow, subscribe, download.

    >>> match_link("تابعوا بوابة النخيل على أخبار غوغل").reason  # follow the Palm Gate on Google News
    'follow'
    >>> match_link("تابع الوزير سير العمل") is None  # "the minister followed the progress of the work": a headline
    True
    """
    phrases = _phrases()
    match = phrases.links.match(fold_line(text)) if len(text) <= LONGEST else None
    phrase = phrases.linking[match[1]] if match else None
    return phrase if phrase and len(text) <= phrase.max else None
