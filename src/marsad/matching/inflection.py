"""The written forms of Arabic verbs and nouns from their principal parts.

Forms are generated unvocalised and looked up folded, so spelling variants of hamza and ya need no forms of their
own. Over-generation is harmless (a form nobody writes matches nothing); under-generation loses facts.

Each form carries a feature code: ``past:3fs`` ``pres:3mp`` ``juss:3ms`` (tense, person, gender, number; a passive
that is written differently has ``pastp``/``presp``), ``part:ms`` (active participle), ``ppart:fs`` (passive
participle), ``masdar``, ``noun:ms``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Form = tuple[str, str]

_WEAK_END = ("ى", "ا", "ي")
_HAMZA_END = ("أ", "ئ", "ؤ", "ء")
_PAST_FULL = (("", "3ms"), ("ا", "3md"), ("وا", "3mp"))
_PAST_CLOSED = (("ت", "3fs"), ("تا", "3fd"))
_PAST_SHORT = (("ن", "3fp"), ("ت", "1s"), ("نا", "1p"), ("ت", "2ms"), ("تم", "2mp"))
_PREFIXES = (("ي", "3ms"), ("ت", "3fs"), ("ن", "1p"), ("أ", "1s"))


def inflect_verb(parts: Mapping[str, str]) -> Iterator[Form]:
    """The forms of a verb given by `past`, `present` and, where they exist, `participle`, `passive_participle`,
    `masdar`, `past_passive` and `present_passive`; a verb of several words is inflected in its first.

    >>> forms = dict(inflect_verb({"past": "قال", "present": "يقول", "participle": "قائل"}))  # to say
    >>> forms["قالت"], forms["يقولون"], forms["قلنا"], forms["قائلين"]
    ('past:3fs', 'pres:3mp', 'past:1p', 'part:mp')
    """
    for name, tense in (("past", "past"), ("past_passive", "pastp")):
        if parts.get(name):
            yield from _inflect_first(parts[name], tense, _past)
    for name, tense in (("present", "pres"), ("present_passive", "presp")):
        if parts.get(name):
            sound = (parts.get("past") or "")[-2:-1] == "و"  # استجوب: يستجوب keeps its و
            yield from _inflect_first(
                parts[name], tense, lambda third, sound=sound: _present(third, sound=sound)
            )
    for name, code in (("participle", "part"), ("passive_participle", "ppart")):
        if parts.get(name):
            yield from _inflect_first(parts[name], code, _participle)
    for masdar in _listed(parts.get("masdar")):
        yield masdar, "masdar"
        if not masdar.endswith(("ة", "ى")) and " " not in masdar:
            yield masdar + "ا", "masdar"


def inflect_noun(parts: Mapping[str, str | Sequence[str]]) -> Iterator[Form]:
    """The forms of a noun given by `singular` and, where they exist, `plural` (``sound`` for ون/ين, or the broken
    forms), `feminine`, `feminine_plural`; duals and construct forms are generated.

    >>> forms = dict(inflect_noun({"singular": "مسؤول", "plural": "sound", "feminine": "مسؤولة"}))  # official
    >>> forms["مسؤولي"], forms["مسؤولان"], forms["مسؤولات"]
    ('noun:mp', 'noun:md', 'noun:fp')
    """
    gender = "f" if parts.get("gender") == "f" else "m"
    for singular in _listed(parts.get("singular")):
        yield from _inflect_first(
            singular, "noun", lambda word: _nominal(word, gender, sound=parts.get("plural") == "sound")
        )
    if parts.get("plural") != "sound":
        for plural in _listed(parts.get("plural")):
            yield plural, f"noun:{gender}p"
    for feminine in _listed(parts.get("feminine")):
        yield from _inflect_first(feminine, "noun", lambda word: _nominal(word, "f", sound=True))
    for plural in _listed(parts.get("feminine_plural")):
        yield plural, "noun:fp"


def _listed(value: object) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value]  # type: ignore[attr-defined]


def _inflect_first(phrase: str, code: str, inflect: object) -> Iterator[Form]:
    """`phrase` with its first word inflected and the rest kept."""
    first, space, rest = phrase.partition(" ")
    for form, features in inflect(first):  # type: ignore[operator]
        yield form + space + rest, f"{code}:{features}"


def _past(stem: str) -> Iterator[Form]:
    if stem.endswith(("ى", "ا")):  # نفى، دعا: the weak end falls before ت and وا, and returns before ن
        base, long = stem[:-1], "و" if stem.endswith("ا") and len(stem) == 3 else "ي"
        yield stem, "3ms"
        yield base + long + "ا", "3md"
        yield base + "وا", "3mp"
        for ending, who in _PAST_CLOSED:
            yield base + ending, who
        for ending, who in _PAST_SHORT:
            yield base + long + ending, who
        return
    if stem.endswith("ي"):  # لقي: the ya falls before وا only
        yield from (
            (stem, "3ms"),
            (stem + "ا", "3md"),
            (stem[:-1] + "وا", "3mp"),
            (stem + "ت", "3fs"),
            (stem + "تا", "3fd"),
        )
        yield from ((stem + ending, who) for ending, who in _PAST_SHORT)
        return
    yield from ((stem + ending, who) for ending, who in (*_PAST_FULL, *_PAST_CLOSED))
    yield from ((_shortened(stem) + ending, who) for ending, who in _PAST_SHORT)


def _shortened(stem: str) -> str:
    """A hollow past stem before a consonant: قال→قل, أشار→أشر, استقال→استقل; others stay."""
    return stem[:-2] + stem[-1] if len(stem) >= 3 and stem[-2] == "ا" else stem


def _present(third: str, *, sound: bool = False) -> Iterator[Form]:
    stem = third[1:]
    weak = stem.endswith(("ي", "و", "ى")) and len(stem) > 1
    short = stem[:-1] if weak else stem
    for prefix, who in _PREFIXES:
        yield prefix + stem, who
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        dual = short + "ي" if stem.endswith("ى") else stem
        yield from ((prefix + dual + "ان", f"3{gender}d"), (prefix + dual + "ا", f"3{gender}d"))
    yield from (("ي" + short + "ون", "3mp"), ("ي" + short + "وا", "3mp"))
    yield ("ي" + (short + "ي" if stem.endswith("ى") else stem) + "ن", "3fp")
    yield from (("ت" + short + "ون", "2mp"), ("ت" + short + "ين", "2fs"))
    jussive = short if weak else stem if sound else _jussive(stem)
    if jussive != stem:
        yield from ((prefix + jussive, who) for prefix, who in _PREFIXES[:2])


def _jussive(stem: str) -> str:
    """A hollow present stem after «لم»: قول→قل, شير→شر."""
    return stem[:-2] + stem[-1] if len(stem) >= 3 and stem[-2] in "اوي" else stem


def _participle(word: str) -> Iterator[Form]:
    if word.endswith(("ي", "ٍ")) and len(word) > 3:  # منادي: مناد، منادون
        yield word[:-1], "ms"
        yield from ((word[:-1] + "ين", "mp"), (word[:-1] + "ون", "mp"))
    yield from _nominal(word, "m", sound=True)
    feminine = (word[:-1] if word.endswith("ى") else word) + ("اة" if word.endswith("ى") else "ة")
    yield from _nominal(feminine, "f", sound=True)


def _nominal(word: str, gender: str, *, sound: bool) -> Iterator[Form]:
    """Singular, accusative, dual and (if `sound`) sound plural of a noun, with the forms of the construct state."""
    if word.endswith("ة"):
        base = word[:-1]
        yield word, f"{gender}s"
        yield from ((base + ending, f"{gender}d") for ending in ("تان", "تين", "تا", "تي"))
        if sound:
            yield base + "ات", f"{gender}p"
        return
    yield from ((word, f"{gender}s"), (word + "ا", f"{gender}s"))
    yield from ((word + ending, f"{gender}d") for ending in ("ان", "ين"))
    if sound:
        yield from ((word + ending, f"{gender}p") for ending in ("ون", "ين", "و", "ي"))
