"""What is found by setting articles side by side, brought up to the library's newest articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marsad.corpus.copies import catch_up_copies, copies_lag
from marsad.corpus.stories import catch_up_stories, stories_lag

if TYPE_CHECKING:
    from marsad.corpus.library import Library


def compare_new(library: Library) -> Iterator[int]:
    """Works the new readings in, and gives how many are done, batch by batch; the library must be open for writing."""
    yield from catch_up_copies(library)
    yield from catch_up_stories(library)


def lag(library: Library) -> int:
    """How many readings have not been worked in."""
    return max(copies_lag(library), stories_lag(library))
