"""What «وهو ما نفاه», «الأمر الذي رفضته» answers: what was told right before it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.speech.statements import Statement
from marsad.speech.view import View

_NEAR = 2
"""Tokens that may stand between what is answered and the answer, marks aside."""
_SHORTEST = 3


def answer_nearest(view: View, answer: Statement, statements: Sequence[Statement]) -> None:
    """Gives an answer the content of the statement that ends right before it, or the outlet's own clause there."""
    end = _end_before(view, answer.first - _NEAR)
    told = [s for s in statements if s is not answer and s.first < answer.first and _ends_at(view, s, end)]
    if told:
        before = max(told, key=lambda s: s.first)
        answer.content, answer.skip, answer.same_as = before.content, before.skip, before
        return
    start = view.clause_first(end - 1) if end else 0
    ended = [s.content[1] for s in statements if start < s.content[1] <= end - _SHORTEST]
    start = max([start, *ended])
    while start < end and view.mark(start):
        start += 1
    if end - start >= _SHORTEST:
        answer.content, answer.skip, answer.same_as = (start, end), 0, None


def _end_before(view: View, at: int) -> int:
    """The token after the last word before a token."""
    while at > 0 and view.mark(at - 1):
        at -= 1
    return at


def _ends_at(view: View, statement: Statement, end: int) -> bool:
    """Whether a statement's content, or the tail that names its source, ends with the word before a token."""
    tail = statement.frame == "tail" and statement.first < end <= statement.bound + 1
    return tail or _end_before(view, statement.content[1]) == end
