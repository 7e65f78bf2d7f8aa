"""Where ب and ل lead a place or a meeting beside what is said, and not what is said."""

from __future__ import annotations

from marsad.speech.closed import is_finite
from marsad.speech.view import View

_PLACE = 5
"""Words of a place with what completes it, at most."""


def is_seat(view: View, at: int) -> bool:
    """«الباحث في كلية الطب [ببوسطن]»: a place that ب is written on to."""
    phrase = view.phrases.get(at)
    return phrase is not None and phrase.kind == "place" and phrase.clitics == "ب"


def asked_later(view: View, at: int) -> bool:
    """«طالبت العائلات، أمام المقر [بالعاصمة]، بإطلاق…»: ب leads what is asked for behind the place and a comma."""
    end = min(view.ends[at], at + _PLACE)
    for comma in range(at + 1, end - 1):
        if view.comma(comma):
            word = view.word(comma + 1)
            return word[:1] == "ب" and (comma + 1 in view.acts or word[1:] in view.words.content_noun)
    return False


def is_meeting(view: View, at: int) -> bool:
    """«تدعو [لاجتماع] طارئ»: a talk that is called for, not one in which somebody spoke."""
    venue = view.venues.get(at)
    return venue is not None and venue.clitics == "ل" and venue.entry.get("type") in {"talk", "event"}


def that_comes(view: View, at: int) -> bool:
    """Whether «أن» stands after a comma farther on in the sentence, no other cue between."""
    for ahead in range(at + 1, view.ends[at]):
        if view.comma(ahead - 1) and view.word(ahead) in view.words.that:
            return True
        if is_finite(view, ahead):
            return False
    return False
