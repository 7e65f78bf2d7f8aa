"""The other half of a sentence that a tail parts: «قتل ثلاثة، وفق مصدر، [في انفجار]»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.speech.closed import is_closed
from marsad.speech.statements import Statement
from marsad.speech.view import View

_FEWEST = 2
"""Words of a first half at least, so that it says something: «بلغ عدد النازحين، وفق …»."""


def other_half(view: View, tail: Statement, group: Sequence[Statement]) -> Statement | None:
    """The half of a tail's sentence that its content leaves out, as a statement of its own; none where a new clause begins."""
    if any(one is not tail and one.first < tail.first for one in group):
        return None  # what somebody else's verb introduces has its own ends
    if tail.same_as is not None or not view.comma(tail.bound):
        return None
    if not view.comma(tail.first - 1) and not (tail.rule.endswith(".after") and tail.sentence in view.verbs):
        return None
    after, end = tail.bound + 1, view.ends[tail.first]
    if (
        tail.rule.endswith(".before")
        and tail.content[1] <= tail.first
        and after < end - 1
        and _goes_on(view, after)
    ):
        last = next((at for at in range(after, end) if view.comma(at)), end)
        if _tells_when(view, after, last):
            return None
        return msgspec.structs.replace(tail, content=(after, last), skip=0)
    start = tail.sentence
    last = tail.first - 1 if view.comma(tail.first - 1) else tail.first
    takes = start in view.verbs and not (is_closed(view, after) or after in view.verbs)
    leads = tail.style == "remark" or _goes_on(view, after) or takes  # «تناول الاجتماع، وفق …، [ملف الحدود]»
    whole = tail.rule.endswith(".after") and last - start >= _FEWEST and leads
    if not whole or any(view.mark(at) for at in range(start, last)):
        return None
    return msgspec.structs.replace(
        tail, content=(start, last), skip=0, rule=tail.rule.removesuffix(".after") + ".before"
    )


def _tells_when(view: View, first: int, last: int) -> bool:
    """Whether tokens are nothing but a time, with the preposition before it: «في اليوم نفسه»."""
    timely = view.words.time | view.words.itself
    at = first + (first not in view.dates)
    while at < last and (at in view.dates or view.word(at) in timely or view.mark(at)):
        at = view.dates.get(at, at + 1)
    return at >= last and (first in view.dates or last > first + 1)


def _goes_on(view: View, at: int) -> bool:
    """Whether the clause before the tail goes on at a token: by a preposition, and by no verb of its own."""
    fold = view.word(at)
    if fold == "في" and view.word(at + 1) in view.words.while_noun:
        return False
    if fold in view.words.governs or (
        fold in view.words.after_all and view.word(at + 1) not in view.words.after_what
    ):
        return True
    return fold.startswith("لل") or (
        fold[:1] == "ب" and at in view.phrases and "ب" in view.phrases[at].clitics
    )
