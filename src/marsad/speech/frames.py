"""What stands between a cue and its content: who speaks, to whom, where; and what opens the content."""

from __future__ import annotations

from marsad.speech.openers import Frame, opens, opens_within
from marsad.speech.passing import Walk
from marsad.speech.steps import step
from marsad.speech.view import View

_FARTHEST = 52


def read_frame(view: View, frames: tuple[str, ...], at: int, *, split: bool = False, limit: int = 0) -> Frame:
    """The frame that follows a cue whose last token is before `at`; `opener` stays empty when nothing opens content.

    `split` says that the verb takes two nouns («اتهم الجيش المسلحين ب…»): the second is not part of the speaker.
    """
    sure = tuple(name for name in frames if name != "any") + (("anaphor",) if "any" in frames else ())
    frame = _walk(view, sure, at, split, limit)
    if not frame.opener and opens_within(view, frames, frame):
        return frame
    if frame.opener or "any" not in frames or split:
        return frame
    return _walk(view, frames, at, split, limit)


def _walk(view: View, frames: tuple[str, ...], at: int, split: bool, limit: int) -> Frame:
    frame = Frame(at, at)
    end = min(limit or view.ends[at - 1], at + _FARTHEST)
    walk = Walk(view, frame, end, split, frames)
    while frame.at < end:
        if opens(view, frames, frame, end, split) or not step(walk):
            break
    return frame
