"""Words that a long remark parts from their cue: «قال الأسد ـ في مقابلة مع قناة…, وذلك في معرض رده…, إن "…"»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.openers import Frame
from marsad.speech.view import DASHES, View

_FARTHEST = 70
"""Words of such a remark: an interview, its occasion and the question, all told before the answer."""
_SAYING = ("past", "pres")
_TATWEEL = "ـ"


def open_afar(view: View, match: Match, frame: Frame) -> None:
    """Opens the frame of a cue with a speaker at «إن» and a quotation mark after a comma or dash, when no other cue stands between."""
    if frame.source is None:
        return
    end = min(view.ends[match.first] - 1, match.last + _FARTHEST)
    for at in range(max(frame.at, frame.source.last), end):
        if at in view.cues and all(m.feature.startswith(_SAYING) for m in view.cues[at]):
            return
        parted = (
            view.comma(at - 1) or view.tokens[at - 1].text in DASHES or view.tokens[at - 1].text == _TATWEEL
        )
        if parted and view.word(at) in view.words.that and at + 1 in view.quote_at:
            frame.opener, frame.content, frame.opened_at, frame.apart = "that", at + 1, at, True
            return
