"""What is found by setting articles side by side, brought up to the library's newest articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marsad.corpus.copies import copies_lag
from marsad.corpus.copies.keeping import MARK as COPIES
from marsad.corpus.copies.keeping import CopyKeeper
from marsad.corpus.store.marks import work_in
from marsad.corpus.stories import stories_lag
from marsad.corpus.stories.keeping import MARK as STORIES
from marsad.corpus.stories.keeping import StoryKeeper

if TYPE_CHECKING:
    from marsad.corpus.library import Library


def compare_new(library: Library) -> Iterator[int]:
    """Works the new readings in, and gives how many are done, batch by batch; the library must be open for writing."""
    yield from work_in(library, {COPIES: CopyKeeper().take_in, STORIES: StoryKeeper().take_in})


def lag(library: Library) -> int:
    """How many readings have not been worked in."""
    return max(copies_lag(library), stories_lag(library))
