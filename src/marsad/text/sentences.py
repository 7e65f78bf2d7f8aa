"""Where sentences end in Arabic news."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.types import Sentence, Token

_ENDS = frozenset(".!?؟…۔")
_CLOSERS = frozenset("\"»”’)]'")
_ABBREVIATION = 1


def split_sentences(text: str, tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """The sentences of a text, covering all its tokens in order.

    A line break always ends one. A full stop does, unless it follows a single letter («د. أحمد», «أ.ف.ب») or stands
    inside a Latin word; two or three dots end a sentence only at the end of the line, since Arabic headlines use
    them as a comma. A quotation mark or bracket written on to the stop belongs to the sentence it closes.

    >>> from marsad.text.tokens import tokenize
    >>> text = "قال د. سامي: نعم.. سنعود. وغادر."  # Dr Sami said: yes.. we'll be back. And he left.
    >>> [text[s.start:s.end] for s in split_sentences(text, tokenize(text))]
    ['قال د. سامي: نعم.. سنعود.', 'وغادر.']
    """
    sentences: list[Sentence] = []
    first, paragraph = 0, 0
    at = 0
    while at < len(tokens):
        last = _close(text, tokens, at) if _ends(text, tokens, at) else at
        line_ends = last + 1 == len(tokens) or "\n" in text[tokens[last].end : tokens[last + 1].start]
        if line_ends or last > at or _ends(text, tokens, at):
            sentences.append(Sentence(tokens[first].start, tokens[last].end, first, last + 1, paragraph))
            first = last + 1
            paragraph += line_ends
        at = last + 1
    return tuple(sentences)


def _ends(text: str, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "mark" or token.text not in _ENDS:
        return False
    if token.text != "." or at == 0:
        return True
    before = tokens[at - 1]
    glued_before = before.end == token.start
    if before.kind == "word" and len(before.fold) <= _ABBREVIATION and glued_before:
        return False
    if at + 1 == len(tokens) or tokens[at + 1].start > token.end:
        return True
    after = tokens[at + 1]
    return not (glued_before and (after.kind == "number" or (after.text.isascii() and after.kind == "word")))


def _close(text: str, tokens: Sequence[Token], at: int) -> int:
    """The last token of a sentence that ends at `at`: closing marks written on to the stop belong to it."""
    while at + 1 < len(tokens):
        after = tokens[at + 1]
        if after.start != tokens[at].end or (after.text not in _CLOSERS and after.text not in _ENDS):
            break
        if (
            after.text in "\"'"
            and after.end < len(text)
            and not text[after.end].isspace()
            and text[after.end] not in "،,؛;."
        ):
            break
        at += 1
    return at
