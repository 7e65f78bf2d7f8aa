"""The ways a written word can be cut into particles, stem and pronoun.

Arabic writes the conjunctions و ف, the prepositions ب ل ك, the future س and the article ال as one word with
what follows, and object and possessive pronouns with what precedes. `read_word` gives every cut that leaves a
stem of at least two letters; which of them is right only a lexicon can tell.
"""

from __future__ import annotations

import msgspec

from marsad.text.normalise import Normalised, fold, normalise

_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بلكس")
_ARTICLE = "ال"
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا", "ني", "كم")
_FEMININE_END = "ة"
_SHORTEST_STEM = 2


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One cut of a word.

    `key` is the folded stem to look up. `skip` counts the original characters of the particles before it (the
    article stays with the stem, unless «لل» swallowed it); `tail` counts those of the pronoun after it.
    `definite` says that `key` was stripped of its article.
    """

    key: str
    skip: int = 0
    clitics: str = ""
    definite: bool = False
    enclitic: str = ""
    tail: int = 0


def read_word(text: str) -> tuple[Reading, ...]:
    """Every cut of a word, the one with the fewest particles first; cuts with a pronoun come last.

    >>> [(r.clitics, r.key) for r in read_word("وللحوثيين") if not r.enclitic][-2:]  # "and to the Houthis"
    [('ول', 'الحوثيين'), ('ول', 'حوثيين')]
    """
    mapped = normalise(text)
    word = mapped.text
    readings = _stems(mapped, "")
    letter = word[:1]
    if letter in _PREPOSITIONS:
        readings += _stems(mapped, letter)
    elif letter in _CONJUNCTIONS:
        readings += _stems(mapped, letter)
        if word[1:2] in _PREPOSITIONS:
            readings += _stems(mapped, word[:2])
    if len(readings) > 1:
        readings.sort(key=lambda r: (len(r.clitics), r.definite))
    if text.endswith(_FEMININE_END):  # ta marbuta folds to ha but is no pronoun
        return tuple(readings)
    return (*readings, *_with_pronouns(readings, mapped))


def _stems(mapped: Normalised, clitics: str) -> list[Reading]:
    word, cut = mapped.text, len(clitics)
    stem = word[cut:]
    if len(stem) < _SHORTEST_STEM:
        return []
    found = [Reading(stem, mapped.offsets[cut], clitics)]
    if stem.startswith(_ARTICLE) and len(stem) >= len(_ARTICLE) + _SHORTEST_STEM:
        found.append(Reading(stem[2:], mapped.offsets[cut], clitics, definite=True))
    elif clitics.endswith("ل") and stem[0] == "ل" and len(stem) > _SHORTEST_STEM:
        after = mapped.offsets[cut + 1]
        found.append(Reading(_ARTICLE + stem[1:], after, clitics))
        found.append(Reading(stem[1:], after, clitics, definite=True))
    return found


def _with_pronouns(readings: list[Reading], mapped: Normalised) -> list[Reading]:
    length = mapped.offsets[-1]
    if not mapped.text.endswith(_PRONOUNS):
        return []
    pronouns = [pronoun for pronoun in _PRONOUNS if mapped.text.endswith(pronoun)]
    found = []
    for reading in readings:
        if reading.definite:
            continue
        for pronoun in pronouns:
            stem, cut = reading.key[: -len(pronoun)], len(mapped.text) - len(pronoun)
            ligature = mapped.offsets[cut] == mapped.offsets[cut - 1]
            if reading.key.endswith(pronoun) and len(stem) >= _SHORTEST_STEM and not ligature:
                tail = length - mapped.offsets[cut]
                found += [
                    Reading(key, reading.skip, reading.clitics, False, pronoun, tail)
                    for key in _restored(stem)
                ]
    return found


def _restored(stem: str) -> list[str]:
    """The stem as it stands without a pronoun: محاولت→محاوله, لقاي→لقاء, التقا→التقي, قتلو→قتلوا."""
    keys = [stem]
    if stem.endswith("ت"):
        keys.append(stem[:-1] + "ه")
    elif stem.endswith(("اي", "او")):
        keys.append(stem[:-1] + "ء")
    elif stem.endswith("ا"):
        keys.append(stem[:-1] + "ي")
    elif stem.endswith("و"):
        keys.append(stem + "ا")
    return keys


def strip_article(key: str) -> str:
    """A folded word without its article, or the word itself."""
    return key[2:] if key.startswith(_ARTICLE) and len(key) > len(_ARTICLE) + 1 else key


__all__ = ["Reading", "fold", "read_word", "strip_article"]
