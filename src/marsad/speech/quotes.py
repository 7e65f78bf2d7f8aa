"""Quotation marks paired into quotations, whatever their kind and however unbalanced."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from marsad.types import Part, Token

_OPENERS = {"«": "»", "‹": "›", "‘": "’"}
_CURLY = frozenset("“”„‟″")
"""Newsrooms mix these: «:” نعم “», «“هآرتس″»; which side one stands on, only the text round it tells."""
_CLOSERS = frozenset(_OPENERS.values())
_STRAIGHT = '"'
_LONGEST = 260


class Quote(msgspec.Struct, frozen=True, gc=False):
    """A quotation: the tokens of its marks, `[open, close]`; an unclosed one ends before token `close`."""

    open: int
    close: int
    closed: bool = True

    @property
    def inside(self) -> int:
        """How many tokens stand between the marks."""
        return self.close - self.open - 1


def find_quotes(part: Part) -> tuple[Quote, ...]:
    """The quotations of a part in order, inner ones after the outer they stand in.

    >>> from marsad.text import read_part
    >>> [(q.open, q.close) for q in find_quotes(read_part('قال: "نعم" ثم غادر'))]  # He said: "yes", and left.
    [(2, 4)]
    """
    found: list[Quote] = []
    stack: list[tuple[int, str]] = []
    ends = _paragraph_ends(part)
    for at, token in enumerate(part.tokens):
        if token.kind != "mark":
            continue
        while stack and ends[stack[-1][0]] <= at:
            found.append(Quote(stack[-1][0], ends[stack[-1][0]], False))
            stack.pop()
        _take_mark(part, at, token, stack, found)
    found += [Quote(at, ends[at], False) for at, _ in stack]
    return tuple(sorted((q for q in found if 0 < q.inside <= _LONGEST), key=lambda q: (q.open, -q.close)))


def _take_mark(part: Part, at: int, token: Token, stack: list[tuple[int, str]], found: list[Quote]) -> None:
    if token.text in _OPENERS:
        stack.append((at, _OPENERS[token.text]))
    elif token.text in _CLOSERS:
        if any(close == token.text for _, close in stack):
            while stack[-1][1] != token.text:
                stack.pop()
            found.append(Quote(stack.pop()[0], at))
    elif token.text == _STRAIGHT or token.text in _CURLY:
        family = _STRAIGHT if token.text == _STRAIGHT else "“"
        if any(close == family for _, close in stack) and not _opens_inside(part, at):
            while stack[-1][1] != family:
                stack.pop()
            found.append(Quote(stack.pop()[0], at))
        elif not _dangles(part, at):
            stack.append((at, family))


def _opens_inside(part: Part, at: int) -> bool:
    """A straight mark with a space before and a letter right after it opens, even within another quotation."""
    text, token = part.text, part.tokens[at]
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    return (before.isspace() or before in "(:") and not after.isspace() and after not in ".،,؛;)"


def _dangles(part: Part, at: int) -> bool:
    """A straight mark with nothing opening: at the end, or closing what was never opened."""
    text, token = part.text, part.tokens[at]
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else "\n"
    return not before.isspace() and before not in ":(بلكوـ,،.-" and (after.isspace() or after in ".،,؛;)")


def _paragraph_ends(part: Part) -> Sequence[int]:
    """For each token the index just after its paragraph's last token."""
    ends = [0] * len(part.tokens)
    end, paragraph = len(part.tokens), -1
    for sentence in reversed(part.sentences):
        if sentence.paragraph != paragraph:
            end, paragraph = sentence.last, sentence.paragraph
        for at in range(sentence.first, sentence.last):
            ends[at] = end
    return ends
