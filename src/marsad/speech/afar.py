"""Words that a remark or a paper parts from their cue.

«قال الأسد ـ في مقابلة مع قناة…, وذلك في معرض رده…, إن "…"», «أدانت الخارجية في بيان [الهجوم]».
"""

from __future__ import annotations

from marsad.matching import Match
from marsad.names.phrase_words import is_nisba
from marsad.speech.openers import Frame
from marsad.speech.sources import is_content_noun, widen
from marsad.speech.view import DASHES, View

_FARTHEST = 70
"""Words of such a remark: an interview, its occasion and the question, all told before the answer."""
_SAYING = ("past", "pres")
_TATWEEL = "ـ"
_SAYS, _INNA = "cue.qal", "إن"
"""The verb whose content «إن» opens, however far: after any other word it would be «أن»."""
_PAPERS = frozenset({"document", "talk", "event"})
_LED = ("ال", "و", "ب", "ل", "ف", "ك")


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
        spelt = match.entry.id == _SAYS and view.tokens[at].text.startswith(_INNA)
        if parted and view.word(at) in view.words.that and (spelt or at + 1 in view.quote_at):
            frame.opener, frame.content, frame.opened_at, frame.apart = "that", at + 1, at, True
            return


def open_past_paper(view: View, match: Match, frame: Frame, frames: tuple[str, ...]) -> None:
    """Opens a frame that found no content at the noun behind the paper it stood in.

    «أدانت الخارجية في بيان [الهجوم]», «نفى الجيش في تصريح له [قصف] السوق»: the noun was taken for the paper's own.
    """
    voice = frame.source
    if voice is None or voice.first != match.last or {"any", "object"}.isdisjoint(frames):
        return
    paper = _past_time(view, voice.last) + 1
    venue = view.venues.get(paper)
    if venue is None or venue.definite or venue.entry.get("type") not in _PAPERS:
        return
    if view.word(paper - 1) not in view.words.into:
        return
    last = _past_paper(view, venue.last)
    if last >= view.ends[match.first] or not _is_spoken_of(view, last, any_noun="any" in frames):
        return
    frame.opener = "any" if "any" in frames else "object"
    frame.content = frame.opened_at = last
    frame.relays = tuple(
        widen(view, relay, min(relay.last, last)) for relay in frame.relays if relay.first < last
    )


def _past_time(view: View, at: int) -> int:
    while at < len(view.tokens) - 1 and (
        view.comma(at) or at in view.dates or view.word(at) in view.words.time
    ):
        at = view.dates.get(at, at + 1)
    return at


def _past_paper(view: View, at: int) -> int:
    """The token after what a paper is called: «بيان [صحفي مشترك] [لها] [اليوم]»."""
    words = view.words
    while at < len(view.tokens) - 1:
        fold = view.word(at)
        called = fold in words.whose or fold in words.put_out or fold in words.time or at in view.dates
        if not called and not (is_nisba(fold) and not fold.startswith("ال")):
            break
        at = view.dates.get(at, at + 1)
    return at


def _is_spoken_of(view: View, at: int, *, any_noun: bool) -> bool:
    """«[الهجوم]» where the verb takes any noun, «[قصف] السوق» everywhere."""
    fold = view.word(at)
    if any_noun and fold.startswith("ال") and at not in view.asides and fold not in view.words.preposition:
        return not is_nisba(fold) and at not in view.dates and fold not in view.words.time
    act = at in view.acts and not fold.startswith(_LED)
    return act or (is_content_noun(view, at) and not fold.startswith("ال"))
