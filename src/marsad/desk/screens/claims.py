"""The matrix of a story as it is shown: a row a topic, a column an article, in each cell what that article says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.corpus import StoredArticle
from marsad.corpus.corroboration import Matrix

UNVALUED = frozenset({"denial", "statement", "instead"})
"""Topics whose claims have no value to be set beside others."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A value that an article tells, on whose word, in which words.

    It is `first` in the article of the story that told it first, `alone` where no other article tells it, and `contested` where
    another voice says otherwise.
    """

    value: str
    voice: str
    exact: str
    first: bool
    alone: bool
    contested: bool


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the articles of a story say on one topic, article by article; an empty cell is one that leaves it out."""

    topic: str
    cells: tuple[tuple[Said, ...], ...]


def rows_of(
    matrix: Matrix, columns: Sequence[StoredArticle], homes: Mapping[str, int]
) -> tuple[ClaimRow, ...]:
    """The rows of a matrix; `homes` is the column of each article by id, that of a copy being the one of what it copies."""
    contested = set(_contested(matrix))
    valued = [cell for cell in matrix.cells if cell.topic not in UNVALUED]
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for cell in valued:
        places[cell.topic, cell.value].update(homes[one] for one in cell.articles if one in homes)
    rows: dict[str, list[list[Said]]] = {}
    for cell in valued:
        row = rows.setdefault(cell.topic, [[] for _ in columns])
        told = places[cell.topic, cell.value]
        for at in sorted({homes[one] for one in cell.articles if one in homes}):
            said = Said(
                value=cell.value,
                voice=cell.claim.voice,
                exact=cell.claim.exact,
                first=at == min(told) and len(told) > 1,
                alone=len(told) == 1 and len(columns) > 1,
                contested=(cell.topic, cell.value) in contested,
            )
            if all((one.value, one.voice) != (said.value, said.voice) for one in row[at]):
                row[at].append(said)
    return tuple(ClaimRow(topic=topic, cells=tuple(map(tuple, row))) for topic, row in rows.items())


def _contested(matrix: Matrix) -> Iterable[tuple[str, str]]:
    """The values that contradict each other, each with its topic."""
    for one in matrix.relations:
        if one.bearing == "contradicts":
            yield from ((claim.matter, claim.value) for claim in (one.claim, one.other))


__all__ = ["UNVALUED", "ClaimRow", "Said", "rows_of"]
