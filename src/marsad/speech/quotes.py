"""Quotation marks paired into quotations, whatever their kind and however unbalanced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from marsad.types import Part, Token

_DIRECTED = {"«": "»", "‹": "›", "‘": "’", "<<": ">>", "((": "))"}
_CLOSERS = frozenset(_DIRECTED.values())
_CURLY = frozenset("“”„‟″")
"""Newsrooms mix these: «:” نعم “», «“هآرتس″»; which side one stands on, only the text round it tells."""
_DOUBLED = frozenset("<>()'\"")
"""Marks that two of make a quotation mark of another kind: <<نعم>>, ((نعم)), ''نعم'', \"\"نعم\"\"."""
_SINGLE, _STRAIGHT = "'", '"'
_MARKS = frozenset("«»‹›‘’<>()'\"") | _CURLY
_LONGEST = 260
_PARAGRAPHS = 6
"""Paragraphs that one quotation runs through at most."""


class Quote(msgspec.Struct, frozen=True, gc=False):
    """A quotation: the tokens of its inner marks, `[open, close]`; an unclosed one ends before token `close`.

    `marks` is how many tokens each of its marks takes: two for <<نعم>>.
    """

    open: int
    close: int
    closed: bool = True
    marks: int = 1

    @property
    def inside(self) -> int:
        """How many tokens stand between the marks."""
        return self.close - self.open - 1

    @property
    def first(self) -> int:
        """The token of its first mark."""
        return self.open - self.marks + 1

    @property
    def last(self) -> int:
        """The token of its last mark."""
        return self.close + self.marks - 1


class _Opened(msgspec.Struct):
    """A mark that waits for its partner."""

    at: int
    partner: str
    marks: int
    paragraphs: int = 1


def find_quotes(part: Part) -> tuple[Quote, ...]:
    """The quotations of a part in order, inner ones after the outer they stand in.

    One that is not closed goes on in the next paragraph where that closes it, or opens with the same mark again.

    >>> from marsad.text import read_part
    >>> [(q.open, q.close) for q in find_quotes(read_part('قال: "نعم" ثم غادر'))]  # He said: "yes", and left.
    [(2, 4)]
    """
    marks = [at for at, token in enumerate(part.tokens) if token.kind == "mark" and token.text in _MARKS]
    if not marks:
        return ()
    found: list[Quote] = []
    waiting: list[_Opened] = []
    ends, before = _paragraph_ends(part), 0
    for end, group in groupby(marks, key=lambda at: ends[at]):
        inside = list(group)
        if waiting:
            waiting = _kept(part, waiting, inside, before, ends, found)
        reopened = before if waiting and inside[0] == before else -1
        _pair(part, [at for at in inside if at != reopened], waiting, found)
        before = end
    found += _unclosed(waiting, ends)
    return tuple(sorted((q for q in found if 0 < q.inside <= _LONGEST), key=lambda q: (q.open, -q.close)))


def _pair(part: Part, marks: Iterable[int], waiting: list[_Opened], found: list[Quote]) -> None:
    """Pairs the marks of one paragraph."""
    passed = -1
    for at in marks:
        if at == passed:
            continue
        kind, count = _kind(part.tokens, at)
        if count > 1:
            passed = at + 1
        if kind:
            _take(part, at, kind, count, waiting, found)


def _kind(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """What a mark is and how many tokens it takes; nothing for a bracket that stands alone."""
    text = tokens[at].text
    if text not in _DOUBLED:
        return text, 1
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.text == text and after.start == tokens[at].end:
        return (_STRAIGHT if text == _STRAIGHT else text * 2), 2
    return (text if text in {_SINGLE, _STRAIGHT} else ""), 1


def _take(part: Part, at: int, kind: str, count: int, waiting: list[_Opened], found: list[Quote]) -> None:
    if kind in _DIRECTED:
        waiting.append(_Opened(at + count - 1, _DIRECTED[kind], count))
    elif kind in _CLOSERS:
        _close(at, kind, waiting, found)
    elif kind == _SINGLE:
        if _opens_word(part, at):
            waiting.append(_Opened(at, kind, count))
        elif _dangles(part, at, at):
            _close(at, kind, waiting, found)
    else:
        family = "“" if kind in _CURLY else kind
        if any(w.partner == family for w in waiting) and not _opens_inside(part, at, count):
            _close(at, family, waiting, found)
        elif not _dangles(part, at, at + count - 1):
            waiting.append(_Opened(at + count - 1, family, count))


def _close(at: int, partner: str, waiting: list[_Opened], found: list[Quote]) -> None:
    """Closes the innermost quotation that waits for a mark; what was opened within it and not closed is none."""
    if any(w.partner == partner for w in waiting):
        while waiting[-1].partner != partner:
            waiting.pop()
        opened = waiting.pop()
        found.append(Quote(opened.at, at, True, opened.marks))


def _unclosed(waiting: Sequence[_Opened], ends: Sequence[int]) -> list[Quote]:
    """Quotations that end with their paragraph; a single straight mark alone is an apostrophe."""
    return [Quote(w.at, ends[w.at], False, w.marks) for w in waiting if w.partner != _SINGLE]


def _kept(
    part: Part,
    waiting: list[_Opened],
    marks: Sequence[int],
    start: int,
    ends: Sequence[int],
    found: list[Quote],
) -> list[_Opened]:
    """The quotation that goes on in the paragraph of `marks`, which begins at token `start`, if one does."""
    last = waiting[-1]
    next_one = start < len(ends) and ends[start] == ends[marks[0]]
    goes_on = next_one and last.paragraphs < _PARAGRAPHS and _goes_on(part, last, marks, start, ends[start])
    last.paragraphs += 1
    found += _unclosed(waiting[:-1] if goes_on else waiting, ends)
    return [last] if goes_on else []


def _goes_on(part: Part, opened: _Opened, marks: Sequence[int], start: int, end: int) -> bool:
    """Whether a paragraph closes a quotation opened before it, or opens with its mark once more."""
    kinds = [(at, *_kind(part.tokens, at)) for at in marks]
    ours = [(at, kind, count) for at, kind, count in kinds if _family(kind) == opened.partner]
    if not ours:
        return False
    at, kind, count = ours[0]
    if kind in _CLOSERS or (kind not in _DIRECTED and at != start and _dangles(part, at, at + count - 1)):
        return True
    closing = next(
        (p for p, k, c in ours[1:] if k in _CLOSERS or (k not in _DIRECTED and _dangles(part, p, p + c - 1))),
        None,
    )
    return at == start and (closing is None or _ends_paragraph(part, closing + count, end))


def _family(kind: str) -> str:
    """The mark that closes what a mark opens, or closes itself."""
    return "“" if kind in _CURLY else _DIRECTED.get(kind, kind)


def _ends_paragraph(part: Part, at: int, end: int) -> bool:
    """Whether nothing but stops follows: then the quotation before is the end of a longer one, with no cue of its own."""
    return all(part.tokens[p].text in ".!؟?" for p in range(at, end))


def _opens_inside(part: Part, at: int, count: int) -> bool:
    """A straight mark with a space before and a letter right after it opens, even within another quotation."""
    before, after = _round(part, at, at + count - 1)
    return (before.isspace() or before in "(:") and not after.isspace() and after not in ".،,؛;)"


def _opens_word(part: Part, at: int) -> bool:
    """A single mark with a space or particle before it and a letter after."""
    before, after = _round(part, at, at)
    return (before.isspace() or before in "(:ـ«") and after.isalnum()


def _dangles(part: Part, first: int, last: int) -> bool:
    """A straight mark with nothing opening: at the end, or closing what was never opened."""
    before, after = _round(part, first, last)
    return not before.isspace() and before not in ":(بلكوـ,،.-" and (after.isspace() or after in ".،,؛;)")


def _round(part: Part, first: int, last: int) -> tuple[str, str]:
    """The characters before and after a mark."""
    start, end = part.tokens[first].start, part.tokens[last].end
    return part.text[start - 1] if start else " ", part.text[end] if end < len(part.text) else "\n"


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
