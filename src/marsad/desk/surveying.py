"""What is read of many records at once: the whole library for its screens, and who says what for a page of hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from marsad.desk.networks import TIED, tied_of
from marsad.desk.overview import Overview, survey
from marsad.types import Attribution, Site

if TYPE_CHECKING:
    from marsad.corpus import Library


class TheOutlet(msgspec.Struct, frozen=True):
    """What is taken of an article to name its outlet."""

    site: Site = Site()


class Told(msgspec.Struct, frozen=True):
    """What is taken of a record to say on whose word something stands; the rest is passed over."""

    article: TheOutlet
    attributions: tuple[Attribution, ...] = ()


def surveyed(library: Library) -> Overview:
    """An overview with what most screens ask of it, so that no page waits for that."""
    overview = survey(library)
    for asked in ("by_type", "by_actor", "by_weight", "sites", "statuses"):
        getattr(overview, asked)
    overview.once(TIED, lambda: tied_of(overview.happenings))
    return overview


__all__ = ["TheOutlet", "Told", "surveyed"]
