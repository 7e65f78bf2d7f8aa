"""A text in stretches short enough for the margin: paragraphs, and the sentences of those in which many are heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.text import read_part
from marsad.types import Span

MOST_NOTES = 2
"""How many statements may begin in a stretch before it is cut: more, and the margin outgrows the text beside it."""
FARTHEST = 350
"""How many characters after the head of a stretch its first statement may begin: some four lines."""
_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


def stretches_of(text: str, contents: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """The stretches `[start, end)` of a text, each with whether it goes on with the paragraph before it."""
    starts = sorted(content.start for content in contents if content.field == "text")
    sentences: list[int] | None = None
    for paragraph in _PARAGRAPH.finditer(text):
        begin, end = paragraph.span()
        cuts = [end]
        if _may_be_cut(begin, end, starts):
            if sentences is None:
                sentences = [sentence.start for sentence in read_part(text).sentences]
            cuts = [*_cuts(begin, end, starts, sentences), end]
        for cut in cuts:
            yield begin, cut, begin != paragraph.start()
            begin = cut


def _may_be_cut(start: int, end: int, heard: Sequence[int]) -> bool:
    """Whether a paragraph has more statements than a stretch holds, or one far from its head; few have, and reading where
    sentences begin takes as long as all the rest."""
    inside = [at for at in heard if start <= at < end]
    return len(inside) > MOST_NOTES or any(at - start > FARTHEST for at in inside)


def _cuts(start: int, end: int, heard: Sequence[int], sentences: Sequence[int]) -> Iterator[int]:
    """Where to cut a paragraph: at the sentence in which one statement too many begins, or the first one far from the head."""
    begin = start
    inside = [at for at in sentences if start < at < end]
    for at, after in pairwise([*inside, end]):
        before, here = (
            sum(left <= one < right for one in heard) for left, right in ((begin, at), (at, after))
        )
        if here and (before + here > MOST_NOTES if before else at - begin > FARTHEST):
            yield at
            begin = at


__all__ = ["FARTHEST", "MOST_NOTES", "stretches_of"]
