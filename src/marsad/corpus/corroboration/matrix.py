"""The matrix of a story: what is claimed, by which independent origins, in which articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from marsad.corpus.copies import copies_among, nearest_origins
from marsad.corpus.copies.values import Copy
from marsad.corpus.corroboration.comparing import compare_readings
from marsad.corpus.corroboration.counts import find_counts
from marsad.corpus.corroboration.origins import trace
from marsad.corpus.corroboration.passages import Reading
from marsad.corpus.corroboration.values import Claim, Relation
from marsad.types import Record

if TYPE_CHECKING:
    from marsad.corpus.library import Library
    from marsad.corpus.stories.values import Story


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """That an origin claims a value: ``dead`` is ``7``, says «المسلاتي», in these articles; the first claim shows its passage."""

    topic: str
    value: str
    origin: str
    articles: tuple[str, ...]
    claim: Claim


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of a story by topic, value and origin, and how they bear on each other."""

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]

    def origins(self, topic: str, value: str) -> tuple[str, ...]:
        """The independent origins of a value: ten papers that print one agency are one."""
        return tuple(cell.origin for cell in self.cells if (cell.topic, cell.value) == (topic, value))


def make_matrix(records: Iterable[Record], copies: Iterable[Copy] = ()) -> Matrix:
    """The matrix of some articles on one happening; `copies` are the pairs of copies among them."""
    readings = {record.article.id: Reading(record) for record in records}
    near = nearest_origins(copies)
    relations = compare_readings(readings, near)
    claims = [trace(claim, readings, near) for one in readings.values() for claim in find_counts(one)]
    told = [claim for one in relations if one.claim.low is None for claim in (one.claim, one.other)]
    return Matrix(cells=_cells([*claims, *dict.fromkeys(told)]), relations=relations)


def corroborate(library: Library, story: Story) -> Matrix:
    """The matrix of a story of a library."""
    records = [library.record(ident) for ident in story.articles]
    return make_matrix(records, copies_among(library, story.articles))


def _cells(claims: Iterable[Claim]) -> tuple[Cell, ...]:
    """The claims by topic, value and origin; passages that are not counts, days or doers are each a topic of their own."""
    gathered: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        valued = claim.low is not None or claim.day or claim.who
        gathered[claim.matter, claim.value if valued else claim.exact, claim.origin].append(claim)
    return tuple(
        Cell(
            topic=topic,
            value=value,
            origin=origin,
            articles=tuple(dict.fromkeys(one.article for one in those)),
            claim=min(those, key=lambda one: (one.copied, one.published or "", one.article)),
        )
        for (topic, value, origin), those in sorted(gathered.items())
    )
