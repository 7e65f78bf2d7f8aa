"""Headlines and speaker lines: «فلان: …», «مصادر: …», and the turns of an interview."""

from __future__ import annotations

from marsad.speech.sources import is_finite, of_phrase
from marsad.speech.statements import Speaker, Statement
from marsad.speech.view import View
from marsad.types import Sentence

_SPEAKERS = frozenset({"person", "organization", "group", "unnamed", "medium", "document"})
_FARTHEST = 12


def read_headlines(view: View, taken: set[int]) -> list[Statement]:
    """The statements that a colon alone gives to the noun phrase before it, at the head of a line."""
    found = []
    heads: dict[int, Sentence] = {}
    for sentence in view.sentences:
        heads.setdefault(sentence.paragraph, sentence)
    for sentence in heads.values():
        colon = _colon(view, sentence.first, min(sentence.last, sentence.first + _FARTHEST))
        if colon is None or colon in taken or colon + 2 >= sentence.last:
            continue
        statement = _read_line(view, sentence.first, colon, _line_end(view, sentence.paragraph))
        if statement is not None:
            found.append(statement)
    return found


def _colon(view: View, first: int, last: int) -> int | None:
    return next((at for at in range(first, last) if view.tokens[at].text == ":"), None)


def _line_end(view: View, paragraph: int) -> int:
    return max(s.last for s in view.sentences if s.paragraph == paragraph)


def _read_line(view: View, first: int, colon: int, end: int) -> Statement | None:
    if any(is_finite(view, at) for at in range(first, colon)):
        return None
    while first < colon and view.mark(first):
        first += 1
    voice = _speaker(view, first, colon)
    if voice is None or (view.part.field != "title" and voice.kind not in {"person", "unnamed"}):
        return None
    content = colon + 1
    quote = view.quote_at.get(content)
    last = end
    if quote is not None and quote.closed and (quote.close + 1 >= end or view.part.field != "title"):
        content, last = content + 1, quote.close
    if view.part.field != "title" and quote is None:
        return None  # a list of names and what they are is no speech
    token = view.tokens[colon]
    return Statement(
        view=view.number,
        cue=None,
        style="headline",
        first=colon,
        last=colon + 1,
        start=token.start,
        end=token.end,
        frame="colon",
        content=(content, last),
        source=voice,
        sentence=view.clause_first(colon),
        opening=colon,
        rule="speech.headline.colon" if view.part.field == "title" else "speech.line.colon",
    )


def _speaker(view: View, first: int, colon: int) -> Speaker | None:
    phrase = view.phrases.get(first)
    if phrase is None or phrase.kind not in _SPEAKERS or phrase.clitics:
        return None
    rest = range(phrase.last, colon)
    if rest and view.word(phrase.last) not in view.words.preposition and not view.mark(phrase.last):
        return None
    return of_phrase(view, phrase)
