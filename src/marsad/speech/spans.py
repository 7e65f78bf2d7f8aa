"""Statements written as attributions: tokens become characters, marks are trimmed, ids are given."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from marsad.matching import Lexicon
from marsad.speech.rules import confidence_of, signs_of
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View
from marsad.types import Attribution, Source, Span

_OPENING = '"«“‘‹(:،, -–.؛\n\t\u00a0'
_CLOSING = '"»”’›:،, -–.؛!\n\t\u00a0'
_MARKS = '"«»“”'
_OPENERS = ('"', "«", "“", "<<", "((", "''")
_BETWEEN = re.compile(f"[{_MARKS}][^{_MARKS}]*[{_MARKS}]")


def write_attributions(told: Sequence[tuple[View, Statement]], lexicon: Lexicon) -> tuple[Attribution, ...]:
    """The attributions of a document, numbered in order."""
    ids = {id(statement): f"a{number}" for number, (_, statement) in enumerate(told, 1)}
    found = []
    for view, statement in told:
        content = _content(view, statement)
        if content is None:
            continue
        sources = _sources(view, statement)
        signs = signs_of(statement.rule, sources, statement.parent is not None)
        found.append(
            Attribution(
                id=ids[id(statement)],
                content=content,
                cue=_span(view, statement.start, statement.end),
                sources=sources,
                mode=_mode(view, statement, content),
                act=statement.act,
                hedge=_hedge(view, statement),
                parent=ids.get(id(statement.parent)),
                rule=statement.rule,
                confidence=confidence_of(statement.rule, lexicon, signs),
            )
        )
    return tuple(found)


def _span(view: View, start: int, end: int) -> Span:
    return Span(field=view.part.field, start=start, end=end, exact=view.part.text[start:end])


def _content(view: View, statement: Statement) -> Span | None:
    first, last = statement.content
    if first >= len(view.tokens):
        return None
    text = view.part.text
    start = view.tokens[first].start + statement.skip
    end = view.tokens[min(last, len(view.tokens)) - 1].end
    if text[start : start + 1] in ("و", "ف") and _is_clause(statement):
        start += _conjunction(view, first)
    start, end = _trim(text, start, end)
    return _span(view, start, end) if end - start >= 2 else None


def _is_clause(statement: Statement) -> bool:
    """Whether the content is a clause that stands before its cue."""
    told = statement.same_as if statement.frame == "answer" else statement
    return told is None or told.rule.endswith("before")


def _conjunction(view: View, first: int) -> int:
    """One when the first word carries «و» before a verb: the clause starts after it."""
    fold = view.word(first)
    if fold[1:] in view.words.negation:
        return 1
    return 1 if len(fold) > 3 and first not in view.phrases else 0


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks round it; quotation marks go only where both or neither side needs them."""
    while start < end and (
        text[start] in " ،,:\n\t.-–؛" or (text[start] in _MARKS and _unpaired(text, start, end, 0))
    ):
        start += 1
    while end > start and (
        text[end - 1] in " ،,:\n\t-–؛"
        or text[end - 1] == "."
        or (text[end - 1] in _MARKS and _unpaired(text, start, end, 1))
    ):
        end -= 1
    return start, end


def _unpaired(text: str, start: int, end: int, side: int) -> bool:
    """Whether the mark at an edge encloses everything or has no partner inside."""
    inner = text[start + 1 : end] if side == 0 else text[start : end - 1]
    marks = sum(char in _MARKS for char in inner)
    if side == 0 and marks == 1 and text[end - 1] in _MARKS:
        return True
    return marks % 2 == 0


def _sources(view: View, statement: Statement) -> tuple[Source, ...]:
    if statement.source is None:
        return ()
    first = _source(view, statement.source, statement.implicit)
    return (first, *(_source(view, relay, False) for relay in statement.relays))


def _source(view: View, voice: Speaker, implicit: bool) -> Source:
    start, end = voice.start, voice.end
    text = view.part.text
    while (
        end > start
        and text[end - 1] in ' ،,:"«“('
        and not (text[end - 1] in '"' and '"' in text[start : end - 1])
    ):
        end -= 1
    kind = (
        voice.kind if voice.kind in {"person", "organization", "document", "medium", "unnamed"} else "unnamed"
    )
    if voice.kind == "place":
        kind = "organization"
    return Source(
        field=view.part.field,
        start=start,
        end=end,
        exact=text[start:end],
        entity=voice.entity,
        kind=kind,
        implicit=implicit,
    )


def _mode(view: View, statement: Statement, content: Span) -> str:
    if _is_quoted(view, content) or statement.frame == "colon" or _all_marked(content.exact):
        return "direct"
    return "mixed" if any(mark in content.exact for mark in _OPENERS) else "indirect"


def _is_quoted(view: View, content: Span) -> bool:
    """Whether a quotation holds a content, a mark more or less."""
    tokens = view.tokens
    at = bisect_right(tokens, content.start, key=attrgetter("start")) - 1
    return any(
        tokens[q.open].end <= content.start + 1
        and content.end <= (tokens[q.close].start if q.close < len(tokens) else len(view.part.text)) + 1
        for q in view.quotes_over.over(at, at + 2)
    )


def _all_marked(exact: str) -> bool:
    """«"أعيدوا أموالنا" و"لا للسرقة"»: nothing but «و» between quotations."""
    return exact[:1] in _MARKS and exact[-1:] in _MARKS and not _BETWEEN.sub("", exact).strip(" و،,")


_BEFORE = 3
"""Words before a cue in which a hedge still belongs to it."""


def _hedge(view: View, statement: Statement) -> Span | None:
    if statement.hedged and statement.cue is not None:
        return _span(view, statement.start, statement.end)
    end = view.ends[statement.first] if statement.first < len(view.ends) else statement.last
    end = min(end, statement.content[1] + 4)
    first = max(statement.sentence, min(statement.first, statement.content[0]) - _BEFORE)
    at = bisect_left(view.hedges, first, key=attrgetter("first"))
    if at < len(view.hedges) and view.hedges[at].first < end:
        return _span(view, view.hedges[at].start, view.hedges[at].end)
    return None
