"""Cues that stand after a quotation or between its halves: «"…"، قال فلان، "…"»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.matching import Match
from marsad.speech.openers import Frame
from marsad.speech.quotes import Quote
from marsad.speech.statements import Statement
from marsad.speech.view import DASHES, View

_QUOTING = frozenset({"quote", "colon", "that"})
_QUOTED = 2
"""Words that a quotation before its cue has at least."""


def is_inserted(view: View, match: Match, frame: Frame) -> bool:
    """Whether a quotation has just ended and nothing follows but the speaker: «"…"، قال فلان»; then it is the content."""
    closed = _closed_before(view, match.first)
    if closed is None or "quote" not in match.entry.get("frames") or match.clitics or closed.inside < _QUOTED:
        return False
    frame.opener, frame.content, frame.skip = "before", closed.open, closed.close
    return True


def first_half(view: View, statement: Statement, found: Sequence[Statement]) -> Statement | None:
    """The quotation before a cue that parts it from the one after: «["…"]، أكد فلان، "…"», as a statement of its own."""
    cue = statement.cue
    if cue is None or cue.clitics or statement.frame != "quote" or statement.style != "verb":
        return None
    closed = _closed_before(view, statement.first)
    if closed is None or any(s.content[0] in (closed.first, closed.open) for s in found):
        return None
    if closed.first != view.clause_first(closed.first) and not view.mark(closed.first - 1):
        return None  # «التي أجراها مكتب "…"، أشار المدير: "…"»
    content = (closed.open + 1, closed.close)
    return msgspec.structs.replace(
        statement, frame="before", content=content, skip=0, rule="speech.verb.before"
    )


def _closed_before(view: View, verb: int) -> Quote | None:
    at = verb - 1
    if view.word(at) in view.words.thus:
        at -= 1  # «"…"، هكذا رد فلان»
    if view.comma(at) or (at >= 0 and view.tokens[at].text in DASHES):
        at -= 1
    return next((q for q in view.quotes_to.get(at, ()) if q.closed), None)


def second_quote(view: View, statement: Statement, found: Sequence[Statement]) -> Statement | None:
    """«قال "نمتلك أسلحة"، [و"لن ننحني"]»: another quotation joined to the one that was said, as a statement of its own."""
    if statement.frame not in _QUOTING or statement.style == "headline":
        return None
    last = statement.content[1]
    first = next((q for q in view.quotes if q.closed and q.close == last), None)
    if first is None or first.inside < _QUOTED:
        return None
    at = first.last + 1
    at += view.comma(at)
    joined = view.quote_at.get(at + 1) if view.word(at) in view.words.joint else None
    if joined is None or not joined.closed or joined.inside <= _QUOTED:
        return None
    after = joined.last + 1
    after += view.comma(after)
    own = after < len(view.tokens) and after in view.cues and after < view.ends[joined.open]
    if own or any(joined.first <= s.content[0] <= joined.open + 1 for s in found):
        return None
    return msgspec.structs.replace(statement, content=(joined.open + 1, joined.close), skip=0)
