"""Words that look like cues and are none: names of places, bylines, the verdicts of courts."""

from __future__ import annotations

from marsad.speech.statements import Statement
from marsad.speech.view import DASHES, View

_BYLINE = 6
"""How many words of a byline stand before the mark or line that ends it."""
_CONDEMNING = "condemn"


def is_name_or_byline(view: View, at: int) -> bool:
    """Whether a word is the name of a place («تعز», «عدن»), or «كتب» over an article («كتب - أحمد السيد: …»)."""
    phrase = view.inside[at]
    if phrase is not None and phrase.kind == "place" and phrase.entity is not None and phrase.first == at:
        return True
    return _is_byline(view, at)


def _is_byline(view: View, at: int) -> bool:
    if at > 0 or view.part.field != "text" or view.word(at) not in view.words.byline:
        return False
    following = view.tokens[at + 1 : at + 2]
    if following and (following[0].text in DASHES or following[0].text in ":/"):
        return True
    last = min(at + _BYLINE, len(view.tokens) - 1)
    return "\n" in view.part.text[view.tokens[at].end : view.tokens[last].start]


def convicts(view: View, statement: Statement) -> bool:
    """Whether a court condemns, which is a verdict: «أدانت المحكمة ستة أشخاص»."""
    cue, source = statement.cue, statement.source
    if cue is None or source is None or cue.entry.get("act") != _CONDEMNING:
        return False
    return view.word(source.first) in view.words.court
