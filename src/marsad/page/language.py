"""The language of a text: by script, by letters that few languages share, by function words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import msgspec

from marsad.page.page_data import load_page_data

_SAMPLE = 1600
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200c\u200d]")
_MINOR = 0.25
"""Names and quotations in another script make up less than this of a news text's letters."""
_OPENING = 0.5
_CLEAR = 1.5
"""How much better another language must explain an Arabic-script text before it is not taken for Arabic."""


class _Profile(msgspec.Struct, frozen=True):
    code: str
    letters: frozenset[str]
    letter_weight: float
    against: frozenset[str]
    openings: tuple[str, ...]


class _Profiles(msgspec.Struct, frozen=True):
    """The languages of one script; `words` maps a function word to the languages that have it."""

    languages: tuple[_Profile, ...]
    words: dict[str, tuple[str, ...]]
    marked: frozenset[str]


def detect_language(text: str) -> str | None:
    """The BCP 47 code of a text's language; `None` without letters, or when nothing tells.

    >>> detect_language("قال الوزير إن الاجتماع يعقد اليوم"), detect_language("وزیر گفت که این جلسه امروز است")
    ('ar', 'fa')
    >>> detect_language("هاد الشي كتير منيح") # Levantine: dialects are Arabic
    'ar'

    A text of two scripts is in that of most of its letters; an Arabic text full of Latin names stays Arabic.
    """
    half = _SAMPLE // 2
    sample = text if len(text) <= _SAMPLE else text[:half] + text[len(text) // 2 :][:half]
    counts = _script_counts(sample)
    if not counts:
        return None
    script = max(counts, key=counts.__getitem__)
    if counts.get("ARABIC", 0) > _MINOR * sum(counts.values()) and script == "LATIN":
        script = "ARABIC" if counts["ARABIC"] * 2 >= counts["LATIN"] else "LATIN"
    if "HIRAGANA" in counts and script == "CJK":
        return "ja"
    return _language(sample, script)


def language_doubts(language: str | None) -> tuple[str, ...]:
    """The doubt that belongs to a page in this language: none for Arabic, ``not_arabic: …`` for any other."""
    if language == "ar":
        return ()
    if language is None:
        return ("not_arabic: no letters by which its language could be told",)
    return (f"not_arabic: the language is {language}; Marsad reads Arabic",)


def _script_counts(sample: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for char in set(sample):
        script = _script(char)
        if script:
            counts[script] = counts.get(script, 0) + sample.count(char)
    return counts


@cache
def _script(char: str) -> str:
    """The script of a letter; nothing for digits, marks and signs."""
    if not char.isalpha():
        return ""
    name = unicodedata.name(char, "")
    return name.split(" ", 1)[0] if not name.startswith("MODIFIER") else ""


def _language(sample: str, script: str) -> str | None:
    profiles = _by_script().get(script)
    default = load_page_data("languages")["scripts"].get(script)
    if profiles is None:
        return default if isinstance(default, str) else None
    scores = _scores(sample, profiles)
    best = max(scores, key=scores.__getitem__)
    if script == "ARABIC":
        arabic = scores["ar"]
        return best if scores[best] > _CLEAR * arabic + 0.02 else "ar"
    return best if scores[best] > 0 else default


def _scores(sample: str, profiles: _Profiles) -> dict[str, float]:
    """How well each language explains the text, per word."""
    words = _WORD.findall(_MARKS.sub("", sample).lower())
    scores = {profile.code: 0.0 for profile in profiles.languages}
    known = profiles.words
    for profile in profiles.languages:
        if profile.openings:
            scores[profile.code] += _OPENING * sum(word.startswith(profile.openings) for word in words)
    for word in words:
        if codes := known.get(word):
            share = 1.0 / len(codes)
            for code in codes:
                scores[code] += share
    present = {char: sample.count(char) for char in set(sample) & profiles.marked}
    for profile in profiles.languages:
        for char, count in present.items():
            if char in profile.letters:
                scores[profile.code] += profile.letter_weight * count
            elif char in profile.against:
                scores[profile.code] -= count
    return {code: score / max(len(words), 1) for code, score in scores.items()}


@cache
def _by_script() -> dict[str, _Profiles]:
    rows = load_page_data("languages")["languages"]
    return {
        script: _profiles([row for row in rows if row["script"] == script])
        for script in {row["script"] for row in rows}
    }


def _profiles(rows: list[dict[str, Any]]) -> _Profiles:
    words: dict[str, tuple[str, ...]] = {}
    languages = []
    for row in rows:
        code, letters, against = (
            row["code"],
            frozenset(row.get("letters", "")),
            frozenset(row.get("against", "")),
        )
        weight = row.get("letter_weight", 0.0)
        languages.append(_Profile(code, letters, weight, against, tuple(row.get("openings", ()))))
        for word in map(str.lower, row["words"]):
            words[word] = (*words.get(word, ()), code)
    marked = frozenset().union(*(one.letters | one.against for one in languages))
    return _Profiles(tuple(languages), words, marked)
