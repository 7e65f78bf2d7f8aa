"""Whether words that no list of noun phrases knows can be somebody who speaks: a name nobody listed, or nobody at all."""

from __future__ import annotations

from enum import Enum

from marsad.names.plain import plain_words
from marsad.speech.statements import Speaker
from marsad.speech.view import View

_LED = ("بال", "لل", "وال", "فال", "كال", "وت")
"""Beginnings of words that a particle is written on to: the article after it, or a verb of the present («وتتصدى»)."""
_JOINED = frozenset("وفبلك")
_OWNED = ("هم", "هما", "هن", "ها", "ته")
_MANY = ("ون", "ين", "تان")
_SHORTEST_OWNED, _LONGEST_PARTICIPLE = 5, 8


class Place(Enum):
    """How sure a place makes that its words are the verb's subject."""

    SUBJECT = "subject"
    """Right after a verb of saying and before «أن» or a colon, or between «كان» and the verb: any noun."""
    NOUN = "noun"
    """Before marks or a preposition, or where the verb takes two nouns: a noun that is definite."""
    ANY = "any"
    """Elsewhere: nothing but a name."""


def may_speak(view: View, voice: Speaker, place: Place = Place.ANY) -> bool:
    """Whether a voice can be who speaks: a known noun phrase, or unknown words that look like a name or a body.

    «[ولاذ] بالفرار» and «[تصرفاته] تشير إلى…» cannot; «[الڨزاح] قال» can, whatever a place admits.
    """
    if view.inside[voice.first] is not None:
        return True
    fold = view.word(voice.first)[max(voice.start - view.tokens[voice.first].start, 0) :]
    if fold in view.words.speaks:
        return True
    within = [view.inside[at] for at in range(voice.first + 1, voice.last)]
    if _is_led(fold):
        return False
    if any(phrase is not None and phrase.kind == "person" for phrase in within):
        return True  # «[جارها العربي أبو مصطفى]»
    if fold in view.words.mute or _is_owned(view, voice.first, fold) or _is_adverbial(view, fold):
        return False
    if any(phrase is not None for phrase in within):
        return True
    if fold not in plain_words():
        return view.tokens[voice.first].kind == "word"
    if place is Place.SUBJECT:
        return True
    return place is Place.NOUN and (
        fold.startswith("ال") or fold.endswith(_MANY) or _is_construct(view, voice)
    )


def _is_construct(view: View, voice: Speaker) -> bool:
    """«حديقة الحيوان», «حملة "تمرد"»: an indefinite noun that the next words make definite."""
    after = voice.first + 1
    return view.word(after).startswith("ال") or after in view.quote_at


def _is_led(fold: str) -> bool:
    """«بالتحري معهما», «لأسباب», «ولاذ»: a particle is written on to an ordinary word."""
    return fold.startswith(_LED) or (fold[:1] in _JOINED and fold[1:] in plain_words())


def _is_owned(view: View, at: int, fold: str) -> bool:
    """«هويته», «طبيعتها», «اختصاصهم»: a thing with its owner's pronoun; people and bodies with one are known."""
    text = view.tokens[at].text
    if fold in view.words.honorific:
        return False
    owned = fold.endswith(_OWNED) or (text.endswith("ه") and fold[:-1] in plain_words())
    return owned and not text.endswith("ة") and len(fold) >= _SHORTEST_OWNED


def _is_adverbial(view: View, fold: str) -> bool:
    """«مقتضبا», «مشابها حتى تصل»: an indefinite word in the accusative that looks like a participle."""
    shaped = fold.startswith("م") and fold.endswith("ا") and len(fold) <= _LONGEST_PARTICIPLE
    return shaped or fold in view.words.nobody
