"""Where what is reported ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from marsad.speech.answers import answer_nearest
from marsad.speech.clauses import before_opening, begins_clause, begins_remark
from marsad.speech.closed import is_finite
from marsad.speech.halves import other_half
from marsad.speech.inserted import second_quote
from marsad.speech.quotes import Quote
from marsad.speech.saying import is_participle
from marsad.speech.statements import ANSWERS, Statement
from marsad.speech.tail_clauses import (
    clause_start,
    continues,
    is_inserted,
    is_part,
    quote_before,
    quoted_start,
    resumption,
    take_sentence,
)
from marsad.speech.view import DASHES, View

_NOMINAL = frozenset({"object", "any", "by", "to", "on", "of", "from", "in", "li", "with"})
"""Frames whose content is a noun phrase: it ends where the next clause begins."""

_PAIR = 2
_CLAUSE = 5
"""Words that a quotation which is a clause of its own has more than."""
_TOLD = frozenset({"organization", "group", "unnamed", "place"})
_PART = 3
"""Words of a quotation that may be only a part of what was said: «أعلن «تحرير» المدينة»."""


def close_contents(view: View, statements: Sequence[Statement]) -> list[Statement]:
    """Gives every statement of a part the end of its content, cutting it where the next cue of its level begins.

    Returns the other halves of sentences that a tail parts, as statements of their own.
    """
    halves: list[Statement] = []
    by_sentence: dict[int, list[Statement]] = {}
    for statement in statements:
        by_sentence.setdefault(statement.sentence, []).append(statement)
    for group in by_sentence.values():
        for statement in group:
            if statement.frame not in ("tail", "before"):
                _close(view, statement, group)
            _take_up(view, statement, statements)
            joined = second_quote(view, statement, statements)
            halves += [joined] if joined is not None else []
        for statement in group:
            if statement.frame == "tail":
                _close_tail(view, statement, group)
                half = other_half(view, statement, group)
                halves += [half] if half is not None else []
    for statement in statements:
        if statement.frame == "answer":
            answer_nearest(view, statement, statements)
    return halves


def _close(view: View, statement: Statement, group: Sequence[Statement]) -> None:
    first, last = statement.content
    if last >= 0:
        return
    if statement.frame == "anaphor":
        statement.content = (first, first + 1)
        return
    limit = view.ends[min(max(first - 1, statement.first), len(view.ends) - 1)]
    if limit <= first < len(view.tokens) and statement.frame == "colon":
        limit = view.line_end(first)  # the colon ended its own line
    quote = _opening_quote(view, first)
    if quote is not None and quote.close >= limit:
        limit = max(limit, min(quote.last + 1, len(view.tokens)))
    outer = _enclosing(view, statement, first)
    if outer is not None:
        limit = min(limit, outer.close) if outer.close < len(view.tokens) else limit
    cut = _first_cut(view, statement, group, limit, quote)
    if quote is not None:
        first, cut = _within_quote(view, statement, quote, cut, limit)
    statement.content = (first, max(cut, first + 1))


def _take_up(view: View, statement: Statement, statements: Sequence[Statement]) -> None:
    """«…، بينما نفى الجيش ذلك», «وهو ما نفاه»: what is answered is what the statement just before it says."""
    first, last = statement.content
    pointing = statement.act in ANSWERS and last - first == 1 and view.word(first) in view.words.anaphor
    if statement.frame != "answer" and not pointing:
        return
    earlier = range(bisect_left(statements, statement.first, key=attrgetter("first")) - 1, -1, -1)
    before = next((statements[at] for at in earlier if statements[at].frame not in ("tail", "answer")), None)
    if before is None or before.content[1] > statement.first or _sentences_between(view, before, statement):
        return
    statement.content, statement.skip, statement.same_as = before.content, before.skip, before


def _sentences_between(view: View, one: Statement, other: Statement) -> bool:
    return view.sentences_between(one.sentence, other.sentence) > 1


def _opening_quote(view: View, first: int) -> Quote | None:
    if first in view.quote_at:
        return view.quote_at[first]
    return None


def _enclosing(view: View, statement: Statement, first: int) -> Quote | None:
    """The quotation the cue itself stands in: its content cannot outlast it."""
    inside = view.quotes_over.over(statement.first, statement.first + 1)
    return inside[-1] if inside else None


def _within_quote(view: View, statement: Statement, quote: Quote, cut: int, limit: int) -> tuple[int, int]:
    """A quotation that opens the content: alone if punctuation or a cue follows it, else with what follows."""
    after = quote.last + 1
    if not quote.closed:
        return quote.open + 1, min(quote.close, limit, view.ends[min(quote.open + 1, len(view.tokens) - 1)])
    alone = after >= limit or (view.mark(after) and after not in view.quote_at)
    alone = alone or (quote.inside > _CLAUSE and (_is_left(view, after) or is_participle(view, after)))
    called = statement.cue is not None and statement.cue.enclitic != ""  # «ما سماها "الحرب"»
    called = called and not (view.word(after).startswith("ل") or view.word(after) in view.words.preposition)
    cue = statement.cue
    pictured = cue is not None and cue.entry.get("object") == "describe" and statement.frame == "by"
    of_noun = pictured and cue is not None and cue.enclitic != ""
    of_noun = (
        of_noun and view.word(statement.first - 1) not in view.words.saying_what
    )  # not «ما وصفه بـ"شيطنة" [القطاع]»
    alone = alone or of_noun  # «هجوم وصفته بـ"الدموي" [على] منشآت»
    said = called or quote.inside > _PART or view.word(quote.open + 1) in view.words.own_words
    whole = statement.frame == "colon" or (statement.frame == "quote" and said)
    if alone or cut <= after or whole:
        return _after_that(view, quote.open + 1, quote.close), quote.close
    return quote.first, cut


def _after_that(view: View, first: int, last: int) -> int:
    """The first token of a quotation's content, past a complementiser within the marks: «قال "[إن] الحرب…"»."""
    bare = view.word(first) == "ان" and last - first >= _PART
    return first + 1 if bare else first


def _is_left(view: View, after: int) -> bool:
    """Whether what follows a quotation tells how, when or where it was said: «إن "…" [خلال مؤتمر]», «إن "…" [في تعليق على…]»."""
    if after in view.asides or after in view.tails or view.word(after) in view.words.aside_start:
        return True
    return view.word(after) == "في" and (
        after + 1 in view.venues or view.word(after + 1) in view.words.pointing
    )


def _first_cut(
    view: View, statement: Statement, group: Sequence[Statement], limit: int, quote: Quote | None
) -> int:
    first = statement.content[0]
    safe = quote.close if quote is not None else max(first, min(statement.opening, limit - 1))
    cut = limit
    for other in group:
        if other is statement or other.first <= max(statement.opening, first - 1) or other.first < safe:
            continue
        at = _cut_at(view, statement, other)
        if at is not None and first < at < cut:
            cut = at
    cut = min(cut, _described_end(view, statement, cut))
    return min(cut, _narrative_cut(view, statement, max(first, safe), cut))


def _described_end(view: View, statement: Statement, limit: int) -> int:
    """«وصف الوزير [ما يجري بأنه «محاولة انقلاب»]، وأمر…»: a description in marks ends with them."""
    quote = view.quote_at.get(statement.opening) or view.quote_at.get(statement.opening + 1)
    describes = statement.cue is not None and statement.cue.entry.get("object") == "describe"
    if quote is None or not quote.closed or not describes or statement.content[0] >= statement.opening:
        return limit
    return quote.last + 1 if view.mark(quote.last + 1) else limit


def _cut_at(view: View, statement: Statement, other: Statement) -> int | None:
    """Where another statement ends this one, or None when it stands inside it."""
    if view.quoted[other.first] and view.quoted[other.first] != view.quoted[statement.first]:
        return None
    if other.style == "headline" and other.source is not None and view.part.field == "title":
        return _before_half(view, other.source.first)
    if other.style in ("participle", "manner", "tail", "remark") or other.frame == "tail":
        if other.style == "source" and not _closes(view, other):
            return None
        return _back(view, other.first)
    if other.style == "verb":
        return _verb_cut(view, statement, other)
    return None


def _before_half(view: View, at: int) -> int | None:
    """The end of a headline's first half, where somebody else speaks in the second: «…دول الجوار.. والعبادي: …»."""
    while at > 0 and view.mark(at - 1):
        at -= 1
    return at or None


def _closes(view: View, tail: Statement) -> bool:
    """A «وفق…» ends the content only after a pause or at the end of the clause."""
    end = tail.bound
    stops = end >= view.ends[tail.first] or view.mark(end) or end in view.tails
    return stops or view.comma(tail.first - 1) or view.tokens[tail.first - 1].text in '"»”'


def _verb_cut(view: View, statement: Statement, other: Statement) -> int | None:
    at = other.first
    if _is_theirs(statement, other) or _is_hers(view, statement, other):
        return None
    if other.cue is not None and other.cue.clitics[:1] in {"و", "ف"}:
        return _back(view, at)
    start = at
    if other.source is not None and other.source.last <= at and not other.rule.endswith("relative"):
        start = other.source.first
    start = _before_asides(view, start)
    start = before_opening(view, start, statement.opening)
    before = view.word(start - 1)
    led = view.word(statement.first - 1).removeprefix("و")
    heads = statement.sentence + 1 >= statement.first - 1 or view.comma(statement.first - 2)
    if led in view.words.switch and view.comma(start - 1) and heads:
        return _back(view, start)  # «وفيما أكد الوزير أن…، رأت المعارضة أن…»
    if before in view.words.that and view.word(start - 2) in view.words.contrast:
        return _back(view, start - 2)  # «، إلا أنها شددت على أن…»
    if view.word(start) in view.words.leads and start < at:
        return start
    if before in view.words.level:
        return _back(view, start - 1 if before not in ("حين", "وقت") else start - 2)
    return None


def _is_theirs(statement: Statement, other: Statement) -> bool:
    """«قال الرئيس إن الفرنسيين اختاروا… ورفضوا…»: a plural verb after one speaker's words goes on with their subject."""
    one = statement.source is not None and statement.source.number == "s" and statement.number == "s"
    return one and other.source is None and other.number == "p" and statement.frame == "that"


def _is_hers(view: View, statement: Statement, other: Statement) -> bool:
    """«قال المدعي إن [النيابة] أحالت المتهمين وطلبت معاقبتهم»: a feminine verb goes on with what a man's words tell of."""
    dropped = other.source is None and other.gender == "f" and other.number == "s"
    if not dropped or statement.gender != "m" or statement.frame != "that" or view.comma(other.first - 1):
        return False
    at = statement.content[0]
    phrase = view.phrases.get(at)
    if phrase is None or phrase.clitics or phrase.kind not in _TOLD:
        return False
    return phrase.gender == "f" or view.tokens[at].text.endswith("ة")


def _before_asides(view: View, start: int) -> int:
    return view.aside_ends.get(start, start)


def _back(view: View, at: int) -> int:
    """The cut moved back over a comma, a conjunction or a dash."""
    while at > 0 and (
        view.comma(at - 1) or view.word(at - 1) in view.words.joint or view.tokens[at - 1].text in "-–؛"
    ):
        at -= 1
    return at


def _narrative_cut(view: View, statement: Statement, first: int, limit: int) -> int:
    """Where the outlet speaks again: «، وذلك…», «، في حين…», «علما أن…»."""
    depth = view.quoted[first] if first < len(view.quoted) else 0
    for at in range(first + 2, limit):
        if view.quoted[at] and view.quoted[at] != depth:
            continue
        fold = view.folds[at]
        if statement.frame in _NOMINAL and begins_clause(view, at):
            return _back(view, at)
        if statement.frame in _NOMINAL and view.comma(at - 1) and fold in view.words.answered:
            return at - 1  # «…، وهو ما ندد به الحزب»
        if statement.frame in _NOMINAL and _in_document(view, at):
            return _back(view, at)
        if (
            view.comma(at - 1)
            and fold[:1] == "و"
            and fold[1:] in view.words.negation
            and (view.word(at + 1) in view.words.unheard)
        ):
            return at - 1
        if begins_remark(view, at):
            return _back(view, at - 1 if fold in view.words.pointing else at)
        if at in view.unverified:
            while at > first + 1 and (view.comma(at - 1) or view.word(at - 1) in view.words.doubted):
                at -= 1  # «…، وهو ما لم يتسن التأكد منه»
            return at
        if fold in view.words.narrative and (view.comma(at - 1) or fold in view.words.aside_start):
            return at - 1 if view.comma(at - 1) else at
        if view.pause(at - 1) and at in view.cues and is_participle(view, at):
            return at - 1 if view.comma(at - 1) else at
        if view.comma(at - 1) and (
            (fold in view.words.switch and fold.endswith("ما"))
            or (fold == "في" and view.word(at + 1) == "حين")
        ):
            return at - 1
        if view.tokens[at].text in DASHES and view.tokens[statement.first - 2].text in DASHES:
            return at  # «الرئيس - الذي قال إن الاتفاق انتهى [-] أن…»
        if statement.fronted and view.comma(at - 1) and (at in view.verbs or is_finite(view, at)):
            return at - 1  # «في بيان اتهم فيه الحزب الوزارة بالمماطلة، [أعلن] الاتحاد…»
        if fold in view.words.without and _leaves_out(view, at + 1) and at > first + 4:
            return _back(view, at - 1) if view.word(at - 1) in view.words.from_whom else at
    return limit


def _leaves_out(view: View, at: int) -> bool:
    """«دون [مزيد من التفاصيل]», «دون [أن يوضح] السبب», not «دون [أن يصاب] أحد»."""
    if view.word(at) in view.words.left_out:
        return True
    return view.word(at) == "ان" and view.word(at + 1) in view.words.untold


def _in_document(view: View, at: int) -> bool:
    """«رحب بهذا الإنجاز [في برقية بعث بها…]», «نفى الأنباء [في اتصال مع…]»: where it was said, not what was."""
    venue = view.venues.get(at + 1)
    if view.word(at) != "في" or venue is None or venue.entry.get("type") not in {"document", "talk"}:
        return False
    after = venue.last
    if view.word(after) == "مع" or view.mark(after):
        return not venue.definite
    if view.word(after) in view.words.preposition:
        return False  # «الإنجاز الذي تحقق في الحوار [بين] الحركتين»
    return any(
        m.enclitic in {"", "ه", "ها"} and m.feature.startswith("past:3") for m in view.cues.get(after, ())
    )


def _close_tail(view: View, statement: Statement, group: Sequence[Statement]) -> None:
    """The content of «وفق…»: what the last cue of the sentence introduced, else the clause before it, else after."""
    earlier = [s for s in group if s is not statement and s.first < statement.first and s.content[1] > 0]
    framing = next((s for s in earlier if s.frame != "tail" and s.last <= statement.first < s.opening), None)
    if framing is not None and statement.act == "relay":
        statement.content, statement.skip, statement.same_as = framing.content, framing.skip, framing
        statement.relays = (*framing.relays, *statement.relays)
        return
    near = [s for s in earlier if s.frame != "tail" and s.content[1] <= statement.first]
    if near and statement.first - near[-1].content[1] <= 4:
        statement.content, statement.skip = near[-1].content, near[-1].skip
        statement.same_as = near[-1]
        quote = quote_before(view, statement.first)
        if statement.style == "manner" and quote is not None and is_part(quote, near[-1]):
            statement.content, statement.skip = (quote.open + 1, quote.close), 0  # «… "نص"، على حد قوله»
        return
    if near and statement.style == "manner" and view.word(near[-1].content[1]) in view.words.aside_start:
        statement.content, statement.skip = (near[-1].content[0], _back(view, statement.first)), near[-1].skip
        return  # «…، مضيفا أن الحملة ستبدأ [وذلك لدورها]، حسب قوله»
    if is_inserted(view, statement):
        quote = view.quote_at[statement.bound + 1]
        statement.content = (quote.open + 1, quote.close)
        statement.rule += ".after"
        return
    start = quoted_start(view, statement, clause_start(view, statement, earlier))
    short = statement.first - start == _PAIR and start in view.verbs  # «[وأصيب العشرات]، بحسب الدفاع المدني»
    if (statement.first - start >= 3 or short) and not continues(view, statement):
        statement.content = (start, _back(view, statement.first))
        statement.rule += ".before"
        return
    alone = all(view.mark(at) for at in range(statement.bound, view.ends[statement.first]))
    if alone and statement.style == "source" and statement.first == statement.sentence:
        take_sentence(view, statement)
        return
    after = resumption(view, statement.bound, view.ends[statement.first])
    while after < view.ends[statement.first] and (
        view.comma(after) or view.word(after) in view.words.resumed
    ):
        after += 1
    end = view.ends[statement.first]
    nexts = [_cut_at(view, statement, s) for s in group if s.first >= after + 2]
    end = min([end, *(c for c in nexts if c is not None)])
    statement.content = (after, _narrative_cut(view, statement, after, end))
    statement.rule += ".after"


__all__ = ["close_contents"]
