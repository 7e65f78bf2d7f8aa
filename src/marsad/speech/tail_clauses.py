"""Of which clause a nominal cue («وفق…») tells the source."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.speech.closed import is_finite
from marsad.speech.quotes import Quote
from marsad.speech.statements import Statement
from marsad.speech.view import View

_LONG = 4
"""Words of a quotation that a tail after it may be about alone."""
_CLAUSE = 5
"""Words that a quotation which is a clause of its own has more than."""


def take_sentence(view: View, tail: Statement) -> None:
    """«…. وفق "أخبار 24".»: a tail alone in its sentence is about the one before, in the same paragraph."""
    end = tail.sentence
    start = view.clause_first(view.sentence_back(end, 1))
    if start < end <= tail.first and view.line_end(start) == view.line_end(end):
        tail.content = (start, end)
        tail.rule += ".before"


def is_inserted(view: View, tail: Statement) -> bool:
    """«بحث الجانبان، وفق بيان، "سبل إنهاء التمرد"»: a tail between commas right before a quotation."""
    bound = tail.bound
    if not view.comma(tail.first - 1) or not view.comma(bound):
        return False
    quote = view.quote_at.get(bound + 1)
    return quote is not None and quote.closed and quote.inside > 1


def quoted_start(view: View, statement: Statement, start: int) -> int:
    """«…، لبحث "أهمية…"، وفق بيان»: right after a quotation only the phrase that holds it is meant."""
    quote = quote_before(view, statement.first)
    if quote is None:
        return start
    comma = next((p for p in range(quote.open - 1, start, -1) if view.comma(p)), None)
    return comma + 1 if comma is not None else start


def is_part(quote: Quote, whole: Statement) -> bool:
    """Whether a quotation of a clause's length stands at the end of what was said, and is not the whole of it."""
    return quote.inside > _CLAUSE and quote.first > whole.content[0] + 1


def quote_before(view: View, at: int) -> Quote | None:
    """The quotation of some length that closes right before a token, a comma apart."""
    at -= 2 if view.comma(at - 1) else 1
    return next((q for q in view.quotes_to.get(at, ()) if q.closed and q.inside >= _LONG), None)


def clause_start(view: View, statement: Statement, earlier: Sequence[Statement]) -> int:
    start = max(
        [
            statement.sentence,
            *(s.bound or s.content[1] for s in earlier if s.frame == "tail"),
        ]
    )
    while start < statement.first and (view.mark(start) and start not in view.quote_at):
        start += 1
    if view.word(start) in view.words.outlet and view.word(start + 1) in view.words.that:
        start += 2  # «يذكر أن الوزير…، وفق بلاغ»
    if view.word(start) in view.words.joint | view.words.this:
        start += 1
    for at in range(start + 1, statement.first - 3):
        if view.comma(at - 1) and view.word(at) in view.words.switch and not view.quoted[at]:
            start = at + 1
    return start


def resumption(view: View, at: int, end: int) -> int:
    """Where the clause goes on after «وبحسب الصحيفة (…)، فإن»."""
    for ahead in range(at, min(at + 8, end)):
        if view.word(ahead) in view.words.resumed:
            return ahead
    return at


def continues(view: View, statement: Statement) -> bool:
    """«ستتم، وفق فلان، مناقشة…»: too little stands before and the clause goes on after."""
    goes_on = statement.bound < view.ends[statement.first] - 3 and not is_finite(view, statement.bound)
    clause = view.words.answered | view.words.switch | view.words.contrast
    if view.comma(statement.bound) and view.word(statement.bound + 1) in clause:
        return False  # «…، وفق النقابة، وهو ما نفاه المدير»
    return goes_on and statement.first - statement.sentence < 6
