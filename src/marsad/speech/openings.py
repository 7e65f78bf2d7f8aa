"""What may stand at the head of a sentence before its clause: a dateline, or a topic («أما فلان ف…»)."""

from __future__ import annotations

from marsad.speech.sources import read_speaker, widen
from marsad.speech.statements import Speaker
from marsad.speech.subjects import agrees
from marsad.speech.view import View


def topic_before(view: View, verb: int, feature: str = "") -> Speaker | None:
    """The topic of «أما الطالبة ريم، التي فازت…، فقالت»: who acts after «ف», whatever stands in between."""
    start = view.clause_first(verb)
    at = next((p for p in range(verb - 1, start - 1, -1) if view.word(p) in view.words.topic), None)
    if at is None or at + 1 >= verb:
        return None
    voice = read_speaker(view, at + 1, verb)
    if voice is None:
        return None
    after = view.phrases.get(voice.last + 1)
    if after is not None and view.comma(voice.last) and after.kind == "person" and after.last <= verb:
        voice = widen(view, voice, after.last)
    return voice if not feature or agrees(voice, feature) else None


def issuer_before(view: View, verb: int) -> Speaker | None:
    """Who put out the paper that the sentence begins with: «وفي بيان نشره [المدير]، … قال»."""
    start = view.clause_first(verb)
    start += view.word(start) == "و"
    venue = view.venues.get(start + 1)
    if view.word(start).removeprefix("و") not in view.words.into or venue is None:
        return None
    at = max(venue.last, start + 2)
    carried = any(m.enclitic in {"ه", "ها"} and m.feature.startswith("past") for m in view.cues.get(at, ()))
    if not carried or at + 1 >= verb:
        return None
    voice = read_speaker(view, at + 1, verb)
    return voice if voice is not None and voice.kind in {"person", "organization", "group"} else None
