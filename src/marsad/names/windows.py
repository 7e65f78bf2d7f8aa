"""An article cut into windows the encoder can read: whole sentences, the headline with the lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from marsad.names.pieces import Pieces
from marsad.text.normalise import without_marks
from marsad.types import Part

ROOM = 126
"""Pieces of a window, the two at its ends apart. At 128 the attention costs a fifth of the time; at 256, half."""
OVERLAP = 24
"""Tokens of a long sentence that two windows share; each token is read where more words stand round it."""


class Window(msgspec.Struct, frozen=True):
    """Some tokens in a row: `(part, token)` of each, the pieces, and where among them each token's first piece is."""

    tokens: tuple[tuple[int, int], ...]
    pieces: tuple[int, ...]
    firsts: tuple[int, ...]


def shown(word: str) -> str:
    """A token as the encoder reads it: letters as they are written, without vowel signs and controls."""
    return without_marks(word) or word


def cut_token(pieces: Pieces, text: str, kind: str) -> tuple[int, ...]:
    """The pieces of a token; a mark is written on to the word before it."""
    return pieces.cut(shown(text), opens=kind != "mark")


def cut_windows(parts: Sequence[Part], pieces: Pieces, room: int = ROOM) -> Iterator[Window]:
    """The windows of a document's parts, in order; only a sentence longer than a window is read twice in places."""
    tokens: list[tuple[int, int]] = []
    cuts: list[tuple[int, ...]] = []
    size = 0
    for number, part in enumerate(parts):
        for sentence in part.sentences:
            span = range(sentence.first, sentence.last)
            new = [cut_token(pieces, part.tokens[t].text, part.tokens[t].kind) for t in span]
            length = sum(map(len, new))
            if size + length > room and tokens:
                yield from _windows(tokens, cuts, room)
                tokens, cuts, size = [], [], 0
            tokens += [(number, t) for t in span]
            cuts += new
            size += length
    if tokens:
        yield from _windows(tokens, cuts, room)


def _windows(tokens: list[tuple[int, int]], cuts: list[tuple[int, ...]], room: int) -> Iterator[Window]:
    first = 0
    while True:
        last, size = first, 0
        while last < len(tokens) and (size + len(cuts[last]) <= room or last == first):
            size += len(cuts[last])
            last += 1
        yield _window(tokens[first:last], cuts[first:last], room)
        if last == len(tokens):
            return
        first = max(last - OVERLAP, first + 1)


def _window(tokens: list[tuple[int, int]], cuts: list[tuple[int, ...]], room: int) -> Window:
    from marsad.names.pieces import BEGIN, END

    ids, firsts = [BEGIN], []
    for cut in cuts:
        firsts.append(len(ids))
        ids += cut[:room]
    return Window(tuple(tokens), (*ids, END), tuple(firsts))
