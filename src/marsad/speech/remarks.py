"""Who speaks by a remark within his words or after them: «…، يضيف البلاغ، …», «…، تقول الصحيفة.»."""

from __future__ import annotations

from marsad.matching import Match
from marsad.speech.drafts import person_of
from marsad.speech.sources import phrase_end, read_speaker
from marsad.speech.standing import Place, may_speak
from marsad.speech.statements import Speaker, Statement
from marsad.speech.subjects import agrees
from marsad.speech.view import DASHES, View

_LONGEST = 10
"""Words of who speaks, at most."""


def read_remarks(view: View, taken: set[int]) -> list[Statement]:
    """The remarks of a part whose verbs introduce nothing of their own (those at `taken` do), their content still to be found."""
    found = (_read_remark(view, match) for at in sorted(view.cues.keys() - taken) for match in view.cues[at])
    return [statement for statement in found if statement is not None]


def _read_remark(view: View, match: Match) -> Statement | None:
    """A present of saying after a pause, its subject right after it, and then a pause or the end."""
    at, end = match.last, view.ends[match.first]
    heads = match.first == view.clause_first(match.first)
    led = not match.clitics or (heads and match.clitics == "و")
    said = match.feature.startswith("pres:3") and led and not match.enclitic
    if not said or match.entry.get("act") != "state" or "quote" not in match.entry.get("frames"):
        return None
    if not (heads or _pauses(view, match.first - 1)) or at >= end:
        return None
    if view.word(match.first) in view.words.outlet:
        return None
    voice = read_speaker(view, at, min(end, at + _LONGEST))
    if voice is None or voice.first != at or not may_speak(view, voice, Place.NOUN):
        return None
    last = voice.last
    while last < end and view.word(last) in view.words.itself:
        last = phrase_end(view, last)
    if heads and not (view.comma(last) and last + 2 < end and _is_papers(match, voice)):
        return None  # «تقول الصحيفة، الوضع هادئ», not «يعد المطار، الواقع شمال المدينة، …»
    if not (last >= end or _pauses(view, last) or view.tokens[last].text == ".") or not agrees(
        voice, match.feature
    ):
        return None
    _, gender, number = person_of(match)
    return Statement(
        view=view.number,
        cue=match,
        style="remark",
        first=match.first,
        last=match.last,
        start=match.start,
        end=view.tokens[match.last - 1].end,
        frame="tail",
        content=(-1, -1),
        act="state",
        sentence=view.clause_first(match.first),
        rule="speech.verb.remark",
        source=voice,
        gender=gender,
        number=number,
        bound=last,
        quoted=bool(view.quoted[match.first]),
    )


def _is_papers(match: Match, voice: Speaker) -> bool:
    return voice.kind in {"medium", "document"} and match.entry.get("object") is None


def _pauses(view: View, at: int) -> bool:
    return view.pause(at) or (0 <= at < len(view.tokens) and view.tokens[at].text in DASHES)
