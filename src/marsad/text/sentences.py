"""Where sentences end in Arabic news."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from marsad.types import Sentence, Token

_ENDS = frozenset(".!?؟۔")
_CLOSERS = frozenset("»”’)]")
_EITHER = frozenset("\"'“‘«‹›>❝❞﴾﴿")
"""Quotation marks that open or close: the space after them tells which («”نعم.“ وغادر», «قال: "نعم." وغادر»)."""
_AFTER_CLOSER = frozenset("،,؛;.:)]»”’")
_PAUSES = frozenset("،,؛;")
_LINE_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_ACRONYM = 3
"""From so many single letters on, an abbreviation is a name («أ.ف.ب») whose last stop can end a sentence."""
_LETTER_NAME = 5
"""The most letters of a spelt-out foreign letter: «دبليو» in «دبليو.دبليو.إف», WWF."""
LONGEST = 400
"""The most tokens of a sentence. Texts without full stops exist, sentences of 2,500 characters hardly do: longer ones
are cut at a comma, so that what the layers do within a sentence stays bounded."""


def split_sentences(text: str, tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """The sentences of a text, covering all its tokens in order.

    A line break always ends one. A full stop does, unless it follows a single letter («د. أحمد», «أ.ف.ب») or the
    number of a list item («1. …»), or stands inside a Latin word; two or three dots end a sentence only at the end
    of the line, since Arabic headlines use them as a comma. A quotation mark or bracket written on to the stop
    belongs to the sentence it closes.

    >>> from marsad.text.tokens import tokenize
    >>> text = "قال د. سامي: نعم.. سنعود. وغادر."  # Dr Sami said: yes.. we'll be back. And he left.
    >>> [text[s.start:s.end] for s in split_sentences(text, tokenize(text))]
    ['قال د. سامي: نعم.. سنعود.', 'وغادر.']
    """
    sentences: list[Sentence] = []
    lines = _line_starts(text, tokens)
    first, paragraph, at = 0, 0, 0
    while at < len(tokens):
        ends = (tokens[at].text in _ENDS and _ends(tokens, first, at)) or (
            at - first >= LONGEST // 2 and _is_overlong(tokens, first, at)
        )
        last = _close(text, tokens, at) if ends else at
        line_ends = last + 1 in lines
        if line_ends or ends:
            sentences.append(Sentence(tokens[first].start, tokens[last].end, first, last + 1, paragraph))
            first = last + 1
            paragraph += line_ends
        at = last + 1
    return tuple(sentences)


def _is_overlong(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a sentence has grown past half of what it may have and stands at a comma, or past all of it."""
    return tokens[at].text in _PAUSES or at - first + 1 >= LONGEST


def _line_starts(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens that open a line, and the end of them all."""
    starts = [token.start for token in tokens]
    return frozenset(bisect_left(starts, found.end()) for found in _LINE_BREAK.finditer(text)) | {len(tokens)}


def _ends(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a sentence ends at a mark that can end one."""
    token = tokens[at]
    if token.text != "." or at == 0:
        return True
    before = tokens[at - 1]
    glued = before.end == token.start
    if before.kind == "word" and len(before.fold) == 1 and glued:
        return _closes_acronym(tokens, first, at)
    if glued and _joins_title(tokens, at):
        return False
    if before.kind == "number" and at - 1 == first and glued:
        return False
    if at + 1 == len(tokens) or tokens[at + 1].start > token.end:
        return True
    after = tokens[at + 1]
    if _spells_letters(tokens, at):
        return False
    return not (glued and (after.kind == "number" or (after.text.isascii() and after.kind == "word")))


def _joins_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a stop cuts short a title that «و» joins, of one letter: «د. سامي ود. نبيل»; «بينهما ود. وقال …» ends."""
    before, after = tokens[at - 1].fold, tokens[at + 1 : at + 2]
    short = len(before) == len("و.") and before.startswith("و")
    return short and any(token.kind == "word" and not token.fold.startswith("و") for token in after)


def _spells_letters(tokens: Sequence[Token], at: int) -> bool:
    """Whether a stop stands inside «بي.بي.سي» (BBC) or the last of «(سي.إن.إن.)» (CNN): short words joined by stops.

    Three of them are enough, or two that stand alone in brackets or quotation marks: «(إل.جي)», LG.
    """
    first, last = _run(tokens, at, -1), _run(tokens, at, 1)
    words = sum(tokens[i].kind == "word" for i in range(first, last + 1))
    enclosed = (
        first > 0 and last + 1 < len(tokens) and {tokens[first - 1].kind, tokens[last + 1].kind} == {"mark"}
    )
    return words >= _ACRONYM or (words == _ACRONYM - 1 and enclosed)


def _run(tokens: Sequence[Token], at: int, step: int) -> int:
    """The last token of the short words and stops written on to each other from `at` on, backwards or forwards."""
    for far in range(2 * _ACRONYM):
        here = at + step
        if not 0 <= here < len(tokens):
            break
        left, right = (tokens[at], tokens[here]) if step > 0 else (tokens[here], tokens[at])
        short = tokens[here].kind == "word" and len(tokens[here].fold) <= _LETTER_NAME
        if left.end != right.start or not (tokens[here].text == "." if far % 2 else short):
            break
        at = here
    return at


def _closes_acronym(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the stop at `at` follows the last letter of «أ. ف. ب.» and a new sentence may begin after it."""
    letters, back = 1, at - 1
    while back - 2 >= first and tokens[back - 1].text == "." and len(tokens[back - 2].fold) == 1:
        letters, back = letters + 1, back - 2
    if letters < _ACRONYM or at + 1 == len(tokens):
        return False
    after = tokens[at + 1]
    return after.start > tokens[at].end and after.kind == "word" and len(after.fold) > 1


def _close(text: str, tokens: Sequence[Token], at: int) -> int:
    """The last token of a sentence that ends at `at`: closing marks written on to the stop belong to it."""
    while at + 1 < len(tokens):
        after = tokens[at + 1]
        if after.start != tokens[at].end:
            break
        if not (after.text in _CLOSERS or after.text in _ENDS or _closes_quotation(text, after)):
            break
        at += 1
    return at


def _closes_quotation(text: str, mark: Token) -> bool:
    """Whether a mark that opens or closes stands, alone or doubled, before a space, a pause or the end."""
    if mark.text not in _EITHER:
        return False
    end = mark.end
    while end < len(text) and text[end] == mark.text and end - mark.end < 2:
        end += 1
    return end == len(text) or text[end].isspace() or text[end] in _AFTER_CLOSER
